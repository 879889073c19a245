#include "query/world/directory.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "engine/names/fold.h"
#include "fmt/format.h"
#include "storage/index/derived.h"

namespace liancheng::query {
namespace {

class StoreDirectory : public Directory {
 public:
  StoreDirectory(const storage::FactStore& store, model::Revision at) : store_(store), at_(at) {}

  absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const override {
    return store_.FindByIdentifier(scheme, value);
  }

  absl::StatusOr<std::vector<NameHit>> FindByName(std::string_view text, bool prefix,
                                                  uint32_t limit) const override {
    auto matches = store_.FindByName(text, prefix, limit);
    if (!matches.ok()) return matches.status();
    std::vector<NameHit> hits;
    for (storage::NameMatch& match : *matches) {
      hits.push_back({match.id, std::move(match.name), match.former});
    }
    return hits;
  }

  absl::StatusOr<bool> FindByGrams(names::Gram from, names::Gram to, size_t postings_max,
                                   std::vector<model::EntityId>& out) const override {
    return store_.FindByGrams(from, to, at_, postings_max, out);
  }

  absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids) const override {
    return store_.DescribeBriefly(ids, at_);
  }

  absl::StatusOr<std::vector<PartyFile>> Describe(
      std::span<const model::EntityId> ids) const override {
    auto described = store_.Describe(ids, at_);
    if (!described.ok()) return described.status();
    std::vector<PartyFile> files;
    for (storage::EntityDescription& one : *described) {
      files.push_back({std::move(one.fact), std::move(one.provenance)});
    }
    return files;
  }

 private:
  const storage::FactStore& store_;
  const model::Revision at_;
};

// A directory for cases and tests: so small that every party is looked at.
class MemoryDirectory : public Directory {
 public:
  explicit MemoryDirectory(std::vector<PartyFile> parties) : parties_(std::move(parties)) {}

  absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const override {
    for (const PartyFile& party : parties_) {
      if (scheme == "source" && party.fact.entity.key == value) return party.fact.entity.id;
      for (const model::Identifier& identifier : party.fact.identifiers) {
        if (identifier.scheme == scheme && identifier.value == value) return party.fact.entity.id;
      }
    }
    return std::nullopt;
  }

  absl::StatusOr<std::vector<NameHit>> FindByName(std::string_view text, bool prefix,
                                                  uint32_t limit) const override {
    const std::string wanted = names::FoldName(text);
    const auto fits = [&](std::string_view name) {
      const std::string folded = names::FoldName(name);
      return !wanted.empty() && (prefix ? folded.starts_with(wanted) : folded == wanted);
    };
    std::vector<NameHit> hits;
    for (const PartyFile& party : parties_) {
      if (fits(party.fact.name)) hits.push_back({party.fact.entity.id, party.fact.name, false});
      for (const std::string& former : party.fact.former_names) {
        if (fits(former)) hits.push_back({party.fact.entity.id, former, true});
      }
    }
    std::sort(hits.begin(), hits.end(), [](const NameHit& a, const NameHit& b) {
      return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
  }

  absl::StatusOr<bool> FindByGrams(names::Gram from, names::Gram to, size_t postings_max,
                                   std::vector<model::EntityId>& out) const override {
    std::call_once(grams_made_, [this] { MakeGrams(); });
    size_t count = 0;
    for (auto it = grams_.lower_bound(from); it != grams_.end() && it->first < to; ++it) {
      if (count++ == postings_max) return false;
      out.push_back(it->second);
    }
    return true;
  }

  absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids) const override {
    std::vector<std::optional<model::EntityFact>> facts;
    for (const model::EntityId id : ids) {
      const auto found = Find(id);
      auto& brief = facts.emplace_back();
      if (found == parties_.end()) continue;
      brief = found->fact;
      std::erase_if(brief->identifiers, [](const auto& one) { return one.scheme == "id_number"; });
    }
    return facts;
  }

  absl::StatusOr<std::vector<PartyFile>> Describe(
      std::span<const model::EntityId> ids) const override {
    std::vector<PartyFile> files;
    for (model::EntityId id : ids) {
      const auto found = Find(id);
      if (found == parties_.end()) {
        return absl::NotFoundError(fmt::format("there is no entity number {}", id.value));
      }
      files.push_back(*found);
    }
    return files;
  }

 private:
  std::vector<PartyFile>::const_iterator Find(model::EntityId id) const {
    return std::find_if(parties_.begin(), parties_.end(),
                        [id](const PartyFile& party) { return party.fact.entity.id == id; });
  }

  void MakeGrams() const {
    for (const PartyFile& party : parties_) {
      storage::VisitNameGrams(
          party.fact, [&](names::Gram gram) { grams_.emplace(gram, party.fact.entity.id); });
    }
  }

  std::vector<PartyFile> parties_;
  // Made on first use.
  mutable std::once_flag grams_made_;
  mutable std::multimap<names::Gram, model::EntityId> grams_;
};

}  // namespace

std::unique_ptr<Directory> MakeStoreDirectory(const storage::FactStore& store, model::Revision at) {
  return std::make_unique<StoreDirectory>(store, at);
}

std::unique_ptr<Directory> MakeMemoryDirectory(std::vector<PartyFile> parties) {
  return std::make_unique<MemoryDirectory>(std::move(parties));
}

}  // namespace liancheng::query
