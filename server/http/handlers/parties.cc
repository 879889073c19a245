#include <algorithm>
#include <memory>
#include <utility>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/names/screen.h"
#include "query/names/search.h"
#include "server/http/handlers/handlers.h"
#include "server/http/service/disclosing.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

constexpr graph::Limits kLimits = {
    .hops_max = 0, .vertices_max = 5'000'000, .degree_max = 100'000, .paths_max = 0};
constexpr size_t kRowsAtOnce = 256;
// A name and its codes take far less.
constexpr size_t kRowBytesMax = size_t{64} << 10;

}  // namespace

Response ShowParty(Call& call) {
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  auto file = query::AskCreditFile(*call.workspace, call.path[0]);
  if (!file.ok()) return ProblemOf(file.status());
  call.entry.items = 1;
  const query::WithheldList withheld = Disclosed(call, &*file);
  return Answer(call, wire::Result(*file), true, "", withheld);
}

Response Measures(Call& call) {
  const size_t tier = call.query.OneOf("tier", {"", "T3", "all"});
  if (call.query.fault()) return call.query.problem();
  const access::RoleSet clue_roles = SetOf(access::Role::kInvestigator, access::Role::kSteward);
  if (tier > 0 && (SetOf(call.who.role) & clue_roles) == 0) {
    return Problem(403, "not-allowed",
                   FieldAtFault{"query", "tier", "clues are for investigators and stewards"});
  }
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  const query::TierChoice tiers{.consequences = tier != 1, .clues = tier != 0};
  auto answer = query::AskMeasures(*call.workspace, call.path[0], tiers, kLimits);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  const auto page = PageOf(call, answer->findings.size());
  if (!page) return call.query.problem();
  Response response;
  response.body = wire::AnswerText(*call.workspace, *answer, *page, withheld);
  return response;
}

Response Grounds(Call& call) {
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  const auto answer = query::AskGrounds(*call.workspace, call.path[0]);
  if (!answer.ok()) return ProblemOf(answer.status());
  return Answer(call, wire::Result(*answer), true, "grounds");
}

Response Search(Call& call) {
  const std::string text = call.query.Required("text");
  const uint64_t limit = call.query.Number("limit", 20, 1, 1'000);
  if (call.query.fault()) return call.query.problem();
  call.entry.subject = datasets::ShownValue(text);
  const auto answer = query::AskSearch(call.workspace->directory(), text,
                                       {static_cast<uint32_t>(limit), query::kSearchScoreMin});
  if (!answer.ok()) return ProblemOf(answer.status());
  call.entry.items = answer->matches.size();
  call.entry.name_only = answer->matches.empty() || answer->matches.front().score < 1;
  Json envelope = wire::Envelope(call.workspace->as_of(), call.workspace->known_at(),
                                 answer->complete, wire::Result(*answer));
  return JsonResponse(200, envelope);
}

namespace {

// The rows of a screening on their way: read from the request's lines, answered some at a time.
class Screening {
 public:
  Screening(query::LoadedWorld world, std::string lines)
      : world_(std::move(world)),
        lines_(std::move(lines)),
        screener_(*world_.directory, {5, query::kSearchScoreMin}) {}

  // Answers of the next rows; false when there are none left.
  bool Next(std::string* answers) {
    for (size_t i = 0; i < kRowsAtOnce; ++i) {
      if (at_ >= lines_.size()) return false;
      const size_t end = std::min(lines_.find('\n', at_), lines_.size());
      const std::string_view line = std::string_view(lines_).substr(at_, end - at_);
      at_ = end + 1;
      ++row_;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      *answers += One(line).dump(-1, ' ', false, Json::error_handler_t::replace);
      *answers += '\n';
    }
    return true;
  }

 private:
  Json One(std::string_view line) {
    Json answer = {{"row", row_}, {"id", nullptr}};
    query::ScreenRow row;
    const std::string fault = line.size() > kRowBytesMax
                                  ? fmt::format("longer than {} bytes", kRowBytesMax)
                                  : Read(Json::parse(line, nullptr, false), &answer, &row);
    if (!fault.empty()) {
      answer["verdict"] = "refused";
      answer["problem"] = fault;
      return answer;
    }
    const auto result = screener_.Screen(row);
    if (!result.ok()) {
      answer["verdict"] = "refused";
      answer["problem"] = "cannot be answered at present";
      return answer;
    }
    answer["name"] = row.name;
    answer["verdict"] = Name(result->verdict);
    Json parties = Json::array();
    for (const query::FoundName& found : result->parties) {
      parties.push_back({{"id", found.party.entity.key},
                         {"name", found.party.name},
                         {"type", Name(found.party.type)},
                         {"region", wire::RegionJson(found.party.region)},
                         {"matched", found.matched},
                         {"score", wire::Rounded(found.score)},
                         {"why", found.why}});
    }
    answer["parties"] = std::move(parties);
    answer["complete"] = result->complete;
    if (!result->problems.empty()) answer["problem"] = result->problems;
    return answer;
  }

  // What is wrong with a row; empty when it can be asked.
  static std::string Read(const Json& asked, Json* answer, query::ScreenRow* row) {
    if (!asked.is_object()) return "not a JSON object";
    for (const auto& [key, value] : asked.items()) {
      if (!value.is_string()) return fmt::format("{} is not a text", key);
      if (key == "id") {
        (*answer)["id"] = value;
      } else if (key == "name") {
        row->name = value.get<std::string>();
      } else if (key == "uscc" || key == "org_code" || key == "registration_number" ||
                 key == "id_number" || key == "source") {
        row->codes.push_back({key, value.get<std::string>()});
      } else {
        return fmt::format(
            "{} is not taken; known are id, name, uscc, org_code, registration_number, id_number "
            "and source",
            key);
      }
    }
    return row->name.empty() && row->codes.empty() ? "neither a name nor a code" : "";
  }

  const query::LoadedWorld world_;
  const std::string lines_;
  query::Screener screener_;
  size_t at_ = 0;
  uint64_t row_ = 0;
};

Response NextRows(std::shared_ptr<Screening> screening) {
  Response response;
  response.type = "application/x-ndjson";
  response.stream = true;
  const bool more = screening->Next(&response.body);
  if (!more) return response;
  Follow follow;
  follow.next = [screening] { return NextRows(screening); };
  response.follow = std::make_shared<const Follow>(std::move(follow));
  return response;
}

}  // namespace

// Rows by number or name: what a name finds is never a hit (HP-5.2-b). The lines are held while
// they are answered; of the answers no more than some rows at a time.
Response Screen(Call& call) {
  const auto& lines = call.request.body;
  auto rows = static_cast<uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
  if (!lines.empty() && lines.back() != '\n') ++rows;
  const uint64_t rows_max = call.service.options().screen_rows_max;
  if (rows > rows_max) {
    return Problem(413, "over-a-limit",
                   fmt::format("{} rows; at most {} are taken at once: send the others after them",
                               rows, rows_max));
  }
  call.entry.items = rows;
  call.entry.subject = "(list)";
  return NextRows(std::make_shared<Screening>(*call.world, lines));
}

}  // namespace liancheng::http
