#include "tests/datasets/reading.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "datasets/readers/registry/registry.h"
#include "fmt/format.h"
#include "gtest/gtest.h"

namespace liancheng::datasets {
namespace {

InputLimits LimitsOf(HowToRead how) {
  InputLimits limits;
  limits.csv.chunk_bytes = how.chunk_bytes;
  limits.lines.chunk_bytes = how.chunk_bytes;
  return limits;
}

ReadOptions OptionsOf(HowToRead how, CollectedIssues& sink) {
  return {.words = &TestWords(),
          .issues = &sink,
          .batch_facts = how.batch_facts,
          .ahead = how.ahead,
          .progress = {}};
}

}  // namespace

const KnownWords& TestWords() {
  static const KnownWords words = {
      {"TQ-black", "TQ-grade", "CS-red", "N-court"},
      {{"HX-14", "宗教信仰", {"宗教", "信仰", "religion"}, {"宗教信仰", "信教"}, {}},
       {"HX-14", "基因", {"基因", "gene"}, {"基因信息", "基因检测"}, {"G-07"}},
       {"HX-14", "血型", {"血型", "blood_type"}, {"血型"}, {}},
       {"HX-14",
        "疾病和病史",
        {"疾病", "病史", "disease", "medical_history"},
        {"病史", "患病"},
        {}},
       {"HX-14", "指纹", {"指纹", "fingerprint"}, {"指纹"}, {}}}};
  return words;
}

std::vector<std::string> Reading::Lines() const {
  std::vector<std::string> lines;
  for (const model::Fact& fact : facts) lines.push_back(WriteJsonFact(fact));
  return lines;
}

std::vector<std::string> Reading::Issues() const {
  std::vector<std::string> lines;
  for (const model::Issue& issue : issues) {
    lines.push_back(fmt::format("{} {} {} \"{}\" {}",
                                issue.grade == model::IssueGrade::kRefused ? "refused" : "noted",
                                issue.row, issue.column, issue.value, issue.problem));
  }
  return lines;
}

Reading ReadAll(absl::StatusOr<std::unique_ptr<model::FactSource>> source, CollectedIssues& sink) {
  Reading reading;
  reading.status = source.status();
  while (reading.status.ok()) {
    const auto batch = (*source)->Next();
    reading.status = batch.status();
    if (!batch.ok() || batch->empty()) break;
    reading.facts.insert(reading.facts.end(), batch->begin(), batch->end());
  }
  reading.issues = std::move(sink.issues);
  return reading;
}

Reading ReadNative(std::vector<Input> inputs, HowToRead how) {
  CollectedIssues sink;
  return ReadAll(OpenNativeInputs(std::move(inputs), OptionsOf(how, sink), LimitsOf(how)), sink);
}

Reading ReadRegistry(std::string_view text, HowToRead how) {
  CollectedIssues sink;
  return ReadAll(
      OpenRegistryInput({"register.csv", std::string(text)}, OptionsOf(how, sink), LimitsOf(how)),
      sink);
}

Reading ReadLine(std::string_view line) {
  CollectedIssues sink;
  Reading reading;
  std::optional<model::Fact> fact = ReadJsonFact(line, "facts.jsonl", 7, OptionsOf({}, sink));
  if (fact) reading.facts.push_back(*std::move(fact));
  reading.issues = std::move(sink.issues);
  return reading;
}

TestFolder::TestFolder() {
  path_ = testing::TempDir() + "reading_XXXXXX";
  if (mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "no folder " << path_;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TestFolder::Write(std::string_view name, std::string_view text) const {
  const std::string full = fmt::format("{}/{}", path_, name);
  std::ofstream(full, std::ios::binary) << text;
  return full;
}

}  // namespace liancheng::datasets
