// The part of FactBuilder that keeps out what may not be collected (HX-14).

#include <algorithm>
#include <array>

#include "datasets/readers/native/facts.h"

namespace liancheng::datasets {
namespace {

// What people write freely. Names of bodies (decider, authority, actor, ...) and the word for the
// source are none.
constexpr std::array kFreeTexts = {Field::kName,   Field::kFormerNames, Field::kPosition,
                                   Field::kGround, Field::kDocument,    Field::kBasis,
                                   Field::kAct,    Field::kReason,      Field::kNote};

// A firm may be called after what it tests: 某某基因检测有限公司 as the place where someone works.
bool IsNameOfEmployer(std::string_view attribute, std::string_view value) {
  constexpr std::array<std::string_view, 3> kAttributes = {"employer", "工作单位", "单位名称"};
  constexpr std::array<std::string_view, 12> kEnds = {"公司", "企业", "集团", "厂", "店", "院",
                                                      "中心", "所",   "局",   "会", "校", "大学"};
  constexpr std::array<std::string_view, 8> kParts = {"，", "。", "；", "：", ",", ";", ":", "、"};
  const auto holds = [value](std::string_view part) {
    return value.find(part) != std::string_view::npos;
  };
  return std::find(kAttributes.begin(), kAttributes.end(), attribute) != kAttributes.end() &&
         std::any_of(kEnds.begin(), kEnds.end(),
                     [value](std::string_view end) { return value.ends_with(end); }) &&
         std::none_of(kParts.begin(), kParts.end(), holds);
}

}  // namespace

const model::ForbiddenData* FactBuilder::Forbidden(std::string_view text, bool on_person) const {
  const model::ForbiddenData* as_code = context_->forbidden.AsCode(text);
  if (as_code != nullptr || !on_person || text.empty()) return as_code;
  return context_->forbidden.InText(text);
}

bool FactBuilder::RefuseForbidden(std::string_view column, const model::ForbiddenData& data) {
  issues_->Refuse(record_->row, {column, "", NotCollected(data) + "; the row is refused",
                                 "nothing of this kind"});
  return false;
}

bool FactBuilder::CheckFieldNames() {
  if (record_->forbidden.data == nullptr) return true;
  return RefuseForbidden(record_->forbidden.column, *record_->forbidden.data);
}

bool FactBuilder::CheckTexts(const model::Fact& fact) {
  if (context_->words->forbidden.empty()) return true;
  const bool on_person = context_->persons.IsOnPerson(fact);
  for (const Field field : kFreeTexts) {
    if (const auto* data = Forbidden((*record_)[field], on_person)) {
      return RefuseForbidden(ColumnOf(field), *data);
    }
  }
  for (const auto& [field, value] : record_->more) {
    if (const auto* data = Forbidden(value, on_person)) {
      return RefuseForbidden(ColumnOf(field), *data);
    }
  }
  for (const auto& [name, value] : record_->attributes) {
    if (const auto* data = Forbidden(value, on_person && !IsNameOfEmployer(name, value))) {
      return RefuseForbidden(name, *data);
    }
  }
  return true;
}

}  // namespace liancheng::datasets
