#include "storage/index/derived.h"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/names/fold.h"
#include "storage/disk/sealed_ids.h"

namespace liancheng::storage {
namespace {

std::string NumberValue(uint64_t number) {
  return std::string(NumberKey(number).view());
}

}  // namespace

std::string CanonicalIdentifier(std::string_view scheme, std::string_view value) {
  std::string canonical(value);
  if (scheme != "uscc" && scheme != "org_code" && scheme != "lei") return canonical;
  for (char& c : canonical) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (scheme == "org_code") std::erase(canonical, '-');
  return canonical;
}

bool IdentifierXidKey(const model::Identifier& stored, std::string& out) {
  if (stored.scheme != kIdScheme) {
    EntityXidKey(stored.scheme, CanonicalIdentifier(stored.scheme, stored.value), out);
    return true;
  }
  const auto match = SealedIds::MatchHashOf(stored.value);
  if (match) EntityXidKey(kIdScheme, *match, out);
  return match.has_value();
}

void VisitEntityXids(std::string_view callers_id, std::span<const model::Identifier> stored,
                     model::EntityId id, RowVisitor visit) {
  const std::string value = NumberValue(id.value);
  std::string key;
  EntityXidKey(kSourceScheme, callers_id, key);
  visit(key, value);
  std::vector<std::string> keys;
  for (const model::Identifier& identifier : stored) {
    if (!IdentifierXidKey(identifier, key)) continue;
    // Two spellings of one code share one row.
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    visit(key, value);
    if (stored.size() > 1) keys.push_back(key);
  }
}

void VisitNames(const model::EntityFact& fact, model::EntityId id, RowVisitor visit) {
  if (fact.type == model::EntityType::kValue) return;
  if (const std::string folded = names::FoldName(fact.name); !folded.empty()) {
    visit(NameKey(folded, id, false), fact.name);
  }
  // Of former names with the same folded form only the first has a row.
  std::map<std::string, std::string_view> former;
  for (const std::string& name : fact.former_names) former.emplace(names::FoldName(name), name);
  for (const auto& [folded, name] : former) {
    if (!folded.empty()) visit(NameKey(folded, id, true), name);
  }
}

void VisitNameGrams(const model::EntityFact& fact, GramVisitor visit) {
  if (fact.type == model::EntityType::kValue) return;
  std::vector<names::Gram> grams;
  names::AppendGrams(names::ReadName(fact.name), grams);
  for (const std::string& former : fact.former_names)
    names::AppendGrams(names::ReadName(former), grams);
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  for (const names::Gram gram : grams) visit(gram);
}

void VisitEdgeXid(const EdgeKey& key, std::string_view id, RowVisitor visit) {
  if (id.empty()) return;
  std::string xid;
  RelationXidKey(id, xid);
  visit(xid, OutKey(key).view());
}

void VisitEdgeDegrees(const EdgeKey& key, DegreeVisitor visit) {
  const auto relation = static_cast<uint16_t>(key.relation);
  visit({key.from.value, DegreeOf::kOut, relation});
  visit({key.to.value, DegreeOf::kIn, relation});
}

void VisitRecordXid(const RecordKey& key, std::string_view id, RowVisitor visit) {
  std::string xid;
  RecordXidKey(key.kind, id, xid);
  visit(xid, RecKey(key).view());
}

void VisitRecordDegrees(model::FactKind kind, const RecordParties& parties, DegreeVisitor visit) {
  const auto what = static_cast<uint16_t>(kind);
  if (parties.first.value != 0) visit({parties.first.value, DegreeOf::kNamedBy, what});
  if (parties.second.value != 0) visit({parties.second.value, DegreeOf::kNamedBy, what});
  if (parties.parent != 0) visit({kUnderRecord | parties.parent, DegreeOf::kNamedBy, what});
}

}  // namespace liancheng::storage
