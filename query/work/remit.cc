#include "query/work/remit.h"

#include <algorithm>
#include <utility>

#include "engine/model/region.h"

namespace liancheng::query {
namespace {

// Every word in the eight documents that names a kind of body and not a single body.
constexpr std::pair<std::string_view, UnitKind> kGeneral[] = {
    {"各有关部门", UnitKind::kDepartment},                  // CS-6-(六)
    {"监管部门", UnitKind::kDepartment},                    // CS-5-(三)
    {"各有关行业主管、监管部门", UnitKind::kDepartment},    // FZ-16.1, SX-12-a
    {"有关行业主管、监管部门", UnitKind::kDepartment},      // FZ-15-a, HE-5.2
    {"行业主管部门", UnitKind::kDepartment},                // HE-3.2
    {"职能部门", UnitKind::kDepartment},                    // HJ-13
    {"各级人民政府及部门", UnitKind::kDepartment},          // HP-6.1
    {"相关部门", UnitKind::kDepartment},                    // HP-5.2-b
    {"行政机关", UnitKind::kDepartment},                    // HX-22
    {"行使管理公共事务职能的组织", UnitKind::kDepartment},  // HX-22
    {"信息使用单位", UnitKind::kDepartment},                // HX-26-b
    {"各级各有关部门", UnitKind::kDepartment},              // SX-17
    {"各级信用主管部门", UnitKind::kDepartment},            // SX-12-a
    {"电子商务平台", UnitKind::kPlatform},                  // FZ, HE, SX
    {"网络交易平台经营者", UnitKind::kPlatform},            // TQ-14-(一)
    {"“反炒信”联盟成员", UnitKind::kPlatform},              // SX-15
    {"金融机构", UnitKind::kFinance},                       // HX-23-b
    {"征信机构", UnitKind::kFinance},                       // CS-5-(四)b
    {"行业协会商会", UnitKind::kAssociation},               // CS-5-(四)b, HJ-14-(十四)
    {"行业组织", UnitKind::kAssociation},                   // HX-23-a
    {"群团组织", UnitKind::kAssociation},                   // HX-23-a
    {"媒体", UnitKind::kMedia},                             // HJ-14-(十五)
    {"新闻媒体", UnitKind::kMedia},                         // HJ-13-(一)
    {"公众", UnitKind::kOther},                             // HJ-14-(十五)
    {"企事业单位", UnitKind::kOther},                       // HX-23-a
    {"市场主体", UnitKind::kOther},                         // HP-6.3
    {"社会各方", UnitKind::kOther},                         // HP-6.1
    {"社会机构", UnitKind::kOther},                         // HP-6.1
};

constexpr std::string_view kDeciderWords[] = {"“黑名单”认定部门", "信息提供单位"};

template <typename T>
bool Contains(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// Whether the document's region lies within one of the unit's, or the other way round: a department
// of a province and one of a county both act under the county's document and the province's.
bool RegionsMeet(const rules::Plan& plan, const Unit& unit, const std::string& rulebook) {
  if (unit.regions.empty()) return true;
  const model::Rulebook* book = plan.FindBook(rulebook);
  if (book == nullptr) return true;
  const model::Area of_book{book->scope.region};
  return std::any_of(unit.regions.begin(), unit.regions.end(), [of_book](model::RegionCode region) {
    return model::Area{region}.Meets(of_book);
  });
}

}  // namespace

std::string_view Name(Remit remit) {
  switch (remit) {
    case Remit::kNamed:
      return "named";
    case Remit::kGranted:
      return "granted";
    case Remit::kOwn:
      return "own";
    case Remit::kAlias:
      return "alias";
    case Remit::kGeneral:
      return "general";
    case Remit::kUnnamed:
      return "unnamed";
    case Remit::kOther:
      return "other";
  }
  return "";
}

std::optional<UnitKind> GeneralExecutor(std::string_view word) {
  for (const auto& [general, kind] : kGeneral) {
    if (general == word) return kind;
  }
  return std::nullopt;
}

// The same short name is used in several cities (市商务局), so only bodies of the document's own region
// count.
std::optional<model::BasisStatus> NamedAs(const rules::Plan& plan, std::string_view name,
                                          std::string_view executor, const std::string& rulebook) {
  if (name == executor) return model::BasisStatus::kEffective;
  const model::Rulebook* book = plan.FindBook(rulebook);
  std::optional<model::BasisStatus> found;
  for (const model::Body* body : plan.BodiesNamed(executor)) {
    const bool of_region = book == nullptr || book->scope.region.value == 0 ||
                           body->regions.empty() ||
                           Contains(body->regions, std::to_string(book->scope.region.value));
    if (!of_region) continue;
    for (const model::BodyName& one : body->names) {
      if (one.name != name) continue;
      if (one.status == model::BasisStatus::kEffective) return one.status;
      found = one.status;
    }
  }
  return found;
}

bool MeansTheDecider(std::string_view word) {
  return std::find(std::begin(kDeciderWords), std::end(kDeciderWords), word) !=
         std::end(kDeciderWords);
}

std::vector<std::string> ExecutorsOf(const RemitQuestion& question) {
  const model::Finding& finding = question.finding;
  std::vector<std::string> words;
  if (finding.standing != model::Standing::kExecutor) {
    words = finding.executors;
  } else {
    // A word that means platforms in general means this platform here.
    words.emplace_back(question.party_key);
    for (const std::string& executor : finding.executors) {
      if (!GeneralExecutor(executor)) words.push_back(executor);
    }
  }
  if (words.empty()) words.emplace_back();
  return words;
}

Remit RemitOf(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question,
              std::string_view executor) {
  const model::Finding& finding = question.finding;
  if (finding.standing == model::Standing::kExecutor && executor == question.party_key) {
    if (!unit.party.empty() && unit.party == executor) return Remit::kOwn;
    return Contains(unit.measures, finding.measure) ? Remit::kGranted : Remit::kOther;
  }
  const bool meet = RegionsMeet(plan, unit, finding.rulebook);
  std::optional<model::BasisStatus> named;
  if (meet && MeansTheDecider(executor)) {
    if (unit.name == question.decider) named = model::BasisStatus::kEffective;
  } else if (meet && !executor.empty()) {
    named = NamedAs(plan, unit.name, executor, finding.rulebook);
  }
  if (named == model::BasisStatus::kEffective) return Remit::kNamed;
  if (Contains(unit.measures, finding.measure)) return Remit::kGranted;
  if (named) return Remit::kAlias;
  if (!meet) return Remit::kOther;
  if (executor.empty()) return Remit::kUnnamed;
  const auto kind = GeneralExecutor(executor);
  return kind && *kind == unit.kind ? Remit::kGeneral : Remit::kOther;
}

RemitMatch MatchRemit(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question) {
  RemitMatch best;
  const std::vector<std::string> words = ExecutorsOf(question);
  best.executor = words.front();
  for (const std::string& word : words) {
    const Remit remit = RemitOf(plan, unit, question, word);
    if (remit < best.remit) best = {remit, word};
  }
  return best;
}

}  // namespace liancheng::query
