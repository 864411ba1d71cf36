#include "history/coding.h"

#include <cstring>

namespace resonanz::history {
namespace {

constexpr char kGaps = 0, kBitmap = 1;  // the first byte

std::string encode_bitmap(const std::vector<std::uint16_t>& ordinals, std::size_t size) {
  std::string out((size + 7) / 8, '\0');
  for (const std::uint16_t at : ordinals) out[at / 8] = static_cast<char>(out[at / 8] | 1 << at % 8);
  return out;
}

bool decode_bitmap(std::string_view bytes, Bits& out) {
  if (bytes.size() != (out.size() + 7) / 8) return false;
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i,
                std::min<std::size_t>(8, bytes.size() - i));  // little endian, as all we run on
    out.words()[i / 8] |= word;
  }
  return true;
}

template <typename See>
bool each_gap(std::string_view bytes, std::size_t size, See&& see) {
  ByteReader in(bytes);
  if (in.number() != std::uint64_t{kGaps}) return false;
  for (std::uint64_t next = 0; !in.at_end(); ++next) {
    next += in.number();
    if (!in.ok() || next >= size) return false;
    see(next);
  }
  return in.ok();
}

}  // namespace

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

void put_signed(std::string& out, std::int64_t number) {
  put_number(out, static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63));
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

std::uint64_t ByteReader::number() {
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < 64 && !left_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    out |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return out;
  }
  ok_ = false;
  left_ = {};
  return 0;
}

std::int64_t ByteReader::signed_number() {
  const std::uint64_t number = this->number();
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

std::string_view ByteReader::text() { return bytes(number()); }

std::string_view ByteReader::bytes(std::size_t size) {
  if (size > left_.size()) {
    ok_ = false;
    left_ = {};
    return {};
  }
  const std::string_view out = left_.substr(0, size);
  left_.remove_prefix(size);
  return out;
}

std::string encode_set(const std::vector<std::uint16_t>& ordinals, std::size_t size) {
  std::string out;
  out.push_back(kGaps);
  std::uint32_t next = 0;
  for (const std::uint16_t at : ordinals) {
    put_number(out, at - next);
    next = at + 1u;
  }
  if (out.size() <= size / 8) return out;
  out.clear();
  out.push_back(kBitmap);
  return out += encode_bitmap(ordinals, size);
}

bool decode_set(std::string_view bytes, Bits& out) {
  if (!bytes.empty() && bytes[0] == kBitmap) return decode_bitmap(bytes.substr(1), out);
  return each_gap(bytes, out.size(), [&](std::uint64_t at) { out.set(at); });
}

bool decode_list(std::string_view bytes, std::size_t size, std::vector<std::uint16_t>& out) {
  out.clear();
  if (bytes.empty() || bytes[0] != kBitmap)
    return each_gap(bytes, size, [&](std::uint64_t at) { out.push_back(static_cast<std::uint16_t>(at)); });
  Bits set(size);
  if (!decode_bitmap(bytes.substr(1), set)) return false;
  set.each_up([&](std::size_t at) { out.push_back(static_cast<std::uint16_t>(at)); });
  return true;
}

}  // namespace resonanz::history
