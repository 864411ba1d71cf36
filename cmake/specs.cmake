# Facts declared in specs/ become code here: one generator, one output folder on the include path.
set(GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${GENERATED}/specs)
file(GLOB SOURCE_SPECS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/specs/sources/*.toml
     ${CMAKE_SOURCE_DIR}/src/store/migrations/*.sql ${CMAKE_SOURCE_DIR}/demo/*.jsonl)
set(SPEC_OUTPUTS ${GENERATED}/specs/errors.inc ${GENERATED}/specs/details.inc ${GENERATED}/specs/remarks.inc ${GENERATED}/specs/settings.h
    ${GENERATED}/specs/routes.inc ${GENERATED}/specs/permissions.inc ${GENERATED}/specs/sources.inc
    ${GENERATED}/specs/migrations.inc ${GENERATED}/specs/retention.inc ${GENERATED}/specs/playbook.inc
    ${GENERATED}/specs/texts.cc)
add_custom_command(
  OUTPUT ${SPEC_OUTPUTS}
  COMMAND /usr/bin/python3 ${CMAKE_SOURCE_DIR}/tools/generate_specs.py ${CMAKE_SOURCE_DIR}/specs ${GENERATED}/specs
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/generate_specs.py ${SOURCE_SPECS}
          ${CMAKE_SOURCE_DIR}/specs/errors.toml ${CMAKE_SOURCE_DIR}/specs/details.toml ${CMAKE_SOURCE_DIR}/specs/remarks.toml ${CMAKE_SOURCE_DIR}/specs/settings.toml
          ${CMAKE_SOURCE_DIR}/specs/permissions.toml ${CMAKE_SOURCE_DIR}/specs/openapi.yaml
          ${CMAKE_SOURCE_DIR}/specs/retention.toml ${CMAKE_SOURCE_DIR}/specs/playbook.toml
  COMMENT "Generating code from specs/"
  VERBATIM)
# demo/ is part of the program too
add_custom_target(specs DEPENDS ${SPEC_OUTPUTS})
