#pragma once
// What happened and why so many points, as sentences in German and English.

#include <functional>

#include "audit/timeline.h"
#include "base/plural.h"
#include "crisis/severity.h"

namespace resonanz::crisis {

struct Reader {
  std::string_view language = "de";                             ///< "de" or "en"
  std::function<std::string(Id)> name = [](Id) { return ""; };  ///< of a colleague
  bool german() const { return language == "de"; }
};

std::string sentence(const audit::Happening& happening, const Reader& reader);
/// Why a part has its points.
std::string ground(const Part& part, const Measured& measured, const Facts& facts, const Reader& reader);
/// What is known of the room's quieting down.
std::string quiet_ground(const Room& room, const Reader& reader);

std::string word(State state, const Reader& reader);
std::string word(ClockKind kind, const Reader& reader);
std::string word(PartKind kind, const Reader& reader);
std::string word(Fact fact, const Reader& reader);
/// "2 – issue".
std::string level_word(int level, const Reader& reader);
/// "product" in words; "" for "".
std::string value_word(const std::string& value, const Reader& reader);
/// "1 hour", "12.5 hours".
std::string counted(double value, const Plural& things, const Reader& reader);
/// "12,5" or "12.5": at most one digit after the point.
std::string number_word(double value, const Reader& reader);

}  // namespace resonanz::crisis
