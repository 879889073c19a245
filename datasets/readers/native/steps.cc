#include "datasets/readers/native/steps.h"

#include <algorithm>
#include <utility>

#include "datasets/readers/native/json_fact.h"
#include "datasets/readers/native/facts.h"
#include "datasets/readers/native/table.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::datasets {
namespace {

class CsvStep : public Step {
 public:
  CsvStep(const Input& input, model::FactKind kind, const ReadOptions& options,
          const InputLimits& limits, ReadContext* context)
      : input_(input),
        limits_(limits.csv),
        forbidden_(context->forbidden),
        issues_(input.name, options.issues, &context->forbidden),
        builder_(&issues_, context) {
    record_.kind = kind;
  }

  absl::StatusOr<bool> Fill(Intake& intake) override {
    if (table_ == nullptr) {
      const absl::StatusOr<bool> usable = Begin(intake);
      if (!usable.ok() || !*usable) return usable;
    }
    while (!intake.Full()) {
      const absl::StatusOr<bool> more = table_->NextRow();
      if (!more.ok()) return more.status();
      if (!*more) {
        intake.guard().Reach(table_->row());
        return false;
      }
      TakeRow(intake);
    }
    return true;
  }

  Phase phase() const override { return PhaseOf(record_.kind); }
  uint64_t bytes_read() const override { return table_ == nullptr ? 0 : table_->bytes_read(); }

 private:
  // Where a column goes.
  struct Column {
    enum class To { kField, kAttribute, kForbidden };
    To to = To::kField;
    Field field = Field::kId;
    const model::ForbiddenData* data = nullptr;
  };

  absl::StatusOr<bool> Begin(Intake& intake) {
    absl::StatusOr<std::unique_ptr<ByteSource>> source = OpenInput(input_);
    if (!source.ok()) return source.status();
    table_ = std::make_unique<CsvTable>(*std::move(source), limits_, &issues_);
    intake.guard().TakeUp(input_.name);
    const absl::StatusOr<bool> header = table_->ReadHeader();
    if (!header.ok() || !*header) return header;
    return MapColumns();
  }

  bool MapColumns() {
    const bool entities = record_.kind == model::FactKind::kEntity;
    for (const std::string& name : table_->columns()) {
      const std::optional<Field> field = FieldOf(record_.kind, name);
      if (field) {
        columns_.push_back({Column::To::kField, *field, nullptr});
      } else if (const model::ForbiddenData* data = forbidden_.InFieldName(name)) {
        columns_.push_back({Column::To::kForbidden, Field::kId, data});
        issues_.Note(
            table_->row(),
            {name, "", NotCollected(*data) + "; rows that fill it are refused", "no such column"});
      } else if (entities && name != Name(record_.kind)) {  // a key of the JSON form
        columns_.push_back({Column::To::kAttribute, Field::kId, nullptr});
      } else {
        issues_.Refuse(table_->row(), {name, "", "is no column of this file; the file is refused",
                                       AllFields(record_.kind)});
        return false;
      }
    }
    return CheckRequired();
  }

  bool CheckRequired() {
    std::vector<std::string_view> absent;
    std::vector<std::string_view> either;
    bool one_of_either = false;
    for (const FieldRule& rule : RulesOf(record_.kind)) {
      if (rule.need == Need::kOptional) continue;
      const std::string_view name = Name(rule.field);
      const auto& columns = table_->columns();
      const bool there = std::find(columns.begin(), columns.end(), name) != columns.end();
      if (rule.need == Need::kEither) {
        either.push_back(name);
        one_of_either |= there;
      } else if (!there) {
        absent.push_back(name);
      }
    }
    const std::string alternatives = fmt::format("{}", fmt::join(either, " or "));
    if (!either.empty() && !one_of_either) absent.push_back(alternatives);
    if (absent.empty()) return true;
    const std::string names = fmt::format("{}", fmt::join(absent, ", "));
    issues_.Refuse(table_->row(), {names, "", "is missing from the header; the file is refused",
                                   AllFields(record_.kind)});
    return false;
  }

  void TakeRow(Intake& intake) {
    record_.row = table_->row();
    record_.attributes.clear();
    record_.forbidden = {};
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view value = table_->fields()[i];
      if (columns_[i].to == Column::To::kField) {
        record_[columns_[i].field] = value;
      } else if (columns_[i].to == Column::To::kAttribute && !value.empty()) {
        record_.attributes.emplace_back(table_->columns()[i], value);
      } else if (columns_[i].data != nullptr && record_.forbidden.data == nullptr &&
                 !Trim(value).empty()) {
        record_.forbidden = {table_->columns()[i], columns_[i].data};
      }
    }
    model::Fact& fact = intake.Slot();
    if (!builder_.Build(record_, Name(Field::kId), &fact)) {
      intake.Drop();
      return;
    }
    const Field shown = record_[Field::kId].empty() ? OtherThanId() : Field::kId;
    if (intake.Keep(intake.guard().KeyOf(fact), {Name(shown), record_[shown], "", ""}, issues_)) {
      builder_.SayNotes();
    }
  }

  Field OtherThanId() const {
    return record_.kind == model::FactKind::kAttribution ? Field::kPerson : Field::kFrom;
  }

  const Input& input_;
  CsvLimits limits_;
  const ForbiddenScan& forbidden_;
  FileIssues issues_;
  FactBuilder builder_;
  std::unique_ptr<CsvTable> table_;
  std::vector<Column> columns_;
  Record record_;
};

class JsonLinesStep : public Step {
 public:
  JsonLinesStep(std::shared_ptr<JsonLinesFile> file, Phase phase, const InputLimits& limits)
      : file_(std::move(file)),
        phase_(phase),
        limits_(limits.lines),
        facts_(&file_->issues, file_->forbidden, &file_->builder) {}

  absl::StatusOr<bool> Fill(Intake& intake) override {
    if (!file_->has_phase[static_cast<size_t>(phase_)]) return false;
    if (lines_ == nullptr) {
      absl::StatusOr<std::unique_ptr<ByteSource>> source = OpenInput(file_->input);
      if (!source.ok()) return source.status();
      lines_ = std::make_unique<LineReader>(*std::move(source), limits_);
      intake.guard().TakeUp(file_->input.name);
    }
    while (!intake.Full()) {
      const absl::StatusOr<LineReader::Outcome> outcome = lines_->Next();
      if (!outcome.ok()) return outcome.status();
      if (*outcome == LineReader::Outcome::kEnd) {
        intake.guard().Reach(lines_->row());
        return false;
      }
      if (*outcome == LineReader::Outcome::kLine) {
        TakeLine(intake);
      } else if (phase_ == Phase::kEntities) {
        file_->issues.Refuse(lines_->row(),
                             {"", "", "the line is over the limit",
                              fmt::format("at most {} bytes", limits_.line_bytes_max)});
      }
    }
    return true;
  }

  Phase phase() const override { return phase_; }
  uint64_t bytes_read() const override { return lines_ == nullptr ? 0 : lines_->bytes_read(); }

 private:
  void TakeLine(Intake& intake) {
    const std::string_view line = lines_->line();
    if (Trim(line).empty()) return;
    // A line without a kind is refused where it is met first.
    const std::optional<model::FactKind> kind = facts_.KindOf(line);
    const Phase phase = kind ? PhaseOf(*kind) : Phase::kEntities;
    file_->has_phase[static_cast<size_t>(phase)] = true;
    if (phase != phase_) return;
    if (const TextFault fault = CheckText(line); fault != TextFault::kNone) {
      file_->issues.Refuse(lines_->row(),
                           {"", ShownLine(line), std::string(Describe(fault)), "UTF-8 text"});
      return;
    }
    model::Fact& fact = intake.Slot();
    if (!facts_.Read(line, lines_->row(), &fact)) {
      intake.Drop();
    } else if (intake.Keep(intake.guard().KeyOf(fact), facts_.ShownId(), file_->issues)) {
      file_->builder.SayNotes();
    }
  }

  std::shared_ptr<JsonLinesFile> file_;
  Phase phase_;
  LineReader::Limits limits_;
  JsonFactReader facts_;
  std::unique_ptr<LineReader> lines_;
};

}  // namespace

std::unique_ptr<Step> MakeCsvStep(const Input& input, model::FactKind kind,
                                  const ReadOptions& options, const InputLimits& limits,
                                  ReadContext* context) {
  return std::make_unique<CsvStep>(input, kind, options, limits, context);
}

std::unique_ptr<Step> MakeJsonLinesStep(std::shared_ptr<JsonLinesFile> file, Phase phase,
                                        const InputLimits& limits) {
  return std::make_unique<JsonLinesStep>(std::move(file), phase, limits);
}

}  // namespace liancheng::datasets
