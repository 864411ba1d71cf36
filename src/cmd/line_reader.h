#pragma once
// Lines of a file or of standard input, in bounded memory.

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace resonanz::cmd {

/// A line longer than this is reported as too large and skipped.
inline constexpr std::size_t kLongestLine = 64u << 20;

/// Not thread-safe.
class LineReader {
 public:
  /// "-" is standard input. Errors: Errc::file.
  static Result<LineReader> open(const std::string& path);

  /// The next line without its newline (and carriage return; the first without a byte order mark), counted in number();
  /// empty at the end. A line that is too long comes as its first kLongestLine bytes with too_long() true. Valid until
  /// the next call.
  std::optional<std::string_view> next();
  std::uint64_t number() const { return number_; }
  bool too_long() const { return too_long_; }
  /// True if reading stopped at an error, not at the end.
  bool failed() const { return std::ferror(file_.get()) != 0; }

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };

  explicit LineReader(std::FILE* file);
  bool fill();

  std::unique_ptr<std::FILE, Close> file_;
  std::unique_ptr<char[]> buffer_;
  std::size_t at_ = 0, end_ = 0;
  std::string line_;
  std::uint64_t number_ = 0;
  bool too_long_ = false;
};

}  // namespace resonanz::cmd
