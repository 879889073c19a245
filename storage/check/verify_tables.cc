#include "storage/check/verify_tables.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "storage/format/journal.h"
#include "storage/format/rows.h"
#include "storage/index/derived.h"
#include "storage/index/gram_rows.h"
#include "storage/read/facts.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

std::string EdgeWords(const EdgeKey& key) {
  return fmt::format("{} -{}-> {}{}", key.from.value, Name(key.relation), key.to.value,
                     key.edge == 0 ? "" : fmt::format(" (relation {})", key.edge));
}

// A row described so that a person can find it.
std::string RowWords(Table table, std::string_view key) {
  if (table == Table::kEnt) {
    if (const auto number = ParseNumberKey(key)) return fmt::format("ent: entity {}", *number);
  }
  if (table == Table::kOut || table == Table::kIn) {
    const auto edge = table == Table::kOut ? ParseOutKey(key) : ParseInKey(key);
    if (edge) return fmt::format("{}: {}", Name(table), EdgeWords(*edge));
  }
  if (table == Table::kRec) {
    if (const auto record = ParseRecKey(key)) {
      return fmt::format("rec: {} (record {})", Name(record->kind), record->number);
    }
  }
  if (table == Table::kName) {
    if (const auto name = ParseNameKey(key)) {
      return fmt::format("name: \"{}\" of entity {}", name->folded, name->id.value);
    }
    if (const auto gram =
            ParseGramKey(key.substr(0, key.size() - std::min<size_t>(8, key.size())))) {
      return fmt::format("name: gram {} of entity {} in revision {}",
                         Words(names::Gram{gram->gram}), GetBig(key.data() + key.size() - 8, 8),
                         gram->revision.value);
    }
  }
  if (table == Table::kHist) {
    if (const auto hist = ParseHistKey(key)) {
      const Table of = hist->of == HistClass::kEntity ? Table::kEnt
                       : hist->of == HistClass::kEdge ? Table::kOut
                                                      : Table::kRec;
      return fmt::format("hist: {} since revision {}", RowWords(of, hist->row_key),
                         hist->known_from.value);
    }
  }
  return fmt::format("{}: row {}", Name(table), Hex(key));
}

// Compares the counts of one direction of deg with rows that arrive in the same order.
class DegreeWalk {
 public:
  DegreeWalk(const Tables& tables, const rocksdb::Snapshot* snapshot, DegreeOf of,
             Problems& problems)
      : of_(of), problems_(problems), it_(tables.Iterate(Table::kDeg, snapshot)) {
    it_->SeekToFirst();
    Settle();
  }
  void Expect(const DegreeKey& key, int64_t count) {
    while (at_ && *at_ < key) Surplus();
    int64_t stored = 0;
    if (at_ && *at_ == key) {
      stored = ReadCount(ToView(it_->value()));
      Advance();
    }
    if (stored != count) Report(key, stored, count);
  }
  void Finish() {
    while (at_) Surplus();
    if (!it_->status().ok()) problems_.Add(fmt::format("deg: {}", it_->status().ToString()));
  }

 private:
  void Surplus() {
    const int64_t stored = ReadCount(ToView(it_->value()));
    if (stored != 0) Report(*at_, stored, 0);
    Advance();
  }
  void Advance() {
    it_->Next();
    Settle();
  }
  void Settle() {
    for (at_.reset(); it_->Valid(); it_->Next()) {
      const auto key = ParseDegKey(ToView(it_->key()));
      if (key && key->of == of_) {
        at_ = key;
        return;
      }
    }
  }
  void Report(const DegreeKey& key, int64_t stored, int64_t count) {
    constexpr std::array<std::string_view, 3> kOf = {"out of", "into", "records naming"};
    const bool record = (key.node & kUnderRecord) != 0;
    problems_.Add(fmt::format("deg: {} {} {} (kind {}): {}, counted {}",
                              kOf[static_cast<size_t>(of_)], record ? "record" : "entity",
                              key.node & ~kUnderRecord, key.what, stored, count));
  }

  const DegreeOf of_;
  Problems& problems_;
  std::unique_ptr<rocksdb::Iterator> it_;
  std::optional<DegreeKey> at_;
};

// A key for one entity in the list of a gram, as if it were a row of its own; the chunk that holds
// it makes no difference.
std::string_view PostingKey(const GramKeyParts& gram, model::EntityId id, std::string& key) {
  key = GramKey({gram.gram, gram.revision, 0});
  key.append(NumberKey(id.value).view());
  return key;
}

}  // namespace

void TableCheck::ForEachIndexRow(Table table, RowFn fn) {
  std::string key;
  std::vector<model::EntityId> entities;
  ForEachRow(table, [&](const RowAt& row) {
    const auto gram = table == Table::kName ? ParseGramKey(row.key) : std::nullopt;
    entities.clear();
    if (!gram || !ReadPostings(row.value, entities)) return fn(row);
    for (const model::EntityId id : entities) fn({table, PostingKey(*gram, id, key), ""});
  });
}

void TableCheck::ForEachRow(Table table, RowFn fn) {
  const auto it = tables_.Iterate(table, snapshot_);
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    fn({table, ToView(it->key()), ToView(it->value())});
  }
  if (!it->status().ok()) {
    problems_.Add(fmt::format("{}: {}", Name(table), it->status().ToString()));
  }
}

std::optional<Stated> TableCheck::StatedOf(const RowAt& row, std::string& buffer) const {
  if (row.table == Table::kHist) {
    const auto parts = ParseHistKey(row.key);
    const auto hist = DecodeHist(row.value);
    if (!parts || !hist || hist->known_from != parts->known_from ||
        hist->known_to <= hist->known_from) {
      return std::nullopt;
    }
    const Table of = parts->of == HistClass::kEntity ? Table::kEnt
                     : parts->of == HistClass::kEdge ? Table::kOut
                                                     : Table::kRec;
    return StatedOf({of, parts->row_key, hist->row_value}, buffer);
  }
  if (row.table == Table::kOut) {
    const auto edge = DecodeEdgeRow(row.value);
    if (!edge || !ParseOutKey(row.key)) return std::nullopt;
    buffer.assign(row.key);
    buffer.append(row.value.substr(kEdgeContentAt));
    return Stated{FactKind::kRelation, edge->number.value, edge->known_from, 0, {}, buffer, false};
  }
  const auto split = Split(row.value);
  if (!split) return std::nullopt;
  Stated stated{
      FactKind::kEntity, 0,    split->header.known_from, split->header.row, split->header.file,
      split->body,       false};
  if (row.table == Table::kEnt) {
    const auto number = ParseNumberKey(row.key);
    if (!number || !DecodeEntityBody(split->body)) return std::nullopt;
    stated.number = *number;
    return stated;
  }
  const auto key = ParseRecKey(row.key);
  if (!key || !DecodeRecordBody(key->kind, split->body)) return std::nullopt;
  stated.kind = key->kind;
  stated.number = key->number;
  return stated;
}

void TableCheck::ForEachStated(bool report, StatedFn fn) {
  std::string buffer;
  for (const Table table : {Table::kEnt, Table::kOut, Table::kRec, Table::kHist}) {
    ForEachRow(table, [&](const RowAt& row) {
      if (const auto stated = StatedOf(row, buffer)) {
        fn(row, *stated);
        if (table != Table::kHist) return;
        const model::Revision known_to = DecodeHist(row.value)->known_to;
        fn(row, {stated->kind, stated->number, known_to, 0, {}, {}, true});
      } else if (report) {
        problems_.Add(fmt::format("{} cannot be read", RowWords(row.table, row.key)));
      }
    });
  }
}

void TableCheck::VisitGrams(model::EntityId id, model::Revision known_from,
                            const model::EntityFact& fact, RowFn fn) {
  std::string key;
  VisitNameGrams(fact, [&](names::Gram gram) {
    fn({Table::kName, PostingKey({gram.value, known_from, 0}, id, key), ""});
  });
}

void TableCheck::VisitDerived(const RowAt& row, RowFn fn) {
  const auto xid = [&fn](std::string_view key, std::string_view value) {
    fn({Table::kXid, key, value});
  };
  if (row.table == Table::kEnt) {
    const auto split = Split(row.value);
    const auto body = DecodeEntityBody(split->body);
    const model::EntityId id{*ParseNumberKey(row.key)};
    VisitEntityXids(body->fact.entity.key, body->fact.identifiers, id, xid);
    VisitNames(body->fact, id, [&fn](std::string_view key, std::string_view value) {
      fn({Table::kName, key, value});
    });
    VisitGrams(id, split->header.known_from, body->fact, fn);
  } else if (row.table == Table::kHist) {
    // The lists of grams keep an entity when its row moves to hist.
    const auto parts = ParseHistKey(row.key);
    if (parts->of != HistClass::kEntity) return;
    const auto body = DecodeEntityBody(Split(DecodeHist(row.value)->row_value)->body);
    VisitGrams(model::EntityId{*ParseNumberKey(parts->row_key)}, parts->known_from, body->fact, fn);
  } else if (row.table == Table::kOut) {
    const EdgeKey key = *ParseOutKey(row.key);
    fn({Table::kIn, InKey(key).view(), row.value});
    VisitEdgeXid(key, DecodeEdgeRow(row.value)->id, xid);
  } else if (row.table == Table::kRec) {
    const RecordKey key = *ParseRecKey(row.key);
    const auto body = DecodeRecordBody(key.kind, Split(row.value)->body);
    VisitRecordXid(key, IdOf(body->statement), xid);
  }
}

void TableCheck::CheckEntity(const RowAt& row) {
  if (!sealed_.CanUnseal()) return;
  const auto read = ReadEntity(row.key, row.value, sealed_);
  if (!read.ok()) {
    problems_.Add(
        fmt::format("{}: an encrypted ID number cannot be opened", RowWords(row.table, row.key)));
  }
}

void TableCheck::Run() {
  std::array<Tally, kTableCount> expected;
  ForEachStated(true, [&](const RowAt& row, const Stated& stated) {
    held_.Add(hasher_.Of(stated));
    if (stated.closing) return;
    switch (row.table) {
      case Table::kEnt:
        ++entities_;
        CheckEntity(row);
        break;
      case Table::kOut:
        ++relations_;
        break;
      case Table::kRec:
        ++records_;
        VisitRecordDegrees(stated.kind, DecodeRecordBody(stated.kind, stated.body)->parties,
                           [this](const DegreeKey& key) { ++named_by_[key]; });
        break;
      default:
        ++superseded_;
        break;
    }
    VisitDerived(row, [&](const RowAt& derived) {
      expected[static_cast<size_t>(derived.table)].Add(hasher_.OfRow(derived.key, derived.value));
    });
  });
  for (const Table table : {Table::kIn, Table::kXid, Table::kName}) {
    CheckIndex(table, expected[static_cast<size_t>(table)]);
  }
  CheckDegrees();
}

void TableCheck::CheckIndex(Table table, const Tally& expected) {
  Tally found;
  ForEachIndexRow(table, [&](const RowAt& row) { found.Add(hasher_.OfRow(row.key, row.value)); });
  if (found != expected) NameIndexDifferences(table);
}

void TableCheck::NameIndexDifferences(Table table) {
  absl::flat_hash_map<Hash128, Hash128> rows;  // hash of the key -> hash of the whole row
  ForEachIndexRow(table, [&](const RowAt& row) {
    rows[hasher_.OfRow(row.key, "")] = hasher_.OfRow(row.key, row.value);
  });
  absl::flat_hash_set<Hash128> wanted;
  ForEachStated(false, [&](const RowAt& row, const Stated& stated) {
    if (!stated.closing)
      VisitDerived(row, [&](const RowAt& derived) {
        if (derived.table != table) return;
        const Hash128 key = hasher_.OfRow(derived.key, "");
        wanted.insert(key);
        const auto it = rows.find(key);
        if (it != rows.end() && it->second == hasher_.OfRow(derived.key, derived.value)) return;
        problems_.Add(fmt::format("{}: {}, though {} asks for it", RowWords(table, derived.key),
                                  it == rows.end() ? "missing" : "other content",
                                  RowWords(row.table, row.key)));
      });
  });
  ForEachIndexRow(table, [&](const RowAt& row) {
    if (wanted.contains(hasher_.OfRow(row.key, ""))) return;
    problems_.Add(
        fmt::format("{}: nothing in ent, out or rec asks for it", RowWords(table, row.key)));
  });
}

void TableCheck::CheckDegrees() {
  CheckEdgeDegrees(Table::kOut, DegreeOf::kOut);
  CheckEdgeDegrees(Table::kIn, DegreeOf::kIn);
  DegreeWalk walk(tables_, snapshot_, DegreeOf::kNamedBy, problems_);
  for (const auto& [key, count] : named_by_) walk.Expect(key, count);
  walk.Finish();
}

void TableCheck::CheckEdgeDegrees(Table table, DegreeOf of) {
  DegreeWalk walk(tables_, snapshot_, of, problems_);
  DegreeKey node;
  int64_t count = 0;
  ForEachRow(table, [&](const RowAt& row) {
    const auto edge = of == DegreeOf::kOut ? ParseOutKey(row.key) : ParseInKey(row.key);
    if (!edge) return;
    const DegreeKey next{of == DegreeOf::kOut ? edge->from.value : edge->to.value, of,
                         static_cast<uint16_t>(edge->relation)};
    if (next != node) {
      if (count > 0) walk.Expect(node, count);
      node = next;
      count = 0;
    }
    ++count;
  });
  if (count > 0) walk.Expect(node, count);
  walk.Finish();
}

void TableCheck::NameDifferences(const JournalCheck& journal) {
  using What = std::pair<Hash128, Hash128>;
  const auto identity = [this](Stated stated) {
    stated.row = 0;
    stated.file = {};
    stated.body = {};
    return hasher_.Of(stated);
  };
  absl::flat_hash_map<Hash128, Hash128> stated_by;
  journal.VisitStatements([&](const Stated& stated, bool taken_back) {
    if (taken_back) {
      stated_by.erase(identity(stated));
    } else {
      stated_by.insert_or_assign(identity(stated), hasher_.Of(stated));
    }
  });
  absl::flat_hash_set<Hash128> seen;
  ForEachStated(false, [&](const RowAt& row, const Stated& stated) {
    const What what{identity(stated), hasher_.Of(stated)};
    seen.insert(what.first);
    const auto it = stated_by.find(what.first);
    if (it != stated_by.end() && it->second == what.second) return;
    problems_.Add(fmt::format(
        "{}: {}", RowWords(row.table, row.key),
        it == stated_by.end() ? "the journal does not state it" : "not as the journal states it"));
  });
  journal.VisitStatements([&](const Stated& stated, bool) {
    const Hash128 what = identity(stated);
    if (seen.contains(what) || !stated_by.contains(what)) return;
    stated_by.erase(what);
    problems_.Add(fmt::format("{} {}: the journal {} it in revision {}, no row holds that",
                              Name(stated.kind), stated.number, stated.closing ? "ends" : "states",
                              stated.known_from.value));
  });
}

}  // namespace liancheng::storage
