# The generator of the demonstration county, and the test that data/demo is what it makes.
file(GLOB county_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/make_county/*.cpp)
add_executable(make_county ${county_sources})
target_link_libraries(make_county PRIVATE guildhall_options)
# The matrix of the trust begins as the sample that is shipped.
target_compile_definitions(make_county PRIVATE
  COUNTY_SAMPLE_OF_ALIGNMENT="${CMAKE_SOURCE_DIR}/data/delegation/alignment.txt")

set(COUNTY_SEED 2018)
add_custom_target(county
  COMMAND make_county ${COUNTY_SEED} ${CMAKE_SOURCE_DIR}/data/demo
  COMMENT "Writing the demonstration county to data/demo")

add_test(NAME county_is_generated
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:make_county> -DSEED=${COUNTY_SEED}
    -DKEPT=${CMAKE_SOURCE_DIR}/data/demo -DMADE=${CMAKE_BINARY_DIR}/county
    -P ${CMAKE_SOURCE_DIR}/tools/make_county/compare.cmake)
