#include "understand/duplicates.h"

#include <algorithm>
#include <bit>

#include "text/hash.h"
#include "understand/essence.h"
#include "understand/letters.h"

namespace resonanz::understand {
namespace {

constexpr std::size_t kRun = 5;
constexpr std::size_t kFewestRuns = 8;  // below, one changed letter changes everything
constexpr std::size_t kFewestTelling = 1;
// Of telling words: in fewer, one other word says another thing. Letters are for scripts without spaces.
constexpr std::size_t kFewestToBeAlike = 7, kFewestLettersToBeAlike = 45;
constexpr double kAlikeByChance = 1.0 / 256;
constexpr double kLengths = 0.5;  // the shorter has at least this share of the longer one's runs

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return text::fold_multiply(a ^ 0xA0761D6478BD642F, b ^ 0xE7037ED1A0B428DB);
}

/// " rt " is how a repost begins; the name after it is left out with the letters.
std::size_t repost_prefix(const char32_t* letters, std::size_t count) {
  return count > 4 && letters[1] == 'r' && letters[2] == 't' && letters[3] == ' ' ? 3 : 0;
}

/// What letters say as words.
class WordKeys {
 public:
  explicit WordKeys(bool asks) : essence_(asks) {}

  void see(char32_t letter) {
    if (letter != ' ') {
      digit_ |= letter >= '0' && letter <= '9';
      word_ = word_step(word_, letter);
      ++length_;
      return;
    }
    const WordKind kind = digit_ ? WordKind::deciding : kind_of_word(word_);
    if (kind == WordKind::deciding) numbers_ += mix(word_, 1);
    if (kind != WordKind::small) essence_ = mix(essence_, word_), ++telling_, letters_ += length_;
    length_ = 0;
    word_ = 0;
    digit_ = false;
  }
  /// A sum over the words that have a digit, name a date or negate: their order does not matter.
  std::uint64_t numbers() const { return numbers_; }
  /// Of the words that say something, in their order.
  std::uint64_t essence() const { return telling_ < kFewestTelling ? 0 : essence_; }
  /// Enough is said for texts that differ in a word to say the same.
  bool may_be_alike() const {
    return telling_ >= kFewestToBeAlike || letters_ >= kFewestLettersToBeAlike;
  }

 private:
  std::uint64_t numbers_ = 0, essence_, word_ = 0;
  std::size_t telling_ = 0, letters_ = 0, length_ = 0;
  bool digit_ = false;
};

}  // namespace

Duplicates::Duplicates(std::size_t most)
    : entries_(std::max<std::size_t>(most, 1)), mask_(std::bit_ceil(entries_.size()) - 1) {
  exact_.resize(mask_ + 1);
  essences_.resize(mask_ + 1);
  bands_.resize((mask_ + 1) * kBands);
}

/// What letters say as runs. One permutation: a run's hash says which of the values it stands for, and the smallest
/// stays.
class Duplicates::RunValues {
 public:
  RunValues() { least_.fill(kNone); }

  /// One of the first, with which no run is whole.
  void begin(char32_t letter) { run_ = run_ << kBits ^ letter; }
  void see(char32_t letter) {
    run_ = (run_ << kBits ^ letter) & ((std::uint64_t{1} << kBits * kRun) - 1);
    const std::uint64_t hash = mix(run_, kRun);
    std::uint64_t& value = least_[hash >> 58];
    value = std::min(value, hash << 6);
  }
  /// Values without a run borrow from others, each in an order of its own. Precondition: there is a run.
  void sign(Signature& signature, BandKeys& keys) const {
    auto values = least_;
    for (std::size_t i = 0; i < kValues; ++i)
      for (std::uint64_t attempt = 0; values[i] == kNone; ++attempt) values[i] = least_[mix(i, attempt) >> 58];
    for (std::size_t i = 0; i < kValues; ++i) signature[i] = static_cast<std::uint8_t>(values[i] >> 56);
    for (std::size_t band = 0; band < kBands; ++band) {
      std::uint64_t key = band;
      for (std::size_t i = 0; i < kBandValues; ++i) key = mix(key, values[band * kBandValues + i]);
      keys[band] = key;
    }
  }

 private:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  static constexpr unsigned kBits = 12;  // of a letter

  std::array<std::uint64_t, kValues> least_;
  std::uint64_t run_ = 0;
};

const Duplicates::Entry* Duplicates::at_slot(std::uint32_t slot) const {
  if (slot == 0) return nullptr;
  const auto back = static_cast<std::uint32_t>(next_ + 1) - slot;  // how many posts ago
  if (back == 0 || back > next_ || !is_remembered(next_ - back)) return nullptr;
  return &entries_[(next_ - back) % entries_.size()];
}

std::uint64_t Duplicates::number_of(const Entry& entry) const {
  const auto at = static_cast<std::uint64_t>(&entry - entries_.data());
  return next_ - 1 - (next_ - 1 - at) % entries_.size();
}

const Duplicates::Entry* Duplicates::equal_to(const Entry& entry) const {
  const Entry* other = at_slot(exact_[entry.exact & mask_]);
  if (other && other->exact == entry.exact) return other;
  other = entry.essence == 0 ? nullptr : at_slot(essences_[entry.essence & mask_]);
  return other && other->essence == entry.essence ? other : nullptr;
}

const Duplicates::Entry* Duplicates::like(const Entry& entry, const BandKeys& keys) const {
  const Entry* last = nullptr;
  for (std::size_t band = 0; band < kBands; ++band) {
    const Entry* other = at_slot(bands_[band * (mask_ + 1) + (keys[band] & mask_)]);
    if (!other || other == last || other->numbers != entry.numbers || other->runs == 0) continue;
    last = other;
    if (std::min(other->runs, entry.runs) < kLengths * std::max(other->runs, entry.runs)) continue;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < kValues; ++i) equal += other->signature[i] == entry.signature[i];
    const double share = static_cast<double>(equal) / kValues;
    if ((share - kAlikeByChance) / (1 - kAlikeByChance) >= kAlike) return other;
  }
  return nullptr;
}

std::optional<std::uint64_t> Duplicates::add(std::string_view text) {
  text = without_notes(text, kept_);
  std::array<char32_t, kLetters> buffer;
  const std::size_t count = read_letters(text, Digits::keep, buffer);
  const std::size_t skipped = repost_prefix(buffer.data(), count);
  const char32_t* letters = buffer.data() + skipped;
  const std::size_t size = count - skipped;

  Entry entry{};
  entry.exact = size == 0 ? text::hash_bytes(text, 1)  // only signs: they are all there is
                          : text::hash_bytes({reinterpret_cast<const char*>(letters), size * sizeof(char32_t)});
  const std::size_t runs = size < kRun ? 0 : size - kRun + 1;
  entry.runs = runs < kFewestRuns ? 0 : static_cast<std::uint32_t>(runs);
  WordKeys words(text.find('?') != text.npos);
  RunValues values;
  const std::size_t begun = std::min(size, kRun - 1);
  for (std::size_t i = 0; i < begun; ++i) {
    if (i > 0) words.see(letters[i]);  // the first is the space before the first word
    values.begin(letters[i]);
  }
  for (std::size_t i = begun; i < size; ++i) {  // both at once: neither has to wait for the other
    words.see(letters[i]);
    values.see(letters[i]);
  }
  entry.numbers = words.numbers();
  entry.essence = words.essence();
  if (!words.may_be_alike()) entry.runs = 0;
  __builtin_prefetch(&essences_[entry.essence & mask_]);

  BandKeys keys;
  if (entry.runs > 0) {
    values.sign(entry.signature, keys);
    for (std::size_t band = 0; band < kBands; ++band) __builtin_prefetch(&band_slot(band, keys[band]));
  }
  const Entry* same = equal_to(entry);
  if (!same && entry.runs > 0) same = like(entry, keys);
  std::optional<std::uint64_t> first;
  if (same) first = is_remembered(same->first) ? same->first : number_of(*same);
  entry.first = first.value_or(next_);
  const auto slot = static_cast<std::uint32_t>(next_ + 1);
  exact_[entry.exact & mask_] = slot;
  if (entry.essence != 0) essences_[entry.essence & mask_] = slot;
  if (entry.runs > 0)
    for (std::size_t band = 0; band < kBands; ++band) band_slot(band, keys[band]) = slot;
  entries_[next_ % entries_.size()] = entry;
  ++next_;
  return first;
}

}  // namespace resonanz::understand
