#include "engine/model/fact.h"

#include <array>

#include "fmt/format.h"

namespace liancheng::model {
namespace {

constexpr std::array<std::string_view, kFactKindCount> kKinds = {
    "entity",       "relation", "listing",   "penalty",    "attribution",
    "confirmation", "ending",   "objection", "grade",      "honour",
    "feedback",     "notice",   "demand",    "retraction", "step"};

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

std::string IdentityOf(const Statement& statement) {
  return std::visit(Overloaded{[](const EntityFact& f) { return f.entity.key; },
                               [](const RelationFact& f) {
                                 if (!f.id.empty()) return f.id;
                                 return fmt::format("{}|{}|{}|{}", f.from.key, Name(f.relation),
                                                    f.to.key, FormatDate(f.valid.from));
                               },
                               [](const auto& f) { return f.id; }},
                    statement);
}

}  // namespace

std::string_view Name(FactKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}

std::optional<FactKind> ParseFactKind(std::string_view text) {
  for (size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == text) return static_cast<FactKind>(i);
  }
  return std::nullopt;
}

std::string FactKey(const Fact& fact) {
  return fmt::format("{}:{}", Name(fact.kind()), IdentityOf(fact.statement));
}

std::vector<EntityRef*> PartiesOf(Statement& statement) {
  using Parties = std::vector<EntityRef*>;
  return std::visit(Overloaded{[](EntityFact& f) { return Parties{&f.entity}; },
                               [](RelationFact& f) {
                                 return Parties{&f.from, &f.to};
                               },
                               [](ListingFact& f) { return Parties{&f.subject}; },
                               [](PenaltyFact& f) { return Parties{&f.subject}; },
                               [](AttributionFact& f) { return Parties{&f.person}; },
                               [](ConfirmationFact& f) { return Parties{&f.party}; },
                               [](GradeFact& f) { return Parties{&f.subject}; },
                               [](HonourFact& f) { return Parties{&f.subject}; },
                               [](FeedbackFact& f) { return Parties{&f.party}; },
                               [](DemandFact& f) {
                                 return Parties{&f.operator_party, &f.merchant};
                               },
                               [](auto&) { return Parties{}; }},
                    statement);
}

std::vector<const EntityRef*> PartiesOf(const Statement& statement) {
  const auto parties = PartiesOf(const_cast<Statement&>(statement));
  return {parties.begin(), parties.end()};
}

const std::string* ParentRecord(const Statement& statement) {
  using Parent = const std::string*;
  return std::visit(Overloaded{[](const AttributionFact& f) -> Parent { return &f.act; },
                               [](const ConfirmationFact& f) -> Parent { return &f.listing; },
                               [](const EndingFact& f) -> Parent { return &f.listing; },
                               [](const ObjectionFact& f) -> Parent { return &f.listing; },
                               [](const FeedbackFact& f) -> Parent { return &f.listing; },
                               [](const NoticeFact& f) -> Parent { return &f.listing; },
                               [](const StepFact& f) -> Parent { return &f.listing; },
                               [](const auto&) -> Parent { return nullptr; }},
                    statement);
}

bool IsValueKey(std::string_view key) {
  return key.starts_with("address:") || key.starts_with("phone:") || key.starts_with("name:");
}

}  // namespace liancheng::model
