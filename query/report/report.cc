#include "query/report/report.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "engine/rules/effect.h"
#include "engine/rules/scope.h"
#include "fmt/format.h"
#include "query/report/scope.h"

namespace liancheng::query {
namespace {

bool IsSanction(model::ListKind kind) {
  return kind == model::ListKind::kBlack || kind == model::ListKind::kWatch ||
         kind == model::ListKind::kAbnormal || kind == model::ListKind::kRecord ||
         kind == model::ListKind::kCourt;
}

// The counter for the way in which a listing ended: by the ending that shortened its effect;
// without one it expired.
uint64_t& WayOut(const ReportedAct& reported, ListMoves* moves) {
  for (const rules::Ending& ending : reported.act->endings) {
    if (ending.on != reported.effect.to) continue;
    switch (ending.how) {
      case model::EndingHow::kRepaired:
        return moves->repaired;
      case model::EndingHow::kRevoked:
        return moves->revoked;
      case model::EndingHow::kUpheldObjection:
        return moves->upheld_objection;
      case model::EndingHow::kSuperseded:
        return moves->superseded;
    }
  }
  return moves->expired;
}

void CountMoves(const ReportedAct& reported, const ReportQuestion& question, ListMoves* moves) {
  const model::DateRange& effect = reported.effect;
  if (effect.Contains(model::AddDays(question.from, -1))) ++moves->opening;
  if (InPeriod(question, effect.from)) ++moves->entered;
  if (InPeriod(question, effect.to)) ++WayOut(reported, moves);
  if (effect.Contains(question.to)) ++moves->closing;
}

std::string MonthOf(model::Date date) {
  return model::FormatDate(date).substr(0, 7);
}

std::vector<MonthMoves> MonthsOf(const std::vector<ReportedAct>& acts,
                                 const ReportQuestion& question) {
  std::vector<MonthMoves> months;
  const model::CivilDate first = model::ToCivil(question.from);
  for (model::Date start = model::FromCivil({first.year, first.month, 1}); start <= question.to;
       start = model::AddMonths(start, 1)) {
    const ReportQuestion month{
        std::max(start, question.from),
        std::min(model::AddDays(model::AddMonths(start, 1), -1), question.to),
        {},
        "",
        {}};
    MonthMoves moves;
    moves.month = MonthOf(start);
    for (const ReportedAct& reported : acts) {
      if (!IsSanction(reported.list->kind)) continue;
      if (InPeriod(month, reported.effect.from)) ++moves.entered;
      if (InPeriod(month, reported.effect.to)) ++moves.ended;
      if (reported.effect.Contains(month.to)) ++moves.standing;
    }
    months.push_back(std::move(moves));
  }
  return months;
}

// Counts entries of the period by a party that was on the same list before and had left it.
uint64_t CountRelisted(const std::vector<ReportedAct>& acts, const ReportQuestion& question) {
  std::map<std::pair<std::string, graph::VertexIndex>, model::Date> first_end;
  for (const ReportedAct& reported : acts) {
    const auto key = std::make_pair(reported.act->listing.list, reported.act->party);
    const auto [place, fresh] = first_end.try_emplace(key, reported.effect.to);
    if (!fresh) place->second = std::min(place->second, reported.effect.to);
  }
  return static_cast<uint64_t>(
      std::count_if(acts.begin(), acts.end(), [&](const ReportedAct& reported) {
        const auto key = std::make_pair(reported.act->listing.list, reported.act->party);
        return IsSanction(reported.list->kind) && InPeriod(question, reported.effect.from) &&
               first_end.at(key) <= reported.effect.from;
      }));
}

}  // namespace

ReportParty ReportPartyOf(const Parties& parties, model::EntityId id) {
  const PartyCard& card = parties[id];
  return {card.key, card.name, card.type, card.region};
}

absl::StatusOr<ListReport> ReportLists(const Workspace& workspace, const ReportQuestion& question) {
  const auto scope = ScopeOf(workspace, question);
  if (!scope.ok()) return scope.status();
  std::map<std::pair<std::string, std::string>, ListMoves> lists;
  ListReport report;
  report.region_unknown = scope->region_unknown;
  for (const ReportedAct& reported : scope->acts) {
    ListMoves& moves = lists[{reported.book->id, reported.list->id}];
    moves.list = reported.list->id;
    moves.name = reported.list->name;
    moves.document = reported.book->id;
    moves.kind = reported.list->kind;
    CountMoves(reported, question, &moves);
    const auto& corrected = reported.act->listing.corrected_on;
    if (corrected && InPeriod(question, *corrected)) ++report.corrected;
  }
  for (auto& [key, moves] : lists) {
    if (moves.opening + moves.entered + moves.ended() + moves.closing > 0) {
      report.lists.push_back(std::move(moves));
    }
  }
  report.months = MonthsOf(scope->acts, question);
  report.relisted = CountRelisted(scope->acts, question);
  return report;
}

DutyPlace FindReportDuty(const Workspace& workspace, const std::string& id) {
  for (const model::Rulebook& book : workspace.plan().library().books) {
    for (const model::ReportDuty& duty : book.reports) {
      if (duty.id == id) return {&book, &duty};
    }
  }
  return {};
}

int DutyMonths(const Workspace& workspace, const model::ReportDuty& duty, model::Date day) {
  constexpr int kMonthsOfQuarter = 3;
  constexpr int kMonthsOfYear = 12;
  if (duty.parameter.empty()) {
    if (duty.unit == "quarters") return duty.amount * kMonthsOfQuarter;
    return duty.unit == "years" ? duty.amount * kMonthsOfYear : duty.amount;
  }
  const std::string_view value = workspace.plan().Parameter(duty.parameter, day).value_or("");
  int months = 0;
  std::from_chars(value.data(), value.data() + value.size(), months);
  return months;
}

}  // namespace liancheng::query
