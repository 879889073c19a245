#include "storage/fact_store.h"
