#pragma once
// One thing or several, in German and English.

#include <string_view>

namespace resonanz {

struct Plural {
  std::string_view de_one, de_many, en_one, en_many;
  constexpr std::string_view of(bool is_one, bool german) const {
    return german ? (is_one ? de_one : de_many) : (is_one ? en_one : en_many);
  }
};

}  // namespace resonanz
