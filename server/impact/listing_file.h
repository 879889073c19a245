// server/impact/listing_file.h: a file of listings: one id a line, or the first column of a CSV; a
// first line `id` or `listing` is a header. Demands may be named too.
// Errors:  NotFound, Unavailable (the file); InvalidArgument naming the lines that cannot be read
//          or whose id is no listing or demand of the workspace: then none is taken.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/workspace.h"

namespace liancheng::impact {

// The acts named in the file, in order of id, each once.
absl::StatusOr<std::vector<const rules::Act*>> ReadListings(const std::string& path,
                                                            const query::Workspace& workspace);

}  // namespace liancheng::impact
