#include "text/essence.h"

#include "text/utf8.h"

namespace resonanz::text {

std::string essence(std::string_view text) {
  std::string out;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t i = 0; i < valid.size();) {
    const CodePoint point = code_point_at(valid, i);
    i += point.size;
    const bool letter = point.value < 0x80 ? std::isalnum(static_cast<int>(point.value)) != 0
                                           : point.value > 0xbf && (point.value < 0x2000 || point.value > 0x206f);
    if (letter) append(out, point.value);
  }
  return out;
}

}  // namespace resonanz::text
