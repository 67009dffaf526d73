# Whole-program tests: they run the binary as people do. Each is a script without dependencies.
find_package(Python3 COMPONENTS Interpreter REQUIRED)

function(program_test name)
  cmake_parse_arguments(ARG "POSTGRES" "TIMEOUT" "COMMAND" ${ARGN})
  set(server "")
  if(ARG_POSTGRES)
    set(server ${CMAKE_SOURCE_DIR}/tools/with_postgres)
  endif()
  list(POP_FRONT ARG_COMMAND script)
  add_test(NAME program:${name}
    COMMAND ${server} ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/${script}
            $<TARGET_FILE:guildhall> ${ARG_COMMAND})
  # 77: what the test needs is not here.
  set_tests_properties(program:${name} PROPERTIES
    LABELS program TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77)
endfunction()

program_test(errors COMMAND cli/errors_test.py TIMEOUT 120)
program_test(access COMMAND cli/access_test.py TIMEOUT 120)
program_test(solve COMMAND cli/solve_test.py TIMEOUT 300)
program_test(delegation COMMAND cli/delegation_test.py TIMEOUT 60)
program_test(alignment COMMAND cli/alignment_test.py TIMEOUT 60)
program_test(design COMMAND cli/design_test.py TIMEOUT 300)
program_test(real_data COMMAND real/real_data_test.py TIMEOUT 900)
program_test(real_design COMMAND real/real_design_test.py TIMEOUT 900)
# Its searches have both cores, as the figures of the benchmarks have.
set_tests_properties(program:real_design PROPERTIES PROCESSORS 2)
program_test(real_data_postgres POSTGRES COMMAND real/real_data_test.py --postgres TIMEOUT 900)
# A hundred kills each; the moments differ from run to run, and the seed is printed.
program_test(kill COMMAND crash/kill_test.py TIMEOUT 900)
program_test(kill_postgres POSTGRES COMMAND crash/kill_test.py --postgres TIMEOUT 900)
# Twenty kills of edits; GUILDHALL_KILLS=200 for more.
program_test(kill_edit COMMAND crash/kill_edit_test.py TIMEOUT 900)
program_test(kill_edit_postgres POSTGRES COMMAND crash/kill_edit_test.py --postgres TIMEOUT 900)
program_test(kill_job COMMAND crash/kill_job_test.py TIMEOUT 300)
program_test(kill_job_postgres POSTGRES COMMAND crash/kill_job_test.py --postgres TIMEOUT 300)
program_test(kill_run COMMAND crash/kill_run_test.py TIMEOUT 300)
program_test(kill_run_postgres POSTGRES COMMAND crash/kill_run_test.py --postgres TIMEOUT 300)
# Eight kills of a server that records a meeting; GUILDHALL_KILLS=50 for more.
program_test(kill_meeting COMMAND crash/kill_meeting_test.py TIMEOUT 300)
program_test(kill_meeting_postgres POSTGRES COMMAND crash/kill_meeting_test.py --postgres TIMEOUT 300)
program_test(operation COMMAND cli/operation_test.py TIMEOUT 60)
program_test(tour COMMAND tour/tour_test.py TIMEOUT 60)
program_test(units COMMAND packaging/units_test.py TIMEOUT 60)
program_test(libraries COMMAND packaging/libraries_test.py TIMEOUT 60)
program_test(hardening COMMAND packaging/hardening_test.py TIMEOUT 60)
program_test(faults COMMAND faults/files_test.py TIMEOUT 300)
program_test(faults_postgres POSTGRES COMMAND faults/postgres_test.py TIMEOUT 300)

# Every fuzz target of every room, on mutations of fixed seeds, with any compiler.
file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/*_fuzz.cpp)
foreach(fuzzer IN LISTS fuzzers)
  get_filename_component(folder ${fuzzer} DIRECTORY)
  get_filename_component(room ${folder} NAME)
  get_filename_component(target ${fuzzer} NAME_WE)
  add_executable(mutate_${target} ${fuzzer} ${CMAKE_SOURCE_DIR}/tests/fuzz/mutate.cpp)
  target_link_libraries(mutate_${target} PRIVATE room_${room})
  add_test(NAME fuzz:${target} COMMAND mutate_${target} 500000)
  set_tests_properties(fuzz:${target} PROPERTIES LABELS room TIMEOUT 300)
endforeach()
