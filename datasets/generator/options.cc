#include "datasets/generator/options.h"

namespace liancheng::datasets {

std::string_view Describe(FaultKind kind) {
  switch (kind) {
    case FaultKind::kCodeCheck:
      return "check character of a code wrong";
    case FaultKind::kCodeLength:
      return "code of 15 characters";
    case FaultKind::kShareOver:
      return "share over 100 %";
    case FaultKind::kDayForm:
      return "day in another form";
    case FaultKind::kDayOrder:
      return "ends before it begins";
    case FaultKind::kNoName:
      return "no name";
    case FaultKind::kMixedBrackets:
      return "full- and half-width brackets mixed";
    case FaultKind::kCodeTwice:
      return "code of another firm";
    case FaultKind::kNoSuchParty:
      return "legal representative N/A";
    case FaultKind::kSelfStake:
      return "holds itself";
    case FaultKind::kTotalOver:
      return "stakes over 100 % in all";
  }
  return "";
}

}  // namespace liancheng::datasets
