// query/listing/publication_values.h: the value of each field that a rulebook may want reported of
// a listing, by the field's key.
// Source:  HJ-8, HX-10; docs/rulebook_format.md, `fields`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/directory.h"
#include "query/world/workspace.h"

namespace liancheng::query {

inline constexpr std::string_view kBetweenValues = "、";

struct FieldValue {
  std::vector<std::string> values;
  std::string note;      // the origin of a value that is not stated as such
  bool hidden = false;   // an ID number that this store cannot show
  bool is_code = false;  // a code of its own, in which no ID number is looked for
};

class ViewValues {
 public:
  static absl::StatusOr<ViewValues> Read(const Workspace& workspace, const rules::Act& act);

  // The value of a field; empty when nobody stated it.
  FieldValue Of(std::string_view key) const;

 private:
  struct Tied {
    PartyFile party;
    model::PathEdge edge;
  };

  ViewValues(const Workspace& workspace, const rules::Act& act)
      : workspace_(workspace), act_(act), listing_(act.listing) {}

  absl::Status ReadParties();
  // The day on which offices are looked up: that of the decision, or before it that of the
  // proposal.
  model::Date OfficeDay() const;

  // The value of a field of the listing itself; nothing for other keys.
  std::optional<FieldValue> OfListing(std::string_view key) const;
  FieldValue Facts() const;
  FieldValue Ground() const;
  FieldValue Removal() const;
  FieldValue Identifiers(std::string_view scheme) const;
  FieldValue Attribute(std::string_view key) const;
  FieldValue FromIdNumber(std::string_view key) const;
  FieldValue Heads() const;
  FieldValue Officers(bool id_numbers) const;
  FieldValue Holders() const;

  const Workspace& workspace_;
  const rules::Act& act_;
  const model::ListingFact& listing_;
  PartyFile subject_;
  std::vector<Tied> tied_;  // who heads, manages or holds it on OfficeDay()
};

}  // namespace liancheng::query
