#include "understand/fast_text_file.h"

#include <algorithm>
#include <cstring>

namespace resonanz::understand {
namespace {

constexpr std::int32_t kMagic = 793712314, kVersion = 12;
constexpr std::int32_t kOneWord = 1, kTreeOfLabels = 1, kClassifier = 3;
constexpr std::uint8_t kNo = 0, kYes = 1;
constexpr std::size_t kCentroids = 256, kPart = 2, kParts = FastTextFile::kDimension / kPart;
constexpr std::int64_t kMostCount = std::int64_t{1} << 40;  // so that sums of counts are no overflow
constexpr const char* kOtherKind = "it is no fastText model of the kind that this program reads";

/// Numbers in the machine's order, which is the file's (little-endian). After the end all is zero and ok() false.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  /// Fills a piece of memory that any bytes may stand in.
  void fill(void* out, std::size_t size) {
    ok_ &= size <= rest_.size();
    if (!ok_) return;
    if (size > 0) std::memcpy(out, rest_.data(), size);
    rest_ = rest_.subspan(size);
  }
  template <typename T>
  T take() {
    T out{};
    fill(&out, sizeof(out));
    return out;
  }
  std::string take_text() {
    const auto end = std::find(rest_.begin(), rest_.end(), 0);
    ok_ &= end != rest_.end();
    if (!ok_) return {};
    std::string out(rest_.begin(), end);
    rest_ = rest_.subspan(out.size() + 1);
    return out;
  }
  /// The numbers that come next are these.
  template <typename T>
  bool are(std::initializer_list<T> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [&](T number) { return take<T>() == number; }) && ok_;
  }
  /// That many things of at least one byte each can still come.
  bool has_room_for(std::int64_t count) const {
    return ok_ && count >= 0 && static_cast<std::uint64_t>(count) <= rest_.size();
  }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

bool read_settings(Bytes& in) {
  if (!in.are({kMagic, kVersion, std::int32_t{FastTextFile::kDimension}})) return false;
  for (int i = 0; i < 4; ++i) in.take<std::int32_t>();  // how it was trained
  const bool fits = in.are({kOneWord, kTreeOfLabels, kClassifier, std::int32_t{FastTextFile::kBuckets},
                            std::int32_t{FastTextFile::kShortestGram}, std::int32_t{FastTextFile::kLongestGram}});
  in.take<std::int32_t>(), in.take<double>();  // how it was trained
  return fits;
}

bool read_dictionary(Bytes& in, FastTextFile& out) {
  const auto size = in.take<std::int32_t>(), words = in.take<std::int32_t>(), labels = in.take<std::int32_t>();
  in.take<std::int64_t>();  // words of the training texts
  const auto buckets = in.take<std::int64_t>();
  if (labels < 1 || words < 0 || size - words != labels || !in.has_room_for(size) || !in.has_room_for(buckets))
    return false;
  for (std::int32_t i = 0; i < size; ++i) {
    std::string text = in.take_text();
    const auto count = in.take<std::int64_t>();
    const bool is_label = in.take<std::uint8_t>() == 1;
    if (is_label != (i >= words) || count < 0 || count > kMostCount) return false;
    if (is_label) out.labels.push_back({std::move(text), count});
    else out.words.push_back(std::move(text));
  }
  for (std::int64_t i = 0; i < buckets; ++i) {
    const auto number = in.take<std::uint32_t>(), row = in.take<std::uint32_t>();
    if (number >= FastTextFile::kBuckets || row >= buckets) return false;
    out.buckets.push_back({number, static_cast<std::uint32_t>(words) + row});
  }
  return in.ok();
}

/// A vector is a number for each pair of its values, and one for its length.
bool read_vectors(Bytes& in, FastTextFile& out) {
  const std::size_t count = out.words.size() + out.buckets.size();
  if (!in.are({kYes, kYes}) || !in.are({static_cast<std::int64_t>(count), std::int64_t{FastTextFile::kDimension}}) ||
      !in.are({static_cast<std::int32_t>(count * kParts)}) || !in.has_room_for(static_cast<std::int64_t>(count)))
    return false;
  std::vector<std::array<std::uint8_t, kParts>> codes(count);
  in.fill(codes.data(), count * kParts);
  if (!in.are<std::int32_t>({FastTextFile::kDimension, kParts, kPart, kPart})) return false;
  std::array<std::array<std::array<float, kPart>, kCentroids>, kParts> centroids;
  in.fill(centroids.data(), sizeof(centroids));
  std::vector<std::uint8_t> length_codes(count);
  in.fill(length_codes.data(), count);
  if (!in.are<std::int32_t>({1, 1, 1, 1})) return false;
  std::array<float, kCentroids> lengths;
  in.fill(lengths.data(), sizeof(lengths));
  if (!in.ok()) return false;
  out.vectors.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t at = 0; at < FastTextFile::kDimension; ++at)
      out.vectors[i].of[at] = lengths[length_codes[i]] * centroids[at / kPart][codes[i][at / kPart]][at % kPart];
  return true;
}

bool read_weights(Bytes& in, FastTextFile& out) {
  if (!in.are({kNo}) || !in.are({static_cast<std::int64_t>(out.labels.size()), std::int64_t{FastTextFile::kDimension}}))
    return false;
  out.weights.resize(out.labels.size());
  in.fill(out.weights.data(), out.weights.size() * sizeof(FastTextFile::Vector));
  return in.at_end();
}

}  // namespace

Result<FastTextFile> read_fast_text(std::span<const std::uint8_t> bytes) {
  Bytes in(bytes);
  FastTextFile out;
  if (!read_settings(in)) return fail(Errc::model, kOtherKind);
  if (!read_dictionary(in, out) || !read_vectors(in, out) || !read_weights(in, out))
    return fail(Errc::model, "its bytes are damaged");
  return out;
}

}  // namespace resonanz::understand
