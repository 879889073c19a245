// engine/rules/plan.h: rulebooks prepared for evaluation: which books are asked, and where to find
// a list, basis or parameter. All lists and bases of the library are known; only the asked books
// give findings.
// Threads: const after Make.
// Errors:  NotFound for a book the library does not have.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/model/rulebook.h"
#include "engine/rules/record_book.h"

namespace liancheng::rules {

class Plan {
 public:
  // `books` empty = all of the library.
  static absl::StatusOr<std::shared_ptr<const Plan>> Make(
      std::shared_ptr<const model::RuleLibrary> library, const std::vector<std::string>& books);

  std::span<const model::Rulebook* const> books() const { return books_; }
  const model::RuleLibrary& library() const { return *library_; }

  struct ListPlace {
    const model::Rulebook* book;
    const model::ListDefinition* list;
  };
  // Any book of the library, asked or not; nullptr for none.
  const model::Rulebook* FindBook(std::string_view id) const;
  // Finds any list of the library; nothing for lists that are only registered.
  std::optional<ListPlace> FindList(std::string_view id) const;
  bool Asks(const model::Rulebook& book) const;
  // The bodies that have or had this name (G35).
  std::span<const model::Body* const> BodiesNamed(std::string_view name) const;
  const model::Calendar& calendar() const { return calendar_; }
  const model::Basis* FindBasis(std::string_view code) const;
  // The value of a parameter on a day; nothing when it has none on that day.
  std::optional<std::string_view> Parameter(std::string_view id, model::Date on) const;

 private:
  std::shared_ptr<const model::RuleLibrary> library_;
  model::Calendar calendar_;
  std::vector<const model::Rulebook*> books_;
  absl::flat_hash_map<std::string, ListPlace> lists_;
  absl::flat_hash_map<std::string, const model::Basis*> bases_;
  absl::flat_hash_map<std::string, const model::Parameter*> parameters_;
  absl::flat_hash_map<std::string, std::vector<const model::Body*>> bodies_;
};

// What every evaluation needs: the graph, the records and the rulebooks.
struct World {
  const graph::GraphSnapshot& graph;
  const RecordBook& records;
  const Plan& plan;
};

}  // namespace liancheng::rules
