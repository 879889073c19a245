#include "engine/graph/snapshot.h"
