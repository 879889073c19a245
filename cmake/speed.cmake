# Build speed: ccache and mold where the machine has them.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # What ccache asks for with precompiled headers; no source here uses __DATE__ or __TIME__.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
                                  CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  endif()
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

# units(TARGET COUNT file...): these files are compiled as COUNT units, dealt out in turn. For files whose time goes into
# the same header of others; the preset release compiles each alone.
option(LIANCHENG_UNITY "Compile files that share a slow header in one unit" ON)
function(units TARGET COUNT)
  if(NOT LIANCHENG_UNITY)
    return()
  endif()
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set(turn 0)
  foreach(file IN LISTS ARGN)
    math(EXPR unit "${turn} % ${COUNT}")
    set_source_files_properties(${file} PROPERTIES UNITY_GROUP unit_${unit})
    math(EXPR turn "${turn} + 1")
  endforeach()
endfunction()
