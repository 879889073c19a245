// The linter's part on time, repair, steps, disclosure, reports and bodies.
#include <algorithm>

#include "datasets/readers/rulebook/files.h"
#include "datasets/readers/rulebook/lint.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

class LifeLinter {
 public:
  LifeLinter(const std::set<std::string>& rows, std::vector<std::string>& lines)
      : rows_(rows), lines_(lines) {}

  void Book(const model::Rulebook& book) {
    book_ = &book;
    for (const model::Timer& timer : book.timers) Timer(timer);
    for (const model::Repair& repair : book.repairs) Repair(repair);
    for (const model::LifeStep& step : book.steps) Step(step);
    for (const model::DisclosedField& field : book.fields) {
      Row(fmt::format("{}: field {}", book.id, field.key), field.id);
    }
    for (const model::ForbiddenData& data : book.forbidden) {
      Row(fmt::format("{}: forbidden {}", book.id, data.name), data.id);
    }
    for (const model::ReportDuty& report : book.reports) {
      Row(fmt::format("{}: report {}", book.id, report.name), report.id);
    }
  }

  void Body(const model::Body& body) {
    const std::string where = fmt::format("body {}", body.id);
    for (const std::string& row : body.cites) Row(where, row);
    for (const model::BodyName& name : body.names) {
      if (name.during.Empty()) Say(where, fmt::format("{} ends before it begins", name.name));
    }
  }

 private:
  void Say(std::string_view where, std::string_view what) {
    lines_.push_back(fmt::format("{}: {}", where, what));
  }

  void Row(std::string_view where, const std::string& id) {
    if (rows_.contains(id)) return;
    Say(where, fmt::format("row \"{}\" is not in {}", id, kRequirementIdsPath));
  }

  void OwnLists(const std::string& where, const std::vector<std::string>& lists) {
    // The procedures of the national book apply to the lists of every book.
    if (book_->level == "national") return;
    for (const std::string& list : lists) {
      const bool own = std::any_of(book_->lists.begin(), book_->lists.end(),
                                   [&list](const auto& known) { return known.id == list; });
      if (!own) Say(where, fmt::format("list {} is not of this book", list));
    }
  }

  void Timer(const model::Timer& timer) {
    const std::string where = fmt::format("{}: timer {}", book_->id, timer.id);
    if (timer.amount == 0 && timer.parameter.empty()) {
      Say(where, "no amount and no parameter that gives one");
    }
    OwnLists(where, timer.lists);
  }

  void Needs(const std::string& where, const std::vector<model::RepairNeed>& needs, bool bars) {
    for (const model::RepairNeed& need : needs) {
      if (need.id.empty()) {
        Say(where, "a condition without the row that sets it");
      } else {
        Row(where, need.id);
      }
      if (need.warning_from && !bars) Say(where, "warning_from stands only in bars");
    }
  }

  void Repair(const model::Repair& repair) {
    const std::string where = fmt::format("{}: repair {}", book_->id, repair.id);
    Row(where, repair.id);
    for (const std::string& row : repair.cites) Row(where, row);
    OwnLists(where, repair.lists);
    for (const model::RepairWay& way : repair.ways) Row(where, way.id);
    Needs(where, repair.needs, false);
    Needs(where, repair.bars, true);
    using For = model::RepairWay::For;
    const auto has = [&repair](For wanted) {
      return std::any_of(repair.ways.begin(), repair.ways.end(),
                         [wanted](const auto& way) { return way.listing == wanted; });
    };
    if (has(For::kFirst) != has(For::kRepeat)) {
      Say(where, "a way for a first listing without one for a repeated one, or the contrary");
    }
  }

  void Step(const model::LifeStep& step) {
    const std::string where = fmt::format("{}: step {} to {}", book_->id, step.id, Name(step.to));
    Row(where, step.id);
    OwnLists(where, step.lists);
    if (std::count(step.after.begin(), step.after.end(), step.to) > 0) {
      Say(where, "it leads to where it starts");
    }
  }

  const std::set<std::string>& rows_;
  std::vector<std::string>& lines_;
  const model::Rulebook* book_ = nullptr;
};

}  // namespace

void LintLife(const model::RuleLibrary& library, const std::set<std::string>& requirement_ids,
              std::vector<std::string>& lines) {
  LifeLinter linter(requirement_ids, lines);
  for (const model::Rulebook& book : library.books) linter.Book(book);
  for (const model::Body& body : library.bodies) linter.Body(body);
}

}  // namespace liancheng::datasets
