// server/impact/part_folder.h: a folder of files that is there whole or not at all, and that can be
// gone on with after a kill.
// Shape:   OUT.part/report/ holds the files while they grow, OUT.part/state.json says what they are
//          made of and how far they are: chunks, and of each file its length and XXH3. Finish
//          renames OUT.part/report to OUT, then removes OUT.part.
// Resume:  bytes after the last Checkpoint are cut off; a file that does not hold what the state
//          says is named and nothing is gone on with.
// Errors:  AlreadyExists (OUT is not empty), FailedPrecondition (an unfinished folder is there and
//          resuming was not asked; made of other input; damaged; another process writes it),
//          Unavailable (input/output).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace liancheng::impact {

// What the files are made of, as named values; the same input has the same.
using Fingerprint = std::vector<std::pair<std::string, std::string>>;

// 16 hex digits of XXH3.
std::string HashText(std::string_view bytes);

class PartFolder {
 public:
  // With `resume`, goes on with an unfinished folder where there is one.
  static absl::StatusOr<std::unique_ptr<PartFolder>> Open(const std::string& out,
                                                          const Fingerprint& input, bool resume);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  // Whole chunks that stand in the files.
  uint64_t chunks() const { return chunks_; }
  // Of a file of the report; its name may lead into a folder.
  bool Holds(const std::string& file) const { return files_.contains(kReport + file); }
  absl::Status Append(const std::string& file, std::string_view bytes);
  // Where a file of the report lies that another writes, whole and after the last checkpoint.
  std::string PathOf(const std::string& file) const;
  // The journal is beside the report and goes with OUT.part.
  absl::Status AppendToJournal(std::string_view bytes);
  absl::StatusOr<std::string> Journal() const;
  absl::Status Checkpoint(uint64_t chunks);
  // Synced to disk (if `sync`), then renamed.
  absl::Status Finish(bool sync);

 private:
  struct File;
  static constexpr const char* kReport = "report/";

  PartFolder(std::string out, std::string part);
  absl::Status Lock();
  absl::Status Begin(const Fingerprint& input);
  absl::Status GoOn(const Fingerprint& input);
  absl::Status GoOnWith(const std::string& name, uint64_t bytes, const std::string& hash);
  absl::Status RemoveStrangers() const;
  absl::Status AppendTo(const std::string& name, std::string_view bytes);

  const std::string out_;
  const std::string part_;
  int lock_ = -1;
  uint64_t chunks_ = 0;
  std::string input_json_;
  std::map<std::string, std::unique_ptr<File>> files_;
};

}  // namespace liancheng::impact
