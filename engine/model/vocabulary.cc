#include "engine/model/vocabulary.h"

#include <array>

namespace liancheng::model {
namespace {

template <typename Word>
struct Spelling {
  Word word;
  std::string_view name;
  std::string_view chinese;
};

constexpr std::array<Spelling<EntityType>, kEntityTypeCount> kEntityTypes = {{
    {EntityType::kEnterprise, "enterprise", "企业"},
    {EntityType::kIndividualBusiness, "individual_business", "个体工商户"},
    {EntityType::kBranch, "branch", "分支机构"},
    {EntityType::kPerson, "person", "自然人"},
    {EntityType::kPublicBody, "public_body", "国家机关"},
    {EntityType::kInstitution, "institution", "事业单位"},
    {EntityType::kOrganization, "organization", "社会组织"},
    {EntityType::kPlatform, "platform", "交易平台"},
    {EntityType::kSite, "site", "网站"},
    {EntityType::kShop, "shop", "网店"},
    {EntityType::kValue, "value", "共用值"},
}};

constexpr std::array<Spelling<Relation>, kRelationCount> kRelations = {{
    {Relation::kLegalRepresentative, "legal_representative", "法定代表人"},
    {Relation::kOwner, "owner", "所有者"},
    {Relation::kPrincipal, "principal", "主要负责人"},
    {Relation::kDirector, "director", "董事"},
    {Relation::kSupervisor, "supervisor", "监事"},
    {Relation::kSeniorManager, "senior_manager", "高级管理人员"},
    {Relation::kResponsibleFor, "responsible_for", "责任人"},
    {Relation::kBranchOf, "branch_of", "分支于"},
    {Relation::kSubordinateTo, "subordinate_to", "隶属于"},
    {Relation::kEmployedBy, "employed_by", "任职于"},
    {Relation::kMemberOf, "member_of", "会员"},
    {Relation::kOperates, "operates", "经营"},
    {Relation::kTradesOn, "trades_on", "入驻"},
    {Relation::kFiledAt, "filed_at", "备案于"},
    {Relation::kHostedBy, "hosted_by", "接入于"},
    {Relation::kServes, "serves", "服务于"},
    {Relation::kShareholder, "shareholder", "股东"},
    {Relation::kActualController, "actual_controller", "实际控制人"},
    {Relation::kRegisteredAt, "registered_at", "住所"},
    {Relation::kContact, "contact", "联系方式"},
    {Relation::kSameName, "same_name", "同名"},
    {Relation::kAccountSuccessorOf, "account_successor_of", "账号承继"},
}};

constexpr std::array<Spelling<Standing>, 7> kStandings = {{
    {Standing::kListed, "listed", "列入对象"},
    {Standing::kExtended, "extended", "延及"},
    {Standing::kSupervised, "supervised", "重点监督"},
    {Standing::kNotified, "notified", "通报"},
    {Standing::kExecutor, "executor", "执行"},
    {Standing::kAssociated, "associated", "线索"},
    {Standing::kNone, "none", "无"},
}};

constexpr std::array<Spelling<Tier>, 3> kTiers = {
    {{Tier::kT1, "T1", "法定后果"}, {Tier::kT2, "T2", "监管提示"}, {Tier::kT3, "T3", "线索"}}};

constexpr std::array<Spelling<Force>, 6> kForces = {{
    {Force::kEffective, "effective", "有效"},
    {Force::kAwaitingConfirmation, "awaiting_confirmation", "待认定"},
    {Force::kRecommended, "recommended", "建议"},
    {Force::kAdvisory, "advisory", "参考"},
    {Force::kSuspended, "suspended", "中止"},
    {Force::kUndetermined, "undetermined", "待定"},
}};

constexpr std::array<Spelling<Modality>, 4> kModalities = {{
    {Modality::kMust, "must", "应"},
    {Modality::kMay, "may", "可"},
    {Modality::kEncouraged, "encouraged", "鼓励"},
    {Modality::kByLaw, "by_law", "依法"},
}};

constexpr std::array<Spelling<MovementKind>, 8> kMovementKinds = {{
    {MovementKind::kList, "LIST", ""},
    {MovementKind::kRec, "REC", ""},
    {MovementKind::kMeas, "MEAS", ""},
    {MovementKind::kWatch, "WATCH", ""},
    {MovementKind::kNotify, "NOTIFY", ""},
    {MovementKind::kExec, "EXEC", ""},
    {MovementKind::kOwn, "OWN", ""},
    {MovementKind::kXlist, "XLIST", ""},
}};

constexpr std::array<Spelling<Severity>, 5> kSeverities = {{
    {Severity::kTrivial, "trivial", "轻微"},
    {Severity::kGeneral, "general", "一般"},
    {Severity::kHeavier, "heavier", "较重"},
    {Severity::kSerious, "serious", "严重"},
    {Severity::kUnspecified, "unspecified", "未明确"},
}};

constexpr std::array<Spelling<Procedure>, 4> kProcedures = {{
    {Procedure::kGeneral, "general", "一般程序"},
    {Procedure::kSimple, "simple", "简易程序"},
    {Procedure::kWarning, "warning", "告诫"},
    {Procedure::kUnknown, "", "未注明"},
}};

constexpr std::array<Spelling<ResponsibleRole>, 4> kRoles = {{
    {ResponsibleRole::kLegalRepresentative, "legal_representative", "法定代表人"},
    {ResponsibleRole::kPrincipal, "principal", "主要负责人"},
    {ResponsibleRole::kDirectlyResponsible, "directly_responsible", "直接责任人员"},
    {ResponsibleRole::kPractitioner, "practitioner", "注册执业人员"},
}};

constexpr std::array<Spelling<EndingHow>, 4> kEndings = {{
    {EndingHow::kRepaired, "repaired", "修复"},
    {EndingHow::kRevoked, "revoked", "撤销"},
    {EndingHow::kUpheldObjection, "upheld_objection", "异议成立"},
    {EndingHow::kSuperseded, "superseded", "被替代"},
}};

constexpr std::array<Spelling<ObjectionResult>, 2> kObjectionResults = {{
    {ObjectionResult::kRejected, "rejected", "维持"},
    {ObjectionResult::kUpheld, "upheld", "更正"},
}};

constexpr std::array<Spelling<BasisStatus>, 4> kBasisStatuses = {{
    {BasisStatus::kEffective, "effective", "现行有效"},
    {BasisStatus::kRevised, "revised", "已修订"},
    {BasisStatus::kRepealed, "repealed", "已废止"},
    {BasisStatus::kUnverified, "unverified", "未核实"},
}};

constexpr std::array<Spelling<ListKind>, 7> kListKinds = {{
    {ListKind::kRed, "red", "红名单"},
    {ListKind::kBlack, "black", "黑名单"},
    {ListKind::kWatch, "watch", "重点关注名单"},
    {ListKind::kAbnormal, "abnormal", "经营异常名录"},
    {ListKind::kRecord, "record", "失信记录"},
    {ListKind::kGrade, "grade", "信用等级"},
    {ListKind::kCourt, "court", "失信被执行人"},
}};

constexpr std::array<Spelling<ListingState>, kListingStateCount> kListingStates = {{
    {ListingState::kClue, "clue", "线索"},
    {ListingState::kProposed, "proposed", "拟认定"},
    {ListingState::kPreNotice, "pre_notice", "事前告知"},
    {ListingState::kDecided, "decided", "已认定"},
    {ListingState::kPublished, "published", "已公布"},
    {ListingState::kRectifying, "rectifying", "整改中"},
    {ListingState::kRectified, "rectified", "已整改"},
    {ListingState::kOverdue, "overdue", "逾期未整改"},
    {ListingState::kRepairApplied, "repair_applied", "已申请修复"},
    {ListingState::kRepairOpinion, "repair_opinion", "已出修复意见"},
    {ListingState::kRepairNotice, "repair_notice", "修复公示中"},
    {ListingState::kContested, "contested", "公示有异议"},
    {ListingState::kRepaired, "repaired", "已修复归档"},
    {ListingState::kExpired, "expired", "已届满"},
    {ListingState::kRevoked, "revoked", "已撤销"},
    {ListingState::kSuperseded, "superseded", "已替换"},
}};

constexpr std::array<Spelling<TermEvent>, kTermEventCount> kTermEvents = {{
    {TermEvent::kGiven, "given", ""},
    {TermEvent::kAct, "act", ""},
    {TermEvent::kDecided, "decided", ""},
    {TermEvent::kPublished, "published", ""},
    {TermEvent::kCorrected, "corrected", ""},
    {TermEvent::kRectificationNotice, "rectification_notice", ""},
    {TermEvent::kObjected, "objected", ""},
    {TermEvent::kObjectionAnswered, "objection_answered", ""},
    {TermEvent::kHandedOver, "handed_over", ""},
    {TermEvent::kConfirmedWrong, "confirmed_wrong", ""},
    {TermEvent::kRepairApplied, "repair_applied", ""},
    {TermEvent::kRepairOpinion, "repair_opinion", ""},
    {TermEvent::kRepairPublished, "repair_published", ""},
    {TermEvent::kGraded, "graded", ""},
    {TermEvent::kReviewAccepted, "review_accepted", ""},
    {TermEvent::kReviewConcluded, "review_concluded", ""},
    {TermEvent::kQuarterEnd, "quarter_end", ""},
    {TermEvent::kLastTime, "last_time", ""},
}};

template <typename Table, typename Word>
std::string_view NameIn(const Table& table, Word word) {
  return table[static_cast<size_t>(word)].name;
}

template <typename Table, typename Word>
std::string_view ChineseIn(const Table& table, Word word) {
  return table[static_cast<size_t>(word)].chinese;
}

template <typename Word, typename Table>
std::optional<Word> ParseIn(const Table& table, std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (const auto& spelling : table) {
    if (spelling.name == text) return spelling.word;
  }
  return std::nullopt;
}

template <typename Table>
std::string Joined(const Table& table) {
  std::string all;
  for (const auto& spelling : table) {
    if (!all.empty()) all += ", ";
    all += spelling.name;
  }
  return all;
}

}  // namespace

std::string_view Name(EntityType w) {
  return NameIn(kEntityTypes, w);
}
std::string_view Name(Relation w) {
  return NameIn(kRelations, w);
}
std::string_view Name(Standing w) {
  return NameIn(kStandings, w);
}
std::string_view Name(Tier w) {
  return NameIn(kTiers, w);
}
std::string_view Name(Force w) {
  return NameIn(kForces, w);
}
std::string_view Name(Modality w) {
  return NameIn(kModalities, w);
}
std::string_view Name(MovementKind w) {
  return NameIn(kMovementKinds, w);
}
std::string_view Name(Severity w) {
  return NameIn(kSeverities, w);
}
std::string_view Name(Procedure w) {
  return NameIn(kProcedures, w);
}
std::string_view Name(ResponsibleRole w) {
  return NameIn(kRoles, w);
}
std::string_view Name(EndingHow w) {
  return NameIn(kEndings, w);
}
std::string_view Name(ObjectionResult w) {
  return NameIn(kObjectionResults, w);
}
std::string_view Name(BasisStatus w) {
  return NameIn(kBasisStatuses, w);
}
std::string_view Name(ListKind w) {
  return NameIn(kListKinds, w);
}
std::string_view Name(ListingState w) {
  return NameIn(kListingStates, w);
}
std::string_view Name(TermEvent w) {
  return NameIn(kTermEvents, w);
}

std::string_view ChineseName(EntityType w) {
  return ChineseIn(kEntityTypes, w);
}
std::string_view ChineseName(Relation w) {
  return ChineseIn(kRelations, w);
}
std::string_view ChineseName(Standing w) {
  return ChineseIn(kStandings, w);
}
std::string_view ChineseName(Force w) {
  return ChineseIn(kForces, w);
}
std::string_view ChineseName(Modality w) {
  return ChineseIn(kModalities, w);
}
std::string_view ChineseName(ObjectionResult w) {
  return ChineseIn(kObjectionResults, w);
}
std::string_view ChineseName(ListingState w) {
  return ChineseIn(kListingStates, w);
}

template <>
std::optional<EntityType> Parse(std::string_view t) {
  return ParseIn<EntityType>(kEntityTypes, t);
}
template <>
std::optional<Relation> Parse(std::string_view t) {
  return ParseIn<Relation>(kRelations, t);
}
template <>
std::optional<Standing> Parse(std::string_view t) {
  return ParseIn<Standing>(kStandings, t);
}
template <>
std::optional<Tier> Parse(std::string_view t) {
  return ParseIn<Tier>(kTiers, t);
}
template <>
std::optional<Force> Parse(std::string_view t) {
  return ParseIn<Force>(kForces, t);
}
template <>
std::optional<Modality> Parse(std::string_view t) {
  return ParseIn<Modality>(kModalities, t);
}
template <>
std::optional<MovementKind> Parse(std::string_view t) {
  return ParseIn<MovementKind>(kMovementKinds, t);
}
template <>
std::optional<Procedure> Parse(std::string_view t) {
  return ParseIn<Procedure>(kProcedures, t);
}
template <>
std::optional<ResponsibleRole> Parse(std::string_view t) {
  return ParseIn<ResponsibleRole>(kRoles, t);
}
template <>
std::optional<EndingHow> Parse(std::string_view t) {
  return ParseIn<EndingHow>(kEndings, t);
}
template <>
std::optional<ObjectionResult> Parse(std::string_view t) {
  return ParseIn<ObjectionResult>(kObjectionResults, t);
}
template <>
std::optional<BasisStatus> Parse(std::string_view t) {
  return ParseIn<BasisStatus>(kBasisStatuses, t);
}
template <>
std::optional<ListKind> Parse(std::string_view t) {
  return ParseIn<ListKind>(kListKinds, t);
}
template <>
std::optional<ListingState> Parse(std::string_view t) {
  return ParseIn<ListingState>(kListingStates, t);
}
template <>
std::optional<TermEvent> Parse(std::string_view t) {
  return ParseIn<TermEvent>(kTermEvents, t);
}

template <>
std::optional<Severity> Parse(std::string_view t) {
  for (const auto& spelling : kSeverities) {
    if (!t.empty() && (spelling.name == t || spelling.chinese == t)) return spelling.word;
  }
  return std::nullopt;
}

std::string AllEntityTypes() {
  std::string all = Joined(kEntityTypes);
  return all.substr(0, all.rfind(", "));  // `value` is made by readers, not stated
}
std::string AllRelations() {
  return Joined(kRelations);
}
std::string AllListingStates() {
  return Joined(kListingStates);
}

}  // namespace liancheng::model
