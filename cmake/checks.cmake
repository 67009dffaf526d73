# Checks over the source tree and whole-program tests are registered here.
find_program(PYTHON3 python3 REQUIRED)
foreach(tool check_ladder tidy check_docs check_asvs)
  add_test(NAME ${tool} COMMAND ${PYTHON3} ${CMAKE_SOURCE_DIR}/tools/${tool})
  # The rules of the tool itself: each is provoked in a tiny tree.
  add_test(NAME ${tool}_self_test COMMAND ${PYTHON3} ${CMAKE_SOURCE_DIR}/tools/${tool}_test)
  set_tests_properties(${tool} ${tool}_self_test PROPERTIES LABELS check)
endforeach()

# The pages of commands and of settings are what the program says of itself.
add_test(NAME docs_commands
  COMMAND sh -c "\"$<TARGET_FILE:guildhall>\" reference | diff -u docs/reference/commands.md -"
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME docs_settings
  COMMAND sh -c "\"$<TARGET_FILE:guildhall>\" settings --reference | diff -u docs/reference/settings.md -"
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(docs_commands docs_settings PROPERTIES LABELS check)
