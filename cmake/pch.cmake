# Precompiled headers: much of a file's time is spent on the headers of others. There is one set for each set of options,
# made by a carrier target; targets that compile with the same options use it.
# Only what most files include belongs here: every file pays for what a set holds. nlohmann/json.hpp and CLI/CLI.hpp
# would cost each file more than they save those that include them (decision 0012).
# No header of this project is in a set. A file includes what it uses all the same: the preset release compiles without.
option(LIANCHENG_PCH "Precompile the headers that most files include" ON)
# The fuzzer's own option on some rooms (tests/fuzz) suits no common set.
if(LIANCHENG_FUZZ)
  set(LIANCHENG_PCH OFF)
endif()

set(pch_rooms <algorithm> <array> <charconv> <cstdint> <functional> <iterator> <map> <memory> <optional> <set> <span>
              <string> <string_view> <tuple> <utility> <variant> <vector> <absl/container/flat_hash_map.h>
              <absl/container/flat_hash_set.h> <absl/status/statusor.h> <fmt/format.h>)
set(pch_tests ${pch_rooms} <gtest/gtest.h> <gmock/gmock.h>)

# pch_carrier(NAME HEADERS header... [OPTIONS option...] LINK target...): compiles the set NAME.
function(pch_carrier NAME)
  cmake_parse_arguments(ARG "" "" "HEADERS;OPTIONS;LINK" ${ARGN})
  add_library(pch_${NAME} OBJECT EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/cmake/pch.cc)
  target_link_libraries(pch_${NAME} PRIVATE ${ARG_LINK} liancheng_warnings)
  target_compile_options(pch_${NAME} PRIVATE ${ARG_OPTIONS})
  target_precompile_headers(pch_${NAME} PRIVATE ${ARG_HEADERS})
endfunction()

# use_pch(TARGET NAME): TARGET compiles with the set NAME.
function(use_pch TARGET NAME)
  if(LIANCHENG_PCH)
    target_precompile_headers(${TARGET} REUSE_FROM pch_${NAME})
  endif()
endfunction()

if(LIANCHENG_PCH)
  set(pch_libraries absl::statusor absl::flat_hash_map absl::flat_hash_set fmt::fmt)
  pch_carrier(rooms HEADERS ${pch_rooms} LINK ${pch_libraries})
  if(LIANCHENG_TESTS)
    list(APPEND pch_libraries GTest::gtest GTest::gmock)
    pch_carrier(tests HEADERS ${pch_tests} OPTIONS ${test_file_options} -O0 LINK ${pch_libraries})
    pch_carrier(optimised_tests HEADERS ${pch_tests} <rapidcheck/gtest.h> OPTIONS ${test_file_options}
                LINK ${pch_libraries} rapidcheck rapidcheck_gtest)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 forgets in a precompiled header where the standard library asks for silence.
    target_compile_options(liancheng_warnings INTERFACE -Wno-array-bounds -Wno-stringop-overflow
                                                        -Wno-stringop-overread)
  endif()
endif()
