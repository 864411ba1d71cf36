#include "understand/foreign.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "understand/letters.h"

namespace resonanz::understand {
namespace {

// Of the own languages' training texts of that length fastText then takes at most two in a thousand of a workspace's
// language (es, pt, da, cs, nl, it, sv; of German and English none of 1,144) for another, and knows nine of ten others.
constexpr std::size_t kFewestLetters = 30;
constexpr double kVerySure = 0.8;

using Scripts = unsigned;
constexpr Scripts kLatin = 1, kCyrillic = 2, kArabic = 4, kHan = 8, kKana = 16, kOther = 32;

Scripts scripts_of(std::string_view code) {
  if (code == "ru") return kCyrillic;
  if (code == "ar") return kArabic;
  if (code == "zh") return kHan;
  if (code == "ja") return kHan | kKana;
  return kLatin;
}

Scripts script_of(char32_t letter) {
  constexpr char32_t kFirstNotLatin = 0x370;
  if (letter < kFirstNotLatin) return kLatin;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(letter), &status)) {
    case USCRIPT_LATIN: return kLatin;
    case USCRIPT_CYRILLIC: return kCyrillic;
    case USCRIPT_ARABIC: return kArabic;
    case USCRIPT_HAN: return kHan;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return kKana;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED: return 0;
    default: return kOther;
  }
}

template <typename Holds>
bool any_of_home(const LanguageModel& model, LanguageSet home, Holds&& holds) {
  const auto codes = model.codes();
  for (std::size_t i = 0; i < codes.size(); ++i)
    if ((home >> i & 1) && holds(codes[i])) return true;
  return false;
}

/// As every text of a Latin language is.
bool may_be_latin_alone(std::string_view text) {
  constexpr unsigned char kFirstLeadNotLatin = 0xCD;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < kFirstLeadNotLatin; });
}

bool is_in_foreign_script(std::string_view text, const LanguageModel& model, LanguageSet home) {
  Scripts known = 0;
  any_of_home(model, home, [&](std::string_view code) { return known |= scripts_of(code), false; });
  if ((known & kLatin) && may_be_latin_alone(text)) return false;
  std::array<char32_t, LanguageModel::kLetters> letters;
  const std::size_t count = read_letters(text, Digits::drop, letters);
  std::size_t of_home = 0, foreign = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (letters[i] == ' ') continue;
    const Scripts script = script_of(letters[i]);
    of_home += (script & known) != 0;
    foreign += script != 0 && (script & known) == 0;
  }
  return foreign > of_home;
}

bool is_long_enough(std::string_view text) {
  std::array<char32_t, kFewestLetters + 1> letters;  // the last one is a space
  return text.size() >= kFewestLetters && read_letters(text, Digits::drop, letters) >= kFewestLetters;
}

}  // namespace

bool is_foreign(std::string_view text, const ShippedModels& models, LanguageSet home) {
  if (is_in_foreign_script(text, models.language, home)) return true;
  if (!is_long_enough(text)) return false;
  const LanguageGuess other = models.others.identify(text);
  return other.p >= kVerySure &&
         !any_of_home(models.language, home, [&](std::string_view code) { return code == other.code; });
}

}  // namespace resonanz::understand
