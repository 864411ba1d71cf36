# resonanz_folder(NAME [LINKS lib...]): the folder NAME as one library, its *_test.cc as one test program.
# Links are PRIVATE in spirit: a folder sees only what it names, so an undeclared include fails to link.
function(resonanz_folder name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")

  add_library(${name} STATIC ${sources})
  add_dependencies(${name} specs)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${GENERATED})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
  if(NOT name STREQUAL base)
    target_precompile_headers(${name} REUSE_FROM base)
  endif()

  if(RESONANZ_TESTS AND tests)
    add_executable(${name}_tests ${tests})
    target_precompile_headers(${name}_tests REUSE_FROM base)
    target_link_libraries(${name}_tests PRIVATE ${name} GTest::gtest_main GTest::gmock)
    gtest_discover_tests(${name}_tests DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()
