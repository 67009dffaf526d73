# embed_texts(ROOM FOLDER [PREFIX P] NAME...): each data/FOLDER/NAME.txt becomes the function
# ROOM::P + NAME + _text() of generated/FOLDER_data.cpp. Included by the build to add the rule, and run
# by the rule itself (cmake -P) to write the file.
if(CMAKE_SCRIPT_MODE_FILE)
  set(functions "")
  string(REPLACE "," ";" names "${NAMES}")
  foreach(name IN LISTS names)
    file(READ ${DATA_DIR}/${name}.txt text)
    # A literal of one piece may not be of any length.
    string(REGEX REPLACE "\n\n" "\n)data\" R\"data(\n" text "${text}")
    string(APPEND functions
      "std::string_view ${PREFIX}${name}_text() { return R\"data(${text})data\"; }\n")
  endforeach()
  file(WRITE ${OUTPUT} "// Made from data/ by cmake/embed_text.cmake.
#include <string_view>

namespace ${ROOM} {

${functions}
}  // namespace ${ROOM}
")
  return()
endif()

function(embed_texts room folder)
  cmake_parse_arguments(ARG "" "PREFIX" "" ${ARGN})
  set(names ${ARG_UNPARSED_ARGUMENTS})
  set(output ${CMAKE_BINARY_DIR}/generated/${folder}_data.cpp)
  list(TRANSFORM names REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/data/${folder}/\\1.txt"
    OUTPUT_VARIABLE files)
  string(REPLACE ";" "," listed "${names}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DROOM=${room} -DPREFIX=${ARG_PREFIX} -DNAMES=${listed}
            -DDATA_DIR=${CMAKE_SOURCE_DIR}/data/${folder} -DOUTPUT=${output}
            -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${files} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Embedding data/${folder}"
    VERBATIM)
  target_sources(room_${room} PRIVATE ${output})
endfunction()
