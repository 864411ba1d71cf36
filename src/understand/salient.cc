#include "understand/salient.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "text/char_class.h"
#include "text/fold.h"
#include "text/scan.h"
#include "text/utf8.h"
#include "understand/stable_hash.h"

namespace resonanz::understand {
namespace {

constexpr double kTooCommon = 8;  // 256 in a million: what every text says
constexpr double kMostTelling = 14;
constexpr std::size_t kShortest = 3;      // letters of a term
constexpr std::size_t kMostBytes = 1000;  // of a text

bool is_capital(std::string_view word) {
  const auto first = static_cast<UChar32>(text::code_point_at(word, 0).value);
  return u_tolower(first) != first;
}

/// Letters, or 0 where it has none or begins with a digit ("2026", "20er").
std::size_t letters_of(std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char byte = word[at];
    if (static_cast<unsigned char>(byte) < 0x80) {
      if (at++ == 0 && byte >= '0' && byte <= '9') return 0;
      count += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
      continue;
    }
    const text::CodePoint c = text::code_point_at(word, at);
    if (u_isdigit(static_cast<UChar32>(c.value)) && at == 0) return 0;
    count += u_isalpha(static_cast<UChar32>(c.value)) != 0;
    at += c.size;
  }
  return count;
}

/// Of the word in one case; most words are ASCII and need no tables for that.
std::uint32_t feature_of_word(std::string_view word) {
  if (!text::is_ascii(word)) return feature_of(hash_text(text::fold_case(word), kHashSeed));
  std::uint64_t hash = kHashSeed;
  for (const char c : word)
    hash = hash_step(hash, static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
  return feature_of(hash);
}

struct Term {
  std::string_view written;
  std::uint64_t key;
  double telling;
  std::size_t count = 1;
  bool name = false;  ///< of two words: both capitalised

  double weight() const { return count == 1 ? telling : telling * (1 + std::log(static_cast<double>(count))); }
};

/// The words that tell something and their neighbours, each once.
class Terms {
 public:
  Terms(const CommonWords& common, std::size_t language) : common_(common), language_(language) {}

  void add(std::span<const TextWord> words) {
    std::optional<Term> before;
    for (const TextWord& word : words) {
      const auto term = term_of(word);
      if (term) {
        count(singles_, *term);
        if (before && follows(*before, *term)) count(pairs_, pair_of(*before, *term));
      }
      before = term;
    }
  }

  /// Pairs first take their words with them.
  std::vector<Term> take() {
    std::vector<Term> out;
    for (const Term& pair : pairs_)
      if (pair.name || pair.count > 1) out.push_back(pair);
    std::stable_sort(out.begin(), out.end(), heavier);
    std::vector<std::string_view> covered;
    std::erase_if(out, [&](const Term& pair) {
      const bool clash = std::any_of(covered.begin(), covered.end(), [&](std::string_view other) {
        return pair.written.data() < other.data() + other.size() &&
               other.data() < pair.written.data() + pair.written.size();
      });
      if (!clash) covered.push_back(pair.written);
      return clash;
    });
    for (const Term& single : singles_) {
      const bool within = std::any_of(covered.begin(), covered.end(), [&](std::string_view pair) {
        return single.written.data() >= pair.data() && single.written.data() < pair.data() + pair.size();
      });
      if (!within) out.push_back(single);
    }
    std::stable_sort(out.begin(), out.end(), heavier);
    return out;
  }

 private:
  static bool heavier(const Term& a, const Term& b) { return a.weight() > b.weight(); }

  std::optional<Term> term_of(const TextWord& word) const {
    const double common = common_.commonness(word.feature, language_);
    if (common >= kTooCommon || letters_of(word.written) < kShortest) return std::nullopt;
    return Term{word.written, word.feature, kMostTelling - common};
  }
  static bool follows(const Term& a, const Term& b) {
    return a.written.data() + a.written.size() + 1 == b.written.data() && b.written.data()[-1] == ' ';
  }
  static Term pair_of(const Term& a, const Term& b) {
    Term out{
        {a.written.data(), a.written.size() + 1 + b.written.size()}, hash_step(a.key, b.key), a.telling + b.telling};
    out.telling *= 0.75;
    out.name = is_capital(a.written) && is_capital(b.written);
    return out;
  }
  static void count(std::vector<Term>& terms, const Term& term) {
    const auto at = std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return t.key == term.key; });
    if (at == terms.end()) terms.push_back(term);
    else ++at->count;
  }

  const CommonWords& common_;
  std::size_t language_;
  std::vector<Term> singles_, pairs_;
};

}  // namespace

Result<CommonWords> CommonWords::read(std::span<const std::uint8_t> bytes) {
  TRY(ModelFile file, read_model(bytes));
  if (file.weighted || file.task != "words") return fail(Errc::model, "it is no table of words");
  return CommonWords(std::move(file));
}

double CommonWords::commonness(std::uint32_t word, std::size_t language) const {
  const std::size_t row = std::uint64_t{word} >> (32 - file_.bits);
  return static_cast<std::int8_t>(file_.rows[row * file_.labels.size() + language]) * file_.weight_scale;
}

std::optional<std::size_t> CommonWords::number_of(std::string_view language) const {
  const auto at = std::find(file_.labels.begin(), file_.labels.end(), language);
  if (at == file_.labels.end()) return std::nullopt;
  return static_cast<std::size_t>(at - file_.labels.begin());
}

void read_words(std::string_view text, std::vector<TextWord>& out) {
  out.clear();
  text::Scanner scanner(text);
  for (text::Segment segment; scanner.next(segment);) {
    if (segment.kind != text::SegmentKind::word || segment.tag.kind == text::TokenKind::mention) continue;
    const std::string_view word = text.substr(segment.begin, segment.bare_end - segment.begin);
    if (!word.empty()) out.push_back({word, feature_of_word(word)});
  }
}

std::vector<std::string_view> salient_terms(std::span<const TextWord> words, std::string_view language,
                                            const CommonWords& common, std::size_t most) {
  const auto number = common.number_of(language);
  if (!number) return {};
  Terms terms(common, *number);
  terms.add(words);
  std::vector<std::string_view> out;
  for (const Term& term : terms.take())
    if (out.size() < most) out.push_back(term.written);
  return out;
}

std::vector<std::string_view> salient_terms(std::string_view text, std::string_view language, const CommonWords& common,
                                            std::size_t most) {
  std::vector<TextWord> words;
  read_words(text::clip(text, kMostBytes), words);
  return salient_terms(words, language, common, most);
}

}  // namespace resonanz::understand
