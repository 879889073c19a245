# One list for g++ and clang++; a warning is an error.
add_library(liancheng_warnings INTERFACE)
target_compile_options(liancheng_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                    -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these inside std::string and std::variant at -O2 (GCC bugs 105562, 105329).
  target_compile_options(liancheng_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
