#include "datasets/generator/rows.h"

#include <array>

#include "datasets/generator/names.h"
#include "engine/model/codes.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::EntityType;

constexpr std::string_view kRegisterSource = "示例登记";
constexpr size_t kDayLength = 10;
constexpr uint32_t kNameTwicePpm = 3'000;
constexpr uint32_t kStatePpm = 30'000;

constexpr std::array<EntityType, kPopulationCount> kTypes = {
    EntityType::kPerson,       EntityType::kEnterprise, EntityType::kIndividualBusiness,
    EntityType::kBranch,       EntityType::kShop,       EntityType::kPlatform,
    EntityType::kSite,         EntityType::kPublicBody, EntityType::kInstitution,
    EntityType::kOrganization, EntityType::kValue,      EntityType::kValue};

bool HasCode(Population population) {
  return population == Population::kEnterprise || population == Population::kIndividualBusiness ||
         population == Population::kBranch;
}

bool HasLife(Population population) {
  return HasCode(population) || population == Population::kShop ||
         population == Population::kPlatform || population == Population::kSite;
}

// Appends a code of a body that does not exist: no real organisation code begins with XX.
void AppendCode(const World& world, Member member, std::string& out) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const size_t start = out.size();
  out += member.population == Population::kIndividualBusiness ? "92" : "91";
  out += fmt::format_int(PlaceOf(world, member).region).c_str();
  out += "XX000000";
  uint64_t number =
      world.shape.NumberOf(member) * 3 + (member.population == Population::kEnterprise ? 0
                                          : member.population == Population::kBranch   ? 1
                                                                                       : 2);
  for (size_t i = 0; i < 6; ++i, number /= kDigits.size()) {
    out[start + 15 - i] = kDigits[number % kDigits.size()];
  }
  const std::string_view code = std::string_view(out).substr(start);
  const char organisation = *model::OrganisationCheckCharacter(code.substr(8, 8));
  out += organisation;
  const char check = *model::UsccCheckCharacter(std::string_view(out).substr(start, 17));
  out += check;
}

void AppendNumbered(const World& world, Member member, std::string_view before,
                    std::string_view after, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{}{}{}", before, world.shape.NumberOf(member) + 1,
                 after);
}

void AppendFirmName(const World& world, Member member, std::string& out) {
  if (member.population != Population::kEnterprise) {
    AppendBusinessName(world.shape.Draw(Stream::kName, member), PlaceOf(world, member).city, out);
    return;
  }
  // Some firms have the name of another firm.
  Random random = world.shape.Draw(Stream::kRow, member);
  if (random.Chance(kNameTwicePpm)) {
    member.rank = random.Below(world.shape.CountOf(Population::kEnterprise));
  }
  AppendEnterpriseName(world.shape.Draw(Stream::kName, member), PlaceOf(world, member).city, out);
}

void AppendName(const World& world, Member member, std::string& out) {
  switch (member.population) {
    case Population::kPerson:
      return AppendPersonName(world.shape.Draw(Stream::kName, member), out);
    case Population::kEnterprise:
    case Population::kIndividualBusiness:
      return AppendFirmName(world, member, out);
    case Population::kBranch:
      AppendFirmName(world, {Population::kEnterprise, world.shape.FirmOfBranch(member.rank)}, out);
      return AppendNumbered(world, member, "第", "分公司", out);
    case Population::kShop:
      return AppendShopName(world.shape.Draw(Stream::kName, member), out);
    case Population::kPlatform:
      return AppendNumbered(world, member, "示例平台", "号", out);
    case Population::kSite:
      return AppendNumbered(world, member, "示例网站", "号", out);
    case Population::kPublicBody:
      return AppendNumbered(world, member, "虚构市第", "局", out);
    case Population::kInstitution:
      return AppendNumbered(world, member, "虚构市第", "检验所", out);
    case Population::kOrganization:
      return AppendNumbered(world, member, "示例第", "行业协会", out);
    case Population::kAddress:
      return AppendNumbered(world, member, "示例路", "号", out);
    case Population::kPhone:
      return AppendNumbered(world, member, "示例电话", "号", out);
  }
}

std::optional<FaultKind> DrawEntityFault(const World& world, Member member) {
  Random random = world.shape.Draw(Stream::kFaultyRow, member);
  if (!random.Chance(world.options.faults_ppm)) return std::nullopt;
  if (!HasCode(member.population)) return FaultKind::kNoName;
  constexpr std::array kKinds = {
      FaultKind::kCodeCheck, FaultKind::kCodeLength,    FaultKind::kDayForm,  FaultKind::kDayOrder,
      FaultKind::kNoName,    FaultKind::kMixedBrackets, FaultKind::kCodeTwice};
  return kKinds[random.Below(kKinds.size())];
}

void AppendFaultyCode(const World& world, Member member, std::optional<FaultKind> fault,
                      std::string& out) {
  if (fault == FaultKind::kCodeTwice) {
    member.rank = (member.rank + 1) % world.shape.CountOf(member.population);
  }
  AppendCode(world, member, out);
  if (fault == FaultKind::kCodeLength) out.resize(out.size() - 3);
  // A different character than the right check character.
  if (fault == FaultKind::kCodeCheck) out.back() = out.back() == '2' ? '3' : '2';
}

void AppendLife(const World& world, Member member, std::optional<FaultKind> fault,
                std::string& out) {
  const model::DateRange life =
      HasLife(member.population) ? world.shape.LifeOf(member) : model::DateRange{};
  out += fault == FaultKind::kDayForm ? "2015/3/1" : world.days.Of(life.from);
  out += ',';
  out += world.days.Of(fault == FaultKind::kDayOrder ? life.from : life.to);
}

}  // namespace

DayTexts::DayTexts() {
  for (int32_t day = kFirstDay; day <= kLastDay + kDaysAfter; ++day) {
    texts_ += model::FormatDate({day});
  }
}

std::string_view DayTexts::Of(model::Date day) const {
  if (day == model::kOpenStart || day == model::kOpenEnd) return {};
  return std::string_view(texts_).substr(static_cast<size_t>(day.days - kFirstDay) * kDayLength,
                                         kDayLength);
}

const Place& PlaceOf(const World& world, Member member) {
  Random random = world.shape.Draw(Stream::kPlace, member);
  return world.places.Draw(random);
}

void AppendEntity(const World& world, uint64_t row, Piece& piece) {
  const Member member = world.shape.MemberAt(row);
  const bool value =
      member.population == Population::kAddress || member.population == Population::kPhone;
  const auto fault = value ? std::nullopt : DrawEntityFault(world, member);
  if (fault) ++piece.totals.faults[static_cast<size_t>(*fault)];
  std::string& out = piece.text;
  world.shape.AppendId(member, out);
  out += ',';
  out += model::Name(kTypes[static_cast<size_t>(member.population)]);
  out += ',';
  if (fault != FaultKind::kNoName) AppendName(world, member, out);
  if (fault == FaultKind::kMixedBrackets) out += "（分部)";
  out += ',';
  if (HasCode(member.population)) AppendFaultyCode(world, member, fault, out);
  out += ',';
  if (!value) out += fmt::format_int(PlaceOf(world, member).region).c_str();
  out += ',';
  AppendLife(world, member, fault, out);
  out += ',';
  out += kRegisterSource;
  out += ',';
  if (member.population == Population::kEnterprise) {
    out += world.shape.Draw(Stream::kRow, member).Below(1'000'000) >= 1'000'000 - kStatePpm
               ? "state"
               : "private";
  }
  out += '\n';
  ++piece.totals.entities;
}

void TieWriter::Add(const Tie& tie) {
  const std::optional<FaultKind> fault = DrawFault(tie);
  if (fault) ++piece_.totals.faults[static_cast<size_t>(*fault)];
  if (tie.relation == model::Relation::kShareholder) ++stakes_;
  std::string& out = piece_.text;
  out += 'R';
  world_.shape.AppendId(owner_, out);
  out += '-';
  out += fmt::format_int(++written_).c_str();
  out += ',';
  out += model::Name(tie.relation);
  out += ',';
  AppendEnds(fault == FaultKind::kSelfStake ? Tie{.from = tie.to, .to = tie.to, .valid = {}} : tie,
             fault == FaultKind::kNoSuchParty);
  int64_t share_ppm = tie.share_ppm;
  if (fault == FaultKind::kShareOver) share_ppm = 1'300'000;
  if (fault == FaultKind::kTotalOver) share_ppm = 1'000'000;
  if (share_ppm >= 0) {
    fmt::format_to(std::back_inserter(out), "{}", share_ppm / 10'000);
    if (share_ppm % 10'000 != 0) {
      fmt::format_to(std::back_inserter(out), ".{:04}", share_ppm % 10'000);
    }
  }
  out += ',';
  out += tie.position;
  out += ',';
  AppendDays(
      fault == FaultKind::kDayOrder ? model::DateRange{tie.valid.from, tie.valid.from} : tie.valid,
      fault == FaultKind::kDayForm);
  out += ',';
  out += kRegisterSource;
  out += '\n';
  ++piece_.totals.relations;
}

void TieWriter::AppendEnds(const Tie& tie, bool no_such_party) {
  if (no_such_party) {
    piece_.text += "N/A";
  } else {
    world_.shape.AppendId(tie.from, piece_.text);
  }
  piece_.text += ',';
  world_.shape.AppendId(tie.to, piece_.text);
  piece_.text += ',';
}

void TieWriter::AppendDays(model::DateRange valid, bool odd_form) {
  piece_.text += odd_form ? "2015/3/1" : world_.days.Of(valid.from);
  piece_.text += ',';
  piece_.text += world_.days.Of(valid.to);
}

std::optional<FaultKind> TieWriter::DrawFault(const Tie& tie) {
  if (!faults_.Chance(world_.options.faults_ppm)) return std::nullopt;
  std::array<FaultKind, 5> kinds = {FaultKind::kDayForm};
  uint64_t count = 1;
  if (tie.valid.from != model::kOpenStart) kinds[count++] = FaultKind::kDayOrder;
  if (tie.relation == model::Relation::kLegalRepresentative) {
    kinds[count++] = FaultKind::kNoSuchParty;
  } else if (tie.relation == model::Relation::kShareholder) {
    kinds[count++] = FaultKind::kShareOver;
    kinds[count++] = FaultKind::kSelfStake;
    // A total over 100 % needs an earlier stake in the same firm.
    if (stakes_ > 0) kinds[count++] = FaultKind::kTotalOver;
  }
  return kinds[faults_.Below(count)];
}

}  // namespace liancheng::datasets
