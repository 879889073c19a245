# LIANCHENG_SANITIZE: a list such as "address,undefined" or "thread".
set(LIANCHENG_SANITIZE "" CACHE STRING "Sanitizers to compile with")
if(LIANCHENG_SANITIZE)
  add_compile_options(-fsanitize=${LIANCHENG_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LIANCHENG_SANITIZE})
endif()
