#include "engine/names/words.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/names/fold.h"
#include "engine/names/lines.h"

namespace liancheng::names {
namespace {

std::u32string Decode(std::string_view text) {
  std::u32string codes;
  while (!text.empty()) {
    const Character c = FrontCharacter(text);
    codes.push_back(c.code);
    text.remove_prefix(c.bytes);
  }
  return codes;
}

// --- regions ---

struct Region {
  std::u32string form;
  std::string_view short_name;
  bool alone;  // counts without another region before it
};
// Regions by their first two characters; the longest first.
using Regions = absl::flat_hash_map<uint64_t, std::vector<Region>>;

uint64_t FirstTwo(std::u32string_view text) {
  return uint64_t{text[0]} << 32 | text[1];
}

std::unique_ptr<const Regions> BuildRegions() {
  auto regions = std::make_unique<Regions>();
  bool counties = false;
  for (std::string_view line : RegionsLines()) {
    if (line == "==") {
      counties = true;
      continue;
    }
    const std::string_view short_name = line.substr(0, line.find(' '));
    const bool only_name = short_name.size() == line.size();
    for (bool first = true; !line.empty(); first = false) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(word.size() + 1, line.size()));
      std::u32string form = Decode(word);
      const uint64_t at = FirstTwo(form);
      (*regions)[at].push_back({std::move(form), short_name, !counties || !first || only_name});
    }
  }
  for (auto& [at, same] : *regions) {
    std::stable_sort(same.begin(), same.end(), [](const Region& a, const Region& b) {
      return a.form.size() > b.form.size();
    });
  }
  return regions;
}

const Regions& TheRegions() {
  static const std::unique_ptr<const Regions> regions = BuildRegions();
  return *regions;
}

// --- legal forms and trades ---

constexpr std::u32string_view kLegalForms[] = {U"股份有限公司", U"有限责任公司",
                                               U"个人独资企业", U"农民专业合作社",
                                               U"专业合作社",   U"companylimited",
                                               U"corporation",  U"特殊普通合伙",
                                               U"个体工商户",   U"有限公司",
                                               U"股份公司",     U"集团公司",
                                               U"有限合伙",     U"普通合伙",
                                               U"合伙企业",     U"个人独资",
                                               U"limited",      U"总公司",
                                               U"coltd",        U"公司",
                                               U"集团",         U"gmbh",
                                               U"corp",         U"ltd",
                                               U"inc",          U"llc"};
// Endings that look like a legal form but name a part of another firm (a branch, a subsidiary).
constexpr std::u32string_view kNoLegalForm[] = {U"分公司", U"子公司", U"支公司"};
constexpr std::u32string_view kInnerForms[] = {U"股份有限公司", U"有限责任公司", U"有限公司"};

constexpr std::u32string_view kTrades[] = {
    U"房地产开发", U"电子商务",   U"会计师事务所", U"律师事务所", U"市场监督管理局", U"人民政府",
    U"人民法院",   U"人民检察院", U"委员会",       U"事务所",     U"经营部",         U"门市部",
    U"工作室",     U"服务部",     U"便利店",       U"小吃店",     U"理发店",         U"加工厂",
    U"供应链",     U"进出口",     U"房地产",       U"门诊部",     U"幼儿园",         U"管理局",
    U"监督",       U"合作社",     U"旗舰店",       U"专卖店",     U"专营店",         U"批发部",
    U"科技",       U"技术",       U"信息",         U"网络",       U"电子",           U"商贸",
    U"贸易",       U"商业",       U"商务",         U"实业",       U"工业",           U"工贸",
    U"投资",       U"管理",       U"咨询",         U"服务",       U"发展",           U"文化",
    U"传媒",       U"传播",       U"广告",         U"建筑",       U"建设",           U"工程",
    U"装饰",       U"装修",       U"建材",         U"材料",       U"机械",           U"设备",
    U"制造",       U"化工",       U"医药",         U"医疗",       U"器械",           U"药业",
    U"食品",       U"餐饮",       U"饮食",         U"酒店",       U"宾馆",           U"旅游",
    U"物流",       U"运输",       U"货运",         U"国际",       U"置业",           U"物业",
    U"开发",       U"经营",       U"商行",         U"商店",       U"超市",           U"百货",
    U"经销",       U"销售",       U"服装",         U"服饰",       U"纺织",           U"家具",
    U"家居",       U"汽车",       U"汽修",         U"租赁",       U"教育",           U"培训",
    U"农业",       U"种植",       U"养殖",         U"环保",       U"能源",           U"电力",
    U"电器",       U"电气",       U"五金",         U"塑料",       U"包装",           U"印刷",
    U"生物",       U"软件",       U"系统",         U"数据",       U"智能",           U"企业",
    U"产业",       U"中心",       U"工厂",         U"分店",       U"药店",           U"饭店",
    U"餐厅",       U"酒楼",       U"美容",         U"美发",       U"加工",           U"大学",
    U"学院",       U"中学",       U"小学",         U"学校",       U"医院",           U"银行",
    U"支行",       U"分行",       U"协会",         U"商会",       U"公证处",         U"分公司",
    U"子公司",     U"支公司"};

// Words by one of their characters; the longest first.
using WordsByCharacter = absl::flat_hash_map<char32_t, std::vector<std::u32string_view>>;

WordsByCharacter ByCharacter(std::span<const std::u32string_view> list, bool last) {
  WordsByCharacter words;
  for (const std::u32string_view word : list) {
    words[last ? word.back() : word.front()].push_back(word);
  }
  for (auto& [character, same] : words) {
    std::stable_sort(same.begin(), same.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
  }
  return words;
}

}  // namespace

RegionMatch RegionInFront(std::u32string_view text, bool behind) {
  if (text.size() < 2) return {};
  const Regions& regions = TheRegions();
  const auto it = regions.find(FirstTwo(text));
  if (it == regions.end()) return {};
  for (const Region& region : it->second) {
    if ((region.alone || behind) && text.starts_with(region.form)) {
      return {region.form.size(), region.short_name};
    }
  }
  return {};
}

size_t LegalFormAtEnd(std::u32string_view text) {
  static const auto forms =
      std::make_unique<const WordsByCharacter>(ByCharacter(kLegalForms, true));
  if (text.empty()) return 0;
  const auto it = forms->find(text.back());
  if (it == forms->end()) return 0;
  for (const std::u32string_view part : kNoLegalForm) {
    if (text.ends_with(part)) return 0;
  }
  for (const std::u32string_view form : it->second) {
    if (text.ends_with(form)) return form.size();
  }
  return 0;
}

size_t InnerLegalForm(std::u32string_view text) {
  for (const std::u32string_view form : kInnerForms) {
    if (text.starts_with(form)) return form.size();
  }
  return 0;
}

size_t TradeWord(std::u32string_view text) {
  static const auto trades = std::make_unique<const WordsByCharacter>(ByCharacter(kTrades, false));
  if (text.empty()) return 0;
  const auto it = trades->find(text.front());
  if (it == trades->end()) return 0;
  for (const std::u32string_view word : it->second) {
    if (text.starts_with(word)) return word.size();
  }
  return 0;
}

}  // namespace liancheng::names
