// The grounds that penalties meet: TQ-11 with G05 to G08.
#include <algorithm>

#include "tests/oracle/naive.h"
#include "tests/oracle/naive_calendar.h"

namespace liancheng::oracle {
namespace {

using model::Date;
using model::GroundWay;

bool Counts(const model::Rulebook& book, const GroundWay& way, const model::PenaltyFact& penalty) {
  const auto within = [&penalty](const std::string& word) {
    return penalty.authority.find(word) != std::string::npos;
  };
  const bool authority =
      book.counted_authorities.empty() ||
      std::any_of(book.counted_authorities.begin(), book.counted_authorities.end(), within);
  return authority &&
         std::find(way.grounds.begin(), way.grounds.end(), penalty.ground) != way.grounds.end() &&
         std::find(way.procedures.begin(), way.procedures.end(), penalty.procedure) !=
             way.procedures.end();
}

}  // namespace

// Whether some counted penalty ends a window that contains enough of them.
bool Naive::IsCountMet(const model::Rulebook& book, const GroundWay& way,
                       const std::string& subject, Date day) const {
  for (const model::PenaltyFact& last : facts_.penalties) {
    if (last.subject.key != subject || last.decided_on > day || !Counts(book, way, last)) continue;
    const Date end = last.decided_on;
    const Date start = MonthsLater(end, -way.window_months);
    int count = 0;
    std::set<std::string> kinds;
    for (const model::PenaltyFact& one : facts_.penalties) {
      if (one.subject.key != subject || !Counts(book, way, one)) continue;
      if (one.decided_on <= start || one.decided_on > end) continue;
      ++count;
      kinds.insert(one.ground);
    }
    if (count >= way.minimum && static_cast<int>(kinds.size()) >= way.distinct_minimum) return true;
  }
  return false;
}

bool Naive::IsMet(const model::Rulebook& book, const model::Ground& ground, const GroundWay& way,
                  const std::string& subject, Date day) const {
  if (way.kind == GroundWay::Kind::kCount) return IsCountMet(book, way, subject, day);
  for (const model::PenaltyFact& penalty : facts_.penalties) {
    if (penalty.subject.key != subject || penalty.decided_on > day) continue;
    if (penalty.ground != ground.id) continue;
    if (way.kind == GroundWay::Kind::kSingle) return true;
    const auto amount = way.field == "sales" ? penalty.sales : penalty.illegal_gain;
    if (amount.has_value() && *amount >= way.at_least) return true;
  }
  return false;
}

std::set<std::string> Naive::GroundsMet(const std::string& subject, Date day) const {
  std::set<std::string> met;
  for (const model::Rulebook& book : library_.books) {
    if (!rulebooks_.contains(book.id)) continue;
    for (const model::Ground& ground : book.grounds) {
      for (const GroundWay& way : ground.ways) {
        if (IsMet(book, ground, way, subject, day)) met.insert(ground.id);
      }
    }
  }
  return met;
}

}  // namespace liancheng::oracle
