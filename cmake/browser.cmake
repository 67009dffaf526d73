# Tests in a real browser: Debian's Chromium, driven by the node that builds the assets. Each file of
# tests/browser is a test of its own with its own server. A missing browser is a failure, never a
# skip. Packages are fetched once, by the fixture, when package-lock.json is new.
set(browser_tests ${CMAKE_SOURCE_DIR}/tests/browser)

add_test(NAME browser:packages
  COMMAND ${NODE} ${browser_tests}/support/packages.mjs)
set_tests_properties(browser:packages PROPERTIES
  LABELS browser FIXTURES_SETUP browser_packages TIMEOUT 300)

file(GLOB browser_files CONFIGURE_DEPENDS ${browser_tests}/*.test.mjs)
foreach(file IN LISTS browser_files)
  string(REGEX REPLACE "^.*/([a-z_]+)\\.test\\.mjs$" "\\1" name ${file})
  add_test(NAME browser:${name} COMMAND ${NODE} ${file})
  set_tests_properties(browser:${name} PROPERTIES
    LABELS browser FIXTURES_REQUIRED browser_packages TIMEOUT 600
    ENVIRONMENT GUILDHALL_PROGRAM=$<TARGET_FILE:guildhall>)
endforeach()
# It looks at every page there is, some of them five times: some six minutes on a quiet machine.
set_tests_properties(browser:pages PROPERTIES TIMEOUT 1200)

# Sign-in with a real OpenID Connect provider, which is one of those packages.
add_test(NAME access:provider
  COMMAND ${NODE} ${browser_tests}/support/provider.mjs
          $<TARGET_FILE:access_test> --gtest_filter=*RealProvider*
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(access:provider PROPERTIES
  LABELS browser FIXTURES_REQUIRED browser_packages TIMEOUT 120
  FAIL_REGULAR_EXPRESSION "SKIPPED;Running 0 tests")
