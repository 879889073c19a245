// datasets/readers/native/native.h: readers of our own interchange form: a folder of CSV, or JSON
// Lines of facts.
// Source:  docs/interchange.md.
// Memory:  the batch, some 24 bytes for each id met (one id stated twice is found), and some 10 for
//          each person; a file is read in up to three passes so that entities come first.
// Errors:  NotFound / Unavailable when a file cannot be read, InvalidArgument when its name tells
//          nothing; bad rows go to the sink and are passed over.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "engine/model/fact_source.h"
#include "engine/model/issue.h"

namespace liancheng::datasets {

struct ReadOptions {
  const KnownWords* words = nullptr;   // lists that may be named, data that may not; required
  model::IssueSink* issues = nullptr;  // required
  size_t batch_facts = 4096;
  // Reads the next batch on a thread of its own while the last one is used. Issues and progress
  // still come in Next, in the same order.
  bool ahead = false;
  // Called now and then with bytes read and bytes in all; may be empty.
  std::function<void(uint64_t, uint64_t)> progress;
};

// `path`: a folder with entities.csv, relations.csv, listings.csv, penalties.csv, attributions.csv,
// steps.csv and *.jsonl (any of them), one such CSV file, or a .jsonl file.
absl::StatusOr<std::unique_ptr<model::FactSource>> OpenNative(const std::string& path,
                                                              const ReadOptions& options);

// One line of JSON Lines (or one object of a case file) to a fact; problems go to the sink.
// `line` is the row of the issue. Nothing when refused. Read alone, a line knows persons only by
// its own kind and type.
std::optional<model::Fact> ReadJsonFact(std::string_view text, const std::string& file,
                                        int64_t line, const ReadOptions& options);

// The relations to value nodes that follow from an entity's attributes `address` and `phone`; a
// source gives them after the entity. None for other facts.
std::vector<model::Fact> ValueRelations(const model::Fact& fact);

// The line that gives this fact back (keys must be filled). ID numbers as they are in the fact.
std::string WriteJsonFact(const model::Fact& fact);

}  // namespace liancheng::datasets
