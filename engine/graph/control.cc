#include "engine/graph/control.h"
