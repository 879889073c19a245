#include "datasets/readers/registry/registry.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/hash/hash.h"
#include "datasets/readers/native/inputs.h"
#include "datasets/readers/native/intake.h"
#include "datasets/readers/native/table.h"
#include "datasets/readers/regions/regions.h"
#include "datasets/readers/registry/capital.h"
#include "engine/model/codes.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::datasets {
namespace {

using model::EntityFact;

enum class Column : uint8_t {
  kName,
  kCode,
  kFounded,
  kType,
  kRepresentative,
  kCapital,
  kScope,
  kProvince,
  kCity,
  kAddress,
};
constexpr std::array<std::string_view, 10> kColumns = {
    "企业名称", "统一社会信用代码", "注册日期", "企业类型", "法人代表",
    "注册资金", "经营范围",         "所在省份", "地区",     "注册地址"};

constexpr std::string_view kSource = "registry";

bool IsAllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

model::EntityType TypeOf(std::string_view word) {
  if (word.starts_with("个体")) return model::EntityType::kIndividualBusiness;
  if (Contains(word, "分支机构") || Contains(word, "分公司")) return model::EntityType::kBranch;
  return model::EntityType::kEnterprise;
}

bool SoundsLikeBranch(std::string_view name) {
  return name.ends_with("分公司") || name.ends_with("分店") || name.ends_with("营业部");
}

class RegistrySource : public model::FactSource {
 public:
  RegistrySource(Input input, const ReadOptions& options, const InputLimits& limits)
      : input_(std::move(input)),
        options_(options),
        limits_(limits.csv),
        forbidden_(options.words->forbidden),
        issues_(input_.name, options.issues, &forbidden_),
        intake_(options.batch_facts),
        bytes_all_(SizeOf(input_)) {}

  absl::StatusOr<std::span<const model::Fact>> Next() override {
    intake_.Clear();
    if (table_ == nullptr) {
      const absl::StatusOr<bool> usable = Begin();
      if (!usable.ok()) return usable.status();
      done_ = !*usable;
    }
    while (!done_ && !intake_.Full()) {
      const absl::StatusOr<bool> more = table_->NextRow();
      if (!more.ok()) return more.status();
      done_ = !*more;
      if (!done_) TakeRow();
    }
    if (options_.progress) {
      options_.progress(std::min(table_->bytes_read(), bytes_all_), bytes_all_);
    }
    return intake_.facts();
  }

 private:
  absl::StatusOr<bool> Begin();
  void TakeRow();
  bool CheckFieldNames();
  bool ReadEntity(EntityFact* fact);
  bool ReadCode(EntityFact* fact);
  bool ReadRegion(EntityFact* fact);
  bool ReadFounded(EntityFact* fact);
  void ReadAttributes(EntityFact* fact);
  void AddRepresentative(const std::string& code);

  std::string_view Value(Column column) const { return values_[static_cast<size_t>(column)]; }
  bool Fail(Column column, std::string problem, std::string expected) {
    issues_.Refuse(table_->row(), {kColumns[static_cast<size_t>(column)], Value(column),
                                   std::move(problem), std::move(expected)});
    return false;
  }
  void Note(Column column, std::string problem, std::string expected) {
    notes_.push_back({kColumns[static_cast<size_t>(column)], Value(column), std::move(problem),
                      std::move(expected)});
  }
  model::Provenance Here() const { return {std::string(kSource), issues_.file(), table_->row()}; }

  Input input_;
  ReadOptions options_;
  CsvLimits limits_;
  ForbiddenScan forbidden_;
  FileIssues issues_;
  Intake intake_;
  uint64_t bytes_all_;
  bool done_ = false;
  std::unique_ptr<CsvTable> table_;
  std::vector<std::pair<size_t, const model::ForbiddenData*>> forbidden_columns_;
  std::array<size_t, kColumns.size()> places_ = {};            // where each Column is in the file
  std::array<std::string_view, kColumns.size()> values_ = {};  // empty = missing
  std::vector<Problem> notes_;
};

absl::StatusOr<bool> RegistrySource::Begin() {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = OpenInput(input_);
  if (!source.ok()) return source.status();
  table_ = std::make_unique<CsvTable>(*std::move(source), limits_, &issues_);
  intake_.guard().TakeUp(input_.name);
  const absl::StatusOr<bool> header = table_->ReadHeader();
  if (!header.ok() || !*header) return header;
  const std::vector<std::string>& columns = table_->columns();
  const std::string all = fmt::format("{}", fmt::join(kColumns, ","));
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = columns[i];
    if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
    if (const model::ForbiddenData* data = forbidden_.InFieldName(name)) {
      forbidden_columns_.emplace_back(i, data);
      issues_.Note(
          table_->row(),
          {name, "", NotCollected(*data) + "; rows that fill it are refused", "no such column"});
      continue;
    }
    issues_.Refuse(table_->row(),
                   {name, "", "is no column of the register; the file is refused", all});
    return false;
  }
  for (size_t i = 0; i < kColumns.size(); ++i) {
    const auto found = std::find(columns.begin(), columns.end(), kColumns[i]);
    if (found == columns.end()) {
      issues_.Refuse(table_->row(),
                     {kColumns[i], "", "is missing from the header; the file is refused", all});
      return false;
    }
    places_[i] = static_cast<size_t>(found - columns.begin());
  }
  return true;
}

void RegistrySource::TakeRow() {
  notes_.clear();
  for (size_t i = 0; i < values_.size(); ++i) {
    const std::string_view value = Trim(table_->fields()[places_[i]]);
    values_[i] = IsMissingWord(value) ? std::string_view() : value;
  }
  model::Fact& fact = intake_.Slot();
  fact.provenance = Here();
  EntityFact& entity = fact.statement.emplace<EntityFact>();
  if (!ReadEntity(&entity)) {
    intake_.Drop();
    return;
  }
  // A copy, because the slot moves when facts are appended.
  const std::string code = entity.entity.key;
  DuplicateGuard::Key key = intake_.guard().KeyOf(fact);
  for (const std::string_view value : values_) key.content = absl::HashOf(key.content, value);
  if (!intake_.Keep(key,
                    {kColumns[static_cast<size_t>(Column::kCode)], Value(Column::kCode), "", ""},
                    issues_)) {
    return;
  }
  for (Problem& note : notes_) issues_.Note(table_->row(), std::move(note));
  AddRepresentative(code);
}

bool RegistrySource::CheckFieldNames() {
  for (const auto& [place, data] : forbidden_columns_) {
    const std::string_view value = Trim(table_->fields()[place]);
    if (value.empty() || IsMissingWord(value)) continue;
    issues_.Refuse(table_->row(),
                   {table_->columns()[place], "", NotCollected(*data) + "; the row is refused",
                    "nothing of this kind"});
    return false;
  }
  return true;
}

bool RegistrySource::ReadEntity(EntityFact* fact) {
  // First the checks that notice a row whose columns are shifted: then no other column has its
  // meaning.
  if (!CheckFieldNames() || !ReadRegion(fact) || !ReadCode(fact) || !ReadFounded(fact))
    return false;
  fact->name = Value(Column::kName);
  if (fact->name.empty()) Note(Column::kName, "no name is given", "a name");
  fact->type = TypeOf(Value(Column::kType));
  ReadAttributes(fact);
  return true;
}

bool RegistrySource::ReadRegion(EntityFact* fact) {
  const std::optional<model::RegionCode> province = ProvinceByName(Value(Column::kProvince));
  if (!province) {
    return Fail(Column::kProvince, "is not a province; the columns of the row may have slipped",
                "one of the 34 provincial units, such as 福建 or 福建省");
  }
  // Not taken from the code, whose region is that of the first registering authority.
  fact->region = PrefectureByName(*province, Value(Column::kCity)).value_or(*province);
  return true;
}

bool RegistrySource::ReadCode(EntityFact* fact) {
  const std::string_view code = Value(Column::kCode);
  if (code.empty()) return Fail(Column::kCode, "no code is given", "a code: a name is no identity");
  if (model::IsValueKey(code)) {
    return Fail(Column::kCode, "is kept for values that parties share", "a code");
  }
  fact->entity.key = code;
  if (CharacterCount(code) == 18) {
    const model::CodeCheck check =
        IsAscii(code)
            ? model::CheckUscc(code)
            : model::CodeCheck{model::CodeStatus::kInvalid, "holds a character that is not ASCII"};
    if (check.status == model::CodeStatus::kInvalid) {
      return Fail(Column::kCode, check.problem, "18 characters of GB 32100-2015");
    }
    if (check.status == model::CodeStatus::kLegacyNonconforming) {
      Note(Column::kCode,
           fmt::format("an early Fujian code, kept as a match key only: {}", check.problem), "");
    }
    fact->identifiers = {{"uscc", std::string(code)}};
    return true;
  }
  fact->identifiers = {{"registration_number", std::string(code)}};
  if (!IsAllDigits(code) || (code.size() != 13 && code.size() != 15)) {
    Note(Column::kCode, "unrecognised form, kept as a registration number",
         "18 characters, or 13 or 15 digits");
  }
  return true;
}

bool RegistrySource::ReadFounded(EntityFact* fact) {
  const std::string_view text = Value(Column::kFounded);
  if (text.empty()) return true;
  const absl::StatusOr<model::Date> day = model::ParseDate(text);
  if (!day.ok()) {
    const absl::string_view message = day.status().message();
    return Fail(Column::kFounded, WithoutValue({message.data(), message.size()}, text),
                "a day YYYY-MM-DD");
  }
  fact->life.from = *day;
  return true;
}

void RegistrySource::ReadAttributes(EntityFact* fact) {
  constexpr std::pair<Column, std::string_view> kAttributes[] = {
      {Column::kType, "enterprise_type"},
      {Column::kCapital, "registered_capital"},
      {Column::kScope, "business_scope"},
      {Column::kProvince, "province"},
      {Column::kCity, "city"},
      {Column::kAddress, "address"}};
  for (const auto& [column, attribute] : kAttributes) {
    if (Value(column).empty()) continue;
    fact->attributes.emplace(std::string(attribute), std::string(Value(column)));
  }
  if (fact->type == model::EntityType::kEnterprise && SoundsLikeBranch(fact->name)) {
    fact->attributes.emplace("name_suggests", "branch");
  }
  const std::string_view capital = Value(Column::kCapital);
  if (!capital.empty() && !IsCapital(capital)) {
    Note(Column::kCapital, "is not an amount that can be read; kept as text",
         "a number with its unit, such as 5,000(万元)");
  }
}

void RegistrySource::AddRepresentative(const std::string& code) {
  const std::string_view name = Value(Column::kRepresentative);
  if (name.empty()) return;
  const std::string key = fmt::format("{}#legal_representative", code);
  EntityFact person;
  person.entity.key = key;
  person.type = model::EntityType::kPerson;
  person.name = name;
  model::RelationFact relation;
  relation.relation = model::Relation::kLegalRepresentative;
  relation.from.key = key;
  relation.to.key = code;
  intake_.Slot() = {std::move(person), Here()};
  intake_.Slot() = {std::move(relation), Here()};
}

}  // namespace

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenRegistryInput(Input input,
                                                                     const ReadOptions& options,
                                                                     const InputLimits& limits) {
  if (const absl::Status status = CheckOptions(options); !status.ok()) return status;
  if (const auto source = OpenInput(input); !source.ok()) return source.status();
  return std::make_unique<RegistrySource>(std::move(input), options, limits);
}

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenRegistry(const std::string& path,
                                                                const ReadOptions& options) {
  return OpenRegistryInput({path, std::nullopt}, options, InputLimits());
}

}  // namespace liancheng::datasets
