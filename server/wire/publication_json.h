// server/wire/publication_json.h: the views of a listing as JSON.
// Result: {"listing", "list", "rulebook", "subject", "type", "view", "state", "available", "why",
//         "since", "provision", "fields": [{"row", "key", "name", "required", "class", "state",
//         "value", "note"}], "missing", "notes"}; what is not known is null.
#pragma once

#include "query/listing/publication.h"
#include "server/wire/answers_json.h"

namespace liancheng::wire {

Json Result(const query::ListingViewAnswer& answer);

std::string_view Word(query::ListingView view);                  // reporting, publication
std::string_view Word(model::DisclosedField::Class disclosure);  // public, shared, authorised
std::string_view Word(query::ViewField::State state);  // shown, masked, withheld, hidden, unknown

}  // namespace liancheng::wire
