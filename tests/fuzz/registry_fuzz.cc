// The first byte selects the size of chunks and, by its top bit, whether the usual header comes
// first.
#include <cstdint>
#include <string>

#include "tests/fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace liancheng;
  if (size < 1) return 0;
  std::string text;
  if (data[0] < 128) {
    text =
        "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,"
        "注册地址\n";
  }
  text.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  fuzz::CheckSource(
      [&](const datasets::ReadOptions& options, const datasets::InputLimits& limits) {
        return datasets::OpenRegistryInput({"register.csv", text}, options, limits);
      },
      data[0] % 32 + 1);
  return 0;
}
