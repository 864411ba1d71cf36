# The web UI is built by ./run (npm); what is in web/dist at build time goes into the program.
file(GLOB_RECURSE WEB_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
add_custom_command(
  OUTPUT ${GENERATED}/specs/assets.S ${GENERATED}/specs/assets.inc
  COMMAND /usr/bin/python3 ${CMAKE_SOURCE_DIR}/tools/embed_web.py ${CMAKE_SOURCE_DIR}/web/dist ${GENERATED}/specs
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed_web.py ${WEB_FILES}
  COMMENT "Embedding the web UI"
  VERBATIM)
add_custom_target(web_assets DEPENDS ${GENERATED}/specs/assets.S ${GENERATED}/specs/assets.inc)
