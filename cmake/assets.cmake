# The style sheet and script of assets/ become one C++ file of room_web. Made again only when one of
# its inputs changes; npm is asked for packages only when package-lock.json is new.
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
find_program(PYTHON3 python3 REQUIRED)

file(GLOB asset_inputs CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/assets/*.scss ${CMAKE_SOURCE_DIR}/assets/style/*.scss
  ${CMAKE_SOURCE_DIR}/assets/script/*.ts ${CMAKE_SOURCE_DIR}/assets/*.json
  ${CMAKE_SOURCE_DIR}/assets/*.svg)
set(assets_cpp ${CMAKE_BINARY_DIR}/generated/web/assets_data.cpp)

add_custom_command(OUTPUT ${assets_cpp}
  COMMAND ${PYTHON3} ${CMAKE_SOURCE_DIR}/tools/embed_assets --source ${CMAKE_SOURCE_DIR}/assets
    --work ${CMAKE_BINARY_DIR}/assets --cpp ${assets_cpp}
  DEPENDS ${asset_inputs} ${CMAKE_SOURCE_DIR}/tools/embed_assets
  COMMENT "Building style sheet and script"
  VERBATIM)
target_sources(room_web PRIVATE ${assets_cpp})
# A style sheet is one literal; clang counts its bytes.
set_source_files_properties(${assets_cpp} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)

# The scripts are bundled without looking at types; this looks at them.
add_test(NAME tools:typescript
  COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/assets/node_modules/typescript/bin/tsc --noEmit
    -p ${CMAKE_SOURCE_DIR}/assets)
