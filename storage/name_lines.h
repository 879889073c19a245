// storage/name_lines.h: the lines of storage/names/*.txt, without comments; made at build time.
#pragma once

#include <span>
#include <string_view>

namespace liancheng::storage {

std::span<const std::string_view> SimplifiedLines();
std::span<const std::string_view> PinyinLines();
std::span<const std::string_view> RegionsLines();

}  // namespace liancheng::storage
