#include "tests/fuzz/checks.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>

#include "datasets/readers/native/native.h"
#include "datasets/readers/native/text.h"

namespace liancheng::fuzz {
namespace {

const datasets::KnownWords& Words() {
  static const datasets::KnownWords words = {{"TQ-black", "CS-red"}};
  return words;
}

class CheckedSink : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    const std::string text = model::Describe(issue);
    Require(issue.row >= 1, "an issue has a row", text);
    Require(issue.value.size() <= 200 && issue.column.size() <= 200, "a value is cut", text);
    Require(datasets::CheckText(text) == datasets::TextFault::kNone, "an issue is text", text);
    Require(!issue.problem.empty(), "an issue says what is wrong", text);
    issues.push_back((issue.grade == model::IssueGrade::kRefused ? "refused " : "noted ") + text);
  }
  std::vector<std::string> issues;
};

Collected Read(const Opener& open, size_t chunk_bytes, size_t batch_facts) {
  CheckedSink sink;
  datasets::InputLimits limits;
  limits.csv.chunk_bytes = chunk_bytes;
  limits.lines.chunk_bytes = chunk_bytes;
  Collected collected;
  auto source = open(
      {.words = &Words(), .issues = &sink, .batch_facts = batch_facts, .progress = {}}, limits);
  Require(source.ok(), "a text in memory opens", "");
  for (;;) {
    const auto batch = (*source)->Next();
    Require(batch.ok(), "a text in memory can be read", "");
    if (batch->empty()) break;
    collected.facts.insert(collected.facts.end(), batch->begin(), batch->end());
  }
  for (const model::Fact& fact : collected.facts) {
    collected.lines.push_back(datasets::WriteJsonFact(fact));
  }
  collected.issues = std::move(sink.issues);
  return collected;
}

void CheckComesBack(const std::string& line) {
  CheckedSink sink;
  const std::optional<model::Fact> fact = datasets::ReadJsonFact(
      line, "line", 1, {.words = &Words(), .issues = &sink, .batch_facts = 1, .progress = {}});
  Require(fact.has_value(), "a fact reads back from its line", line);
  Require(datasets::WriteJsonFact(*fact) == line, "a fact reads back unchanged", line);
}

void CheckOrder(const std::vector<model::Fact>& facts) {
  std::map<std::string, size_t> stated;
  for (size_t i = 0; i < facts.size(); ++i) {
    if (const auto* entity = std::get_if<model::EntityFact>(&facts[i].statement)) {
      const bool fresh = stated.emplace(entity->entity.key, i).second;
      Require(fresh, "an entity is given once", entity->entity.key);
    }
  }
  for (size_t i = 0; i < facts.size(); ++i) {
    for (const model::EntityRef* party : model::PartiesOf(facts[i].statement)) {
      const auto at = stated.find(party->key);
      Require(at == stated.end() || at->second <= i, "an entity comes first", party->key);
    }
  }
}

}  // namespace

void Require(bool holds, const char* what, const std::string& shown) {
  if (holds) return;
  std::cerr << "broken: " << what << ": " << shown << "\n";
  std::abort();
}

Collected CheckSource(const Opener& open, size_t chunk_bytes) {
  Collected whole = Read(open, size_t{64} << 10, 4096);
  const Collected small = Read(open, chunk_bytes, 1);
  Require(whole.lines == small.lines, "the chunk changes no fact", "");
  Require(whole.issues == small.issues, "the chunk changes no issue", "");
  for (const std::string& line : whole.lines) CheckComesBack(line);
  CheckOrder(whole.facts);
  return whole;
}

}  // namespace liancheng::fuzz
