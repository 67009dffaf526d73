# data/design/presets.txt -> generated/design_data.cpp, which defines design::presets_text(). Included
# by the build to add the rule, and run by the rule itself (cmake -P) to write the file.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${DATA_DIR}/presets.txt text)
  file(WRITE ${OUTPUT} "// Made from data/design/ by cmake/design.cmake.
#include \"design/presets_data.hpp\"

namespace design {

std::string_view presets_text() { return R\"data(${text})data\"; }

}  // namespace design
")
  return()
endif()

set(design_source ${CMAKE_BINARY_DIR}/generated/design_data.cpp)
add_custom_command(
  OUTPUT ${design_source}
  COMMAND ${CMAKE_COMMAND} -DDATA_DIR=${CMAKE_SOURCE_DIR}/data/design -DOUTPUT=${design_source}
          -P ${CMAKE_CURRENT_LIST_FILE}
  DEPENDS ${CMAKE_SOURCE_DIR}/data/design/presets.txt ${CMAKE_CURRENT_LIST_FILE}
  COMMENT "Embedding the presets of scenarios"
  VERBATIM)
target_sources(room_design PRIVATE ${design_source})
