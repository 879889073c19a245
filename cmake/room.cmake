include(GoogleTest)

# room(NAME [SOURCES file...] [PUBLIC target...] [PRIVATE target...]): the sources of this folder, and those named, as one
# target. It is liancheng_NAME, used as liancheng::NAME. Headers are included from the project's root.
function(room NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  file(GLOB own CONFIGURE_DEPENDS *.cc)
  add_library(liancheng_${NAME} STATIC ${own} ${ARG_SOURCES})
  add_library(liancheng::${NAME} ALIAS liancheng_${NAME})
  target_include_directories(liancheng_${NAME} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(liancheng_${NAME} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE}
                                                                     liancheng_warnings)
  use_pch(liancheng_${NAME} rooms)
  in_units(liancheng_${NAME})
endfunction()

# rooms(NAME target...): several rooms under one name.
function(rooms NAME)
  add_library(liancheng_${NAME} INTERFACE)
  add_library(liancheng::${NAME} ALIAS liancheng_${NAME})
  target_link_libraries(liancheng_${NAME} INTERFACE ${ARGN})
endfunction()

# room_test(ROOM [OPTIMISED] SOURCES file... [LINK target...]): one test program for tests/ROOM, ctest label = room.
# Tables of expectations gain nothing from the optimiser and cost it much, so test files themselves are not optimised
# unless OPTIMISED: for those that compute.
function(room_test ROOM)
  cmake_parse_arguments(ARG "OPTIMISED" "" "SOURCES;LINK" ${ARGN})
  add_executable(${ROOM}_test ${ARG_SOURCES})
  target_include_directories(${ROOM}_test PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${ROOM}_test PRIVATE ${ARG_LINK} GTest::gtest GTest::gmock GTest::gtest_main
                                             liancheng_warnings)
  target_compile_definitions(${ROOM}_test PRIVATE LIANCHENG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_compile_options(${ROOM}_test PRIVATE ${test_file_options})
  if(ARG_OPTIMISED)
    use_pch(${ROOM}_test optimised_tests)
  else()
    target_compile_options(${ROOM}_test PRIVATE -O0)
    use_pch(${ROOM}_test tests)
  endif()
  gtest_discover_tests(${ROOM}_test PROPERTIES LABELS ${ROOM} DISCOVERY_TIMEOUT 60)
endfunction()
