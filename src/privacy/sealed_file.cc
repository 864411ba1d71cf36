#include "privacy/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cstring>
#include <vector>

namespace resonanz::privacy {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "RESONANZ SEALED FILE 1\n";
constexpr std::size_t kPiece = 64 * 1024, kTag = crypto_secretstream_xchacha20poly1305_ABYTES;

Error file_error(const fs::path& file, std::string_view what) {
  return fail(Errc::file, fmt::format("{} ({})", file.string(), what));
}
Error damaged(const fs::path& file, std::string_view what) {
  return fail(Errc::keys, fmt::format("{} {}", file.filename().string(), what));
}

/// A descriptor that closes itself.
class File {
 public:
  File(const fs::path& path, int flags) : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  bool ok() const { return fd_ >= 0; }

  Status write(const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    while (size > 0) {
      const auto n = ::write(fd_, at, size);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return file_error(path_, std::strerror(errno));
      at += n;
      size -= static_cast<std::size_t>(n);
    }
    return done();
  }
  /// Up to `size` bytes; fewer only at the end.
  Result<std::size_t> read(void* data, std::size_t size) {
    std::size_t total = 0;
    while (total < size) {
      const auto n = ::read(fd_, static_cast<char*>(data) + total, size - total);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return file_error(path_, std::strerror(errno));
      if (n == 0) break;
      total += static_cast<std::size_t>(n);
    }
    return total;
  }
  Status sync() { return ::fsync(fd_) == 0 ? done() : Status(file_error(path_, std::strerror(errno))); }

 private:
  fs::path path_;
  int fd_;
};

class Sealer {
 public:
  Sealer(File& out, const std::string& key) : out_(out) {
    crypto_secretstream_xchacha20poly1305_init_push(&state_, header_,
                                                    reinterpret_cast<const unsigned char*>(key.data()));
  }
  Status begin() {
    CHECK_OK(out_.write(kMagic.data(), kMagic.size()));
    return out_.write(header_, sizeof header_);
  }
  Status push(const char* data, std::size_t size, bool last) {
    unsigned char sealed[kPiece + kTag];
    unsigned long long length = 0;
    crypto_secretstream_xchacha20poly1305_push(&state_, sealed, &length, reinterpret_cast<const unsigned char*>(data),
                                               size, nullptr, 0,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    const std::uint32_t prefix = static_cast<std::uint32_t>(length);
    const unsigned char bytes[4] = {static_cast<unsigned char>(prefix), static_cast<unsigned char>(prefix >> 8),
                                    static_cast<unsigned char>(prefix >> 16), static_cast<unsigned char>(prefix >> 24)};
    CHECK_OK(out_.write(bytes, sizeof bytes));
    return out_.write(sealed, length);
  }

 private:
  File& out_;
  crypto_secretstream_xchacha20poly1305_state state_;
  unsigned char header_[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
};

/// One piece; sets `last` on the final one.
Result<std::string> pull(File& in, const fs::path& name, crypto_secretstream_xchacha20poly1305_state& state,
                         bool& last) {
  unsigned char prefix[4];
  TRY(const std::size_t got, in.read(prefix, sizeof prefix));
  const std::size_t length = prefix[0] | prefix[1] << 8 | prefix[2] << 16 | static_cast<std::size_t>(prefix[3]) << 24;
  if (got != sizeof prefix) return damaged(name, "is cut: its end is missing");
  if (length < kTag || length > kPiece + kTag) return damaged(name, "is damaged");
  std::string sealed(length, '\0'), plain(length - kTag, '\0');
  TRY(const std::size_t size, in.read(sealed.data(), length));
  if (size != length) return damaged(name, "is cut: its end is missing");
  unsigned char tag = 0;
  unsigned long long out = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state, reinterpret_cast<unsigned char*>(plain.data()), &out, &tag,
                                                 reinterpret_cast<const unsigned char*>(sealed.data()), length, nullptr,
                                                 0) != 0)
    return damaged(name, "does not open with this key file, or is damaged");
  last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return plain;
}

}  // namespace

Status seal_file(const Keys& keys, const std::string& header, const fs::path& from, const fs::path& to) {
  if (header.size() > kPiece) return fail(Errc::too_large, "header");
  File in(from, O_RDONLY), out(to, O_WRONLY | O_CREAT | O_EXCL);
  if (!in.ok()) return file_error(from, std::strerror(errno));
  if (!out.ok()) return file_error(to, std::strerror(errno));
  Sealer sealer(out, keys.file_key());
  CHECK_OK(sealer.begin());
  CHECK_OK(sealer.push(header.data(), header.size(), false));
  std::vector<char> piece(kPiece);
  while (true) {
    TRY(const std::size_t size, in.read(piece.data(), piece.size()));
    const bool last = size < piece.size();
    CHECK_OK(sealer.push(piece.data(), size, last));
    if (last) return out.sync();
  }
}

Result<std::string> open_file(const Keys& keys, const fs::path& from, const fs::path& to) {
  File in(from, O_RDONLY);
  if (!in.ok()) return file_error(from, std::strerror(errno));
  std::string magic(kMagic.size(), '\0');
  unsigned char header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  TRY(const std::size_t a, in.read(magic.data(), magic.size()));
  TRY(const std::size_t b, in.read(header, sizeof header));
  if (a != magic.size() || magic != kMagic || b != sizeof header)
    return damaged(from, "is not a backup of this program");
  crypto_secretstream_xchacha20poly1305_state state;
  const std::string key = keys.file_key();
  crypto_secretstream_xchacha20poly1305_init_pull(&state, header, reinterpret_cast<const unsigned char*>(key.data()));
  bool last = false;
  TRY(std::string about, pull(in, from, state, last));
  std::optional<File> out;
  if (!to.empty() && !out.emplace(to, O_WRONLY | O_CREAT | O_EXCL).ok()) return file_error(to, std::strerror(errno));
  while (!last) {
    TRY(const std::string piece, pull(in, from, state, last));
    if (out) CHECK_OK(out->write(piece.data(), piece.size()));
  }
  if (out) CHECK_OK(out->sync());
  return about;
}

}  // namespace resonanz::privacy
