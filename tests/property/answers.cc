#include "tests/property/answers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "query/ask/questions.h"
#include "tests/oracle/full_book.h"
#include "tests/oracle/readings.h"

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

model::RuleLibrary Read(absl::StatusOr<model::RuleLibrary> library) {
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? *std::move(library) : model::RuleLibrary();
}

}  // namespace

Asked AllBooksOf(model::RuleLibrary library) {
  Asked asked;
  for (const model::Rulebook& book : library.books) asked.books.push_back(book.id);
  asked.library = std::make_shared<const model::RuleLibrary>(std::move(library));
  return asked;
}

const Asked& Shipped() {
  static const auto* const asked = new Asked(
      AllBooksOf(Read(datasets::ReadRulebooks(LIANCHENG_SOURCE_DIR "/datasets/rulebooks"))));
  return *asked;
}

const Asked& OtherReadings() {
  static const auto* const asked = new Asked(AllBooksOf(oracle::OtherReadings(*Shipped().library)));
  return *asked;
}

const Asked& FullBook() {
  static const auto* const asked =
      new Asked(AllBooksOf(Read(datasets::ReadRulebookTexts(oracle::FullBookTexts()))));
  return *asked;
}

query::Workspace WorkspaceOf(query::LoadedWorld world, model::Date day, const Asked& asked) {
  auto plan = rules::Plan::Make(asked.library, asked.books);
  EXPECT_TRUE(plan.ok()) << plan.status();
  return query::Workspace(std::move(world), *std::move(plan), day);
}

query::Workspace InMemory(const std::vector<model::Fact>& facts, model::Date day,
                          const Asked& asked) {
  auto world = query::LoadFromFacts(facts);
  EXPECT_TRUE(world.ok()) << world.status();
  return WorkspaceOf(*std::move(world), day, asked);
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
