#include "understand/other_languages.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "text/utf8.h"
#include "understand/fast_text_file.h"
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

/// FNV-1a as fastText has it: of signed bytes.
constexpr std::uint32_t kFirstHash = 2166136261;
std::uint32_t hash_byte(std::uint32_t hash, char byte) {
  return (hash ^ static_cast<std::uint32_t>(static_cast<signed char>(byte))) * 16777619;
}

/// Which buckets have a vector: a bit each, and by 64 of them the number of the first one's.
class Buckets {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  /// Brings the vectors of the file into the order of their buckets.
  explicit Buckets(FastTextFile& file) : lines_((FastTextFile::kBuckets + 63) / 64) {
    std::ranges::sort(file.buckets, {}, &FastTextFile::Bucket::number);
    const std::vector<Vector> vectors = file.vectors;
    auto next = static_cast<std::uint32_t>(file.words.size());
    for (const auto& [number, vector] : file.buckets) {
      Line& line = lines_[number / 64];
      if (line.kept == 0) line.first = next;
      line.kept |= std::uint64_t{1} << number % 64;
      file.vectors[next++] = vectors[vector];
    }
  }
  std::uint32_t vector_of(std::uint32_t bucket) const {
    const Line& line = lines_[bucket / 64];
    const std::uint64_t bit = std::uint64_t{1} << bucket % 64;
    if (!(line.kept & bit)) return kNone;
    return line.first + static_cast<std::uint32_t>(std::popcount(line.kept & (bit - 1)));
  }

 private:
  struct Line {
    std::uint64_t kept = 0;
    std::uint32_t first = 0;
  };
  std::vector<Line> lines_;
};

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
  explicit State(FastTextFile read) : tree(read), buckets(read), file(std::move(read)) {
    for (std::uint32_t i = 0; i < file.words.size(); ++i) words.emplace(file.words[i], i);
    for (const auto& label : file.labels) codes.push_back(label.name.substr(kLabelPrefix.size()));
  }
  VectorList vectors_of(std::span<const char32_t> letters) const;
  void add_word(std::string_view word, VectorList& out) const;
  Vector mean_of(std::span<const std::uint32_t> vectors) const;

  LabelTree tree;
  Buckets buckets;
  FastTextFile file;
  std::unordered_map<std::string_view, std::uint32_t> words;
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
  if (const auto end = words.find(kLineEnd); end != words.end()) out.add(end->second);
  return out;
}

/// `word` with both borders.
void OtherLanguages::State::add_word(std::string_view word, VectorList& out) const {
  const auto add = [&](std::uint32_t vector) {
    __builtin_prefetch(&file.vectors[vector]);
    out.add(vector);
  };
  if (const auto known = words.find(word.substr(1, word.size() - 2)); known != words.end()) add(known->second);
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    if (is_inside_letter(word[begin])) continue;
    std::uint32_t hash = kFirstHash;
    for (std::size_t at = begin, letters = 1; at < word.size() && letters <= FastTextFile::kLongestGram; ++letters) {
      do hash = hash_byte(hash, word[at++]);
      while (at < word.size() && is_inside_letter(word[at]));
      if (letters < FastTextFile::kShortestGram) continue;
      if (const auto vector = buckets.vector_of(hash % FastTextFile::kBuckets); vector != Buckets::kNone) add(vector);
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
