#include <algorithm>
#include <set>

#include "query/questions.h"

namespace liancheng::query {
namespace {

constexpr std::string_view kCodes[] = {
    "source", "uscc", "registration_number", "org_code", "licence", "lei", "url", "id_number"};

class Search {
 public:
  Search(const Workspace& workspace, const std::string& text, uint32_t matches_max)
      : workspace_(workspace), text_(text), matches_max_(matches_max) {}

  absl::StatusOr<SearchAnswer> Run() {
    if (absl::Status status = ByCode(); !status.ok()) return status;
    if (absl::Status status = ByName(false); !status.ok()) return status;
    if (absl::Status status = ByName(true); !status.ok()) return status;
    for (const SearchMatch& match : answer_.matches) answer_.parties.Want(match.party);
    if (absl::Status status = answer_.parties.Fetch(workspace_.directory()); !status.ok()) {
      return status;
    }
    std::stable_sort(answer_.matches.begin(), answer_.matches.end(),
                     [this](const SearchMatch& a, const SearchMatch& b) {
                       return std::make_tuple(-a.score, a.matched, answer_.parties[a.party].key) <
                              std::make_tuple(-b.score, b.matched, answer_.parties[b.party].key);
                     });
    return std::move(answer_);
  }

 private:
  void Add(model::EntityId party, std::string matched, double score, std::string why) {
    if (!workspace_.graph().Find(party)) return;  // not known at this revision
    if (!seen_.insert(party).second) return;
    if (answer_.matches.size() >= matches_max_) {
      answer_.complete = false;
      return;
    }
    answer_.matches.push_back({party, std::move(matched), score, std::move(why)});
  }

  absl::Status ByCode() {
    for (std::string_view scheme : kCodes) {
      const auto found = workspace_.directory().FindByIdentifier(scheme, text_);
      if (!found.ok()) return found.status();
      if (*found) {
        // An ID number is matched but never shown back in full.
        Add(**found, scheme == "id_number" ? "(id_number)" : text_, 1.0,
            scheme == "source" ? "exact id" : "exact code (" + std::string(scheme) + ")");
      }
    }
    return absl::OkStatus();
  }

  absl::Status ByName(bool prefix) {
    const auto hits = workspace_.directory().FindByName(text_, prefix, matches_max_ + 1);
    if (!hits.ok()) return hits.status();
    // Several hits may be one party by its names; one more than asked means that some were not
    // looked at.
    if (hits->size() > matches_max_) answer_.complete = false;
    for (const NameHit& hit : *hits) {
      const double exact = prefix ? 0.5 : 0.9;
      Add(hit.id, hit.name, hit.former ? exact - 0.1 : exact,
          std::string(hit.former ? "former name" : "name") +
              (prefix ? " begins with it" : ", exact"));
    }
    return absl::OkStatus();
  }

  const Workspace& workspace_;
  const std::string& text_;
  const uint32_t matches_max_;
  std::set<model::EntityId> seen_;
  SearchAnswer answer_;
};

}  // namespace

absl::StatusOr<SearchAnswer> AskSearch(const Workspace& workspace, const std::string& text,
                                       uint32_t matches_max) {
  return Search(workspace, text, matches_max).Run();
}

}  // namespace liancheng::query
