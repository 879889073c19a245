#include "datasets/native.h"
