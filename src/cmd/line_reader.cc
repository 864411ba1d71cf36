#include "cmd/line_reader.h"

#include <cerrno>
#include <cstring>

namespace resonanz::cmd {
namespace {
constexpr std::size_t kBufferSize = 256 * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // as Windows writes it before UTF-8
}

LineReader::LineReader(std::FILE* file) : file_(file), buffer_(std::make_unique<char[]>(kBufferSize)) {}

Result<LineReader> LineReader::open(const std::string& path) {
  if (path == "-") return LineReader(stdin);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return fail(Errc::file, fmt::format("{}: {}", path, std::strerror(errno)));
  return LineReader(file);
}

bool LineReader::fill() {
  at_ = 0;
  end_ = std::fread(buffer_.get(), 1, kBufferSize, file_.get());
  return end_ > 0;
}

std::optional<std::string_view> LineReader::next() {
  if (at_ == end_ && !fill()) return std::nullopt;
  ++number_;
  line_.clear();
  too_long_ = false;
  do {
    const char* begin = buffer_.get() + at_;
    const auto* newline = static_cast<const char*>(std::memchr(begin, '\n', end_ - at_));
    const std::size_t size = newline ? static_cast<std::size_t>(newline - begin) : end_ - at_;
    const std::size_t room = kLongestLine - line_.size();
    too_long_ |= size > room;
    line_.append(begin, std::min(size, room));
    at_ += size + (newline ? 1 : 0);
    if (newline) break;
  } while (fill());
  if (line_.ends_with('\r')) line_.pop_back();
  std::string_view line = line_;
  if (number_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  return line;
}

}  // namespace resonanz::cmd
