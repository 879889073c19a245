#include "query/names/name_search.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/names/han.h"

namespace liancheng::query {
namespace {

using model::EntityId;
using names::Gram;

// Lists kept in memory between searches: 64 MB.
constexpr size_t kRememberedMax = size_t{8} << 20;
constexpr size_t kComparedAtOnce = 32;
constexpr size_t kSegmentationsMax = 16;
constexpr size_t kLettersMax = 60;
// A scale of scores: candidates are compared in descending order of the score that they can reach.
constexpr std::array<double, 9> kLevels = {0.45, 0.5,  0.55,        0.6,          0.65,
                                           0.7,  0.74, kSimilarMax, kReadAlikeMax};

bool OnlyLetters(std::string_view folded) {
  return folded.size() >= 2 && folded.size() <= kLettersMax &&
         std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

using Syllables = std::vector<names::Syllable>;

// The ways to divide letters into syllables, the longest syllables first.
void Segment(std::string_view letters, Syllables& so_far, std::vector<Syllables>& out) {
  if (letters.empty()) {
    out.push_back(so_far);
    return;
  }
  for (size_t size = std::min<size_t>(letters.size(), names::kSyllableLettersMax); size > 0;
       --size) {
    if (out.size() == kSegmentationsMax) return;
    const names::Syllable syllable = names::SyllableOfLetters(letters.substr(0, size));
    if (names::UsualReadingsBehind(syllable).empty()) continue;
    so_far.push_back(syllable);
    Segment(letters.substr(size), so_far, out);
    so_far.pop_back();
  }
}

}  // namespace

// A text prepared for the search.
class NameSearch::Asked {
 public:
  Asked(std::string_view text, const NameLimits& wanted)
      : form(names::ReadName(text)), bound(form), limits(wanted) {}

  // The highest score, on the scale kLevels, that a party without these grams can reach; nothing
  // below the least score that is wanted.
  std::optional<double> Potential(uint64_t absent) const {
    if (absent == 0) return kNameScoreMax;
    if (!bound.MayReach(limits.score_min, absent)) return std::nullopt;
    double reach = limits.score_min;
    for (const double level : kLevels) {
      if (level <= reach) continue;
      if (!bound.MayReach(level, absent)) break;
      reach = level;
    }
    return reach;
  }

  const names::NameForm form;
  const NameBound bound;
  const NameLimits& limits;
};

absl::StatusOr<std::shared_ptr<const NameSearch::List>> NameSearch::Read(Gram from, Gram to,
                                                                         size_t postings_max) {
  const bool one = to.value == from.value + 1;
  if (one) {
    const auto known = remembered_.find(from.value);
    if (known != remembered_.end()) return known->second;
  }
  auto list = std::make_shared<List>();
  const auto whole = directory_.FindByGrams(from, to, postings_max, list->entities);
  if (!whole.ok()) return whole.status();
  list->cut = !*whole;
  if (list->cut) {
    list->entities = {};
  } else {
    std::sort(list->entities.begin(), list->entities.end());
    list->entities.erase(std::unique(list->entities.begin(), list->entities.end()),
                         list->entities.end());
    list->entities.shrink_to_fit();
  }
  if (!one) return list;
  if (remembered_entities_ > kRememberedMax) {
    remembered_.clear();
    remembered_entities_ = 0;
  }
  remembered_entities_ += list->entities.size() + 8;
  remembered_.emplace(from.value, list);
  return list;
}

absl::Status NameSearch::WholeNames(const Asked& asked, bool prefix,
                                    std::vector<Candidate>& candidates, bool& complete) {
  const auto hits = directory_.FindByName(asked.form.folded, prefix, asked.limits.matches_max + 1);
  if (!hits.ok()) return hits.status();
  if (hits->size() > asked.limits.matches_max) complete = false;
  for (const NameHit& hit : *hits) candidates.push_back({kNameScoreMax, hit.id});
  return absl::OkStatus();
}

absl::Status NameSearch::BySharedGrams(const Asked& asked, std::vector<Candidate>& candidates,
                                       bool& complete) {
  struct Source {
    size_t gram;
    std::shared_ptr<const List> list;
  };
  std::vector<Source> sources;
  bool cut = false;
  for (size_t i = 0; i < asked.bound.grams().size(); ++i) {
    const Gram gram = asked.bound.grams()[i];
    auto list = Read(gram, {gram.value + 1}, asked.limits.postings_max);
    if (!list.ok()) return list.status();
    if ((*list)->cut) {
      cut = true;
    } else {
      sources.push_back({i, *std::move(list)});
    }
  }
  std::stable_sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return a.list->entities.size() < b.list->entities.size();
  });
  // Reads the short lists first, until a name that is in none of them cannot be similar enough.
  size_t postings = 0;
  for (const Source& source : sources) postings += source.list->entities.size();
  marks_.Restart(postings);
  uint64_t used = 0;
  bool may_hide = true;
  for (const Source& source : sources) {
    for (const EntityId id : source.list->entities) {
      marks_.Mark(id, uint64_t{1} << source.gram);
    }
    used |= uint64_t{1} << source.gram;
    may_hide = asked.bound.MayReach(asked.limits.score_min, used);
    if (!may_hide) break;
  }
  if (cut && may_hide) complete = false;
  absl::flat_hash_map<uint64_t, std::optional<double>> potential;
  marks_.ForEach([&](EntityId id, uint64_t has) {
    const auto [at, is_new] = potential.try_emplace(used & ~has);
    if (is_new) at->second = asked.Potential(used & ~has);
    if (at->second) candidates.push_back({*at->second, id});
  });
  return absl::OkStatus();
}

absl::Status NameSearch::ByPinyin(const Asked& asked, std::vector<Candidate>& candidates,
                                  bool& complete) {
  const std::string_view letters = asked.form.folded;
  const auto take = [&](Gram from, Gram to) {
    const auto list = Read(from, to, asked.limits.postings_max);
    if (!list.ok()) return list.status();
    if ((*list)->cut) complete = false;
    for (const EntityId id : (*list)->entities) candidates.push_back({0.8, id});
    return absl::OkStatus();
  };
  std::vector<Syllables> ways;
  Syllables so_far;
  Segment(letters, so_far, ways);
  std::set<Gram> pairs;
  for (const Syllables& way : ways) {
    if (way.size() < 2) continue;
    for (const names::Syllable first : names::UsualReadingsBehind(way[0])) {
      for (const names::Syllable second : names::UsualReadingsBehind(way[1])) {
        pairs.insert(names::SyllableGram(first, second));
      }
    }
  }
  for (const Gram pair : pairs) {
    if (absl::Status read = take(pair, {pair.value + 1}); !read.ok()) return read;
  }
  std::vector<uint8_t> initials;
  for (const char c : letters) initials.push_back(static_cast<uint8_t>(c - 'a' + 1));
  return take(names::InitialsGram(initials), names::AfterInitials(initials));
}

namespace {

// The best of a party's names; nothing when none is similar enough.
std::optional<FoundName> BestName(const names::NameForm& asked, bool letters, double score_min,
                                  model::EntityFact party) {
  NameLikeness best;
  std::optional<PinyinLikeness> read;
  const std::string* matched = nullptr;
  names::NameForm matched_form;
  bool matched_former = false;
  const auto look = [&](const std::string& name, bool former) {
    names::NameForm held = names::ReadName(name);
    const NameLikeness likeness = CompareNames(asked, held, former);
    auto pinyin = letters ? ComparePinyin(asked.folded, held) : std::nullopt;
    if (pinyin && former) pinyin->score *= kFormerShare;
    const double before = std::max(best.score, read ? read->score : 0);
    const double after = std::max(likeness.score, pinyin ? pinyin->score : 0);
    if (after <= before) return;
    best = likeness;
    read = pinyin && pinyin->score > likeness.score ? pinyin : std::nullopt;
    matched = &name;
    matched_form = std::move(held);
    matched_former = former;
  };
  look(party.name, false);
  for (const std::string& former : party.former_names) look(former, true);
  const double score = read ? read->score : best.score;
  if (matched == nullptr || score < score_min) return std::nullopt;
  FoundName found;
  found.matched = *matched;
  found.score = score;
  found.why = read ? (matched_former ? "former " : "") + std::string(read->why)
                   : ExplainLikeness(asked, matched_form, matched_former, best);
  found.party = std::move(party);
  return found;
}

bool Before(const FoundName& a, const FoundName& b) {
  return std::tie(b.score, a.party.entity.key, a.party.entity.id) <
         std::tie(a.score, b.party.entity.key, b.party.entity.id);
}

}  // namespace

absl::Status NameSearch::Compare(const Asked& asked, std::vector<Candidate>& candidates,
                                 FoundNames& found) {
  // Each party once, sorted by the highest score that it can reach.
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(b.potential, a.id) < std::tie(a.potential, b.id);
  });
  absl::flat_hash_set<uint64_t> seen;
  const bool letters = OnlyLetters(asked.form.folded);
  const size_t wanted = asked.limits.matches_max;
  std::vector<EntityId> ids;
  size_t compared = 0;
  for (size_t at = 0; at < candidates.size();) {
    const bool full = found.names.size() > wanted;
    if (full && candidates[at].potential <= found.names[wanted].score) break;
    if (compared >= asked.limits.names_max) {
      found.complete = false;
      break;
    }
    ids.clear();
    while (at < candidates.size() && ids.size() < kComparedAtOnce) {
      const EntityId id = candidates[at++].id;
      if (seen.insert(id.value).second) ids.push_back(id);
    }
    compared += ids.size();
    auto facts = directory_.DescribeBriefly(ids);
    if (!facts.ok()) return facts.status();
    for (std::optional<model::EntityFact>& fact : *facts) {
      if (!fact) continue;  // the party is not known at this revision
      auto best = BestName(asked.form, letters, asked.limits.score_min, *std::move(fact));
      if (best) found.names.push_back(*std::move(best));
    }
    // One name more than wanted shows that there are more.
    std::sort(found.names.begin(), found.names.end(), Before);
    if (found.names.size() > wanted + 1) found.names.resize(wanted + 1);
  }
  if (found.names.size() > wanted) {
    found.names.resize(wanted);
    found.complete = false;
  }
  return absl::OkStatus();
}

absl::StatusOr<FoundNames> NameSearch::Find(std::string_view text, const NameLimits& limits) {
  FoundNames found;
  const Asked asked(text, limits);
  if (asked.form.folded.empty()) return found;
  std::vector<Candidate> candidates;
  absl::Status status = WholeNames(asked, false, candidates, found.complete);
  bool grams_complete = true;
  if (status.ok()) status = BySharedGrams(asked, candidates, grams_complete);
  // The index of whole names is used where lists of grams do not help: for a single character, or
  // when everything that was asked for is in half of the names.
  if (status.ok() && (asked.form.units.size() < 2 || !grams_complete)) {
    status = WholeNames(asked, true, candidates, found.complete);
  }
  if (!grams_complete) found.complete = false;
  if (status.ok() && OnlyLetters(asked.form.folded)) {
    status = ByPinyin(asked, candidates, found.complete);
  }
  if (status.ok()) status = Compare(asked, candidates, found);
  if (!status.ok()) return status;
  return found;
}

}  // namespace liancheng::query
