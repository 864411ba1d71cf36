#pragma once
// A file as memory.

#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>

#include "base/result.h"

namespace resonanz::understand {

/// Only to be read. The file must not be cut short meanwhile.
class MappedFile {
 public:
  /// Errors: Errc::file.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  std::span<const std::uint8_t> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::span<const std::uint8_t> bytes_;
};

}  // namespace resonanz::understand
