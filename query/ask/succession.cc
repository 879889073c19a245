#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "fmt/format.h"
#include "query/ask/crowding.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using graph::Arc;
using graph::Direction;
using graph::VertexIndex;
using model::Relation;

// How much one shared thing says by itself. Judgements, not law: they order clues for a reader.
struct Weight {
  Relation relation;
  double weight;
};
constexpr Weight kWeights[] = {
    {Relation::kLegalRepresentative, 0.40},
    {Relation::kOwner, 0.40},
    {Relation::kActualController, 0.40},
    {Relation::kPrincipal, 0.30},
    {Relation::kShareholder, 0.25},
    {Relation::kDirector, 0.20},
    {Relation::kSupervisor, 0.15},
    {Relation::kSeniorManager, 0.20},
    {Relation::kRegisteredAt, 0.30},
    {Relation::kContact, 0.30},
    {Relation::kOperates, 0.30},
};
constexpr double kSuccessorStated = 0.80;
constexpr double kSameName = 0.35;
constexpr double kSoon = 0.10;
constexpr int32_t kSoonDays = 180;
constexpr uint32_t kNamesMax = 1'000;

double WeightOf(Relation relation) {
  for (const Weight& weight : kWeights) {
    if (weight.relation == relation) return weight.weight;
  }
  return 0;
}

class SuccessionSearch {
 public:
  SuccessionSearch(const Workspace& workspace, const SuccessionQuestion& question,
                   VertexIndex start, SuccessionAnswer* answer)
      : workspace_(workspace),
        graph_(workspace.graph()),
        question_(question),
        start_(start),
        answer_(*answer) {}

  absl::Status Run(const std::string& name) {
    Direct();
    for (const auto direction : {Direction::kOut, Direction::kIn}) {
      for (const Arc& arc : graph_.Arcs(start_, direction)) Through(arc);
    }
    if (absl::Status status = SameName(name); !status.ok()) return status;
    for (auto& [key, candidate] : candidates_) Finish(std::move(candidate));
    return absl::OkStatus();
  }

 private:
  struct Candidate {
    VertexIndex vertex;
    double doubt = 1;  // the product of what each reason leaves open
    std::vector<std::pair<double, std::string>> reasons = {};  // with their weight
    std::vector<uint32_t> edges = {};
    std::set<uint32_t> shared = {};  // each thing shared counts once, by its weightiest tie
  };

  Candidate* CandidateOf(VertexIndex v) {
    if (v == start_ || !CanSucceed(graph_.type(v)) || !BeganThen(v)) return nullptr;
    return &candidates_.try_emplace({graph_.stable(v), v.value}, Candidate{v}).first->second;
  }

  static bool CanSucceed(model::EntityType type) {
    return type != model::EntityType::kPerson && type != model::EntityType::kValue &&
           type != model::EntityType::kPublicBody && type != model::EntityType::kPlatform;
  }

  // Parties whose beginning is not stated stay in: the reader is told.
  bool BeganThen(VertexIndex v) const {
    const model::Date began = graph_.life(v).from;
    if (began == model::kOpenStart) return true;
    const int64_t days = int64_t{began.days} - answer_.since.days;
    return -question_.days_before <= days && days <= question_.days_after;
  }

  void Add(Candidate* candidate, double weight, std::string reason, std::vector<uint32_t> edges) {
    candidate->doubt *= 1 - weight;
    candidate->reasons.emplace_back(weight, std::move(reason));
    candidate->edges.insert(candidate->edges.end(), edges.begin(), edges.end());
  }

  void Direct() {
    for (const Arc& arc : graph_.Arcs(start_, Direction::kIn, Relation::kAccountSuccessorOf)) {
      Candidate* candidate = CandidateOf({arc.neighbour});
      if (candidate == nullptr) continue;
      Add(candidate, kSuccessorStated, "stated as successor of its account", {arc.edge});
    }
  }

  // Through what the arc leads to: a person, a platform account, an address, a phone.
  void Through(const Arc& arc) {
    const double weight = WeightOf(arc.relation);
    if (weight == 0) return;
    const VertexIndex shared{arc.neighbour};
    const uint64_t degree = graph::DegreeOf(graph_, shared, model::kAllRelations);
    if (degree > question_.degree_max) {
      AddCrowded(shared, degree);
      return;
    }
    for (const auto direction : {Direction::kOut, Direction::kIn}) {
      for (const Arc& second : graph_.Arcs(shared, direction)) {
        const double other = WeightOf(second.relation);
        if (other == 0 || second.edge == arc.edge) continue;
        // Who left the candidate before that day carried nothing over.
        if (second.to <= answer_.since.days - question_.days_before) continue;
        Candidate* candidate = CandidateOf({second.neighbour});
        if (candidate == nullptr || !candidate->shared.insert(shared.value).second) continue;
        Add(candidate, std::min(weight, other) * WeightOfSharing(degree),
            Reason(arc, second, degree), {arc.edge, second.edge});
      }
    }
  }

  std::string Reason(const Arc& first, const Arc& second, uint64_t degree) const {
    const bool value = graph_.type({first.neighbour}) == model::EntityType::kValue;
    if (!value) {
      return fmt::format("{} of the one, {} of the other", Name(first.relation),
                         Name(second.relation));
    }
    return fmt::format("same {}, shared by {}",
                       first.relation == Relation::kContact ? "contact" : "address", degree);
  }

  void AddCrowded(VertexIndex v, uint64_t degree) {
    answer_.complete = false;
    answer_.crowded.push_back({graph_.entity(v), degree});
    answer_.parties.Want(graph_.entity(v));
  }

  absl::Status SameName(const std::string& name) {
    if (name.empty()) return absl::OkStatus();
    const auto hits = workspace_.directory().FindByName(name, false, kNamesMax);
    if (!hits.ok()) return hits.status();
    if (hits->size() >= kNamesMax) answer_.complete = false;
    std::set<uint32_t> named;
    for (const NameHit& hit : *hits) {
      const auto vertex = graph_.Find(hit.id);
      if (vertex && *vertex != start_) named.insert(vertex->value);
    }
    for (const uint32_t v : named) {
      Candidate* candidate = CandidateOf({v});
      if (candidate == nullptr) continue;
      Add(candidate, kSameName * WeightOfSharing(named.size() + 1),
          fmt::format("same name, borne by {}", named.size() + 1), {});
    }
    return absl::OkStatus();
  }

  void Finish(Candidate candidate) {
    Successor successor;
    successor.party = graph_.entity(candidate.vertex);
    const model::Date began = graph_.life(candidate.vertex).from;
    if (began == model::kOpenStart) {
      candidate.reasons.emplace_back(0, "when it began is not stated");
    } else {
      successor.began = began;
      const int32_t days = began.days - answer_.since.days;
      if (std::abs(days) <= kSoonDays) candidate.doubt *= 1 - kSoon;
      candidate.reasons.emplace_back(
          0, fmt::format("began {} days {}", std::abs(days), days < 0 ? "before" : "after"));
    }
    successor.score = 1 - candidate.doubt;
    std::stable_sort(candidate.reasons.begin(), candidate.reasons.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [weight, reason] : candidate.reasons) successor.reasons.push_back(reason);
    for (const uint32_t edge : candidate.edges) {
      successor.evidence.push_back(graph_.Evidence(edge));
    }
    answer_.parties.Want(successor.party);
    answer_.parties.Want(successor.evidence);
    answer_.successors.push_back(std::move(successor));
  }

  const Workspace& workspace_;
  const graph::GraphSnapshot& graph_;
  const SuccessionQuestion& question_;
  VertexIndex start_;
  SuccessionAnswer& answer_;
  std::map<std::pair<uint64_t, uint32_t>, Candidate> candidates_;
};

}  // namespace

absl::StatusOr<SuccessionAnswer> AskSuccession(const Workspace& workspace,
                                               const SuccessionQuestion& question) {
  const auto start = ResolveSubject(workspace, question.subject);
  if (!start.ok()) return start.status();
  const graph::GraphSnapshot& graph = workspace.graph();
  SuccessionAnswer answer;
  answer.subject = graph.entity(*start);
  answer.parties.Want(answer.subject);
  const model::Date ended = graph.life(*start).to;
  if (!question.since && ended == model::kOpenEnd) {
    return absl::FailedPreconditionError(
        fmt::format("\"{}\" has no closing day; give the day from which successors are sought",
                    question.subject));
  }
  answer.since = question.since.value_or(ended);
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  const std::string name = answer.parties[answer.subject].name;
  if (auto status = SuccessionSearch(workspace, question, *start, &answer).Run(name);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  std::stable_sort(answer.successors.begin(), answer.successors.end(),
                   [&](const Successor& a, const Successor& b) {
                     return std::make_tuple(-a.score, answer.parties[a.party].key) <
                            std::make_tuple(-b.score, answer.parties[b.party].key);
                   });
  return answer;
}

}  // namespace liancheng::query
