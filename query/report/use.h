// query/report/use.h: what was collected and what was used (HX-35), and the standing of delivery
// firms (HE-2.4-b).
// Provider:      the deciding body of a listing, the authority of a penalty. Who handed the data
//                over is part of a statement's source and is not evaluated.
// Delivery firm: one that the caller names, from the register of licences, or one for which a
//          person confirmed row HE-2.4 (严重违法失信寄递企业). No other statement makes a firm one.
// Errors:        as query/report/report.h; those of resolving a named firm (resolve.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"

namespace liancheng::query {

struct ProviderRow {
  std::string provider;
  uint64_t listings = 0;   // entered in the period
  uint64_t penalties = 0;  // decided in the period, for all counted parties
};
struct UserRow {
  std::string user;  // who gave the feedback; "" when not stated
  uint64_t executed = 0;
  uint64_t not_executed = 0;
};
// A record that expired in the period.
struct RanOutRow {
  std::string listing;
  std::string list;
  ReportParty party;
  model::Date decided_on;
  model::Date ended_on;
  bool repairable = false;  // whether it could be repaired on its last day, as far as is known
  std::vector<std::string> bars;
};
struct CollectionReport {
  std::vector<ProviderRow> providers;  // by name
  std::vector<UserRow> users;          // by name
  std::vector<RanOutRow> ran_out;      // records that expired unrepaired; by listing
  uint64_t region_unknown = 0;
};
absl::StatusOr<CollectionReport> ReportCollection(const Workspace& workspace,
                                                  const ReportQuestion& question);

struct FirmStanding {
  std::string listing;
  std::string list;
  std::string name;
  model::ListKind kind = model::ListKind::kBlack;
  bool publishable = false;  // it has a publication view on the day
};
struct DeliveryRow {
  ReportParty firm;
  bool named = false;            // named by the caller
  bool confirmed = false;        // confirmed under HE-2.4
  std::vector<FirmStanding> on;  // lists on the last day, by listing
  uint64_t penalties = 0;        // decided in the period
  std::string grade;             // the newest up to the last day; "" for none
};
absl::StatusOr<std::vector<DeliveryRow>> ReportDelivery(const Workspace& workspace,
                                                        const ReportQuestion& question,
                                                        const std::vector<std::string>& firms);

}  // namespace liancheng::query
