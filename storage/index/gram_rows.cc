#include "storage/index/gram_rows.h"

#include <algorithm>
#include <tuple>

#include "storage/format/bytes.h"
#include "storage/index/derived.h"

namespace liancheng::storage {

void GramRowWriter::Add(names::Gram gram, model::EntityId id) {
  if (count_ > 0 && gram != gram_) {
    Write();
    chunk_ = 0;
  } else if (count_ == kPostingsInRow) {
    Write();
    ++chunk_;
  }
  gram_ = gram;
  // The first number of a row is written in full, each later one as its distance from the one
  // before.
  ByteWriter(value_).Varint(count_ == 0 ? id.value : id.value - last_.value);
  last_ = id;
  ++count_;
}

void GramRowWriter::Finish() {
  if (count_ > 0) Write();
  chunk_ = 0;
}

void GramRowWriter::Write() {
  sink_(GramKey({gram_.value, revision_, chunk_}), value_);
  value_.clear();
  count_ = 0;
}

bool ReadPostings(std::string_view value, std::vector<model::EntityId>& out) {
  ByteReader from(value);
  model::EntityId id;
  while (from.ok() && !from.AtEnd()) {
    const uint64_t step = from.Varint();
    if (step == 0) return false;
    id.value += step;
    out.push_back(id);
  }
  return from.ok() && !value.empty();
}

absl::StatusOr<bool> ReadGramRows(const Tables& tables, names::Gram from, names::Gram to,
                                  model::Revision at, size_t postings_max,
                                  std::vector<model::EntityId>& out) {
  const std::string lower = GramKey({from.value, {}, 0});
  const std::string upper = GramKey({to.value, {}, 0});
  const rocksdb::Slice bound(upper);
  const auto it = tables.Iterate(Table::kName, nullptr, &bound);
  const size_t before = out.size();
  for (it->Seek(lower); it->Valid(); it->Next()) {
    const auto key = ParseGramKey(ToView(it->key()));
    if (!key) return absl::DataLossError("a row of name cannot be read; run verify");
    if (key->revision > at) continue;
    if (!ReadPostings(ToView(it->value()), out)) {
      return absl::DataLossError("a row of name cannot be read; run verify");
    }
    if (out.size() - before > postings_max) {
      out.resize(before + postings_max);
      return false;
    }
  }
  if (!it->status().ok()) return ToStatus(it->status(), "read name");
  return true;
}

void RevisionGrams::Add(const model::EntityFact& fact, model::EntityId id) {
  VisitNameGrams(fact, [&](names::Gram gram) {
    postings_.push_back({gram, id, postings_.size()});
  });
}

void RevisionGrams::Drop(model::EntityId id) {
  if (!postings_.empty()) dropped_[id.value] = postings_.size();
}

void RevisionGrams::Clear() {
  postings_.clear();
  dropped_.clear();
}

void RevisionGrams::Write(model::Revision revision, GramRowWriter::Sink sink) {
  if (!dropped_.empty()) {
    std::erase_if(postings_, [this](const Posting& posting) {
      const auto it = dropped_.find(posting.id.value);
      return it != dropped_.end() && posting.order < it->second;
    });
  }
  std::sort(postings_.begin(), postings_.end(), [](const Posting& a, const Posting& b) {
    return std::tie(a.gram, a.id) < std::tie(b.gram, b.id);
  });
  GramRowWriter writer(revision, sink);
  for (const Posting& posting : postings_) writer.Add(posting.gram, posting.id);
  writer.Finish();
  Clear();
}

}  // namespace liancheng::storage
