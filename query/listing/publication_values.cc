#include "query/listing/publication_values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/model/codes.h"
#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "storage/disk/sealed_ids.h"

namespace liancheng::query {
namespace {

using model::Relation;

constexpr model::RelationSet kTied = model::kOffices | model::SetOf(Relation::kShareholder);

bool In(model::RelationSet set, Relation relation) {
  return (set & model::SetOf(relation)) != 0;
}

FieldValue One(std::string value, std::string note = "") {
  if (value.empty()) return {};
  return {{std::move(value)}, std::move(note), false, false};
}

FieldValue Day(const std::optional<model::Date>& day) {
  return day ? One(model::FormatDate(*day)) : FieldValue{};
}

// Adds ID numbers, as far as they can be decrypted here.
void AddIdNumbers(const model::EntityFact& fact, FieldValue* value) {
  for (const model::Identifier& identifier : fact.identifiers) {
    if (identifier.scheme != storage::kIdScheme) continue;
    if (identifier.value == storage::kHiddenId) {
      value->hidden = true;
    } else {
      value->values.push_back(identifier.value);
    }
  }
}

std::string NameOrKey(const model::EntityFact& fact) {
  return fact.name.empty() ? fact.entity.key : fact.name;
}

// The name that registers use for a field that a rulebook calls differently.
std::string_view OtherName(std::string_view key) {
  return key == "unit_nature" || key == "unit_type" ? "enterprise_type" : "";
}

}  // namespace

absl::StatusOr<ViewValues> ViewValues::Read(const Workspace& workspace, const rules::Act& act) {
  ViewValues values(workspace, act);
  if (absl::Status status = values.ReadParties(); !status.ok()) return status;
  return values;
}

model::Date ViewValues::OfficeDay() const {
  if (model::IsDecided(listing_)) return listing_.decided_on;
  return listing_.proposed_on.value_or(workspace_.as_of());
}

absl::Status ViewValues::ReadParties() {
  const graph::GraphSnapshot& graph = workspace_.graph();
  std::vector<model::EntityId> ids = {graph.entity(act_.party)};
  std::vector<model::PathEdge> edges;
  for (const graph::Arc& arc : graph.Arcs(act_.party, graph::Direction::kIn)) {
    if (!In(kTied, arc.relation) || !arc.HoldsOn(OfficeDay())) continue;
    edges.push_back(graph.Evidence(arc.edge));
    ids.push_back(edges.back().from);
  }
  auto files = workspace_.directory().Describe(ids);
  if (!files.ok()) return files.status();
  subject_ = std::move(files->front());
  for (size_t i = 0; i < edges.size(); ++i) {
    tied_.push_back({std::move((*files)[i + 1]), std::move(edges[i])});
  }
  // Sorted by key and not by the store's number, which depends on the order of loading.
  std::stable_sort(tied_.begin(), tied_.end(), [](const Tied& a, const Tied& b) {
    return std::make_pair(a.edge.relation, a.party.fact.entity.key) <
           std::make_pair(b.edge.relation, b.party.fact.entity.key);
  });
  return absl::OkStatus();
}

FieldValue ViewValues::Of(std::string_view key) const {
  constexpr std::array<std::string_view, 4> kCodes = {"uscc", "org_code", "registration_number",
                                                      "licence"};
  if (key == "name") return One(subject_.fact.name);
  if (key == "id_number") return Identifiers(key);
  if (std::find(kCodes.begin(), kCodes.end(), key) != kCodes.end()) return Identifiers(key);
  if (key == "valid_from") return One(model::FormatDate(subject_.fact.life.from));
  if (key == "legal_representative") return Heads();
  if (key == "officers") return Officers(false);
  if (key == "officer_id_numbers") return Officers(true);
  if (key == "shareholding") return Holders();
  if (std::optional<FieldValue> value = OfListing(key)) return *value;
  FieldValue value = Attribute(key);
  return value.values.empty() && !value.hidden ? FromIdNumber(key) : value;
}

std::optional<FieldValue> ViewValues::OfListing(std::string_view key) const {
  if (key == "facts") return Facts();
  if (key == "ground") return Ground();
  if (key == "valid_to") return Removal();
  if (key == "basis") return One(listing_.basis);
  if (key == "document") return One(listing_.document);
  if (key == "decider") return One(listing_.decider);
  if (key == "severity") {
    return One(std::string(Name(listing_.severity)));
  }
  if (key == "decided_on") return One(model::FormatDate(listing_.decided_on));
  if (key == "published_on") return Day(listing_.published_on);
  if (key == "proposed_on") return Day(listing_.proposed_on);
  // The field for further content that must be published. No statement has it, and an attribute of
  // this name would be something else.
  if (key == "other") return FieldValue{};
  return std::nullopt;
}

FieldValue ViewValues::Facts() const {
  FieldValue facts;
  if (listing_.document.empty()) return facts;
  for (const rules::Penalty& penalty : workspace_.records().PenaltiesOf(act_.party)) {
    if (penalty.fact.document != listing_.document || penalty.fact.act.empty()) continue;
    facts.values.push_back(penalty.fact.act);
    facts.note = "act of the penalty of the same document";
  }
  return facts;
}

FieldValue ViewValues::Ground() const {
  if (listing_.ground.empty()) return {};
  for (const model::Rulebook& book : workspace_.plan().library().books) {
    for (const model::Ground& ground : book.grounds) {
      if (ground.id != listing_.ground) continue;
      return One(fmt::format("{} ({})", ground.name, ground.id));
    }
  }
  return One(listing_.ground);
}

FieldValue ViewValues::Removal() const {
  const rules::Effect effect = rules::EffectOf(workspace_.plan(), act_);
  std::string note;
  for (const std::string& missing : effect.missing) note += (note.empty() ? "" : "; ") + missing;
  return One(model::FormatDate(effect.range.to), std::move(note));
}

FieldValue ViewValues::Identifiers(std::string_view scheme) const {
  FieldValue value;
  value.is_code = true;
  if (scheme == storage::kIdScheme) {
    AddIdNumbers(subject_.fact, &value);
    return value;
  }
  for (const model::Identifier& identifier : subject_.fact.identifiers) {
    if (identifier.scheme == scheme) value.values.push_back(identifier.value);
  }
  return value;
}

FieldValue ViewValues::Attribute(std::string_view key) const {
  for (const std::string_view name : {key, OtherName(key)}) {
    if (name.empty()) continue;
    const auto found = subject_.fact.attributes.find(std::string(name));
    if (found == subject_.fact.attributes.end()) continue;
    if (found->second == storage::kHiddenId) return {{}, "", true, false};
    return One(found->second, name == key ? "" : fmt::format("from attribute {}", name));
  }
  return {};
}

// Sex, birthday and age, read from the number (GB 11643).
FieldValue ViewValues::FromIdNumber(std::string_view key) const {
  if (key != "sex" && key != "birth_date" && key != "age") return {};
  const FieldValue numbers = Identifiers(storage::kIdScheme);
  if (numbers.values.size() != 1) return {{}, "", numbers.hidden, false};
  const auto number = model::CanonicalIdNumber(numbers.values.front());
  if (!number) return {};
  constexpr const char* kNote = "from the ID number";
  if (key == "sex") return One(((*number)[16] - '0') % 2 == 1 ? "男" : "女", kNote);
  const auto born = model::ParseDate(
      fmt::format("{}-{}-{}", number->substr(6, 4), number->substr(10, 2), number->substr(12, 2)));
  if (!born.ok()) return {};
  if (key == "birth_date") return One(model::FormatDate(*born), kNote);
  int years = 0;
  while (model::AddYears(*born, years + 1) <= OfficeDay()) ++years;
  return One(std::to_string(years), "from the ID number, on the day of the decision");
}

// The legal representative; without one, the owner or principal.
FieldValue ViewValues::Heads() const {
  for (const Relation relation :
       {Relation::kLegalRepresentative, Relation::kOwner, Relation::kPrincipal}) {
    FieldValue heads;
    for (const Tied& tied : tied_) {
      const std::string& name = tied.party.fact.name;
      if (tied.edge.relation == relation && !name.empty()) heads.values.push_back(name);
    }
    if (!heads.values.empty()) return heads;
  }
  return {};
}

FieldValue ViewValues::Officers(bool id_numbers) const {
  FieldValue officers;
  officers.is_code = id_numbers;
  for (const Tied& tied : tied_) {
    if (!In(model::kOffices, tied.edge.relation)) continue;
    if (id_numbers) {
      AddIdNumbers(tied.party.fact, &officers);
    } else {
      officers.values.push_back(
          fmt::format("{} ({})", NameOrKey(tied.party.fact), ChineseName(tied.edge.relation)));
    }
  }
  if (officers.hidden) officers.values.clear();
  return officers;
}

FieldValue ViewValues::Holders() const {
  FieldValue holders;
  for (const Tied& tied : tied_) {
    if (tied.edge.relation != Relation::kShareholder) continue;
    const auto& share = tied.edge.share;
    const std::string band = !share ? "unknown"
                             : share->lo_ppm == share->hi_ppm
                                 ? fmt::format("{} %", model::FormatPercent(share->lo_ppm))
                                 : fmt::format("{} to {} %", model::FormatPercent(share->lo_ppm),
                                               model::FormatPercent(share->hi_ppm));
    holders.values.push_back(fmt::format("{} {}", NameOrKey(tied.party.fact), band));
  }
  return holders;
}

}  // namespace liancheng::query
