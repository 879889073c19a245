// storage/check/verify.h: checks that the store holds what its journal says and that its tables
// agree.
// Checks:  every block's checksum; the chain of the journal; that the operations of the journal add
//          up to the current rows and those of hist; that in, xid, name and deg follow from out,
//          ent and rec; the counts of the head; that encrypted ID numbers open with the key.
// Memory:  bounded while the store is sound; some bytes a row to name what is wrong.
// Errors:  none: what cannot be read becomes a problem in the report.
#pragma once

#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/store_values.h"

namespace liancheng::storage {

VerifyReport VerifyStore(const Tables& tables, const SealedIds& sealed);

}  // namespace liancheng::storage
