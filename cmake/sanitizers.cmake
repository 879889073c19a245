# LIANCHENG_SANITIZE: a list such as "address,undefined" or "thread".
set(LIANCHENG_SANITIZE "" CACHE STRING "Sanitizers to compile with")
if(LIANCHENG_SANITIZE)
  add_compile_options(-fsanitize=${LIANCHENG_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LIANCHENG_SANITIZE})
  # What object-size sees before a run AddressSanitizer sees in it; with clang++ it takes a quarter of the compile time.
  if(LIANCHENG_SANITIZE MATCHES "undefined" AND LIANCHENG_SANITIZE MATCHES "address")
    add_compile_options(-fno-sanitize=object-size)
  endif()
endif()

# Test files compile a third faster without UBSan (decision 0024); what they test has it. AddressSanitizer stays: a
# container of one has another shape without it.
set(test_file_options "")
if(LIANCHENG_SANITIZE MATCHES "undefined")
  set(test_file_options -fno-sanitize=undefined)
endif()
