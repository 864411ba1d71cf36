#include "understand/other_languages.h"

#include <array>

#include "text/utf8.h"
#include "understand/fast_text_tables.h"
#include "understand/label_tree.h"
#include "understand/letters.h"

namespace resonanz::understand {
namespace {

using Vector = FastTextFile::Vector;

constexpr std::string_view kLabelPrefix = "__label__", kLineEnd = "</s>";
constexpr char kWordBegins = '<', kWordEnds = '>';
// Each letter, and each border of a word, begins at most three n-grams; a word is one more.
constexpr std::size_t kMostVectors = 2 * OtherLanguages::kLetters * 4;

bool is_inside_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Of a text's words and their n-grams, in their order.
class VectorList {
 public:
  void add(std::uint32_t vector) { list_[count_++] = vector; }
  std::span<const std::uint32_t> all() const { return {list_.data(), count_}; }

 private:
  std::array<std::uint32_t, kMostVectors> list_;
  std::size_t count_ = 0;
};

}  // namespace

struct OtherLanguages::State {
  explicit State(FastTextFile read) : file(std::move(read)) {
    for (const auto& label : file.labels) codes.push_back(label.name.substr(kLabelPrefix.size()));
  }
  VectorList vectors_of(std::span<const char32_t> letters) const;
  void add_word(std::string_view word, VectorList& out) const;
  Vector mean_of(std::span<const std::uint32_t> vectors) const;

  FastTextFile file;
  FastTextWords words{file.words};
  FastTextGrams grams{file};
  LabelTree tree{file};
  std::vector<std::string> codes;  ///< by number of the label
};

VectorList OtherLanguages::State::vectors_of(std::span<const char32_t> letters) const {
  VectorList out;
  std::string word(1, kWordBegins);
  for (const char32_t letter : letters.subspan(1)) {
    if (letter != ' ') {
      text::append(word, letter);
      continue;
    }
    add_word(word += kWordEnds, out);
    word.resize(1);
  }
  if (const auto end = words.vector_of(kLineEnd); end != kNoVector) out.add(end);
  return out;
}

/// `word` with both borders.
void OtherLanguages::State::add_word(std::string_view word, VectorList& out) const {
  const auto add = [&](std::uint32_t vector) {
    if (vector == kNoVector) return;
    __builtin_prefetch(&file.vectors[vector]);
    out.add(vector);
  };
  add(words.vector_of(word.substr(1, word.size() - 2)));
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    if (is_inside_letter(word[begin])) continue;
    std::uint32_t hash = kFastTextSeed;
    for (std::size_t at = begin, letters = 1; at < word.size() && letters <= FastTextFile::kLongestGram; ++letters) {
      do hash = fast_text_step(hash, word[at++]);
      while (at < word.size() && is_inside_letter(word[at]));
      if (letters >= FastTextFile::kShortestGram) add(grams.vector_of(hash));
    }
  }
}

/// Summed one after another, as fastText sums.
Vector OtherLanguages::State::mean_of(std::span<const std::uint32_t> vectors) const {
  Vector sum;
  for (const std::uint32_t vector : vectors)
    for (std::size_t i = 0; i < FastTextFile::kDimension; ++i) sum.of[i] += file.vectors[vector].of[i];
  const auto share = static_cast<float>(1.0 / static_cast<double>(vectors.size()));
  for (float& value : sum.of) value *= share;
  return sum;
}

OtherLanguages::OtherLanguages(std::unique_ptr<State> state) : state_(std::move(state)) {}
OtherLanguages::OtherLanguages(OtherLanguages&&) noexcept = default;
OtherLanguages::~OtherLanguages() = default;

Result<OtherLanguages> OtherLanguages::read(std::span<const std::uint8_t> bytes) {
  TRY(FastTextFile file, read_fast_text(bytes));
  for (const auto& label : file.labels)
    if (!label.name.starts_with(kLabelPrefix)) return fail(Errc::model, "its labels are no languages");
  return OtherLanguages(std::make_unique<State>(std::move(file)));
}

LanguageGuess OtherLanguages::identify(std::string_view text) const {
  std::array<char32_t, kLetters> letters;
  const std::size_t count = read_letters(text, Digits::drop, letters);
  if (count == 0) return {};
  const VectorList vectors = state_->vectors_of({letters.data(), count});
  if (vectors.all().empty()) return {};
  const auto found = state_->tree.find(state_->mean_of(vectors.all()), kSure);
  return found ? LanguageGuess{state_->codes[found->label], found->p} : LanguageGuess{};
}

}  // namespace resonanz::understand
