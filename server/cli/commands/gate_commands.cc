#include "server/cli/commands/gate_commands.h"

#include <fstream>
#include <sstream>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "query/gate/gate.h"
#include "query/work/feedback_stats.h"
#include "query/work/worklist.h"
#include "server/access/access_file.h"
#include "server/cli/commands/asking.h"
#include "server/cli/commands/context.h"
#include "server/cli/commands/desk.h"
#include "server/cli/text/gate.h"
#include "server/http/service/check_counts.h"
#include "server/wire/gate_json.h"

namespace liancheng::cli {
namespace {

const std::vector<std::string> kItemFields = {
    "item",     "executor", "remit",     "measure", "name", "subject",  "subject_name", "force",
    "modality", "listing",  "provision", "from",    "to",   "answered", "overdue"};

model::Unit UnitOf(const UnitOptions& asked) {
  model::Unit unit;
  unit.name = asked.name;
  unit.kind = model::ParseUnitKind(asked.kind).value_or(model::UnitKind::kDepartment);
  for (const std::string& region : asked.regions) {
    unit.regions.push_back({static_cast<uint32_t>(std::stoul(region))});
  }
  unit.measures = asked.measures;
  unit.party = asked.party;
  return unit;
}

// A number goes where its form says; what has the form of none is the caller's id.
void PlaceNumber(const std::string& text, query::CheckParty* party) {
  if (model::CheckUscc(text).status != model::CodeStatus::kInvalid) {
    party->uscc = text;
  } else if (model::CheckOrganisationCode(text).status != model::CodeStatus::kInvalid) {
    party->org_code = text;
  } else if (model::CanonicalIdNumber(text)) {
    party->id_number = text;
  } else {
    party->source_id = text;
  }
}

absl::StatusOr<query::CheckRequest> ReadRequestFile(const std::string& path) {
  std::ifstream in(path);
  if (!in) return absl::NotFoundError(fmt::format("{}: no such file", path));
  std::ostringstream text;
  text << in.rdbuf();
  const wire::Json json = wire::Json::parse(text.str(), nullptr, false);
  if (json.is_discarded()) return absl::InvalidArgumentError(path + ": not JSON");
  return wire::ReadCheckRequest(json);
}

absl::StatusOr<query::CheckRequest> RequestOf(const CheckOptions& asked) {
  if (!asked.request_file.empty()) return ReadRequestFile(asked.request_file);
  query::CheckRequest request;
  request.request_id = asked.request_id;
  request.unit = UnitOf(asked.unit);
  request.user = asked.user;
  request.matter = asked.matter;
  request.stage = asked.stage;
  request.purpose = asked.purpose;
  request.ground = asked.ground;
  request.consent_id = asked.consent;
  if (!asked.subject.empty()) PlaceNumber(asked.subject, &request.subject);
  request.subject.name = asked.name;
  request.subject.type = model::Parse<model::EntityType>(asked.type);
  for (const std::string& text : asked.roles) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return absl::InvalidArgumentError(
          fmt::format("--role \"{}\": expected ROLE=NUMBER", text.substr(0, equals)));
    }
    query::CheckParty role;
    role.role = text.substr(0, equals);
    PlaceNumber(text.substr(equals + 1), &role);
    request.roles.push_back(std::move(role));
  }
  return request;
}

// Names the history up to a revision: stores that agree in it hold the same facts up to there.
absl::StatusOr<std::string> HistoryMark(const Opened& opened, model::Revision at) {
  constexpr size_t kMarkDigits = 12;
  const auto hash = opened.archive->JournalHash(at);
  if (!hash.ok()) return hash.status();
  return hash->substr(0, kMarkDigits);
}

// The world that a token speaks of. FailedPrecondition when this store has another history there.
absl::StatusOr<query::Workspace> WorkspaceAt(const Opened& opened, const query::FeedToken& token) {
  const auto mark = HistoryMark(opened, token.revision);
  if (!mark.ok()) return mark.status();
  if (*mark != token.epoch) {
    return absl::FailedPreconditionError(fmt::format(
        "the token is of another history (this store's mark at revision {} is {}): ask for the "
        "whole list again",
        token.revision.value, *mark));
  }
  auto world = opened.archive->Load(token.revision);
  if (!world.ok()) return world.status();
  const query::Workspace& now = *opened.workspace;
  return query::Workspace(*std::move(world), now.shared_plan(), token.day);
}

absl::Status SetEpoch(const Opened& opened, query::FeedToken* token) {
  auto mark = HistoryMark(opened, token->revision);
  if (!mark.ok()) return mark.status();
  token->epoch = *std::move(mark);
  return absl::OkStatus();
}

int PrintFeed(const GlobalOptions& options, const Opened& opened, const std::string& since,
              const model::Unit* unit) {
  const auto token = query::ParseFeedToken(since);
  if (!token.ok()) return Report(token.status());
  const auto before = WorkspaceAt(opened, *token);
  if (!before.ok()) return Report(before.status());
  auto answer = query::AskFeed(*before, *opened.workspace, unit);
  if (!answer.ok()) return Report(answer.status());
  answer->since = *token;
  if (absl::Status set = SetEpoch(opened, &answer->token); !set.ok()) return Report(set);
  std::vector<std::string> fields = {"change", "changed", "ended_why", "lift"};
  fields.insert(fields.end(), kItemFields.begin(), kItemFields.end() - 2);
  return Print(options, *opened.workspace, *answer, true, "entries", fields);
}

// A service that never ran has no log: that is told, and no error.
absl::StatusOr<query::CheckCounts> ChecksOfService(const std::string& state, model::Date from,
                                                   model::Date to) {
  const access::AccessFile file(state + "/access.json");
  const auto book = file.Book();
  if (!book.ok()) return book.status();
  auto checks = http::CountChecks(state + "/audit", **book, from, to, "");
  if (!absl::IsNotFound(checks.status())) return checks;
  query::CheckCounts unknown;
  unknown.unknown_why =
      fmt::format("{}; --state names the service's folder", std::string(checks.status().message()));
  return unknown;
}

}  // namespace

int RunCheck(const GlobalOptions& options, const CheckOptions& asked) {
  const auto request = RequestOf(asked);
  if (!request.ok()) return Report(request.status());
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const auto answer = query::AskCheck(*opened->workspace, *request);
  if (!answer.ok()) return Report(answer.status());
  return Print(options, *opened->workspace, *answer, true, "findings",
               {"role",     "weight",    "reason", "item",      "remit",   "measure", "name",
                "force",    "modality",  "tier",   "executors", "listing", "decider", "decided_on",
                "severity", "provision", "basis",  "from",      "to",      "path",    "missing"});
}

int RunWorklist(const GlobalOptions& options, const WorklistOptions& asked) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const model::Unit unit = UnitOf(asked.unit);
  if (!asked.since.empty()) return PrintFeed(options, *opened, asked.since, &unit);
  auto answer = query::AskWorklist(*opened->workspace, {unit, asked.answer_days});
  if (!answer.ok()) return Report(answer.status());
  if (absl::Status set = SetEpoch(*opened, &answer->token); !set.ok()) return Report(set);
  return Print(options, *opened->workspace, *answer, true, "items", kItemFields);
}

int RunFeed(const GlobalOptions& options, const std::string& since) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  if (!since.empty()) return PrintFeed(options, *opened, since, nullptr);
  // Where a reader begins: the token of now, from which changes are told.
  query::FeedToken token{"", opened->workspace->known_at(), opened->workspace->as_of()};
  if (absl::Status set = SetEpoch(*opened, &token); !set.ok()) return Report(set);
  if (options.format == Format::kText) {
    fmt::print("token {}\n", query::FormatFeedToken(token));
  } else {
    fmt::print("{}\n", wire::Json({{"token", query::FormatFeedToken(token)}}).dump(2));
  }
  return kDone;
}

int RunFeedbackAdd(const GlobalOptions& options, const FeedbackOptions& asked) {
  query::FeedbackEntry entry{asked.item,     asked.listing,  asked.measure, asked.party,
                             asked.executor, asked.executed, asked.reason,  TodayInChina()};
  if (!asked.on.empty()) entry.on = *model::ParseDate(asked.on);
  auto desk = OpenDesk(options, entry.on);
  if (!desk.ok()) return Report(desk.status());
  auto fact = query::FeedbackOf(*desk->workspace, entry);
  if (!fact.ok()) return Report(fact.status());
  const std::string id = std::get<model::FeedbackFact>(fact->statement).id;
  return Commit(options, *desk, {*std::move(fact)}, fmt::format("recorded {}", id));
}

int RunFeedbackStats(const GlobalOptions& options, const StatsOptions& asked) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  auto stats = query::AskFeedbackStats(*opened->workspace, *model::ParseDate(asked.from),
                                       *model::ParseDate(asked.to));
  if (!stats.ok()) return Report(stats.status());
  auto checks = ChecksOfService(asked.state.empty() ? options.data + ".service" : asked.state,
                                stats->from, stats->to);
  if (!checks.ok()) return Report(checks.status());
  stats->checks = *std::move(checks);
  return Print(options, *opened->workspace, *stats, true, "rows",
               {"executor", "measure", "month", "due", "executed", "not_executed", "unanswered",
                "reasons", "average_delay_days"});
}

std::string CheckUnitKind(const std::string& text) {
  if (model::ParseUnitKind(text)) return "";
  return fmt::format("\"{}\" is no kind of unit; known are {}", text, model::AllUnitKinds());
}

std::string CheckRegionCode(const std::string& text) {
  const bool digits = text.size() == 6 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? "" : fmt::format("\"{}\" is no code of six digits (GB/T 2260)", text);
}

std::string CheckFeedToken(const std::string& text) {
  const auto token = query::ParseFeedToken(text);
  return token.ok() ? "" : std::string(token.status().message());
}

std::string CheckGateDay(const std::string& text) {
  const auto day = model::ParseDate(text);
  return day.ok() ? "" : std::string(day.status().message());
}

}  // namespace liancheng::cli
