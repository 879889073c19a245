#include "tests/crash/check.h"

#include <map>

#include "fmt/format.h"

namespace liancheng::crash {

std::string Check(const storage::FactStore& store, const std::vector<Acknowledgement>& acks) {
  const model::Revision head = store.head();
  const auto report = store.Verify();
  if (!report.ok()) return report.status().ToString();
  if (!report->problems.empty()) return report->problems.front();
  if (report->revisions != head.value) return "the journal has other revisions than the head says";
  std::map<uint64_t, uint64_t> present;
  const auto scan = store.Scan(head, storage::ScanOf::kEverything);
  if (!scan.ok()) return scan.status().ToString();
  while (true) {
    const auto facts = (*scan)->Next();
    if (!facts.ok()) return facts.status().ToString();
    if (facts->empty()) break;
    for (const model::Fact& fact : *facts) ++present[BatchOf(fact)];
  }
  present.erase(0);
  for (const auto& [batch, count] : present) {
    const size_t whole = Batch(batch).size() - 1;  // without HUB
    if (count != whole) return fmt::format("batch {}: {} of {} facts", batch, count, whole);
  }
  // Every batch made exactly one revision.
  if (present.size() != head.value) {
    return fmt::format("{} batches in {} revisions", present.size(), head.value);
  }
  for (const Acknowledgement& ack : acks) {
    if (ack.revision > head.value) return fmt::format("revision {} is lost", ack.revision);
    if (!present.contains(ack.batch)) return fmt::format("batch {} is lost", ack.batch);
    const std::vector<model::EntityId> hub = {{1}};
    const auto then = store.Describe(hub, {ack.revision});
    if (!then.ok()) return then.status().ToString();
    if ((*then)[0].fact.name != std::to_string(ack.batch)) {
      return fmt::format("revision {} is not batch {}", ack.revision, ack.batch);
    }
  }
  return "";
}

}  // namespace liancheng::crash
