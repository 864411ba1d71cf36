#include "understand/encoder/weights.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <map>

namespace resonanz::understand {
namespace {

constexpr std::size_t kMostSize = 4096, kMostInner = 16384, kMostHeads = 64, kMostLayers = 64, kMostWords = 2'000'000,
                      kMostTokens = 8192, kMostLetters = 100'000, kMostTensors = 4096, kMostPieceBytes = 256;

/// Walks through bytes; past their end everything is 0 and it is not ok() any more.
class Cursor {
 public:
  explicit Cursor(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  template <typename T>
  T take() {
    T out{};
    if (const auto part = take(sizeof(T)); !part.empty()) std::memcpy(&out, part.data(), sizeof(T));
    return out;
  }
  /// Empty where there are not so many.
  std::span<const std::uint8_t> take(std::uint64_t count) {
    ok_ = ok_ && count <= bytes_.size() - at_;
    if (!ok_) return {};
    at_ += count;
    return bytes_.subspan(at_ - count, count);
  }
  bool ok() const { return ok_; }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

struct Sizes {
  std::int32_t size, layers, heads, inner, words, longest, kinds;
};

bool is_within(std::int32_t value, std::size_t most) { return value >= 1 && static_cast<std::size_t>(value) <= most; }

bool fit(const Sizes& sizes) {
  const auto blocks = [](std::int32_t value) { return value % static_cast<std::int32_t>(Matrix::kBlock) == 0; };
  return is_within(sizes.size, kMostSize) && is_within(sizes.layers, kMostLayers) &&
         is_within(sizes.heads, kMostHeads) && is_within(sizes.inner, kMostInner) &&
         is_within(sizes.words, kMostWords) && is_within(sizes.longest, kMostTokens) && sizes.longest >= 4 &&
         sizes.kinds >= 1 && blocks(sizes.size) && blocks(sizes.inner) && sizes.size % sizes.heads == 0;
}

bool read_pieces(Cursor& in, std::size_t words, EncoderWeights& out) {
  const auto count = in.take<std::int32_t>();
  out.begin = in.take<std::uint32_t>();
  out.end = in.take<std::uint32_t>();
  in.take<std::uint32_t>();  // what fills up batches: not needed
  out.unknown = in.take<std::uint32_t>();
  const auto length = in.take<std::uint64_t>();
  if (!in.ok() || !is_within(count, words) || out.begin >= words || out.end >= words || out.unknown >= words)
    return false;
  const auto number = static_cast<std::size_t>(count);
  std::vector<std::uint32_t> ends(number + 1);
  for (std::uint32_t& end : ends) end = in.take<std::uint32_t>();
  out.scores.resize(number);
  for (float& score : out.scores) score = in.take<float>();
  const auto blob = in.take(length);
  if (!in.ok() || !std::all_of(out.scores.begin(), out.scores.end(), [](float f) { return std::isfinite(f); }))
    return false;
  for (std::size_t i = 0; i < number; ++i) {
    if (ends[i] > ends[i + 1] || ends[i + 1] > blob.size() || ends[i + 1] - ends[i] > kMostPieceBytes) return false;
    out.pieces.emplace_back(reinterpret_cast<const char*>(blob.data()) + ends[i], ends[i + 1] - ends[i]);
  }
  return true;
}

bool read_letters(Cursor& in, EncoderWeights& out) {
  const auto count = in.take<std::int32_t>();
  const auto length = in.take<std::uint32_t>();
  Cursor letters(in.take(length));
  if (!in.ok() || count < 0 || !is_within(count + 1, kMostLetters)) return false;
  const auto is_character = [](std::uint32_t c) { return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF); };
  for (std::int32_t i = 0; i < count; ++i) {
    EncoderWeights::Letter letter{letters.take<std::uint32_t>(), std::vector<char32_t>(letters.take<std::uint8_t>())};
    for (char32_t& to : letter.to) to = letters.take<std::uint32_t>();
    if (!letters.ok() || !std::all_of(letter.to.begin(), letter.to.end(), is_character)) return false;
    out.letters.push_back(std::move(letter));
  }
  return std::is_sorted(out.letters.begin(), out.letters.end(), [](auto& a, auto& b) { return a.from < b.from; });
}

/// The directory of named tensors; what is not there or has another size makes it not ok().
class Tensors {
 public:
  Tensors(std::span<const std::uint8_t> file, Cursor& in) {
    const auto count = in.take<std::int32_t>();
    ok_ = in.ok() && is_within(count, kMostTensors);
    for (std::int32_t i = 0; ok_ && i < count; ++i) {
      const auto name = in.take(in.take<std::uint16_t>());
      in.take<std::uint8_t>();   // kind of numbers: told by the name
      in.take<std::uint32_t>();  // their count: told by the sizes
      const auto offset = in.take<std::uint64_t>(), length = in.take<std::uint64_t>();
      ok_ = in.ok() && offset <= file.size() && length <= file.size() - offset;
      if (ok_) places_[std::string(name.begin(), name.end())] = file.subspan(offset, length);
    }
  }

  std::span<const float> floats(const std::string& name, std::size_t count) {
    const auto place = place_of(name, count * sizeof(float));
    ok_ = ok_ && reinterpret_cast<std::uintptr_t>(place.data()) % alignof(float) == 0;
    if (!ok_) return {};
    return {reinterpret_cast<const float*>(place.data()), count};
  }
  Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns) {
    const Matrix sizes{nullptr, rows, columns};
    return {place_of(name, rows * sizes.row_bytes()).data(), rows, columns};
  }
  Affine affine(const std::string& name, std::size_t rows, std::size_t columns) {
    return {matrix(name + ".w", rows, columns), floats(name + ".b", rows)};
  }
  Norm norm(const std::string& name, std::size_t size) {
    return {floats(name + ".w", size), floats(name + ".b", size)};
  }
  bool ok() const { return ok_; }

 private:
  std::span<const std::uint8_t> place_of(const std::string& name, std::size_t bytes) {
    const auto at = places_.find(name);
    ok_ = ok_ && at != places_.end() && at->second.size() == bytes;
    return ok_ ? at->second : std::span<const std::uint8_t>{};
  }

  std::map<std::string, std::span<const std::uint8_t>> places_;
  bool ok_ = false;
};

EncoderLayer read_layer(Tensors& tensors, std::size_t number, std::size_t size, std::size_t inner) {
  const std::string at = fmt::format("l{}.", number);
  EncoderLayer out;
  out.query = tensors.affine(at + "q", size, size);
  out.key = tensors.affine(at + "k", size, size);
  out.value = tensors.affine(at + "v", size, size);
  out.output = tensors.affine(at + "ao", size, size);
  out.inner = tensors.affine(at + "fi", inner, size);
  out.outer = tensors.affine(at + "fo", size, inner);
  out.after_attention = tensors.norm(at + "aln", size);
  out.after_inner = tensors.norm(at + "oln", size);
  return out;
}

}  // namespace

Result<EncoderWeights> read_encoder_weights(std::span<const std::uint8_t> bytes) {
  constexpr std::uint32_t kMagic = 0x31533545;  // "E5S1"
  Cursor in(bytes);
  if (in.take<std::uint32_t>() != kMagic) return fail(Errc::model, "it does not begin as weights of an encoder");
  in.take<std::uint32_t>();  // version
  const auto sizes = in.take<Sizes>();
  EncoderWeights out;
  out.epsilon = in.take<float>();
  const auto block = in.take<std::int32_t>();
  if (!in.ok() || !fit(sizes) || block != static_cast<std::int32_t>(Matrix::kBlock) ||
      !(out.epsilon > 0 && out.epsilon < 1))
    return fail(Errc::model, "its sizes are none of an encoder");
  out.size = static_cast<std::size_t>(sizes.size);
  out.heads = static_cast<std::size_t>(sizes.heads);
  out.inner = static_cast<std::size_t>(sizes.inner);
  out.longest = static_cast<std::size_t>(sizes.longest);
  const auto words = static_cast<std::size_t>(sizes.words);
  if (!read_pieces(in, words, out)) return fail(Errc::model, "its pieces of words are damaged");
  if (!read_letters(in, out)) return fail(Errc::model, "its letters are damaged");
  Tensors tensors(bytes, in);
  out.words = tensors.matrix("emb.word", words, out.size);
  out.positions = tensors.floats("emb.pos", out.longest * out.size);
  out.kind = tensors.floats("emb.type", static_cast<std::size_t>(sizes.kinds) * out.size);
  out.first = tensors.norm("emb.ln", out.size);
  for (std::size_t i = 0; i < static_cast<std::size_t>(sizes.layers); ++i)
    out.layers.push_back(read_layer(tensors, i, out.size, out.inner));
  if (!tensors.ok()) return fail(Errc::model, "its matrices are missing, too short or too long");
  return out;
}

}  // namespace resonanz::understand
