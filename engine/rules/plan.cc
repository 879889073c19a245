#include "engine/rules/plan.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::rules {

absl::StatusOr<std::shared_ptr<const Plan>> Plan::Make(
    std::shared_ptr<const model::RuleLibrary> library, const std::vector<std::string>& books) {
  auto plan = std::make_shared<Plan>();
  plan->library_ = std::move(library);
  plan->calendar_ = model::Calendar(plan->library_->calendar);
  for (const std::string& wanted : books) {
    if (plan->FindBook(wanted) == nullptr) {
      return absl::NotFoundError(fmt::format("there is no rulebook {}", wanted));
    }
  }
  for (const model::Rulebook& book : plan->library_->books) {
    if (books.empty() || std::find(books.begin(), books.end(), book.id) != books.end()) {
      plan->books_.push_back(&book);
    }
    for (const model::ListDefinition& list : book.lists) {
      plan->lists_.emplace(list.id, ListPlace{&book, &list});
    }
    for (const model::Parameter& parameter : book.parameters) {
      plan->parameters_.emplace(parameter.id, &parameter);
    }
  }
  for (const model::Basis& basis : plan->library_->bases) plan->bases_.emplace(basis.code, &basis);
  for (const model::Body& body : plan->library_->bodies) {
    for (const model::BodyName& name : body.names) plan->bodies_[name.name].push_back(&body);
  }
  return plan;
}

std::span<const model::Body* const> Plan::BodiesNamed(std::string_view name) const {
  const auto found = bodies_.find(std::string(name));
  if (found == bodies_.end()) return {};
  return found->second;
}

const model::Rulebook* Plan::FindBook(std::string_view id) const {
  const auto found = std::find_if(library_->books.begin(), library_->books.end(),
                                  [id](const model::Rulebook& book) { return book.id == id; });
  return found == library_->books.end() ? nullptr : &*found;
}

std::optional<Plan::ListPlace> Plan::FindList(std::string_view id) const {
  const auto found = lists_.find(std::string(id));
  if (found == lists_.end()) return std::nullopt;
  return found->second;
}

bool Plan::Asks(const model::Rulebook& book) const {
  return std::find(books_.begin(), books_.end(), &book) != books_.end();
}

const model::Basis* Plan::FindBasis(std::string_view code) const {
  const auto found = bases_.find(std::string(code));
  return found == bases_.end() ? nullptr : found->second;
}

std::optional<std::string_view> Plan::Parameter(std::string_view id, model::Date on) const {
  const auto found = parameters_.find(std::string(id));
  if (found == parameters_.end()) return std::nullopt;
  for (const model::ParameterValue& value : found->second->values) {
    if (value.during.Contains(on)) return value.value;
  }
  return std::nullopt;
}

}  // namespace liancheng::rules
