#include "server/wire/publication_json.h"

namespace liancheng::wire {
namespace {

Json TextOrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json FieldJson(const query::ViewField& field) {
  return {{"row", field.field->id},
          {"key", field.field->key},
          {"name", field.field->name},
          {"required", field.field->required},
          {"class", Word(field.field->disclosure)},
          {"state", Word(field.state)},
          {"value", TextOrNull(field.value)},
          {"note", TextOrNull(field.note)}};
}

}  // namespace

std::string_view Word(query::ListingView view) {
  return view == query::ListingView::kReporting ? "reporting" : "publication";
}

std::string_view Word(model::DisclosedField::Class disclosure) {
  switch (disclosure) {
    case model::DisclosedField::Class::kPublic:
      return "public";
    case model::DisclosedField::Class::kShared:
      return "shared";
    case model::DisclosedField::Class::kAuthorised:
      return "authorised";
  }
  return "";
}

std::string_view Word(query::ViewField::State state) {
  switch (state) {
    case query::ViewField::State::kShown:
      return "shown";
    case query::ViewField::State::kMasked:
      return "masked";
    case query::ViewField::State::kWithheld:
      return "withheld";
    case query::ViewField::State::kHidden:
      return "hidden";
    case query::ViewField::State::kUnknown:
      return "unknown";
  }
  return "";
}

Json Result(const query::ListingViewAnswer& answer) {
  Json fields = Json::array();
  for (const query::ViewField& field : answer.fields) fields.push_back(FieldJson(field));
  return {{"listing", answer.act->id},
          {"list", answer.act->listing.list},
          {"rulebook", TextOrNull(answer.rulebook)},
          {"subject", answer.subject},
          {"type", Name(answer.subject_type)},
          {"view", Word(answer.view)},
          {"state", answer.state ? Json(Name(*answer.state)) : Json(nullptr)},
          {"available", answer.available},
          {"why", TextOrNull(answer.why)},
          {"since", answer.since ? Json(model::FormatDate(*answer.since)) : Json(nullptr)},
          {"provision", TextOrNull(answer.provision)},
          {"fields", std::move(fields)},
          {"missing", answer.missing},
          {"notes", answer.notes}};
}

}  // namespace liancheng::wire
