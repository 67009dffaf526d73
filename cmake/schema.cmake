# schema/NNNN_name.sql -> generated/schema.cpp, which defines sql::migrations(). Included by the
# build to add the rule, and run by the rule itself (cmake -P) to write the file. A hole in the
# numbers, or a name of another form, fails the build.
if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "," ";" steps "${STEPS}")
  list(SORT steps)
  set(number 0)
  set(entries "")
  foreach(step IN LISTS steps)
    math(EXPR number "${number} + 1")
    string(LENGTH "${number}" digits)
    string(SUBSTRING "0000" ${digits} -1 zeros)
    if(NOT step MATCHES "^${zeros}${number}_([a-z0-9_]+)\\.sql$")
      message(FATAL_ERROR "schema/${step}: the next step must be named "
        "${zeros}${number}_name.sql, with a name of small letters, digits and underscores.")
    endif()
    set(name ${CMAKE_MATCH_1})
    file(READ ${SCHEMA_DIR}/${step} text)
    string(APPEND entries "      {${number}, \"${name}\", R\"schema(${text})schema\"},\n")
  endforeach()
  file(WRITE ${OUTPUT} "// Made from schema/ by cmake/schema.cmake.
#include \"sql/migrate.hpp\"

namespace sql {

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> steps = {
${entries}  };
  return steps;
}

}  // namespace sql
")
  return()
endif()

file(GLOB schema_steps CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/*.sql)
# The names stand in the command, so that it runs again when a file is added or taken away.
set(schema_names "")
foreach(step IN LISTS schema_steps)
  get_filename_component(step_name ${step} NAME)
  list(APPEND schema_names ${step_name})
endforeach()
list(JOIN schema_names "," schema_names)
set(schema_source ${CMAKE_BINARY_DIR}/generated/schema.cpp)
add_custom_command(
  OUTPUT ${schema_source}
  COMMAND ${CMAKE_COMMAND} -DSCHEMA_DIR=${CMAKE_SOURCE_DIR}/schema -DSTEPS=${schema_names}
          -DOUTPUT=${schema_source} -P ${CMAKE_CURRENT_LIST_DIR}/schema.cmake
  DEPENDS ${schema_steps} ${CMAKE_CURRENT_LIST_DIR}/schema.cmake
  COMMENT "Embedding the schema"
  VERBATIM)
target_sources(room_sql PRIVATE ${schema_source})
