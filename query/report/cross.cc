#include "query/report/cross.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/model/region.h"
#include "query/report/scope.h"

namespace liancheng::query {
namespace {

struct Standing {
  std::vector<const ReportedAct*> red;
  std::vector<const ReportedAct*> black;
};
using Standings = std::map<graph::VertexIndex, Standing>;

CrossEntry EntryOf(const ReportedAct& reported) {
  return {reported.act->id, reported.list->id, reported.book->id, reported.act->listing.decider,
          reported.act->listing.decided_on};
}

// A row whose parties have no names yet.
struct CrossDraft {
  CrossRow row;
  model::EntityId party;
  std::optional<model::EntityId> other;
};

class CrossFinder {
 public:
  CrossFinder(const Workspace& workspace, const ReportQuestion& question)
      : workspace_(workspace),
        question_(question),
        with_rule_(FindReportDuty(workspace, "HJ-4").book) {}

  void Find(const Standings& standings) {
    for (const auto& [party, standing] : standings) {
      for (const ReportedAct* red : standing.red) {
        for (const ReportedAct* black : standing.black) AddRedAndBlack(party, *red, *black);
        AddBlackHeads(party, *red, standings);
      }
      AddSeveralBlack(party, standing.black);
    }
  }

  absl::StatusOr<std::vector<CrossRow>> Take() {
    Parties parties;
    for (const CrossDraft& draft : drafts_) {
      parties.Want(draft.party);
      if (draft.other) parties.Want(*draft.other);
    }
    if (absl::Status status = parties.Fetch(workspace_.directory()); !status.ok()) return status;
    std::vector<CrossRow> rows;
    for (CrossDraft& draft : drafts_) {
      draft.row.party = ReportPartyOf(parties, draft.party);
      if (draft.other) draft.row.other = ReportPartyOf(parties, *draft.other);
      rows.push_back(std::move(draft.row));
    }
    const auto key = [](const CrossRow& row) {
      return std::make_tuple(row.verdict, row.party.key, row.red ? row.red->listing : "",
                             row.black.front().listing);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const CrossRow& a, const CrossRow& b) { return key(a) < key(b); });
    return rows;
  }

 private:
  CrossDraft DraftOf(CrossVerdict verdict, graph::VertexIndex party) const {
    CrossDraft draft;
    draft.row.verdict = verdict;
    draft.party = workspace_.graph().entity(party);
    return draft;
  }

  void AddRedAndBlack(graph::VertexIndex party, const ReportedAct& red, const ReportedAct& black) {
    const bool by_rule = red.book == black.book && red.book == with_rule_;
    const bool red_first = red.act->listing.decided_on <= black.act->listing.decided_on;
    CrossDraft draft = DraftOf(!by_rule    ? CrossVerdict::kWarnRedAndBlack
                               : red_first ? CrossVerdict::kDeleteRed
                                           : CrossVerdict::kRedWhileBlack,
                               party);
    draft.row.red = EntryOf(red);
    draft.row.black = {EntryOf(black)};
    drafts_.push_back(std::move(draft));
  }

  void AddBlackHeads(graph::VertexIndex firm, const ReportedAct& red, const Standings& standings) {
    const auto arcs =
        workspace_.graph().Arcs(firm, graph::Direction::kIn, model::Relation::kLegalRepresentative);
    std::set<graph::VertexIndex> heads;  // a set, because two statements may name the same head
    for (const graph::Arc& arc : arcs) {
      if (arc.HoldsOn(question_.to)) heads.insert(graph::VertexIndex{arc.neighbour});
    }
    for (const graph::VertexIndex head : heads) {
      const auto found = standings.find(head);
      if (found == standings.end()) continue;
      for (const ReportedAct* black : found->second.black) {
        CrossDraft draft = DraftOf(CrossVerdict::kWarnBlackHead, firm);
        draft.other = workspace_.graph().entity(head);
        draft.row.red = EntryOf(red);
        draft.row.black = {EntryOf(*black)};
        drafts_.push_back(std::move(draft));
      }
    }
  }

  void AddSeveralBlack(graph::VertexIndex party, const std::vector<const ReportedAct*>& black) {
    std::set<const model::Rulebook*> books;
    for (const ReportedAct* one : black) books.insert(one->book);
    if (books.size() < 2) return;
    CrossDraft draft = DraftOf(CrossVerdict::kWarnSeveralBlack, party);
    for (const ReportedAct* one : black) draft.row.black.push_back(EntryOf(*one));
    drafts_.push_back(std::move(draft));
  }

  const Workspace& workspace_;
  const ReportQuestion& question_;
  const model::Rulebook* with_rule_;
  std::vector<CrossDraft> drafts_;
};

}  // namespace

absl::StatusOr<CrossReport> ReportCross(const Workspace& workspace,
                                        const ReportQuestion& question) {
  // The region of the row's party decides what counts. A head may live elsewhere than the firm, and
  // lists of other bodies are compared too, so all regions and bodies are collected.
  ReportQuestion everywhere = question;
  everywhere.region = {};
  everywhere.unit.clear();
  const auto scope = ScopeOf(workspace, everywhere);
  if (!scope.ok()) return scope.status();
  Standings standings;
  for (const ReportedAct& reported : scope->acts) {
    if (!reported.effect.Contains(question.to)) continue;
    Standing& standing = standings[reported.act->party];
    if (reported.list->kind == model::ListKind::kRed) standing.red.push_back(&reported);
    const bool black = reported.list->kind == model::ListKind::kBlack ||
                       reported.list->kind == model::ListKind::kCourt;
    if (black) standing.black.push_back(&reported);
  }
  CrossReport report;
  for (const auto& [party, standing] : standings) {
    if (!RegionCounts(workspace, question, party)) {
      if (workspace.graph().region(party).value == 0) ++report.region_unknown;
      continue;
    }
    if (!standing.red.empty()) ++report.parties_on_red;
    if (!standing.black.empty()) ++report.parties_on_black;
  }
  CrossFinder finder(workspace, question);
  finder.Find(standings);
  auto rows = finder.Take();
  if (!rows.ok()) return rows.status();
  for (CrossRow& row : *rows) {
    const bool here = model::Area{question.region}.Holds(row.party.region);
    if (here) report.rows.push_back(std::move(row));
  }
  return report;
}

}  // namespace liancheng::query
