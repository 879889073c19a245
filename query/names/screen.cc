#include "query/names/screen.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/model/codes.h"
#include "fmt/format.h"

namespace liancheng::query {
namespace {

// The score of an ambiguous code: still higher than that of any name.
constexpr double kUndecidedCode = 0.99;
// Factor when both have a valid code of one scheme and the codes differ: most likely two parties.
constexpr double kOtherCode = 0.6;
constexpr double kNameFits = 0.6;

model::CodeCheck Check(const ScreenCode& code) {
  if (code.scheme == "uscc") return model::CheckUscc(code.value);
  if (code.scheme == "org_code") return model::CheckOrganisationCode(code.value);
  if (code.scheme == "id_number") return model::CheckIdNumber(code.value);
  return {model::CodeStatus::kValid, ""};
}

// How well a row's name fits a party found by its code.
double NameFit(const std::string& name, const model::EntityFact& party) {
  const names::NameForm asked = names::ReadName(name);
  double best = CompareNames(asked, names::ReadName(party.name), false).score;
  for (const std::string& former : party.former_names) {
    best = std::max(best, CompareNames(asked, names::ReadName(former), true).score);
  }
  return best;
}

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// A code of the row's scheme that the party has and that is not the row's; empty when there is
// none.
std::string OtherCode(const std::vector<ScreenCode>& valid, const model::EntityFact& party) {
  for (const ScreenCode& code : valid) {
    for (const model::Identifier& held : party.identifiers) {
      if (held.scheme == code.scheme && Upper(held.value) != Upper(code.value)) {
        return held.scheme;
      }
    }
  }
  return "";
}

// The valid codes of a row; for the others a problem is added.
std::vector<ScreenCode> ValidCodes(const ScreenRow& row, std::vector<std::string>* problems) {
  std::vector<ScreenCode> valid;
  for (const ScreenCode& code : row.codes) {
    const model::CodeCheck check = Check(code);
    if (check.status != model::CodeStatus::kInvalid) {
      valid.push_back(code);
    } else if (problems != nullptr) {
      problems->push_back(fmt::format("{}: {}", code.scheme, check.problem));
    }
  }
  return valid;
}

}  // namespace

bool IsValidCode(const ScreenCode& code) {
  return Check(code).status == model::CodeStatus::kValid;
}

std::string_view Name(ScreenVerdict verdict) {
  switch (verdict) {
    case ScreenVerdict::kExact:
      return "exact";
    case ScreenVerdict::kCandidates:
      return "candidates";
    case ScreenVerdict::kNone:
      break;
  }
  return "none";
}

absl::Status Screener::ByCodes(const ScreenRow& row, ScreenResult& result) {
  bool decided = true;
  for (const ScreenCode& code : ValidCodes(row, &result.problems)) {
    const auto id = directory_.FindByIdentifier(code.scheme, code.value);
    if (!id.ok()) return id.status();
    if (!*id) continue;
    auto facts = directory_.DescribeBriefly(std::span(&**id, 1));
    if (!facts.ok()) return facts.status();
    if (!facts->front()) continue;  // the party is not known at this revision
    const bool conforms = Check(code).status == model::CodeStatus::kValid;
    decided = decided && conforms;
    FoundName found;
    found.party = *std::move(facts->front());
    found.matched = code.scheme == "id_number" ? "(id_number)" : code.value;
    found.score = 1.0;
    found.why = fmt::format("exact code ({}){}", code.scheme,
                            conforms ? "" : ", but its check character does not fit");
    if (!row.name.empty() && NameFit(row.name, found.party) < kNameFits) {
      found.why += "; its name differs";
    }
    const auto same = std::find_if(
        result.parties.begin(), result.parties.end(),
        [&](const FoundName& before) { return before.party.entity.id == found.party.entity.id; });
    if (same == result.parties.end()) result.parties.push_back(std::move(found));
  }
  if (result.parties.empty()) return absl::OkStatus();
  if (result.parties.size() == 1 && decided) {
    result.verdict = ScreenVerdict::kExact;
    return absl::OkStatus();
  }
  result.verdict = ScreenVerdict::kCandidates;
  for (FoundName& found : result.parties) {
    found.score = kUndecidedCode;
    if (result.parties.size() > 1) found.why += "; other codes of the row are another party's";
  }
  return absl::OkStatus();
}

absl::Status Screener::ByName(const ScreenRow& row, ScreenResult& result) {
  auto found = names_.Find(row.name, limits_);
  if (!found.ok()) return found.status();
  result.complete = found->complete;
  const std::vector<ScreenCode> valid = ValidCodes(row, nullptr);
  for (FoundName& name : found->names) {
    const std::string other = OtherCode(valid, name.party);
    if (!other.empty()) {
      name.score *= kOtherCode;
      name.why += fmt::format("; but its {} is another", other);
    }
    result.parties.push_back(std::move(name));
  }
  std::stable_sort(result.parties.begin(), result.parties.end(),
                   [](const FoundName& a, const FoundName& b) { return a.score > b.score; });
  if (!result.parties.empty()) result.verdict = ScreenVerdict::kCandidates;
  return absl::OkStatus();
}

absl::StatusOr<ScreenResult> Screener::Screen(const ScreenRow& row) {
  ScreenResult result;
  absl::Status status = ByCodes(row, result);
  if (status.ok() && result.parties.empty() && !row.name.empty()) status = ByName(row, result);
  if (!status.ok()) return status;
  return result;
}

}  // namespace liancheng::query
