#include "tests/crash/writer.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "engine/model/issue.h"
#include "fmt/format.h"

namespace liancheng::crash {
namespace {

constexpr int kThreads = 3;

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    fmt::print(stderr, "unexpected: {}\n", model::Describe(issue));
    std::abort();
  }
};

model::Fact Entity(std::string key, std::string name) {
  model::EntityFact fact;
  fact.entity.key = std::move(key);
  fact.name = std::move(name);
  return {std::move(fact), {"crash", "", 0}};
}

}  // namespace

std::vector<model::Fact> Batch(uint64_t number) {
  std::mt19937_64 random(number);
  std::vector<model::Fact> facts;
  facts.push_back(Entity("HUB", std::to_string(number)));
  const uint64_t size = 1 + random() % 30;
  for (uint64_t i = 0; i < size; ++i) {
    const std::string key = fmt::format("{}.{}", number, i);
    facts.push_back(Entity(key, std::string(random() % 200, 'n')));
    model::RelationFact relation;
    relation.id = random() % 2 == 0 ? key : "";
    relation.relation = model::Relation::kShareholder;
    relation.from.key = key;
    relation.to.key = i == 0 ? "HUB" : fmt::format("{}.{}", number, random() % i);
    facts.push_back({relation, {"crash", "", 0}});
    if (random() % 3 == 0) {
      model::ListingFact listing;
      listing.id = key;
      listing.subject.key = key;
      facts.push_back({listing, {"crash", "", 0}});
      facts.push_back({model::ObjectionFact{key, key, {}}, {"crash", "", 0}});
    }
  }
  return facts;
}

uint64_t BatchOf(const model::Fact& fact) {
  const std::string* key = nullptr;
  if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
    key = &entity->entity.key;
  } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
    key = &relation->from.key;
  } else if (const auto* listing = std::get_if<model::ListingFact>(&fact.statement)) {
    key = &listing->id;
  } else if (const auto* objection = std::get_if<model::ObjectionFact>(&fact.statement)) {
    key = &objection->id;
  }
  return key == nullptr ? 0 : std::strtoull(key->c_str(), nullptr, 10);
}

storage::OpenOptions Writing(const std::string& path) {
  storage::OpenOptions options;
  options.path = path;
  options.now_s = [] { return int64_t{1'700'000'000}; };
  return options;
}

int WriteWithoutEnd(const std::string& path, uint64_t first, int acks, uint64_t bulk_rows_min) {
  storage::OpenOptions options = Writing(path);
  options.bulk_rows_min = bulk_rows_min;
  const auto store = storage::FactStore::Open(options);
  if (!store.ok()) {
    fmt::print(stderr, "writer: {}\n", store.status().ToString());
    return 1;
  }
  std::atomic<uint64_t> next = first;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      NoIssues issues;
      while (true) {
        const uint64_t number = next.fetch_add(1);
        const auto result = (*store)->Commit(Batch(number), issues);
        if (!result.ok()) {
          fmt::print(stderr, "writer: {}\n", result.status().ToString());
          std::abort();
        }
        const Acknowledgement ack{result->revision.value, number};
        // Fewer bytes than a pipe takes whole.
        if (::write(acks, &ack, sizeof(ack)) != sizeof(ack)) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 1;
}

int LoadInBulk(const std::string& path) {
  const auto store = storage::FactStore::Open(Writing(path));
  if (!store.ok()) return 1;
  storage::BulkOptions options;
  options.memory_bytes = uint64_t{1} << 14;
  options.sort_bytes_min = uint64_t{1} << 14;
  options.fingerprint = "the batches of tests/crash";
  NoIssues issues;
  auto load = (*store)->BeginBulk(options);
  if (!load.ok()) return 1;
  if (!(*load)->gathered()) {
    for (uint64_t number = 1; number <= kBulkBatches; ++number) {
      std::vector<model::Fact> facts = Batch(number);
      // Every batch restates HUB, which a bulk load cannot do.
      if (number > 1) facts.erase(facts.begin());
      const auto added = (*load)->Add(facts, issues);
      if (!added.ok() || !*added) return 1;
    }
  }
  return (*load)->Finish().ok() ? 0 : 1;
}

}  // namespace liancheng::crash
