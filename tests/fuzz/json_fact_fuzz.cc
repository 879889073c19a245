// The first byte selects the size of chunks; the rest is a file of JSON Lines.
#include <cstdint>
#include <string>

#include "datasets/readers/native/record.h"
#include "tests/fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace liancheng;
  if (size < 1) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const fuzz::Collected read = fuzz::CheckSource(
      [&](const datasets::ReadOptions& options, const datasets::InputLimits& limits) {
        return datasets::OpenNativeInputs({{"f.jsonl", text}}, options, limits);
      },
      data[0] % 32 + 1);
  // Relations to value nodes follow their entity; all others come in their phase.
  datasets::Phase reached = datasets::Phase::kEntities;
  for (const model::Fact& fact : read.facts) {
    const auto* relation = std::get_if<model::RelationFact>(&fact.statement);
    if (relation != nullptr && model::IsValueKey(relation->to.key)) continue;
    const datasets::Phase phase = datasets::PhaseOf(fact.kind());
    fuzz::Require(phase >= reached, "phases follow each other", model::FactKey(fact));
    reached = phase;
  }
  return 0;
}
