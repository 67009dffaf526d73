# Makes the county anew and compares it, byte for byte, with what is kept. Every kept data file must
# have been made, too, so that none is left behind by an older generator.
file(REMOVE_RECURSE ${MADE})
file(MAKE_DIRECTORY ${MADE})
execute_process(COMMAND ${PROGRAM} ${SEED} ${MADE} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "make_county ended with ${status}")
endif()

file(GLOB_RECURSE made_files RELATIVE ${MADE} ${MADE}/*)
file(GLOB_RECURSE kept_files RELATIVE ${KEPT} ${KEPT}/*.csv ${KEPT}/*.json ${KEPT}/*.txt)
list(LENGTH made_files made_count)
if(NOT made_files STREQUAL kept_files OR made_count EQUAL 0)
  message(FATAL_ERROR "The files differ.\nMade: ${made_files}\nKept: ${kept_files}")
endif()
foreach(name IN LISTS made_files)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${MADE}/${name} ${KEPT}/${name}
    RESULT_VARIABLE different)
  if(different)
    message(FATAL_ERROR
      "${name} is not what make_county writes. Run: cmake --build BUILD --target county")
  endif()
endforeach()

# The table of counts in README.md is written by hand; it must say what expected.json says.
file(READ ${KEPT}/README.md readme)
file(READ ${KEPT}/expected.json expected)
foreach(date 2016-09-01 2019-09-01 2022-09-01 2024-09-01 2026-06-01)
  set(row "| ${date}")
  foreach(count rows open_state_funded_schools pupils academies trusts_with_two_or_more_academies)
    string(JSON value GET "${expected}" snapshots ${date} ${count})
    string(APPEND row " | ${value}")
  endforeach()
  string(FIND "${readme}" "${row} |" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "data/demo/README.md lacks the row\n${row} |")
  endif()
endforeach()
