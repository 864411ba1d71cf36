#include "auth/exif.h"

#include <cstdint>

namespace resonanz::auth {
namespace {

constexpr unsigned kOrientation = 0x0112, kShort = 3;

/// A number of `size` bytes at `at`; 0 beyond the end.
std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size, bool little) {
  std::uint32_t out = 0;
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  for (std::size_t i = 0; i < size; ++i)
    out = out << 8 | static_cast<unsigned char>(bytes[at + (little ? size - 1 - i : i)]);
  return out;
}

/// The first directory of a TIFF block.
int orientation_of(std::string_view tiff) {
  const bool little = tiff.starts_with("II");
  if (!little && !tiff.starts_with("MM")) return 1;
  const std::size_t directory = number(tiff, 4, 4, little);
  const std::size_t entries = number(tiff, directory, 2, little);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    if (entry >= tiff.size()) break;
    if (number(tiff, entry, 2, little) != kOrientation || number(tiff, entry + 2, 2, little) != kShort) continue;
    const auto value = number(tiff, entry + 8, 2, little);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int exif_orientation(std::string_view jpeg) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  for (std::size_t at = 2; at + 4 <= jpeg.size() && jpeg[at] == '\xFF';) {
    const auto marker = static_cast<unsigned char>(jpeg[at + 1]);
    const std::size_t length = number(jpeg, at + 2, 2, false);
    if (marker == 0xDA || length < 2) break;  // the pixels begin
    const std::string_view segment = jpeg.substr(at + 4, length - 2);
    if (marker == 0xE1 && segment.starts_with(kExif)) return orientation_of(segment.substr(kExif.size()));
    at += 2 + length;
  }
  return 1;
}

}  // namespace resonanz::auth
