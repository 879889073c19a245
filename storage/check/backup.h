// storage/check/backup.h: a store copied whole while it is read and written, and put back after a
// check; and a store forked from another, to be changed and thrown away.
// Backup:  a folder that is a store itself, with a text file BACKUP that gives its last revision
//          and the hash of the journal there. The key of ID numbers is never in it.
// Errors:  AlreadyExists; DataLoss (the backup is damaged: nothing is restored); Unavailable.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"

namespace liancheng::storage {

absl::Status BackupStore(const Tables& tables, const std::string& folder);

// Makes a store that ends at the same revision as `tables`. Data files never change, so both stores
// share them by hard links; where the file system cannot link between the folders, they are copied.
absl::Status ForkStore(const Tables& tables, const std::string& folder);

// Checks a backup and puts it at `path`. AlreadyExists if there is a store already.
absl::Status RestoreStore(const std::string& backup, const std::string& path);

}  // namespace liancheng::storage
