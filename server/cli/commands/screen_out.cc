#include "server/cli/commands/screen_out.h"

#include "fmt/format.h"
#include "server/cli/files/csv_out.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

using query::FoundName;
using query::ScreenResult;
using query::ScreenVerdict;

constexpr std::string_view kNotFound = "not found; this is not a clearance";

std::string VerdictWord(const ScreenInput& input, const ScreenResult& result) {
  return input.problem.empty() ? std::string(Name(result.verdict)) : "refused";
}

std::string Problems(const ScreenInput& input, const ScreenResult& result) {
  return input.problem.empty() ? Joined(result.problems, "; ") : input.problem;
}

std::string RegionText(model::RegionCode region) {
  const wire::Json json = wire::RegionJson(region);
  return json.is_string() ? json.get<std::string>() : "";
}

class TextOut : public ScreenOut {
 public:
  explicit TextOut(std::ostream& out) : out_(out) {}

  void Write(const ScreenInput& input, const ScreenResult& result) override {
    const std::string problems = Problems(input, result);
    const bool none = input.problem.empty() && result.verdict == ScreenVerdict::kNone;
    out_ << fmt::format("row {}{}{}  {}: {}{}\n", input.row, input.id.empty() ? "" : " " + input.id,
                        problems.empty() ? "" : " !", input.asked.name,
                        none ? "not found" : VerdictWord(input, result),
                        problems.empty() ? "" : " (" + problems + ")");
    for (const FoundName& found : result.parties) {
      out_ << fmt::format("    {:.4f}  {}  {}  {}  {}{}\n", found.score, found.party.entity.key,
                          found.party.name, ChineseName(found.party.type), found.why,
                          found.matched == found.party.name || found.score >= 0.99
                              ? ""
                              : " (" + found.matched + ")");
    }
    if (!result.complete) out_ << "    more may fit\n";
  }

  void Finish(const ScreenTotals&) override {}

 private:
  std::ostream& out_;
};

class CsvOut : public ScreenOut {
 public:
  explicit CsvOut(std::ostream& out) : out_(out) {
    out_ << CsvRow({"row", "id", "name", "verdict", "party", "party_name", "type", "region",
                    "matched", "score", "why", "complete", "problem"});
  }

  void Write(const ScreenInput& input, const ScreenResult& result) override {
    const std::string row = std::to_string(input.row);
    const std::string verdict = VerdictWord(input, result);
    const std::string problems = Problems(input, result);
    const std::string complete = result.complete ? "true" : "false";
    for (const FoundName& found : result.parties) {
      out_ << CsvRow({row, input.id, input.asked.name, verdict, found.party.entity.key,
                      found.party.name, std::string(Name(found.party.type)),
                      RegionText(found.party.region), found.matched,
                      fmt::format("{:.4f}", found.score), found.why, complete, problems});
    }
    if (!result.parties.empty()) return;
    out_ << CsvRow({row, input.id, input.asked.name, verdict, "", "", "", "", "", "",
                    input.problem.empty() ? std::string(kNotFound) : "", complete, problems});
  }

  void Finish(const ScreenTotals&) override {}

 private:
  std::ostream& out_;
};

class JsonOut : public ScreenOut {
 public:
  JsonOut(model::Date as_of, model::Revision known_at, std::ostream& out) : out_(out) {
    // Rows are written as they come, so the envelope is opened here and closed at the end.
    out_ << fmt::format(
        "{{\"as_of\": \"{}\", \"known_at\": {}, \"rulebooks\": {{}}, \"result\": "
        "{{\"rows\": [",
        model::FormatDate(as_of), known_at.value);
  }

  void Write(const ScreenInput& input, const ScreenResult& result) override {
    wire::Json parties = wire::Json::array();
    for (const FoundName& found : result.parties) {
      parties.push_back({{"id", found.party.entity.key},
                         {"name", found.party.name},
                         {"type", Name(found.party.type)},
                         {"region", wire::RegionJson(found.party.region)},
                         {"matched", found.matched},
                         {"score", wire::Rounded(found.score)},
                         {"why", found.why}});
    }
    wire::Json row = {{"row", input.row},
                      {"id", input.id.empty() ? wire::Json() : wire::Json(input.id)},
                      {"name", input.asked.name},
                      {"verdict", VerdictWord(input, result)},
                      {"parties", std::move(parties)},
                      {"complete", result.complete}};
    const std::string problems = Problems(input, result);
    if (!problems.empty()) row["problem"] = problems;
    out_ << (first_ ? "\n" : ",\n")
         << row.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
    first_ = false;
  }

  void Finish(const ScreenTotals& totals) override {
    const wire::Json sums = {{"rows", totals.rows()},
                             {"exact", totals.verdicts[0]},
                             {"candidates", totals.verdicts[1]},
                             {"none", totals.verdicts[2]},
                             {"refused", totals.refused},
                             {"noted", totals.noted}};
    out_ << fmt::format("\n], \"totals\": {}}}, \"complete\": {}, \"next\": null}}\n", sums.dump(),
                        totals.complete);
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<ScreenOut> ScreenOut::Open(Format format, model::Date as_of,
                                           model::Revision known_at, std::ostream& out) {
  if (format == Format::kCsv) return std::make_unique<CsvOut>(out);
  if (format == Format::kJson) return std::make_unique<JsonOut>(as_of, known_at, out);
  return std::make_unique<TextOut>(out);
}

}  // namespace liancheng::cli
