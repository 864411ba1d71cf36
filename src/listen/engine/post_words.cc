#include "listen/engine/post_words.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kBitsAWord = 64, kFewestBits = 2048, kMostBits = 65'536;  // PostWords::may_have() has 16 bits

}  // namespace

void PostWords::begin(const Lexicon& lexicon, const text::Readings& readings) {
  lexicon_ = &lexicon, readings_ = &readings, asked_ = 0;
  if (found_.size() < lexicon.size() || ++post_ == 0) {
    found_.assign(std::max(found_.size(), lexicon.size()), 0);
    post_ = 1;
  }
  const auto hashes = readings.hashes();
  bits_.reset(std::clamp(hashes.size() * kBitsAWord, kFewestBits, kMostBits));
  bits_.add(hashes);
  bits_.add(kInEveryPost);
}

}  // namespace resonanz::listen
