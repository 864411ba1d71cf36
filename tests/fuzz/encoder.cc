// libFuzzer: any bytes as an encoder's weights, and the rest as a text. A file that is taken leads nowhere outside of
// itself.
#include <cstdlib>

#include "text/utf8.h"
#include "understand/encoder/encoder.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::size_t words = size / 4;
  const auto encoder = understand::Encoder::read({data, size - words});
  if (!encoder) return 0;
  const std::string text = text::to_valid_utf8({reinterpret_cast<const char*>(data) + size - words, words});
  if (encoder->tokens_of(text).size() > understand::Encoder::kMostTokens) std::abort();
  if (encoder->encode(text).size() != encoder->size()) std::abort();
  return 0;
}
