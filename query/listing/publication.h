// query/listing/publication.h: the two views of one listing: what is reported to the credit
// platform, and what is published.
// Values:  come from the listing; the subject's statement, identifiers and attributes; and the
//          parties that head or hold it on the day of the decision. The facts of the case are those
//          of the subject's penalty with the same document number. Sex, birthday and age follow
//          from the ID number when they are not stated.
// Errors:  NotFound for an unknown listing or a demand; those of the directory.
// Source:  HJ-7, HJ-8, G15; the fields of the rulebooks (`fields`) say which field is in which
//          view, under which class of disclosure, and whether masked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/workspace.h"

namespace liancheng::query {

enum class ListingView { kReporting, kPublication };

struct ViewField {
  enum class State {
    kShown,
    kMasked,    // only the first and last character are shown
    kWithheld,  // not in this view
    kHidden,    // an ID number, and the store was opened without its key
    kUnknown,   // no statement gives it
  };
  const model::DisclosedField* field = nullptr;
  State state = State::kUnknown;
  std::string value;  // set for kShown and kMasked
  std::string note;   // where the value comes from when it is not stated as such
};

struct ListingViewAnswer {
  const rules::Act* act = nullptr;
  ListingView view = ListingView::kPublication;
  std::string rulebook;  // the list's rulebook; empty when no rulebook has the list
  std::string subject;   // the caller's id
  model::EntityType subject_type = model::EntityType::kEnterprise;
  std::optional<model::ListingState> state;
  // A view that is not available has no fields; `why`, `since` and `provision` give the reason.
  bool available = true;
  std::string why;
  std::optional<model::Date> since;
  std::string provision;
  std::vector<ViewField> fields;  // in the order of the rulebook
  // names of fields that the text requires and that nobody stated
  std::vector<std::string> missing;
  std::vector<std::string> notes;
};

absl::StatusOr<ListingViewAnswer> AskListingView(const Workspace& workspace,
                                                 const std::string& listing, ListingView view);

}  // namespace liancheng::query
