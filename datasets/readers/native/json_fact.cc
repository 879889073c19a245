#include "datasets/readers/native/json_fact.h"

#include <algorithm>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::FactKind;

constexpr std::string_view kKindExpected =
    "one object a line, its first key naming the kind: entity, relation, listing, penalty, "
    "attribution, confirmation, ending, objection, grade, honour, feedback, notice, demand, "
    "retraction or step";

bool TakesNumber(Field field) {
  return field == Field::kSharePercent || field == Field::kSharePercentMax ||
         field == Field::kAmount || field == Field::kIllegalGain || field == Field::kSales ||
         field == Field::kRegion;
}

bool TakesBool(Field field) {
  return field == Field::kExecuted || field == Field::kCooperated;
}

bool TakesTexts(Field field) {
  return field == Field::kFormerNames ||
         std::find(kIdentifierFields.begin(), kIdentifierFields.end(), field) !=
             kIdentifierFields.end();
}

std::string_view WhatFits(Field field) {
  if (TakesBool(field)) return "true or false";
  if (TakesNumber(field)) return "text or a number";
  return TakesTexts(field) ? "text or an array of texts" : "text";
}

bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// The first key where it is written plainly; a parse of the whole line is kept for the rest.
std::optional<FactKind> PeekKind(std::string_view line) {
  size_t i = 0;
  const auto skip = [&line, &i] {
    while (i < line.size() && IsBlank(line[i])) ++i;
  };
  skip();
  if (i == line.size() || line[i] != '{') return std::nullopt;
  ++i;
  skip();
  if (i == line.size() || line[i] != '"') return std::nullopt;
  const size_t end = line.find('"', i + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return model::ParseFactKind(line.substr(i + 1, end - i - 1));
}

bool HangsOnListing(FactKind kind) {
  return kind == FactKind::kConfirmation || kind == FactKind::kEnding ||
         kind == FactKind::kObjection || kind == FactKind::kFeedback || kind == FactKind::kNotice ||
         kind == FactKind::kStep;
}

// Might this line with `listing` in front be of a kind that has such a field?
bool MayHangOnListing(std::string_view line) {
  for (int i = 0; i < model::kFactKindCount; ++i) {
    const auto kind = static_cast<FactKind>(i);
    if (!HangsOnListing(kind)) continue;
    if (line.find(fmt::format("\"{}\"", Name(kind))) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

// Objects that went through a tree with sorted keys have lost their order, so the first key is not
// all that is asked: an entity takes attributes of any name, and `listing` is a field of six other
// kinds.
std::optional<size_t> JsonFactReader::FindKind() {
  const auto entries = object_.entries();
  if (entries.empty()) return std::nullopt;
  const auto first_that = [&entries](auto is_wanted) -> std::optional<size_t> {
    for (size_t i = 0; i < entries.size(); ++i) {
      const std::optional<FactKind> kind = model::ParseFactKind(entries[i].key);
      if (kind && is_wanted(*kind)) return i;
    }
    return std::nullopt;
  };
  const std::optional<FactKind> first = model::ParseFactKind(entries[0].key);
  if (first == FactKind::kListing) return first_that(HangsOnListing).value_or(0);
  if (first) return 0;
  if (const auto at = first_that([](FactKind kind) { return kind == FactKind::kEntity; }))
    return at;
  if (const auto at = first_that([](FactKind kind) { return kind != FactKind::kListing; }))
    return at;
  return first_that([](FactKind) { return true; });
}

std::optional<FactKind> JsonFactReader::KindOf(std::string_view line) {
  const std::optional<FactKind> peeked = PeekKind(line);
  if (peeked && (peeked != FactKind::kListing || !MayHangOnListing(line))) return peeked;
  if (!object_.Parse(line)) return std::nullopt;
  const std::optional<size_t> at = FindKind();
  if (!at) return std::nullopt;
  return model::ParseFactKind(object_.entries()[*at].key);
}

bool JsonFactReader::Refuse(std::string_view key, std::string_view value, std::string problem,
                            std::string expected) {
  issues_->Refuse(record_.row, {key, value, std::move(problem), std::move(expected)});
  return false;
}

bool JsonFactReader::RefuseLine(std::string_view line, std::string problem) {
  // Behind an escape a key of forbidden data would not be seen.
  const bool escaped = line.find("\\u") != std::string_view::npos;
  return Refuse("", escaped ? "" : ShownLine(line), std::move(problem), std::string(kKindExpected));
}

bool JsonFactReader::TakeValue(Field field, const FlatObject::Entry& entry) {
  using Form = FlatObject::Form;
  const bool fits = TakesBool(field) ? entry.form == Form::kBool
                                     : entry.form == Form::kText ||
                                           (entry.form == Form::kNumber && TakesNumber(field)) ||
                                           (entry.form == Form::kTexts && TakesTexts(field));
  if (!fits) {
    const bool secret = field == Field::kIdNumber;
    return Refuse(entry.key, secret ? "" : entry.text, "is of another JSON type",
                  std::string(WhatFits(field)));
  }
  if (CheckText(entry.text) != TextFault::kNone) {
    return Refuse(entry.key, entry.text, std::string(Describe(TextFault::kControl)), "plain text");
  }
  for (const std::string& text : entry.texts) {
    if (CheckText(text) != TextFault::kNone) {
      return Refuse(entry.key, text, std::string(Describe(TextFault::kControl)), "plain texts");
    }
    record_.more.emplace_back(field, text);
  }
  record_[field] = entry.text;
  return true;
}

bool JsonFactReader::TakeAttribute(const FlatObject::Entry& entry) {
  using Form = FlatObject::Form;
  if (CheckText(entry.key) != TextFault::kNone || CheckText(entry.text) != TextFault::kNone) {
    return Refuse(entry.key, entry.text, std::string(Describe(TextFault::kControl)), "plain text");
  }
  if (entry.key.empty()) return Refuse("", entry.text, "an attribute has no name", "a name");
  if (entry.form == Form::kTexts || entry.form == Form::kOther) {
    return Refuse(entry.key, "", "is of another JSON type", "text, a number, true or false");
  }
  record_.attributes.emplace_back(entry.key, entry.text);
  return true;
}

// Its value is not looked at, only whether there is one.
bool JsonFactReader::TakeForbidden(const FlatObject::Entry& entry,
                                   const model::ForbiddenData& data) {
  using Form = FlatObject::Form;
  const bool empty =
      entry.form == Form::kNull || (entry.form == Form::kText && Trim(entry.text).empty());
  if (!empty && record_.forbidden.data == nullptr) record_.forbidden = {entry.key, &data};
  return true;
}

bool JsonFactReader::TakeField(const FlatObject::Entry& entry) {
  // `id` is a key of relations only; elsewhere the kind's own key holds it.
  const bool id_elsewhere = entry.key == Name(Field::kId) && record_.kind != FactKind::kRelation;
  const std::optional<Field> field = id_elsewhere ? std::nullopt : FieldOf(record_.kind, entry.key);
  const model::ForbiddenData* data = field ? nullptr : forbidden_->InFieldName(entry.key);
  if (data != nullptr) return TakeForbidden(entry, *data);
  if (!field && record_.kind == FactKind::kEntity) return TakeAttribute(entry);
  if (!field) {
    return Refuse(entry.key, entry.text, fmt::format("is no key of kind {}", Name(record_.kind)),
                  AllFields(record_.kind));
  }
  return entry.form == FlatObject::Form::kNull || TakeValue(*field, entry);
}

bool JsonFactReader::CheckPresent() {
  for (const FieldRule& rule : RulesOf(record_.kind)) {
    const bool needed = rule.need == Need::kPresent || rule.need == Need::kFilled;
    if (!needed || rule.field == Field::kId) continue;
    const std::string_view key = Name(rule.field);
    const auto entries = object_.entries();
    const bool there = std::any_of(entries.begin(), entries.end(),
                                   [key](const auto& entry) { return entry.key == key; });
    if (!there) return Refuse(key, "", "is missing", std::string(WhatFits(rule.field)));
  }
  return true;
}

bool JsonFactReader::Read(std::string_view line, int64_t row, model::Fact* fact) {
  record_.row = row;
  record_.values.fill({});
  record_.more.clear();
  record_.attributes.clear();
  record_.forbidden = {};
  if (!object_.Parse(line)) return RefuseLine(line, object_.error());
  const std::optional<size_t> at = FindKind();
  if (!at) return RefuseLine(line, "no key names the kind of fact");
  const auto entries = object_.entries();
  const FlatObject::Entry& head = entries[*at];
  record_.kind = *model::ParseFactKind(head.key);
  const bool relation = record_.kind == FactKind::kRelation;
  id_key_ = relation ? Name(Field::kId) : Name(record_.kind);
  if (head.form != FlatObject::Form::kText || head.text.empty()) {
    return Refuse(head.key, head.text, "is not text or is empty",
                  relation ? "the type of the relation" : "the id of the statement");
  }
  if (!TakeValue(relation ? Field::kRelation : Field::kId, head)) return false;
  for (const FlatObject::Entry& entry : entries) {
    if (&entry != &head && !TakeField(entry)) return false;
  }
  return CheckPresent() && builder_->Build(record_, id_key_, fact);
}

Problem JsonFactReader::ShownId() const {
  const bool has_id = !record_[Field::kId].empty();
  return {has_id ? id_key_ : Name(Field::kFrom),
          has_id ? record_[Field::kId] : record_[Field::kFrom], "", ""};
}

std::optional<model::Fact> ReadJsonFact(std::string_view text, const std::string& file,
                                        int64_t line, const ReadOptions& options) {
  ReadContext context(options.words);
  const FileIssues issues(file, options.issues, &context.forbidden);
  FactBuilder builder(&issues, &context);
  JsonFactReader reader(&issues, &context.forbidden, &builder);
  model::Fact fact;
  if (!reader.Read(text, line, &fact)) return std::nullopt;
  builder.SayNotes();
  return fact;
}

}  // namespace liancheng::datasets
