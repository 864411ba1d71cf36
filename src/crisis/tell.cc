#include "crisis/tell.h"

#include "crisis/words.h"
#include "notice/notices.h"

namespace resonanz::crisis {
namespace {

std::string title(const Room& room, const Reader& reader) {
  const char* what = room.drill ? (reader.german() ? "Übung" : "Drill") : reader.german() ? "Krise" : "Crisis";
  return fmt::format("{}: {}", what, room.title);
}

std::string text(const Room& room, const audit::Happening& happening, const Reader& reader) {
  std::string out = sentence(happening, reader);
  if (!happening.text.empty()) out += " " + happening.text;
  out += fmt::format("\n{} {} · {} {}/10", reader.german() ? "Stufe" : "Level", level_word(room.level, reader),
                     reader.german() ? "Schwere" : "severity", room.severity);
  if (room.drill) out += reader.german() ? "\nDies ist eine Übung." : "\nThis is a drill.";
  return out;
}

}  // namespace

void tell(soci::session& sql, const Room& room, const audit::Happening& happening, TimeUs now) {
  const Reader german{"de"}, english{"en"};
  notice::post_notice(sql,
                      {0, room.id, now, "crisis." + happening.kind, "/crisis/" + id_text(room.id), title(room, german),
                       title(room, english), text(room, happening, german), text(room, happening, english)},
                      room.targets);
}

void happen_and_tell(soci::session& sql, const Room& room, const audit::Happening& happening, TimeUs now) {
  audit::add_to_timeline(sql, now, happening);
  tell(sql, room, happening, now);
}

}  // namespace resonanz::crisis
