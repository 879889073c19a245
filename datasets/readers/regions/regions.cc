#include "datasets/readers/regions/regions.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "datasets/readers/regions/regions_table.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

struct Region {
  uint32_t code;
  std::string_view name;
  std::string_view rest;  // name + rest is the full form
};

constexpr std::array<Region, 34> kProvinces = {{
    {110000, "北京", "市"},           {120000, "天津", "市"},
    {130000, "河北", "省"},           {140000, "山西", "省"},
    {150000, "内蒙古", "自治区"},     {210000, "辽宁", "省"},
    {220000, "吉林", "省"},           {230000, "黑龙江", "省"},
    {310000, "上海", "市"},           {320000, "江苏", "省"},
    {330000, "浙江", "省"},           {340000, "安徽", "省"},
    {350000, "福建", "省"},           {360000, "江西", "省"},
    {370000, "山东", "省"},           {410000, "河南", "省"},
    {420000, "湖北", "省"},           {430000, "湖南", "省"},
    {440000, "广东", "省"},           {450000, "广西", "壮族自治区"},
    {460000, "海南", "省"},           {500000, "重庆", "市"},
    {510000, "四川", "省"},           {520000, "贵州", "省"},
    {530000, "云南", "省"},           {540000, "西藏", "自治区"},
    {610000, "陕西", "省"},           {620000, "甘肃", "省"},
    {630000, "青海", "省"},           {640000, "宁夏", "回族自治区"},
    {650000, "新疆", "维吾尔自治区"}, {710000, "台湾", "省"},
    {810000, "香港", "特别行政区"},   {820000, "澳门", "特别行政区"},
}};

constexpr std::array<Region, 44> kPrefectures = {{
    {150100, "呼和浩特", "市"}, {150200, "包头", "市"},     {150300, "乌海", "市"},
    {150400, "赤峰", "市"},     {150500, "通辽", "市"},     {150600, "鄂尔多斯", "市"},
    {150700, "呼伦贝尔", "市"}, {150800, "巴彦淖尔", "市"}, {150900, "乌兰察布", "市"},
    {152200, "兴安", "盟"},     {152500, "锡林郭勒", "盟"}, {152900, "阿拉善", "盟"},
    {320100, "南京", "市"},     {320200, "无锡", "市"},     {320300, "徐州", "市"},
    {320400, "常州", "市"},     {320500, "苏州", "市"},     {320600, "南通", "市"},
    {320700, "连云港", "市"},   {320800, "淮安", "市"},     {320900, "盐城", "市"},
    {321000, "扬州", "市"},     {321100, "镇江", "市"},     {321200, "泰州", "市"},
    {321300, "宿迁", "市"},     {350100, "福州", "市"},     {350200, "厦门", "市"},
    {350300, "莆田", "市"},     {350400, "三明", "市"},     {350500, "泉州", "市"},
    {350600, "漳州", "市"},     {350700, "南平", "市"},     {350800, "龙岩", "市"},
    {350900, "宁德", "市"},     {610100, "西安", "市"},     {610200, "铜川", "市"},
    {610300, "宝鸡", "市"},     {610400, "咸阳", "市"},     {610500, "渭南", "市"},
    {610600, "延安", "市"},     {610700, "汉中", "市"},     {610800, "榆林", "市"},
    {610900, "安康", "市"},     {611000, "商洛", "市"},
}};

bool Names(const Region& region, std::string_view name) {
  if (!name.starts_with(region.name)) return false;
  name.remove_prefix(region.name.size());
  return name.empty() || name == region.rest;
}

// The months of the revisions from which the table was made.
constexpr std::array<uint32_t, 19> kRevisions = {
    200212, 200306, 200312, 200403, 200409, 200412, 200506, 200512, 200612, 200712,
    200812, 200912, 201010, 201110, 201210, 201308, 201410, 201509, 201607};

std::string Month(uint32_t revision) {
  return fmt::format("{:04}-{:02}", revision / 100, revision % 100);
}

model::Date LastDay(uint32_t revision) {
  const int year = static_cast<int>(revision / 100);
  const int month = static_cast<int>(revision % 100);
  const model::Date next =
      month == 12 ? model::FromCivil({year + 1, 1, 1}) : model::FromCivil({year, month + 1, 1});
  return {next.days - 1};
}

std::span<const RegionRow> RowsOf(uint32_t code) {
  const std::span<const RegionRow> rows = RegionRows();
  // Not std::ranges::equal_range: clang 14 cannot compile its result.
  const auto begin = std::ranges::lower_bound(rows, code, {}, &RegionRow::code);
  return {begin, std::ranges::upper_bound(rows, code, {}, &RegionRow::code)};
}

bool Has(const RegionRow& row, uint32_t revision) {
  return row.first_revision <= revision && revision <= row.last_revision;
}

const RegionRow* RowIn(uint32_t code, uint32_t revision) {
  for (const RegionRow& row : RowsOf(code)) {
    if (Has(row, revision)) return &row;
  }
  return nullptr;
}

std::optional<model::RegionCode> ParentIn(uint32_t code, uint32_t revision) {
  for (const uint32_t above : {code / 100 * 100, code / 10000 * 10000}) {
    if (above != code && RowIn(above, revision) != nullptr) return model::RegionCode{above};
  }
  return std::nullopt;
}

// Whether the unit only groups others and has no authority of its own.
bool OnlyHoldsTogether(model::RegionCode code, std::string_view name) {
  return code.value % 100 == 0 &&
         (name == "市辖区" || name == "县" || name.find("直辖") != std::string_view::npos);
}

}  // namespace

std::optional<model::RegionCode> ProvinceByName(std::string_view name) {
  for (const Region& province : kProvinces) {
    if (Names(province, name)) return model::RegionCode{province.code};
  }
  return std::nullopt;
}

std::optional<model::RegionCode> PrefectureByName(model::RegionCode province,
                                                  std::string_view name) {
  for (const Region& prefecture : kPrefectures) {
    if (prefecture.code / 10000 == province.value / 10000 && Names(prefecture, name)) {
      return model::RegionCode{prefecture.code};
    }
  }
  return std::nullopt;
}

std::optional<model::RegionCode> ParseRegion(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  uint32_t code = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    code = code * 10 + static_cast<uint32_t>(c - '0');
  }
  if (code == 100000) return model::RegionCode{code};
  for (const Region& province : kProvinces) {
    if (province.code / 10000 == code / 10000) return model::RegionCode{code};
  }
  return std::nullopt;
}

bool IsKnownRegion(model::RegionCode code) {
  return code.value == 100000 || !RowsOf(code.value).empty();
}

RegionState RegionOn(model::RegionCode code, model::Date day) {
  using Existed = RegionState::Existed;
  RegionState state;
  const auto after = std::ranges::upper_bound(kRevisions, day, {}, LastDay);
  if (after == kRevisions.begin()) {
    state.why = fmt::format("not known before {}", Month(kRevisions.front()));
    return state;
  }
  const uint32_t before = *std::prev(after);
  for (const RegionRow& row : RowsOf(code.value)) {
    if (row.first_revision > before) continue;
    state.name = row.name;
    state.parent = ParentIn(code.value, std::min(before, row.last_revision));
  }
  const RegionRow* row = RowIn(code.value, before);
  if (LastDay(before) == day) {
    state.existed = row != nullptr ? Existed::kYes : Existed::kNo;
  } else if (after == kRevisions.end()) {
    state.why = fmt::format("not known after {}", Month(before));
  } else {
    const RegionRow* next = RowIn(code.value, *after);
    const bool agree = (row == nullptr) == (next == nullptr);
    if (agree) state.existed = row != nullptr ? Existed::kYes : Existed::kNo;
    if (row != next) {
      state.why = fmt::format("{} between {} and {}", agree ? "renamed" : "changed", Month(before),
                              Month(*after));
    }
  }
  return state;
}

std::string FullNameOn(model::RegionCode code, model::Date day) {
  std::string full;
  for (std::optional<model::RegionCode> at = code; at;) {
    const RegionState state = RegionOn(*at, day);
    if (at->value == code.value || !OnlyHoldsTogether(*at, state.name)) {
      full.insert(0, state.name);
    }
    at = state.parent;
  }
  return full;
}

}  // namespace liancheng::datasets
