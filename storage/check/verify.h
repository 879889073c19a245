// storage/check/verify.h: is the store what its journal says, and do its tables agree with each other?
// Checks:  every block's checksum; the chain of the journal; that the operations of the journal add
//          up to the rows that stand and those of hist; that in, xid, name and deg are what out,
//          ent and rec give; the counts of the head; that encrypted ID numbers open with the key.
// Memory:  bounded while the store is sound; a few words a row to name what is wrong.
// Errors:  none: what cannot be read is a problem of the report.
#pragma once

#include "storage/format/store_values.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"

namespace liancheng::storage {

VerifyReport VerifyStore(const Tables& tables, const SealedIds& sealed);

}  // namespace liancheng::storage
