#pragma once
// What happened, line by line: the last lines for people, a hash of all for "the same seed gives the same run".

#include <sodium.h>

#include <deque>
#include <string>

namespace resonanz::simulation {

class Trace {
 public:
  explicit Trace(bool print) : print_(print) { crypto_generichash_init(&state_, nullptr, 0, 16); }

  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    std::string line = fmt::format(format, std::forward<Args>(args)...) + "\n";
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(line.data()), line.size());
    if (print_) fmt::print("{}", line);
    last_.push_back(std::move(line));
    if (last_.size() > 60) last_.pop_front();
  }

  std::string hash() const {
    auto state = state_;
    unsigned char digest[16];
    crypto_generichash_final(&state, digest, sizeof digest);
    return fmt::format("{:02x}", fmt::join(digest, digest + sizeof digest, ""));
  }
  const std::deque<std::string>& last() const { return last_; }

 private:
  bool print_;
  crypto_generichash_state state_;
  std::deque<std::string> last_;
};

}  // namespace resonanz::simulation
