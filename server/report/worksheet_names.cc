#include <algorithm>
#include <cstdint>
#include <set>

#include "fmt/format.h"
#include "server/report/text.h"
#include "server/report/workbook.h"

namespace liancheng::report {
namespace {

// Excel counts UTF-16 units; a character of four UTF-8 bytes takes two of them.
constexpr size_t kUnitsMax = 31;

size_t UnitsOf(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if ((byte & 0xC0) == 0x80) return 0;
  return byte >= 0xF0 ? 2 : 1;
}

std::string CutTo(std::string_view text, size_t units_max) {
  size_t units = 0;
  size_t end = 0;
  for (; end < text.size(); ++end) {
    const size_t more = UnitsOf(text[end]);
    if (units + more > units_max) break;
    units += more;
  }
  // The last character is complete: further bytes of it add no unit.
  return std::string(text.substr(0, end));
}

std::string Allowed(const std::string& title) {
  std::string name;
  for (const char c : Clean(title)) {
    const bool forbidden = std::string_view("[]:*?/\\\t\n").find(c) != std::string_view::npos;
    name += forbidden ? ' ' : c;
  }
  const auto trimmed = [](char c) { return c == ' ' || c == '\''; };
  while (!name.empty() && trimmed(name.back())) name.pop_back();
  while (!name.empty() && trimmed(name.front())) name.erase(name.begin());
  return name;
}

std::string Folded(std::string name) {
  for (char& c : name) {
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace

std::vector<std::string> WorksheetNames(const std::vector<std::string>& titles,
                                        const std::vector<std::string>& taken) {
  // Excel reserves the name "History".
  std::set<std::string> used = {"history"};
  for (const std::string& name : taken) used.insert(Folded(name));
  std::vector<std::string> names;
  for (const std::string& title : titles) {
    std::string whole = Allowed(title);
    if (whole.empty()) whole = "表";
    std::string name = CutTo(whole, kUnitsMax);
    for (int number = 2; !used.insert(Folded(name)).second; ++number) {
      const std::string suffix = fmt::format(" ({})", number);
      name = CutTo(whole, kUnitsMax - suffix.size()) + suffix;
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace liancheng::report
