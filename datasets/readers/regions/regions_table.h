// datasets/readers/regions/regions_table.h: the rows of datasets/readers/regions/gb2260.tsv,
// compiled in (the file is turned into C++ by datasets/readers/regions/table.cmake when the program
// is built).
#pragma once

#include <cstdint>
#include <span>

namespace liancheng::datasets {

// One code under one name through revisions that follow each other, written YYYYMM.
struct RegionRow {
  uint32_t code;
  uint32_t first_revision;
  uint32_t last_revision;
  const char* name;
};

// By code, then by revision.
std::span<const RegionRow> RegionRows();

}  // namespace liancheng::datasets
