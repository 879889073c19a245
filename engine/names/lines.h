// engine/names/lines.h: the lines of engine/names/tables/*.txt, without comments; made at build
// time.
#pragma once

#include <span>
#include <string_view>

namespace liancheng::names {

std::span<const std::string_view> SimplifiedLines();
std::span<const std::string_view> PinyinLines();
std::span<const std::string_view> RegionsLines();

}  // namespace liancheng::names
