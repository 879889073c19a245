// The first byte selects the file, the second the size of chunks; the rest is the file's text.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace liancheng;
  constexpr std::array<std::string_view, 5> kFiles = {
      "entities.csv", "relations.csv", "listings.csv", "penalties.csv", "attributions.csv"};
  if (size < 2) return 0;
  const std::string name(kFiles[data[0] % kFiles.size()]);
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  fuzz::CheckSource(
      [&](const datasets::ReadOptions& options, const datasets::InputLimits& limits) {
        return datasets::OpenNativeInputs({{name, text}}, options, limits);
      },
      data[1] % 32 + 1);
  return 0;
}
