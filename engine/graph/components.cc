#include "engine/graph/components.h"
