#include <algorithm>
#include <map>
#include <utility>

#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "query/answers/finding_order.h"
#include "query/work/touched.h"
#include "query/work/worklist.h"

namespace liancheng::query {
namespace {

using ItemKey = std::pair<std::string, std::string>;  // listing, item

std::map<ItemKey, const WorkItem*> ByKey(const std::vector<WorkItem>& items) {
  std::map<ItemKey, const WorkItem*> by_key;
  for (const WorkItem& item : items) by_key.emplace(ItemKey{item.finding.listing, item.id}, &item);
  return by_key;
}

std::vector<std::string> PathText(const Parties& parties, const model::Finding& finding) {
  std::vector<std::string> text;
  for (const model::PathEdge& edge : finding.path) {
    text.push_back(EdgeText(parties, edge) + model::FormatDate(edge.valid.from) + " " +
                   model::FormatDate(edge.valid.to));
  }
  return text;
}

class Diff {
 public:
  Diff(const Workspace& before, const Workspace& now, const Unit* unit, FeedAnswer* answer)
      : before_(before), now_(now), unit_(unit), answer_(*answer) {}

  absl::Status Run(const ActIds* acts) {
    auto were = ItemsOf(before_, acts);
    if (!were.ok()) return were.status();
    auto are = ItemsOf(now_, acts);
    if (!are.ok()) return are.status();
    const auto old_items = ByKey(were->items);
    const auto new_items = ByKey(are->items);
    for (const auto& [key, item] : new_items) {
      const auto was = old_items.find(key);
      if (was == old_items.end()) {
        Add({ItemChange::kNew, *item, Remit::kOther, {}, "", false});
        continue;
      }
      auto changed = Changed(were->parties, *was->second, are->parties, *item);
      if (changed.empty()) continue;
      Add({ItemChange::kChanged, *item, Remit::kOther, std::move(changed), "", false});
    }
    for (const auto& [key, item] : old_items) {
      if (!new_items.contains(key)) AddEnded(*item);
    }
    Order();
    return NameParties();
  }

 private:
  // The fields in which two versions of one item differ.
  static std::vector<std::string> Changed(const Parties& parties_before, const WorkItem& before,
                                          const Parties& parties_now, const WorkItem& now) {
    const model::Finding& a = before.finding;
    const model::Finding& b = now.finding;
    std::vector<std::string> fields;
    const auto compare = [&fields](const char* name, bool same) {
      if (!same) fields.emplace_back(name);
    };
    compare("force", a.force == b.force);
    compare("tier", a.tier == b.tier);
    compare("standing", a.standing == b.standing);
    compare("modality", a.modality == b.modality);
    compare("from", a.effect.from == b.effect.from);
    compare("to", a.effect.to == b.effect.to);
    compare("missing", a.missing == b.missing);
    compare("basis", a.basis == b.basis);
    compare("path", PathText(parties_before, a) == PathText(parties_now, b));
    compare("decider", before.decider == now.decider);
    return fields;
  }

  void AddEnded(const WorkItem& item) {
    FeedEntry entry{ItemChange::kEnded, item, Remit::kOther, {}, WhyEnded(item), false};
    // The unit may have carried it out after the day of the earlier world.
    const rules::Act* act = now_.records().FindAct(item.finding.listing);
    if (act != nullptr) entry.item.answers = AnswersTo(now_, *act, item);
    const std::vector<Answered>& answers = entry.item.answers;
    entry.lift = !answers.empty() && answers.back().executed;
    Add(std::move(entry));
  }

  std::string WhyEnded(const WorkItem& item) const {
    const rules::Act* act = now_.records().FindAct(item.finding.listing);
    if (act == nullptr) return "the listing was taken back";
    const model::Date day = now_.as_of();
    const model::DateRange range = rules::EffectOf(now_.plan(), *act).range;
    if (day < range.from) return "the listing has no effect yet on the day";
    for (const rules::Ending& ending : act->endings) {
      if (ending.on <= day) {
        return fmt::format("the listing ended on {}: {}", model::FormatDate(ending.on),
                           Name(ending.how));
      }
    }
    if (range.to <= day) {
      return fmt::format("the listing expired on {}", model::FormatDate(range.to));
    }
    const model::Date own = item.finding.effect.to;
    if (own <= day) return fmt::format("its own term ended on {}", model::FormatDate(own));
    return "what the provision asks for no longer holds";
  }

  void Add(FeedEntry entry) {
    if (unit_ != nullptr) {
      const WorkItem& item = entry.item;
      entry.remit =
          RemitOf(now_.plan(), *unit_, {item.finding, item.decider, item.party_key}, item.executor);
      if (entry.remit == Remit::kOther || entry.remit == Remit::kUnnamed) return;
    }
    NoteBodies(now_, &entry.item.finding);
    answer_.entries.push_back(std::move(entry));
  }

  void Order() {
    std::sort(answer_.entries.begin(), answer_.entries.end(),
              [](const FeedEntry& a, const FeedEntry& b) {
                return std::tie(a.item.finding.listing, a.item.id) <
                       std::tie(b.item.finding.listing, b.item.id);
              });
  }

  // Fetches current names; for parties that are no longer known, their last names.
  absl::Status NameParties() {
    Parties old_only;
    for (const FeedEntry& entry : answer_.entries) {
      const bool ended = entry.change == ItemChange::kEnded;
      Parties& names = ended ? old_only : answer_.parties;
      names.Want(entry.item.finding.subject);
      names.Want(entry.item.finding.path);
    }
    if (absl::Status status = answer_.parties.Fetch(now_.directory()); !status.ok()) return status;
    if (absl::Status status = old_only.Fetch(before_.directory()); !status.ok()) return status;
    answer_.parties.Add(std::move(old_only));
    return absl::OkStatus();
  }

  const Workspace& before_;
  const Workspace& now_;
  const Unit* const unit_;
  FeedAnswer& answer_;
};

absl::StatusOr<FeedAnswer> Compare(const Workspace& before, const Workspace& now, const Unit* unit,
                                   const std::optional<ActIds>& acts) {
  FeedAnswer answer;
  answer.since = {"", before.known_at(), before.as_of()};
  answer.token = {"", now.known_at(), now.as_of()};
  answer.acts_in_all = now.records().acts().size();
  answer.acts_looked_at = acts ? acts->size() : answer.acts_in_all;
  const absl::Status status = Diff(before, now, unit, &answer).Run(acts ? &*acts : nullptr);
  if (!status.ok()) return status;
  return answer;
}

}  // namespace

std::string_view Name(ItemChange change) {
  switch (change) {
    case ItemChange::kNew:
      return "new";
    case ItemChange::kChanged:
      return "changed";
    case ItemChange::kEnded:
      return "ended";
  }
  return "";
}

absl::StatusOr<FeedAnswer> AskFeed(const Workspace& before, const Workspace& now,
                                   const Unit* unit) {
  return Compare(before, now, unit, ActsTouched(before, now));
}

absl::StatusOr<FeedAnswer> AskFeedInFull(const Workspace& before, const Workspace& now,
                                         const Unit* unit) {
  return Compare(before, now, unit, std::nullopt);
}

}  // namespace liancheng::query
