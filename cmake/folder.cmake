# resonanz_folder(NAME [LINKS lib...]): the folder NAME as one library, its *_test.cc as one test program.
# HEADERS names the folder whose precompiled header it uses (base, or sources for those that speak with asio and the store).
# Links are PRIVATE in spirit: a folder sees only what it names, so an undeclared include fails to link.
function(resonanz_folder name)
  cmake_parse_arguments(ARG "" "HEADERS" "LINKS" ${ARGN})
  if(NOT ARG_HEADERS)
    set(ARG_HEADERS base)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")

  add_library(${name} STATIC ${sources})
  add_dependencies(${name} specs)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${GENERATED})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
  if(name STREQUAL ARG_HEADERS)  # in <>: the same text in every clone, so that ccache shares
    target_precompile_headers(${name} PRIVATE <${name}/precompiled.h>)
  else()
    target_precompile_headers(${name} REUSE_FROM ${ARG_HEADERS})
  endif()

  if(RESONANZ_TESTS AND tests)
    add_executable(${name}_tests ${tests})
    target_precompile_headers(${name}_tests REUSE_FROM ${ARG_HEADERS})
    target_link_libraries(${name}_tests PRIVATE ${name} GTest::gtest_main GTest::gmock)
    gtest_discover_tests(${name}_tests DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()
