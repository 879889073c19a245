#include "query/gate/check.h"

namespace liancheng::query {

std::string_view Name(Decision decision) {
  switch (decision) {
    case Decision::kPass:
      return "pass";
    case Decision::kPrompt:
      return "prompt";
    case Decision::kHold:
      return "hold";
  }
  return "";
}

std::string_view ChineseName(Decision decision) {
  switch (decision) {
    case Decision::kPass:
      return "通过";
    case Decision::kPrompt:
      return "提示";
    case Decision::kHold:
      return "暂缓,交人工审核";
  }
  return "";
}

std::string_view Name(MatchGrade grade) {
  switch (grade) {
    case MatchGrade::kExactNumber:
      return "exact_number";
    case MatchGrade::kLegacyCode:
      return "legacy_code";
    case MatchGrade::kNameOnly:
      return "name_only";
    case MatchGrade::kNotFound:
      return "not_found";
  }
  return "";
}

}  // namespace liancheng::query
