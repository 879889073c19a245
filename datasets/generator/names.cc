#include "datasets/generator/names.h"

#include <array>
#include <string_view>

namespace liancheng::datasets {
namespace {

// Characters of three bytes each.
constexpr std::string_view kStemsAndBranches = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
constexpr std::string_view kSyllables =
    "云岭溪川河湖海江峰岩石林松柏梅兰竹菊桃李杏梧桐枫柳荷莲葵禾麦"
    "谷豆茶棉麻丝绸锦绣织染陶瓷玉珠金银铜铁锡木水火土日月星辰风雨"
    "雪霜露雷电虹霞晨暮春夏秋冬东南西北中远近高平长方圆新同和顺安";
constexpr std::array<std::string_view, 32> kTrades = {
    "商贸", "贸易",     "电子商务", "科技", "信息技术", "网络科技", "建材",     "建筑工程",
    "装饰", "物流",     "运输",     "食品", "农业",     "茶业",     "服饰",     "纺织",
    "机械", "机电",     "电子",     "化工", "塑胶",     "包装",     "印刷",     "文化传媒",
    "广告", "教育咨询", "企业管理", "投资", "物业",     "汽车服务", "餐饮管理", "医疗器械"};
constexpr std::array<std::string_view, 8> kBusinesses = {"商行",   "小吃店", "服装店", "便利店",
                                                         "五金店", "理发店", "维修部", "经营部"};
constexpr std::array<std::string_view, 6> kShops = {"旗舰店", "专营店", "小店",
                                                    "优选",   "好物铺", "百货"};

std::string_view Nth(std::string_view characters, uint64_t i) {
  return characters.substr(i * 3, 3);
}

void AppendSyllables(Random& random, uint64_t count, std::string& out) {
  for (uint64_t i = 0; i < count; ++i) {
    out += Nth(kSyllables, random.Below(kSyllables.size() / 3));
  }
}

}  // namespace

void AppendPersonName(Random random, std::string& out) {
  constexpr uint64_t kSigns = kStemsAndBranches.size() / 3;
  // In the sample 17 names in 100 have two characters and 78 have three; here 某 comes before them.
  const uint64_t dice = random.Below(100);
  const int signs = dice < 17 ? 2 : dice < 95 ? 3 : 4;
  out += "某";
  for (int i = 0; i < signs; ++i) out += Nth(kStemsAndBranches, random.Below(kSigns));
}

void AppendEnterpriseName(Random random, std::string_view city, std::string& out) {
  out += city;
  out += random.Below(2) == 0 ? "虚构" : "示例";
  AppendSyllables(random, random.Below(5) < 2 ? 3 : 2, out);
  out += kTrades[random.Below(kTrades.size())];
  // In the sample 703 of 3 546 limited companies use 有限责任公司.
  out += random.Below(5) == 0 ? "有限责任公司" : "有限公司";
}

void AppendBusinessName(Random random, std::string_view city, std::string& out) {
  out += city;
  out += "虚构";
  AppendSyllables(random, 2, out);
  out += kBusinesses[random.Below(kBusinesses.size())];
}

void AppendShopName(Random random, std::string& out) {
  out += "虚构";
  AppendSyllables(random, 2 + random.Below(2), out);
  out += kShops[random.Below(kShops.size())];
}

}  // namespace liancheng::datasets
