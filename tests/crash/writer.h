// tests/crash/writer.h: what the writer commits before it is killed, so that the killer knows what
// must be in the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "storage/fact_store.h"

namespace liancheng::crash {

// The facts of one batch, made from its number. Every batch restates the entity "HUB" with the
// batch's number as its name; everything else in it is new.
std::vector<model::Fact> Batch(uint64_t number);
// The batch that a fact of Batch() belongs to; 0 for "HUB".
uint64_t BatchOf(const model::Fact& fact);

struct Acknowledgement {
  uint64_t revision = 0;
  uint64_t batch = 0;
};

// Commits from three threads without end, writing an Acknowledgement to `acks` after each.
// Batches are numbered from `first`. Returns only when it cannot go on.
// `bulk_rows_min`: see OpenOptions.
int WriteWithoutEnd(const std::string& path, uint64_t first, int acks, uint64_t bulk_rows_min);

// The batches of one bulk load, and the load itself: into an empty store, or resumed. OK when the
// store then holds everything. It may be killed at any point.
inline constexpr uint64_t kBulkBatches = 60;
int LoadInBulk(const std::string& path);

storage::OpenOptions Writing(const std::string& path);

}  // namespace liancheng::crash
