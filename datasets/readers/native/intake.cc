#include "datasets/readers/native/intake.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "absl/hash/hash.h"
#include "datasets/readers/native/native.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::Date;
using model::Fact;

// Of one field; an unset one differs from every set one.
uint64_t Number(Date date) {
  return static_cast<uint32_t>(date.days);
}
uint64_t Number(const std::optional<Date>& date) {
  return date ? Number(*date) : std::numeric_limits<uint64_t>::max();
}
uint64_t Number(const std::optional<model::Money>& money) {
  return money ? static_cast<uint64_t>(money->fen) : std::numeric_limits<uint64_t>::max();
}
uint64_t Number(const std::optional<model::ShareBand>& share) {
  return share ? uint64_t{share->lo_ppm} << 32 | share->hi_ppm
               : std::numeric_limits<uint64_t>::max();
}
template <typename Word>
uint64_t WordNumber(Word word) {
  return static_cast<uint64_t>(word);
}

template <typename... Parts>
uint64_t Hash(const Parts&... parts) {
  return absl::HashOf(parts...);
}

uint64_t Content(const model::EntityFact& f) {
  uint64_t lists = 0;
  for (const std::string& name : f.former_names) lists = Hash(lists, name);
  for (const model::Identifier& id : f.identifiers) lists = Hash(lists, id.scheme, id.value);
  for (const auto& [name, value] : f.attributes) lists = Hash(lists, name, value);
  return Hash(f.entity.key, WordNumber(f.type), f.name, f.region.value, Number(f.life.from),
              Number(f.life.to), lists);
}
uint64_t Content(const model::RelationFact& f) {
  return Hash(f.id, WordNumber(f.relation), f.from.key, f.to.key, Number(f.valid.from),
              Number(f.valid.to), Number(f.share), f.position);
}
uint64_t Content(const model::ListingFact& f) {
  return Hash(f.id, f.list, f.subject.key, f.ground, WordNumber(f.severity), f.decider, f.document,
              f.basis, Number(f.decided_on), Number(f.proposed_on), Number(f.published_on),
              Number(f.valid_to), Number(f.act_on), Number(f.corrected_on));
}
uint64_t Content(const model::PenaltyFact& f) {
  return Hash(f.id, f.subject.key, f.act, f.ground, f.authority, WordNumber(f.procedure),
              f.document, Number(f.decided_on), Number(f.amount), Number(f.illegal_gain),
              Number(f.sales));
}
uint64_t Content(const model::AttributionFact& f) {
  return Hash(f.id, f.person.key, f.act, WordNumber(f.role), f.decider, Number(f.decided_on),
              f.document);
}
uint64_t Content(const model::ConfirmationFact& f) {
  return Hash(f.id, f.listing, f.provision, f.party.key, Number(f.decided_on), f.basis);
}
uint64_t Content(const model::EndingFact& f) {
  return Hash(f.id, f.listing, WordNumber(f.how), Number(f.on));
}
uint64_t Content(const model::ObjectionFact& f) {
  const uint64_t result = f.result ? WordNumber(*f.result) + 1 : 0;
  return Hash(f.id, f.listing, Number(f.on), result, Number(f.answered_on));
}
uint64_t Content(const model::GradeFact& f) {
  return Hash(f.id, f.subject.key, f.value, Number(f.decided_on));
}
uint64_t Content(const model::HonourFact& f) {
  return Hash(f.id, f.subject.key, f.name, f.awarder, Number(f.decided_on), Number(f.valid_to));
}
uint64_t Content(const model::FeedbackFact& f) {
  return Hash(f.id, f.listing, f.measure, f.party.key, f.executor, f.executed, f.reason,
              Number(f.on));
}
uint64_t Content(const model::NoticeFact& f) {
  return Hash(f.id, f.listing, f.kind, Number(f.delivered_on));
}
uint64_t Content(const model::DemandFact& f) {
  return Hash(f.id, f.operator_party.key, f.merchant.key, Number(f.on), f.cooperated);
}
uint64_t Content(const model::RetractionFact& f) {
  return Hash(f.id, f.target);
}
uint64_t Content(const model::StepFact& f) {
  return Hash(f.id, f.listing, WordNumber(f.to), Number(f.on), f.actor, f.document, f.note);
}

uint64_t Identity(const model::EntityFact& f) {
  return Hash(f.entity.key);
}
uint64_t Identity(const model::RelationFact& f) {
  if (!f.id.empty()) return Hash(f.id);
  return Hash(f.from.key, WordNumber(f.relation), f.to.key, Number(f.valid.from));
}
template <typename T>
uint64_t Identity(const T& f) {
  return Hash(f.id);
}

uint64_t IdentityHash(const Fact& fact) {
  return Hash(fact.statement.index(),
              std::visit([](const auto& f) { return Identity(f); }, fact.statement));
}

uint64_t ContentHash(const Fact& fact) {
  return Hash(fact.provenance.source,
              std::visit([](const auto& f) { return Content(f); }, fact.statement));
}

void AppendValueRelation(const Fact& entity, model::Relation relation, std::string_view prefix,
                         const std::string& folded, std::vector<Fact>* relations) {
  if (folded.empty()) return;
  model::RelationFact fact;
  fact.relation = relation;
  fact.from.key = std::get<model::EntityFact>(entity.statement).entity.key;
  fact.to.key = fmt::format("{}{}", prefix, folded);
  relations->push_back({std::move(fact), entity.provenance});
}

}  // namespace

std::vector<Fact> ValueRelations(const Fact& fact) {
  std::vector<Fact> relations;
  const auto* entity = std::get_if<model::EntityFact>(&fact.statement);
  if (entity == nullptr || entity->type == model::EntityType::kValue) return relations;
  const auto address = entity->attributes.find("address");
  if (address != entity->attributes.end() && !IsMissingWord(address->second)) {
    AppendValueRelation(fact, model::Relation::kRegisteredAt, "address:", FoldText(address->second),
                        &relations);
  }
  const auto phones = entity->attributes.find("phone");
  if (phones == entity->attributes.end()) return relations;
  const std::string_view all = phones->second;
  for (size_t begin = 0; begin <= all.size();) {
    const size_t end = std::min(all.find(';', begin), all.size());
    AppendValueRelation(fact, model::Relation::kContact,
                        "phone:", FoldPhone(all.substr(begin, end - begin)), &relations);
    begin = end + 1;
  }
  return relations;
}

void DuplicateGuard::TakeUp(const std::string& file) {
  for (current_ = 0; current_ < files_.size(); ++current_) {
    if (files_[current_].name == file) return;
  }
  const uint64_t base = files_.empty() ? 0 : files_.back().end;
  files_.push_back({file, base, base});
}

void DuplicateGuard::Reach(int64_t row) {
  File& file = files_[current_];
  file.end = std::max(file.end, file.base + static_cast<uint64_t>(row) + 1);
}

DuplicateGuard::Key DuplicateGuard::KeyOf(const Fact& fact) const {
  const uint64_t identity = IdentityHash(fact);
  seen_.Prefetch(identity);
  return {identity, ContentHash(fact)};
}

DuplicateGuard::Verdict DuplicateGuard::Check(Key key, int64_t row) {
  const uint64_t place = files_[current_].base + static_cast<uint64_t>(row);
  const uint32_t kept =
      static_cast<uint32_t>(std::min<uint64_t>(place, std::numeric_limits<uint32_t>::max()));
  const uint32_t content = static_cast<uint32_t>(key.content);
  const auto [seen, first] = seen_.Insert({key.identity, kept, content});
  if (first) return Verdict::kNew;
  first_place_ = PlaceOf(seen.place);
  return seen.content == content ? Verdict::kSame : Verdict::kOther;
}

std::string DuplicateGuard::PlaceOf(uint32_t place) const {
  const auto after = std::upper_bound(files_.begin(), files_.end(), place,
                                      [](uint32_t p, const File& file) { return p < file.base; });
  const File& file = *std::prev(after);
  const std::string row = fmt::format("row {}", place - file.base);
  return file.name == files_[current_].name ? row : fmt::format("{} of {}", row, file.name);
}

bool Intake::Keep(DuplicateGuard::Key key, const Problem& shown, const FileIssues& issues) {
  const Fact& fact = facts_.back();
  const int64_t row = fact.provenance.row;
  switch (guard_.Check(key, row)) {
    case DuplicateGuard::Verdict::kNew: {
      std::vector<Fact> following = ValueRelations(fact);
      std::move(following.begin(), following.end(), std::back_inserter(facts_));
      return true;
    }
    case DuplicateGuard::Verdict::kSame:
      issues.Note(row, {shown.column, shown.value,
                        fmt::format("says the same as {}; taken once", guard_.first_place()), ""});
      break;
    case DuplicateGuard::Verdict::kOther:
      issues.Refuse(row, {shown.column, shown.value,
                          fmt::format("is stated otherwise in {}", guard_.first_place()),
                          "one statement for one id in one import"});
      break;
  }
  Drop();
  return false;
}

}  // namespace liancheng::datasets
