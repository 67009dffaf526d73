# room(NAME [LIBRARIES ...]): one room of the house. Every src/NAME/*.cpp is in the library
# room_NAME; every src/NAME/*_test.cpp is in the test program NAME_test; every *_fuzz.cpp is a fuzz
# target of its own. Which rooms a room may use is said in src/ladder.txt, and only there: the link
# line below is read from it.
file(STRINGS ${CMAKE_SOURCE_DIR}/src/ladder.txt ladder_lines REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/ladder.txt)

function(room_below name result)
  set(below "")
  foreach(line IN LISTS ladder_lines)
    if(line MATCHES "^${name} *<- *(.*)$")
      separate_arguments(below UNIX_COMMAND "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  set(${result} "${below}" PARENT_SCOPE)
endfunction()

# rapidcheck of Debian 12 is compiled without a CMake package.
find_library(RAPIDCHECK_LIBRARY rapidcheck)

function(room name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  set(folder ${CMAKE_SOURCE_DIR}/src/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(fuzzers ${sources})
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench)\\.cpp$")

  room_below(${name} below)
  set(below_targets "")
  foreach(other IN LISTS below)
    list(APPEND below_targets room_${other})
  endforeach()

  add_library(room_${name} STATIC ${sources} ${CMAKE_SOURCE_DIR}/src/ladder.txt)
  set_target_properties(room_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(room_${name} PUBLIC guildhall_options ${below_targets} ${ARG_LIBRARIES})

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE room_${name} ${RAPIDCHECK_LIBRARY} GTest::gtest_main)
    # Paths only where they are asked for: they keep ccache from sharing a file between clones.
    foreach(test IN LISTS tests)
      file(STRINGS ${test} asks REGEX "GUILDHALL_(SOURCE|BINARY)_DIR")
      if(asks)
        set_property(SOURCE ${test} APPEND PROPERTY COMPILE_DEFINITIONS
          GUILDHALL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GUILDHALL_BINARY_DIR="${CMAKE_BINARY_DIR}")
      endif()
    endforeach()
    # What needs a PostgreSQL server runs once, in NAME:postgres (postgres.cmake); what needs a
    # provider of identities in access:provider (browser.cmake).
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}: DISCOVERY_MODE PRE_TEST
      TEST_FILTER -*Postgres*:*RealProvider*
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES LABELS room)
  endif()

  if(GUILDHALL_FUZZ)
    foreach(fuzzer IN LISTS fuzzers)
      get_filename_component(target ${fuzzer} NAME_WE)
      add_executable(${name}_${target} ${fuzzer})
      target_link_libraries(${name}_${target} PRIVATE room_${name})
      target_compile_options(${name}_${target} PRIVATE -fsanitize=fuzzer)
      target_link_options(${name}_${target} PRIVATE -fsanitize=fuzzer)
    endforeach()
  endif()
endfunction()
