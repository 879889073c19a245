#include "datasets/rulebook_reader.h"
