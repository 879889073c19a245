#include "tests/storage/world.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "fmt/format.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

std::string DayWords(model::Date day) {
  if (day == model::kOpenStart) return "<";
  if (day == model::kOpenEnd) return ">";
  return model::FormatDate(day);
}

std::string DayWords(const std::optional<model::Date>& day) {
  return day ? DayWords(*day) : "-";
}

std::string MoneyWords(const std::optional<model::Money>& money) {
  return money ? model::FormatYuan(*money) : "-";
}

std::string Fields(const model::EntityFact& f) {
  std::string words = fmt::format("{} {} region={} {}..{}", Name(f.type), f.name, f.region.value,
                                  DayWords(f.life.from), DayWords(f.life.to));
  for (const std::string& name : f.former_names) words += " former=" + name;
  for (const auto& [scheme, value] : f.identifiers) words += fmt::format(" {}={}", scheme, value);
  for (const auto& [name, value] : f.attributes) words += fmt::format(" @{}={}", name, value);
  return words;
}

std::string Fields(const model::RelationFact& f) {
  const std::string share =
      f.share ? fmt::format("{}-{}", f.share->lo_ppm, f.share->hi_ppm) : "unknown";
  return fmt::format("{} {} {}..{} share={} position={}", f.id, Name(f.relation),
                     DayWords(f.valid.from), DayWords(f.valid.to), share, f.position);
}

std::string Fields(const model::ListingFact& f) {
  return fmt::format("{} {} ground={} {} decider={} document={} basis={} {} {} {} {} {} {}", f.id,
                     f.list, f.ground, Name(f.severity), f.decider, f.document, f.basis,
                     DayWords(f.decided_on), DayWords(f.proposed_on), DayWords(f.published_on),
                     DayWords(f.valid_to), DayWords(f.act_on), DayWords(f.corrected_on));
}

std::string Fields(const model::PenaltyFact& f) {
  return fmt::format("{} act={} ground={} authority={} {} document={} {} {} {} {}", f.id, f.act,
                     f.ground, f.authority, Name(f.procedure), f.document, DayWords(f.decided_on),
                     MoneyWords(f.amount), MoneyWords(f.illegal_gain), MoneyWords(f.sales));
}

std::string Fields(const model::AttributionFact& f) {
  return fmt::format("{} act={} {} decider={} {} document={}", f.id, f.act, Name(f.role), f.decider,
                     DayWords(f.decided_on), f.document);
}

std::string Fields(const model::ConfirmationFact& f) {
  return fmt::format("{} listing={} provision={} {} basis={}", f.id, f.listing, f.provision,
                     DayWords(f.decided_on), f.basis);
}

std::string Fields(const model::EndingFact& f) {
  return fmt::format("{} listing={} {} {}", f.id, f.listing, Name(f.how), DayWords(f.on));
}

std::string Fields(const model::ObjectionFact& f) {
  return fmt::format("{} listing={} {} result={} {}", f.id, f.listing, DayWords(f.on),
                     f.result ? Name(*f.result) : "none", DayWords(f.answered_on));
}

std::string Fields(const model::GradeFact& f) {
  return fmt::format("{} {} {}", f.id, f.value, DayWords(f.decided_on));
}

std::string Fields(const model::HonourFact& f) {
  return fmt::format("{} {} awarder={} {} {}", f.id, f.name, f.awarder, DayWords(f.decided_on),
                     DayWords(f.valid_to));
}

std::string Fields(const model::FeedbackFact& f) {
  return fmt::format("{} listing={} measure={} executor={} {} reason={} {}", f.id, f.listing,
                     f.measure, f.executor, f.executed, f.reason, DayWords(f.on));
}

std::string Fields(const model::NoticeFact& f) {
  return fmt::format("{} listing={} {} {}", f.id, f.listing, f.kind, DayWords(f.delivered_on));
}

std::string Fields(const model::DemandFact& f) {
  return fmt::format("{} {} {}", f.id, DayWords(f.on), f.cooperated);
}

std::string Fields(const model::RetractionFact& f) {
  return fmt::format("{} {}", f.id, f.target);
}

std::string Fields(const model::StepFact& f) {
  return fmt::format("{} listing={} to={} {} actor={} document={} note={}", f.id, f.listing,
                     Name(f.to), DayWords(f.on), f.actor, f.document, f.note);
}

}  // namespace

TestFolder::TestFolder() {
  std::string name = (fs::temp_directory_path() / "liancheng_storage_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

OpenOptions Writing(const std::string& path) {
  OpenOptions options;
  options.path = path;
  options.now_s = [] { return kTestTime; };
  return options;
}

OpenOptions Reading(const std::string& path) {
  OpenOptions options;
  options.path = path;
  options.read_only = true;
  return options;
}

std::unique_ptr<FactStore> MustOpen(const OpenOptions& options) {
  auto store = FactStore::Open(options);
  if (!store.ok()) {
    ADD_FAILURE() << store.status();
    std::abort();
  }
  return *std::move(store);
}

CommitResult Put(FactStore& store, const std::vector<model::Fact>& facts, IssueLog* issues) {
  IssueLog own;
  const auto result = store.Commit(facts, issues == nullptr ? own : *issues);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : CommitResult{};
}

model::Date Day(std::string_view text) {
  const auto day = model::ParseDate(text);
  EXPECT_TRUE(day.ok()) << text;
  return day.value_or(model::Date{});
}

model::Fact Entity(std::string key, std::string name, std::vector<model::Identifier> identifiers,
                   model::EntityType type) {
  model::EntityFact fact;
  fact.entity.key = std::move(key);
  fact.type = type;
  fact.name = std::move(name);
  fact.identifiers = std::move(identifiers);
  return {std::move(fact), {}};
}

model::Fact Person(std::string key, std::string name, std::string id_number) {
  std::vector<model::Identifier> identifiers;
  if (!id_number.empty()) identifiers.push_back({"id_number", std::move(id_number)});
  return Entity(std::move(key), std::move(name), std::move(identifiers),
                model::EntityType::kPerson);
}

model::Fact Edge(std::string from, model::Relation relation, std::string to, std::string id,
                 std::string_view start, std::string_view end) {
  model::RelationFact fact;
  fact.id = std::move(id);
  fact.relation = relation;
  fact.from.key = std::move(from);
  fact.to.key = std::move(to);
  if (!start.empty()) fact.valid.from = Day(start);
  if (!end.empty()) fact.valid.to = Day(end);
  return {std::move(fact), {}};
}

model::Fact Stake(std::string from, std::string to, uint32_t ppm, std::string id) {
  model::Fact fact =
      Edge(std::move(from), model::Relation::kShareholder, std::move(to), std::move(id));
  std::get<model::RelationFact>(fact.statement).share = model::ShareBand{ppm, ppm};
  return fact;
}

model::Fact Listing(std::string id, std::string subject, std::string_view decided) {
  model::ListingFact fact;
  fact.id = std::move(id);
  fact.list = "TQ-black";
  fact.subject.key = std::move(subject);
  fact.ground = "TQ-11-(一)";
  fact.decided_on = Day(decided);
  return {std::move(fact), {}};
}

model::Fact Proposed(std::string id, std::string subject) {
  model::Fact fact = Listing(std::move(id), std::move(subject));
  auto& listing = std::get<model::ListingFact>(fact.statement);
  listing.decided_on = model::kOpenEnd;
  listing.proposed_on = Day("2020-02-10");
  return fact;
}

model::Fact Penalty(std::string id, std::string subject) {
  model::PenaltyFact fact;
  fact.id = std::move(id);
  fact.subject.key = std::move(subject);
  fact.decided_on = Day("2019-05-06");
  return {std::move(fact), {}};
}

model::Fact Attribution(std::string id, std::string person, std::string act) {
  model::AttributionFact fact;
  fact.id = std::move(id);
  fact.person.key = std::move(person);
  fact.act = std::move(act);
  fact.decided_on = Day("2020-03-02");
  return {std::move(fact), {}};
}

model::Fact Ending(std::string id, std::string listing) {
  model::EndingFact fact;
  fact.id = std::move(id);
  fact.listing = std::move(listing);
  fact.on = Day("2021-03-01");
  return {std::move(fact), {}};
}

model::Fact Step(std::string id, std::string listing, model::ListingState to) {
  model::StepFact fact;
  fact.id = std::move(id);
  fact.listing = std::move(listing);
  fact.to = to;
  fact.on = Day("2020-08-01");
  return {std::move(fact), {}};
}

model::Fact Demand(std::string id, std::string operator_party, std::string merchant) {
  model::DemandFact fact;
  fact.id = std::move(id);
  fact.operator_party.key = std::move(operator_party);
  fact.merchant.key = std::move(merchant);
  fact.on = Day("2020-06-01");
  fact.cooperated = false;
  return {std::move(fact), {}};
}

model::Fact Retract(std::string target, std::string id) {
  return {model::RetractionFact{std::move(id), std::move(target)}, {}};
}

model::Fact From(model::Fact fact, std::string source, std::string file, int64_t row) {
  fact.provenance = {std::move(source), std::move(file), row};
  return fact;
}

std::vector<model::Fact> OneOfEachRecord() {
  std::vector<model::Fact> facts;
  model::ListingFact listing = std::get<model::ListingFact>(Listing("L1", "E1").statement);
  listing.severity = model::Severity::kSerious;
  listing.decider = "市场监管局";
  listing.document = "2020-7";
  listing.basis = "B07";
  listing.proposed_on = Day("2020-02-10");
  listing.published_on = Day("2020-03-05");
  listing.valid_to = Day("2023-03-01");
  listing.act_on = Day("2019-12-31");
  listing.corrected_on = Day("2020-04-01");
  model::PenaltyFact penalty = std::get<model::PenaltyFact>(Penalty("L1", "E1").statement);
  penalty.act = "虚假宣传";
  penalty.ground = "TQ-11-(四)";
  penalty.authority = "市场监督管理局";
  penalty.procedure = model::Procedure::kGeneral;
  penalty.document = "罚〔2019〕1号";
  penalty.amount = model::Money{5'000'000};
  penalty.sales = model::Money{0};
  facts.push_back({listing, {}});
  facts.push_back({penalty, {}});
  facts.push_back(Demand("D1", "E1", "P1"));
  facts.push_back({model::GradeFact{"G1", {{}, "E1"}, "A", Day("2018-01-01")}, {}});
  facts.push_back(
      {model::HonourFact{"H1", {{}, "E1"}, "守合同", "省局", Day("2018-01-02"), Day("2020-01-02")},
       {}});
  facts.push_back(Attribution("A1", "P1", "L1"));
  facts.push_back(
      {model::ConfirmationFact{"C1", "L1", "TQ-14-(三)", {{}, "P1"}, Day("2020-03-03"), "document"},
       {}});
  facts.push_back(Ending("N1", "L1"));
  facts.push_back(Ending("N2", "D1"));
  facts.push_back({model::ObjectionFact{"O1", "L1", Day("2020-03-09"),
                                        model::ObjectionResult::kUpheld, Day("2020-03-20")},
                   {}});
  facts.push_back({model::FeedbackFact{
                       "F1", "L1", "S-SUP", {{}, "P1"}, "财政局", true, "done", Day("2020-05-01")},
                   {}});
  facts.push_back({model::NoticeFact{"T1", "L1", "rectification", Day("2020-02-01")}, {}});
  facts.push_back({model::StepFact{"S1", "L1", model::ListingState::kRepairApplied,
                                   Day("2020-08-01"), "甲公司", "申1号", "by post"},
                   {}});
  facts.push_back(Step("S2", "L1", model::ListingState::kRepairApplied));
  facts.push_back(Step("S3", "D1", model::ListingState::kSuperseded));
  return facts;
}

std::string Words(const model::Fact& fact, bool numbers) {
  std::string words = fmt::format(
      "{} {}", model::Name(fact.kind()),
      std::visit([](const auto& statement) { return Fields(statement); }, fact.statement));
  for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
    words += numbers ? fmt::format(" [{}:{}]", party->id.value, party->key)
                     : fmt::format(" [{}]", party->key);
  }
  const auto* relation = std::get_if<model::RelationFact>(&fact.statement);
  if (numbers && relation != nullptr) words += fmt::format(" #{}", relation->number.value);
  return words + " source=" + fact.provenance.source;
}

std::vector<model::Fact> ScanFacts(const FactStore& store, model::Revision at, ScanOf what) {
  const auto scan = store.Scan(at, what);
  EXPECT_TRUE(scan.ok()) << scan.status();
  std::vector<model::Fact> facts;
  while (scan.ok()) {
    const auto batch = (*scan)->Next();
    EXPECT_TRUE(batch.ok()) << batch.status();
    if (!batch.ok() || batch->empty()) break;
    facts.insert(facts.end(), batch->begin(), batch->end());
  }
  return facts;
}

std::vector<std::string> ScanWords(const FactStore& store, model::Revision at, ScanOf what) {
  std::vector<std::string> words;
  for (const model::Fact& fact : ScanFacts(store, at, what)) words.push_back(Words(fact));
  return words;
}

std::string Damage(const FactStore& store) {
  const auto report = store.Verify();
  if (!report.ok()) return report.status().ToString();
  std::string words;
  for (const std::string& problem : report->problems) words += problem + "\n";
  return words;
}

bool AnyFileHolds(const std::string& folder, std::string_view bytes) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)),
                              std::istreambuf_iterator<char>());
    if (content.find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace liancheng::storage
