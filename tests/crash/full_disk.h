// tests/crash/full_disk.h: a store on a disk that fills while it is written.
#pragma once

#include <string>

namespace liancheng::crash {

// FillDisk gives this where no file system can be mounted.
inline constexpr int kNoDisk = 77;

// Mounts a small file system over `folder`, for this process alone. In it a store commits until the
// disk is full, goes on when there is room, and is closed while the disk is full. 0 when every
// acknowledged commit is there; 1, and the fault on standard error, when not.
int FillDisk(const std::string& folder);

}  // namespace liancheng::crash
