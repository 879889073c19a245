#include "query/listing/publication.h"

#include <algorithm>
#include <utility>

#include "engine/model/codes.h"
#include "engine/rules/effect.h"
#include "engine/rules/life.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "query/answers/parties.h"
#include "query/listing/publication_values.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using model::DisclosedField;
using State = ViewField::State;

constexpr std::string_view kPublicationParameter = ".blacklist_publication";

// Masks every number in `text` that is an ID number by its check character (HJ-7).
std::string WithoutIdNumbers(std::string_view text) {
  constexpr size_t kIdDigitsMin = 15;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string masked(text);
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    if (end < text.size() && (text[end] == 'X' || text[end] == 'x')) ++end;
    const std::string_view run = text.substr(i, end - i);
    if (run.size() >= kIdDigitsMin &&
        model::CheckIdNumber(run).status != model::CodeStatus::kInvalid) {
      masked.replace(i, run.size(), model::MaskIdNumber(run));
    }
    i = end;
  }
  return masked;
}

// Replaces the characters between the first and the last by stars.
std::string Masked(std::string_view text) {
  std::vector<std::string_view> characters;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    characters.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  if (characters.size() < 3) return std::string(characters.size(), '*');
  return fmt::format("{}{}{}", characters.front(), std::string(characters.size() - 2, '*'),
                     characters.back());
}

std::vector<std::string> MaskedEach(const FieldValue& value) {
  std::vector<std::string> masked;
  for (const std::string& one : value.values) {
    masked.push_back(value.is_code ? model::MaskIdNumber(one) : Masked(one));
  }
  return masked;
}

std::string Joined(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, kBetweenValues));
}

ViewField InView(const DisclosedField& field, ListingView view, const FieldValue& value) {
  ViewField shown{&field, State::kUnknown, "", value.note};
  const bool published = view == ListingView::kPublication;
  if (published && field.publish == DisclosedField::Publish::kWithheld) {
    return {&field, State::kWithheld, "", ""};
  }
  if (value.hidden) return {&field, State::kHidden, "", value.note};
  if (value.values.empty()) return shown;
  shown.state = State::kShown;
  shown.value = Joined(value.values);
  if (!published) return shown;
  if (field.publish == DisclosedField::Publish::kMasked) {
    shown.state = State::kMasked;
    shown.value = Joined(MaskedEach(value));
  } else if (!value.is_code) {
    shown.value = WithoutIdNumbers(shown.value);
  }
  return shown;
}

void Refuse(ListingViewAnswer* answer, std::string why, std::optional<model::Date> since,
            std::string provision) {
  answer->available = false;
  answer->why = std::move(why);
  answer->since = since;
  answer->provision = std::move(provision);
}

std::string_view WordOfEnd(model::ListingState state) {
  switch (state) {
    case model::ListingState::kRepaired:
      return "repaired: the record is kept as an archive and no longer published";
    case model::ListingState::kExpired:
      return "expired: it is no longer published";
    case model::ListingState::kRevoked:
      return "revoked: it is no longer published";
    default:
      return "superseded: it is no longer published";
  }
}

// The row by which a listing of that list comes to that state; empty when no book of it has one.
std::string RowOf(const rules::Plan& plan, const std::string& list, model::ListingState state) {
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::LifeStep& step : book.steps) {
      const bool of_list =
          std::find(step.lists.begin(), step.lists.end(), list) != step.lists.end();
      if (of_list && step.to == state) return step.id;
    }
  }
  return "";
}

// The parameter of a list whose book leaves open whether it is published, unless publication was
// decided (G44).
const model::Parameter* NotPublished(const rules::Plan& plan, const rules::Plan::ListPlace& place,
                                     model::Date day) {
  if (place.list->kind != model::ListKind::kBlack) return nullptr;
  for (const model::Parameter& parameter : place.book->parameters) {
    if (!parameter.id.ends_with(kPublicationParameter)) continue;
    if (plan.Parameter(parameter.id, day).value_or("off") != "on") return &parameter;
  }
  return nullptr;
}

// Finds why there is nothing to publish on the day, or what must be known before publication.
void CheckPublication(const Workspace& workspace, const rules::Life& life,
                      ListingViewAnswer* answer) {
  const model::Date day = workspace.as_of();
  const model::ListingFact& listing = answer->act->listing;
  const auto place = workspace.plan().FindList(listing.list);
  if (place) {
    if (const model::Parameter* off = NotPublished(workspace.plan(), *place, day)) {
      const std::string cite = off->cites.empty() ? "" : off->cites.front();
      return Refuse(answer,
                    fmt::format("the list is not published: parameter {} is not on", off->id),
                    std::nullopt, cite);
    }
  }
  if (!model::IsDecided(listing) || day < listing.decided_on) {
    return Refuse(answer, "the listing is not decided on this day", std::nullopt, "");
  }
  if (life.state && Ends(*life.state)) {
    return Refuse(answer, std::string(WordOfEnd(*life.state)), life.entries.back().on,
                  RowOf(workspace.plan(), listing.list, *life.state));
  }
  if (!listing.published_on || day < *listing.published_on) {
    answer->notes.push_back("not published yet: this is what would be");
  }
}

void NoteEnd(const Workspace& workspace, const rules::Life& life, ListingViewAnswer* answer) {
  if (!life.state || !Ends(*life.state)) return;
  answer->since = life.entries.back().on;
  answer->provision = RowOf(workspace.plan(), answer->act->listing.list, *life.state);
  answer->notes.push_back(
      fmt::format("ended on {}: {}", model::FormatDate(*answer->since), WordOfEnd(*life.state)));
}

absl::Status AddFields(const Workspace& workspace, ListingViewAnswer* answer) {
  const auto values = ViewValues::Read(workspace, *answer->act);
  if (!values.ok()) return values.status();
  bool of_other_types = false;
  for (const model::Rulebook& book : workspace.plan().library().books) {
    for (const DisclosedField& field : book.fields) {
      if (field.list != answer->act->listing.list) continue;
      const auto& types = field.subjects;
      if (std::find(types.begin(), types.end(), answer->subject_type) == types.end()) {
        of_other_types = true;
        continue;
      }
      ViewField in_view = InView(field, answer->view, values->Of(field.key));
      const bool stands_in = field.key == "uscc" && !values->Of("org_code").values.empty();
      if (in_view.state == State::kUnknown && stands_in) in_view.note = "org_code stands in";
      if (in_view.state == State::kUnknown && field.required && !stands_in) {
        answer->missing.push_back(field.name);
      }
      answer->fields.push_back(std::move(in_view));
    }
  }
  if (!answer->fields.empty()) return absl::OkStatus();
  const std::string why = fmt::format(
      "no rulebook names fields of list {}{}", answer->act->listing.list,
      of_other_types ? fmt::format(" for a party of type {}", Name(answer->subject_type)) : "");
  Refuse(answer, why, std::nullopt, "");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ListingViewAnswer> AskListingView(const Workspace& workspace,
                                                 const std::string& listing, ListingView view) {
  const auto act = ResolveAct(workspace, listing);
  if (!act.ok()) return act.status();
  if ((*act)->is_demand) {
    return absl::NotFoundError(fmt::format("\"{}\" is a demand, not a listing", listing));
  }
  ListingViewAnswer answer;
  answer.act = *act;
  answer.view = view;
  answer.subject_type = workspace.graph().type((*act)->party);
  const auto place = workspace.plan().FindList((*act)->listing.list);
  if (place) answer.rulebook = place->book->id;
  const rules::Life life = rules::LifeOf(workspace.world(), **act, workspace.as_of());
  answer.state = life.state;
  Parties parties;
  const model::EntityId subject = workspace.graph().entity((*act)->party);
  parties.Want(subject);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  answer.subject = parties[subject].key;
  if (view == ListingView::kPublication) {
    answer.subject = WithoutIdNumbers(answer.subject);
    CheckPublication(workspace, life, &answer);
    if (!answer.available) return answer;
  } else {
    NoteEnd(workspace, life, &answer);
  }
  if (absl::Status status = AddFields(workspace, &answer); !status.ok()) return status;
  return answer;
}

}  // namespace liancheng::query
