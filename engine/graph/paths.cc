#include "engine/graph/paths.h"
