# Writes the lines of the three tables of names as C++. Usage: cmake -D IN=FOLDER -D OUT=FILE -P table.cmake
set(functions "")
foreach(table Simplified Pinyin Regions)
  string(TOLOWER ${table} file)
  file(READ ${IN}/${file}.txt text)
  string(REGEX REPLACE "#[^\n]*\n" "" text "${text}")
  string(REGEX REPLACE "([^\n]+)\n" "    \"\\1\",\n" text "${text}")
  string(APPEND functions "
std::span<const std::string_view> ${table}Lines() {
  static constexpr std::string_view kLines[] = {
${text}  };
  return kLines;
}
")
endforeach()
file(WRITE ${OUT} "#include \"engine/names/lines.h\"

namespace liancheng::names {
${functions}
}  // namespace liancheng::names
")
