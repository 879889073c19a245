// tests/datasets/reading.h: runs a reader over texts in memory and collects its facts and issues.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datasets/readers/native/inputs.h"
#include "engine/model/issue.h"

namespace liancheng::datasets {

class CollectedIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override { issues.push_back(std::move(issue)); }
  std::vector<model::Issue> issues;
};

// TQ-black, TQ-grade, CS-red and N-court; five kinds of forbidden data, genes also by code G-07.
const KnownWords& TestWords();

struct Reading {
  absl::Status status;
  std::vector<model::Fact> facts;
  std::vector<model::Issue> issues;

  // Each fact as its JSON line.
  std::vector<std::string> Lines() const;
  // Each issue as `refused|noted ROW COLUMN "VALUE" PROBLEM`.
  std::vector<std::string> Issues() const;
};

struct HowToRead {
  size_t chunk_bytes = size_t{256} << 10;
  size_t batch_facts = 4096;
  bool ahead = false;
};

Reading ReadNative(std::vector<Input> inputs, HowToRead how = {});
Reading ReadRegistry(std::string_view text, HowToRead how = {});
Reading ReadAll(absl::StatusOr<std::unique_ptr<model::FactSource>> source, CollectedIssues& sink);

// Reads one line by itself.
Reading ReadLine(std::string_view line);

// A new folder among the temporary files, removed at the end.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::string& path() const { return path_; }
  // The full path of a file in the folder.
  std::string Write(std::string_view name, std::string_view text) const;

 private:
  std::string path_;
};

}  // namespace liancheng::datasets
