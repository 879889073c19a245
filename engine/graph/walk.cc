#include "engine/graph/walk.h"
