#include <algorithm>
#include <set>

#include "query/ask/control_search.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using graph::VertexIndex;

class OwnersSearch {
 public:
  OwnersSearch(const Workspace& workspace, VertexIndex firm, OwnersAnswer* answer)
      : workspace_(workspace), graph_(workspace.graph()), firm_(firm), answer_(*answer) {}

  absl::Status Run() {
    std::vector<ControlParty> majority;
    std::vector<ControlParty> shares;
    if (auto status = Upward(ControlMethod::kMajority, answer_.majority_ppm, &majority);
        !status.ok()) {
      return status;
    }
    if (auto status = Upward(ControlMethod::kMultiplied, answer_.beneficial_ppm, &shares);
        !status.ok()) {
      return status;
    }
    const std::set<model::EntityId> controlled = ControlledAmong(majority);
    for (const ControlParty& party : majority) {
      if (!controlled.contains(party.party)) answer_.controllers.push_back(party);
    }
    AddOwners(majority, shares);
    const bool certain = std::any_of(answer_.controllers.begin(), answer_.controllers.end(),
                                     [](const ControlParty& party) { return !party.undetermined; });
    if (certain) return absl::OkStatus();
    std::vector<ControlParty> all;
    if (auto status = Upward(ControlMethod::kMultiplied, 0, &all); !status.ok()) return status;
    AddLargest(all);
    return absl::OkStatus();
  }

 private:
  absl::Status Upward(ControlMethod method, uint32_t threshold_ppm,
                      std::vector<ControlParty>* found) {
    ControlQuestion question;
    question.method = method;
    question.threshold_ppm = threshold_ppm;
    ControlSearch search(workspace_, question);
    *found = search.Run({firm_});
    search.WantParties(*found, &answer_.parties);
    if (auto status = answer_.parties.Fetch(workspace_.directory()); !status.ok()) return status;
    search.NameMissing(answer_.parties, found);
    SortBySize(answer_.parties, found);
    return absl::OkStatus();
  }

  // Those whom another controller controls; nobody where all control each other in a round.
  std::set<model::EntityId> ControlledAmong(const std::vector<ControlParty>& controllers) const {
    std::set<model::EntityId> controlled;
    for (const ControlParty& party : controllers) {
      if (party.undetermined) continue;
      const VertexIndex start = graph_.Find(party.party).value();
      for (const graph::Controlled& c :
           graph::MajorityControlled(graph_, start, workspace_.as_of(), answer_.majority_ppm)) {
        controlled.insert(graph_.entity(c.vertex));
      }
    }
    const bool all = std::all_of(controllers.begin(), controllers.end(),
                                 [&controlled](const ControlParty& party) {
                                   return party.undetermined || controlled.contains(party.party);
                                 });
    return all ? std::set<model::EntityId>() : controlled;
  }

  model::EntityType TypeOf(const ControlParty& party) const {
    return graph_.type(graph_.Find(party.party).value());
  }

  // Natural persons and public bodies: nobody stands behind them.
  void AddLargest(const std::vector<ControlParty>& shares) {
    const ControlParty* largest = nullptr;
    uint64_t others_most_ppm = 0;
    for (const ControlParty& party : shares) {
      const model::EntityType type = TypeOf(party);
      if (type != model::EntityType::kPerson && type != model::EntityType::kPublicBody) continue;
      if (largest == nullptr || party.share_ppm > largest->share_ppm) {
        if (largest != nullptr) {
          others_most_ppm = std::max(others_most_ppm, largest->share_max_ppm);
        }
        largest = &party;
      } else {
        others_most_ppm = std::max(others_most_ppm, party.share_max_ppm);
      }
    }
    if (largest == nullptr || largest->share_ppm == 0) return;
    ControlParty found = *largest;
    found.arithmetic = "the largest share in the end; nobody has a majority";
    if (others_most_ppm >= found.share_ppm) {
      found.undetermined = true;
      found.missing.push_back("another holder may hold as much");
    }
    answer_.largest = true;
    answer_.controllers.push_back(std::move(found));
  }

  void AddOwners(const std::vector<ControlParty>& majority,
                 const std::vector<ControlParty>& shares) {
    const auto controls = [&majority](model::EntityId id) {
      return std::any_of(majority.begin(), majority.end(), [id](const ControlParty& party) {
        return party.party == id && !party.undetermined;
      });
    };
    std::set<model::EntityId> seen;
    for (const ControlParty& party : shares) {
      if (TypeOf(party) != model::EntityType::kPerson) continue;
      seen.insert(party.party);
      const bool by_control = controls(party.party);
      ControlParty owner = party;
      if (by_control) owner.undetermined = false;
      answer_.owners.push_back({std::move(owner), by_control});
    }
    // A majority may be less than that in the end; a stated actual controller may hold nothing.
    for (const ControlParty& party : majority) {
      if (party.undetermined || TypeOf(party) != model::EntityType::kPerson) continue;
      if (seen.insert(party.party).second) answer_.owners.push_back({party, true});
    }
  }

  const Workspace& workspace_;
  const graph::GraphSnapshot& graph_;
  VertexIndex firm_;
  OwnersAnswer& answer_;
};

}  // namespace

absl::StatusOr<OwnersAnswer> AskOwners(const Workspace& workspace, const std::string& subject,
                                       uint32_t majority_ppm, uint32_t beneficial_ppm) {
  const auto firm = ResolveSubject(workspace, subject);
  if (!firm.ok()) return firm.status();
  OwnersAnswer answer;
  answer.subject = workspace.graph().entity(*firm);
  answer.majority_ppm = majority_ppm;
  answer.beneficial_ppm = beneficial_ppm;
  answer.parties.Want(answer.subject);
  if (absl::Status status = OwnersSearch(workspace, *firm, &answer).Run(); !status.ok()) {
    return status;
  }
  return answer;
}

}  // namespace liancheng::query
