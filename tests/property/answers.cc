#include "tests/property/answers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "datasets/rulebook_reader.h"
#include "fmt/format.h"
#include "query/questions.h"

namespace liancheng::property {
namespace {

constexpr graph::Limits kLimits{4, 100'000, 100'000, 1'000};

std::string Line(const std::string& subject, const std::string& measure, model::Standing standing,
                 model::Tier tier, model::Force force, model::Modality modality,
                 const std::string& provision, const std::string& listing, model::DateRange effect,
                 bool missing) {
  return fmt::format("{} {} {} {} {} {} {} {} [{}, {}){}", subject, measure, Name(standing),
                     Name(tier), Name(force), Name(modality), provision, listing,
                     FormatDate(effect.from), FormatDate(effect.to), missing ? " missing" : "");
}

template <typename Answer>
Lines LinesOf(const Answer& answer, bool paths) {
  Lines lines;
  for (const model::Finding& finding : answer.findings) {
    std::string line = Line(answer.parties[finding.subject].key, finding.measure, finding.standing,
                            finding.tier, finding.force, finding.modality, finding.provision,
                            finding.listing, finding.effect, !finding.missing.empty());
    if (paths) {
      for (const model::PathEdge& edge : finding.path) {
        line += "; " + query::EdgeText(answer.parties, edge) + " " + FormatDate(edge.valid.from) +
                "/" + FormatDate(edge.valid.to);
      }
    }
    lines.insert(std::move(line));
  }
  return lines;
}

}  // namespace

std::shared_ptr<const model::RuleLibrary> SharedLibrary() {
  static const auto* const library = [] {
    auto read = datasets::ReadRulebooks(LIANCHENG_SOURCE_DIR "/datasets/rulebooks");
    EXPECT_TRUE(read.ok()) << read.status();
    return new std::shared_ptr<const model::RuleLibrary>(
        std::make_shared<const model::RuleLibrary>(*std::move(read)));
  }();
  return *library;
}

const model::RuleLibrary& Library() {
  return *SharedLibrary();
}

const std::vector<std::string>& Books() {
  static const auto* const books = new std::vector<std::string>{"CS", "TQ"};
  return *books;
}

query::Workspace WorkspaceOf(query::LoadedWorld world, model::Date day) {
  auto plan = rules::Plan::Make(SharedLibrary(), Books());
  EXPECT_TRUE(plan.ok()) << plan.status();
  return query::Workspace(std::move(world), *std::move(plan), day);
}

query::Workspace InMemory(const std::vector<model::Fact>& facts, model::Date day) {
  auto world = query::LoadFromFacts(facts);
  EXPECT_TRUE(world.ok()) << world.status();
  return WorkspaceOf(*std::move(world), day);
}

std::vector<model::Date> DaysToAsk(const oracle::World& world, size_t days_max) {
  if (world.days.size() <= days_max) return world.days;
  std::vector<model::Date> days;
  for (size_t i = 0; i < days_max; ++i)
    days.push_back(world.days[i * world.days.size() / days_max]);
  return days;
}

Lines ReachLines(const query::Workspace& workspace, const std::string& act, bool paths) {
  const auto answer = query::AskReach(workspace, act, {}, kLimits);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? LinesOf(*answer, paths) : Lines{};
}

Lines MeasuresLines(const query::Workspace& workspace, const std::string& party, bool paths) {
  const auto answer = query::AskMeasures(workspace, party, {}, kLimits);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? LinesOf(*answer, paths) : Lines{};
}

Lines NaiveLines(const std::vector<oracle::NaiveFinding>& findings) {
  Lines lines;
  for (const oracle::NaiveFinding& finding : findings) {
    lines.insert(Line(finding.subject, finding.measure, finding.standing, finding.tier,
                      finding.force, finding.modality, finding.provision, finding.listing,
                      {finding.from, finding.to}, finding.missing));
  }
  return lines;
}

std::string Difference(const Lines& a, const Lines& b) {
  std::string text;
  for (const std::string& line : a) {
    if (a.count(line) != b.count(line)) text += "only first:  " + line + "\n";
  }
  for (const std::string& line : b) {
    if (a.count(line) != b.count(line)) text += "only second: " + line + "\n";
  }
  return text;
}

}  // namespace liancheng::property
