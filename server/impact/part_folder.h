// server/impact/part_folder.h: a folder of files that appears as a whole or not at all, and whose
// writing can resume after a kill.
// Shape:   the files grow in OUT.part/report/. OUT.part/state.json holds the fingerprint of the
//          input and the progress: the number of chunks, and for each file its length and XXH3.
//          Finish renames OUT.part/report to OUT, then removes OUT.part.
// Resume:  bytes after the last Checkpoint are cut off. When a file does not have the content that
//          the state says, the error names it and nothing resumes.
// Errors:  AlreadyExists (OUT is not empty), FailedPrecondition (an unfinished folder exists and
//          resuming was not asked for; it was made from other input; it is damaged; another process
//          writes it), Unavailable (input/output).
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

// Identifies the input as named values; equal input has equal values.
using Fingerprint = std::vector<std::pair<std::string, std::string>>;

// 16 hex digits of XXH3.
std::string HashText(std::string_view bytes);

class PartFolder {
 public:
  // With `resume`, resumes an unfinished folder if there is one.
  static absl::StatusOr<std::unique_ptr<PartFolder>> Open(const std::string& out,
                                                          const Fingerprint& input, bool resume);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  // Complete chunks in the files.
  uint64_t chunks() const { return chunks_; }
  // Whether the report has this file; the name may contain a folder.
  bool Holds(const std::string& file) const { return files_.contains(kReport + file); }
  absl::Status Append(const std::string& file, std::string_view bytes);
  // The path of a file that somebody else writes as a whole, after the last checkpoint.
  std::string PathOf(const std::string& file) const;
  // Appends to the journal, a file beside the report that is removed with OUT.part.
  absl::Status AppendToJournal(std::string_view bytes);
  absl::StatusOr<std::string> Journal() const;
  absl::Status Checkpoint(uint64_t chunks);
  // Syncs everything to disk (if `sync`), then renames it.
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
