# Writes the lines of gb2260.tsv as a table of C++. Usage: cmake -D IN=TSV -D OUT=FILE -P table.cmake
file(READ ${IN} text)
string(REGEX REPLACE "#[^\n]*\n" "" text "${text}")
string(REGEX REPLACE "([0-9]+)\t([^\t\n]+)\t([0-9]+)\t([0-9]+)\n" "    {\\1, \\3, \\4, \"\\2\"},\n" text "${text}")
file(WRITE ${OUT} "#include \"datasets/readers/regions/regions_table.h\"

namespace liancheng::datasets {
namespace {

constexpr RegionRow kRows[] = {
${text}};

}  // namespace

std::span<const RegionRow> RegionRows() {
  return kRows;
}

}  // namespace liancheng::datasets
")
