// tests/mutation/runner.h: runs the case files against one changed rulebook text at a time. Cases
// run in memory, and only those that could notice the change: they ask the changed book, list
// someone on one of its lists or ask for one of its terms; a change of `national` is given to all.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "server/cases/case_file.h"
#include "tests/mutation/mutations.h"

namespace liancheng::mutation {

using Texts = std::map<std::string, std::string>;  // path from the rulebook root -> bytes

enum class Fate { kKilled, kRefused, kSurvived };  // noticed by a case, by the reader, by none

struct Outcome {
  Fate fate = Fate::kSurvived;
  std::string by;  // the case that failed, or what the reader said
};

class Runner {
 public:
  // InvalidArgument when the unchanged texts are no library.
  static absl::StatusOr<Runner> Make(Texts texts, std::vector<cases::CaseFile> cases);

  // Cases that fail on the unchanged texts are left out, because they prove nothing.
  const std::vector<std::string>& left_out() const { return left_out_; }

  // The results for the files of one folder (a book's id), in order of path.
  std::vector<Mutation> MutationsOfBook(const std::string& book) const;
  Outcome Run(const Mutation& mutation) const;

 private:
  bool CouldNotice(const cases::CaseFile& file, const std::string& book) const;
  absl::StatusOr<std::string> FirstFailing(const Texts& texts, const std::string& book) const;

  Texts texts_;
  std::map<std::string, Json> roots_;
  datasets::KnownWords words_;
  std::map<std::string, std::vector<std::string>> book_to_lists_;
  std::vector<std::string> unread_parameters_;
  std::vector<cases::CaseFile> cases_;
  std::vector<std::string> left_out_;
};

// Case files of a folder, in order of name.
absl::StatusOr<std::vector<cases::CaseFile>> ReadCases(const std::string& folder);

}  // namespace liancheng::mutation
