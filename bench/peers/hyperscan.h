#pragma once
// Hyperscan or Vectorscan over words with a blank before and behind.

#include <string_view>

#include "input.h"

struct hs_database;
struct hs_scratch;

namespace resonanz::peers {

class Hyperscan {
 public:
  /// Of a word whose places do not matter the first hit only is told. Ends the program where the library refuses.
  Hyperscan(const std::vector<std::string>& words, const std::vector<bool>& needs_places);
  ~Hyperscan();
  Hyperscan(const Hyperscan&) = delete;
  Hyperscan& operator=(const Hyperscan&) = delete;

  /// As AhoCorasick::scan().
  template <typename See>
  void scan(std::string_view text, See&& see) const {
    scan_each(
        text,
        [](void* to, Term term, std::size_t byte) { (*static_cast<std::remove_reference_t<See>*>(to))(term, byte); },
        &see);
  }
  std::size_t bytes() const;

 private:
  void scan_each(std::string_view text, void (*see)(void*, Term, std::size_t), void* to) const;

  hs_database* database_ = nullptr;
  hs_scratch* scratch_ = nullptr;
};

}  // namespace resonanz::peers
