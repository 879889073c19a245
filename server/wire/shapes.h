// server/wire/shapes.h: what several answers have in common, for either writer of json_writers.h.
// Source: docs/api.md gives every field.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/answers/answers.h"
#include "query/answers/why.h"
#include "query/world/workspace.h"
#include "server/wire/json_writers.h"

namespace liancheng::wire {

template <typename Out>
void PutEdge(Out& out, const query::Parties& parties, const model::PathEdge& edge) {
  out.Text("from", parties[edge.from].key);
  out.Text("relation", Name(edge.relation));
  out.Text("to", parties[edge.to].key);
  PutDay(out, "valid_from", edge.valid.from);
  PutDay(out, "valid_to", edge.valid.to);
  out.Text("source", edge.source);
  if (!edge.share) return;
  out.Text("share_percent", model::FormatPercent(edge.share->lo_ppm));
  if (edge.share->hi_ppm != edge.share->lo_ppm) {
    out.Text("share_percent_max", model::FormatPercent(edge.share->hi_ppm));
  }
}

template <typename Out>
void PutPath(Out& out, std::string_view key, const query::Parties& parties,
             const std::vector<model::PathEdge>& path) {
  out.Objects(key, path,
              [&parties](auto& one, const model::PathEdge& edge) { PutEdge(one, parties, edge); });
}

template <typename Out>
void PutFinding(Out& out, const query::Parties& parties, const model::Finding& finding) {
  const query::PartyCard& subject = parties[finding.subject];
  out.Text("subject", subject.key);
  out.Text("subject_name", subject.name);
  out.Text("measure", finding.measure);
  out.Text("name", finding.name);
  out.Text("standing", Name(finding.standing));
  out.Text("tier", Name(finding.tier));
  out.Text("force", Name(finding.force));
  out.Text("modality", Name(finding.modality));
  out.Text("kind", Name(finding.kind));
  out.Flag("incentive", finding.incentive);
  out.Texts("executors", finding.executors);
  out.Texts("matters", finding.matters);
  out.Text("listing", finding.listing);
  out.Text("list", finding.list);
  out.Text("rulebook", finding.rulebook);
  out.Text("provision", finding.provision);
  out.Text("movement", finding.movement);
  out.Objects("basis", finding.basis, [](auto& one, const model::BasisCited& cited) {
    one.Text("name", cited.name);
    one.Text("article", cited.article);
    one.Text("status", Name(cited.status));
  });
  PutPath(out, "path", parties, finding.path);
  PutDay(out, "from", finding.effect.from);
  PutDay(out, "to", finding.effect.to);
  out.Text("why", query::Why(parties, finding));
  out.Texts("missing", finding.missing);
  out.Texts("notes", finding.notes);
}

template <typename Out>
void PutChoices(Out& out, const std::vector<query::MeasureChoice>& choices) {
  out.Objects("choices", choices, [](auto& one, const query::MeasureChoice& choice) {
    one.Text("measure", choice.measure);
    one.Texts("provisions", choice.provisions);
    one.Texts("applied", choice.applied);
    one.Text("why", choice.why);
  });
}

template <typename Out>
void PutStops(Out& out, const query::Parties& parties, const std::vector<model::Stop>& stops) {
  out.Objects("stops", stops, [&parties](auto& one, const model::Stop& stop) {
    one.Text("party", parties[stop.party].key);
    one.Text("name", parties[stop.party].name);
    PutPath(one, "path", parties, stop.path);
    one.Text("why", stop.why);
  });
}

template <typename Out>
void PutCrowded(Out& out, const query::Parties& parties,
                const std::vector<query::CrowdedParty>& crowded) {
  out.Objects("crowded", crowded, [&parties](auto& one, const query::CrowdedParty& party) {
    one.Text("party", parties[party.party].key);
    one.Number("degree", party.degree);
  });
}

template <typename Out>
void PutFindings(Out& out, const query::Parties& parties,
                 std::span<const model::Finding> findings) {
  out.Objects("findings", findings, [&parties](auto& one, const model::Finding& finding) {
    PutFinding(one, parties, finding);
  });
}

// `findings`: those of the page.
template <typename Out>
void PutMeasures(Out& out, const query::MeasuresAnswer& answer,
                 std::span<const model::Finding> findings) {
  out.Text("subject", answer.parties[answer.subject].key);
  PutFindings(out, answer.parties, findings);
  PutStops(out, answer.parties, answer.stops);
  PutChoices(out, answer.choices);
  PutCrowded(out, answer.parties, answer.crowded);
}

// What stands around an answer that asks the rulebooks. `next` "": this is the last page.
template <typename Out, typename Fill>
void PutEnvelope(Out& out, const query::Workspace& workspace, bool complete, std::string_view next,
                 Fill result) {
  PutDay(out, "as_of", workspace.as_of());
  out.Number("known_at", workspace.known_at().value);
  out.Object("rulebooks", [&workspace](auto& books) {
    for (const model::Rulebook* book : workspace.plan().books()) {
      books.Text(book->id, book->revision_hash);
    }
  });
  out.Flag("complete", complete);
  if (next.empty()) {
    out.Null("next");
  } else {
    out.Text("next", next);
  }
  out.Object("result", result);
}

}  // namespace liancheng::wire
