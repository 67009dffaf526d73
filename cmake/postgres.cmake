# room_on_postgres(NAME...): runs the tests of these rooms that have Postgres in their name with a
# server of their own. The test of each room that ctest discovers skips them when it finds no server;
# here they are bound to run: a missing server or a skipped test is a failure.
function(room_on_postgres)
  foreach(name IN LISTS ARGN)
    add_test(NAME ${name}:postgres
      COMMAND ${CMAKE_SOURCE_DIR}/tools/with_postgres
              $<TARGET_FILE:${name}_test> --gtest_filter=*Postgres*
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${name}:postgres PROPERTIES
      LABELS room TIMEOUT 600 FAIL_REGULAR_EXPRESSION "SKIPPED;Running 0 tests")
  endforeach()
endfunction()

room_on_postgres(sql access registry governance delegation app)
