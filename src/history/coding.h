#pragma once
// How numbers and sets of ordinals become bytes of a segment, and back.

#include <string>
#include <string_view>

#include "history/bits.h"

namespace resonanz::history {

void put_number(std::string& out, std::uint64_t number);
/// Small for numbers near zero, whatever their sign.
void put_signed(std::string& out, std::int64_t number);
void put_text(std::string& out, std::string_view text);

/// Reads what put_*() wrote. Past the end and in damaged bytes it gives zeros and is not ok() from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  std::uint64_t number();
  std::int64_t signed_number();
  std::string_view text();
  std::string_view bytes(std::size_t size);
  bool at_end() const { return left_.empty(); }
  bool ok() const { return ok_; }

 private:
  std::string_view left_;
  bool ok_ = true;
};

/// `ordinals` ascend, below `size`: gaps, or where that is shorter one bit for each of `size`.
std::string encode_set(const std::vector<std::uint16_t>& ordinals, std::size_t size);
/// Adds the set to `out`, whose size is the one that was encoded with. False: the bytes are damaged.
bool decode_set(std::string_view bytes, Bits& out);
/// The same as a list, which is written over; `size` is the one that was encoded with.
bool decode_list(std::string_view bytes, std::size_t size, std::vector<std::uint16_t>& out);

}  // namespace resonanz::history
