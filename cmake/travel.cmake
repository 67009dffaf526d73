# data/travel/NAME.txt -> generated/travel_data.cpp, which defines geo::default_NAME_text(). Included
# by the build to add the rule, and run by the rule itself (cmake -P) to write the file.
set(travel_names estimate road_speeds)
if(CMAKE_SCRIPT_MODE_FILE)
  set(functions "")
  foreach(name IN LISTS travel_names)
    file(READ ${DATA_DIR}/${name}.txt text)
    string(APPEND functions
      "std::string_view default_${name}_text() { return R\"data(${text})data\"; }\n")
  endforeach()
  file(WRITE ${OUTPUT} "// Made from data/travel/ by cmake/travel.cmake.
#include \"geo/estimate.hpp\"
#include \"geo/road_speeds.hpp\"

namespace geo {

${functions}
}  // namespace geo
")
  return()
endif()

set(travel_source ${CMAKE_BINARY_DIR}/generated/travel_data.cpp)
list(TRANSFORM travel_names REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/data/travel/\\1.txt"
  OUTPUT_VARIABLE travel_files)
add_custom_command(
  OUTPUT ${travel_source}
  COMMAND ${CMAKE_COMMAND} -DDATA_DIR=${CMAKE_SOURCE_DIR}/data/travel -DOUTPUT=${travel_source}
          -P ${CMAKE_CURRENT_LIST_FILE}
  DEPENDS ${travel_files} ${CMAKE_CURRENT_LIST_FILE}
  COMMENT "Embedding the numbers of travel"
  VERBATIM)
target_sources(room_geo PRIVATE ${travel_source})
