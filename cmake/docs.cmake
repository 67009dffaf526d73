# The documents are held to what is true by a test, like everything else.
find_program(PYTHON3 python3 REQUIRED)
add_test(NAME tools:docs COMMAND ${PYTHON3} ${CMAKE_SOURCE_DIR}/tools/check_docs)
