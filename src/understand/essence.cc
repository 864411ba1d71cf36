#include "understand/essence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace resonanz::understand {
namespace {

constexpr std::string_view kSmallWords =
    "a an the this that these those my our your his her its their i me we us you he she it they is are was were am be been im ive "
    "its heres theres thats hes shes youre theyre so well just really very and but or of in on at to for from by with as "
    "up here there some any most ever now then oh um hey hi man guys please got have has had do does did will would "
    "ein eine einen einem einer eines der die das den dem des dies diese dieser dieses mein meine meinen meiner dein deine unser "
    "unsere sein seine ihr ihre ich mir mich du dir dich er sie es wir uns euch ist sind war waren bin bist hab habe hat haben "
    "und oder aber so sehr mal ja doch noch nur eben halt wohl von im in am an auf zu zum zur für mit aus bei als hier da ";

constexpr std::string_view kNegations =
    "not no never none nothing nobody without cannot dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt "
    "hasnt havent aint nicht nie niemals nichts niemand kein keine keinen keinem keiner keines ohne ";

constexpr std::string_view kDates =
    "january february march april june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag "
    "sonnabend sonntag ";

/// Words by their hash, with their kind in the lowest bits; open addressing, 0 for none.
class Words {
 public:
  constexpr Words() {
    read(kSmallWords, WordKind::small);
    read(kDates, WordKind::deciding);
    read(kNegations, WordKind::deciding);
  }
  constexpr WordKind find(std::uint64_t word) const {
    for (std::size_t place = place_of(word); places_[place] != 0; place = (place + 1) % kPlaces)
      if (places_[place] >> kKindBits == word << kKindBits >> kKindBits)
        return static_cast<WordKind>(places_[place] & 3);
    return WordKind::telling;
  }

 private:
  static constexpr std::size_t kPlaces = 1024;
  static constexpr unsigned kKindBits = 2;
  static constexpr std::size_t place_of(std::uint64_t word) { return (word ^ word >> 17) % kPlaces; }

  constexpr void read(std::string_view list, WordKind kind) {
    std::uint64_t word = 0;
    for (std::size_t at = 0; at < list.size(); ++at) {
      const auto c = static_cast<unsigned char>(list[at]);
      if (c == 0xC3) word = word_step(word, 0xC0 + (static_cast<unsigned char>(list[++at]) & 0x3F));  // ä, ü
      else if (c != ' ') word = word_step(word, c);
      else add(std::exchange(word, 0), kind);
    }
  }
  constexpr void add(std::uint64_t word, WordKind kind) {
    std::size_t place = place_of(word);
    while (places_[place] != 0) place = (place + 1) % kPlaces;
    places_[place] = word << kKindBits | static_cast<std::uint64_t>(kind);
  }

  std::array<std::uint64_t, kPlaces> places_{};
};
constexpr Words kWords;

constexpr std::string_view kNotes[] = {"x-post", "xpost", "x post", "crosspost",    "cross-post", "repost",
                                       "fixed",  "oc",    "update", "edit",         "via",        "pic",
                                       "video",  "link",  "foto",   "aktualisiert", "korrigiert"};
constexpr std::size_t kLongestNote = 60;  // bytes

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool begins_with(std::string_view text, std::string_view what) {
  return text.size() >= what.size() &&
         std::equal(what.begin(), what.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}
bool is_note_word(std::string_view text, std::string_view note) {
  return begins_with(text, note) && (text.size() == note.size() || !is_letter(text[note.size()]) ||
                                     (lower(text[note.size()]) == 's' && note.size() > 2));
}
/// "1920 x 1080"
bool is_size(std::string_view text) {
  std::size_t at = 0, numbers = 0;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      ++numbers;
      while (at < text.size() && is_digit(text[at])) ++at;
    } else if (text[at] == ' ' || (lower(text[at]) == 'x' && numbers == 1)) ++at;
    else return false;
  }
  return numbers == 2;
}
bool is_note(std::string_view inside) {
  while (!inside.empty() && inside.front() == ' ') inside.remove_prefix(1);
  return is_size(inside) ||
         std::any_of(std::begin(kNotes), std::end(kNotes), [&](auto note) { return is_note_word(inside, note); });
}

/// Where a note may begin, from `at` on; the end where nowhere.
std::size_t next_opening(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  for (constexpr std::size_t kBlock = sizeof(__m128i); at + kBlock <= text.size(); at += kBlock) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto is = [](__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i lower_x = is(_mm_or_si128(block, _mm_set1_epi8('x' ^ 'X')), 'x');
    const __m128i opens = _mm_or_si128(lower_x, _mm_or_si128(is(block, '['), is(block, '(')));
    if (const auto found = static_cast<unsigned>(_mm_movemask_epi8(opens)))
      return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  static constexpr auto kOpens = [] {
    std::array<bool, 256> opens{};
    opens['['] = opens['('] = opens['x'] = opens['X'] = true;
    return opens;
  }();
  while (at < text.size() && !kOpens[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

/// Bytes of the note that begins at `at`, 0 where none does.
std::size_t note_length(std::string_view text, std::size_t at) {
  const char open = text[at];
  if (open == '[' || open == '(') {
    const std::size_t end = text.substr(at, kLongestNote).find(open == '[' ? ']' : ')');
    return end != text.npos && is_note(text.substr(at + 1, end - 1)) ? end + 1 : 0;
  }
  if (lower(open) != 'x' || (at > 0 && is_letter(text[at - 1]))) return 0;
  constexpr std::string_view kFrom = " from ";
  for (const std::string_view note : {kNotes[0], kNotes[1], kNotes[2]})
    if (const std::string_view rest = text.substr(at);
        begins_with(rest, note) && begins_with(rest.substr(note.size()), kFrom)) {
      const std::size_t end = rest.find_first_of(" \n)]", note.size() + kFrom.size());
      return end == rest.npos ? rest.size() : end;
    }
  return 0;
}

}  // namespace

std::string_view without_notes(std::string_view text, std::string& buffer) {
  buffer.clear();
  std::size_t kept = 0;
  for (std::size_t at = 0; (at = next_opening(text, at)) < text.size();) {
    const std::size_t size = note_length(text, at);
    if (size == 0) {
      ++at;
      continue;
    }
    buffer.append(text.substr(kept, at - kept)).append(" ");
    kept = at += size;
  }
  if (kept == 0) return text;
  buffer.append(text.substr(kept));
  return std::any_of(buffer.begin(), buffer.end(), is_letter) ? std::string_view(buffer) : text;
}

WordKind kind_of_word(std::uint64_t word) { return kWords.find(word); }

}  // namespace resonanz::understand
