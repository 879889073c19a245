#include "datasets/registry.h"
