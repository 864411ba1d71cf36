#include "privacy/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "host/encoding.h"
#include "host/random.h"

namespace resonanz::privacy {
namespace {

constexpr auto kUrl = host::Base64::url;
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "resonanz";
enum : std::uint64_t { kAuthor = 101, kNative = 102, kPerson = 103, kFile = 104, kFiling = 105 };

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string seal_with(const unsigned char* key, std::string_view plain) {
  std::string out = host::random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const auto header = out.size();
  out.resize(header + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  auto* data = reinterpret_cast<unsigned char*>(out.data());
  crypto_aead_xchacha20poly1305_ietf_encrypt(data + header, nullptr, bytes(plain), plain.size(), nullptr, 0, nullptr,
                                             data, key);
  return host::base64(out, kUrl);
}

Result<std::string> open_with(const unsigned char* key, std::string_view sealed) {
  const auto raw = host::from_base64(sealed, kUrl);
  constexpr auto kHeader = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr auto kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (!raw || raw->size() < kHeader + kTag) return fail(Errc::keys, "a sealed value is damaged");
  std::string plain(raw->size() - kHeader - kTag, '\0');
  const auto* data = bytes(*raw);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
                                                 data + kHeader, raw->size() - kHeader, nullptr, 0, data, key) != 0)
    return fail(Errc::keys, "a sealed value does not open with this key file");
  return plain;
}

Error file_error(const std::filesystem::path& file, std::string_view what) {
  return fail(Errc::keys, fmt::format("{} ({})", file.filename().string(), what));
}

Result<std::string> read_or_create(const std::filesystem::path& file, bool create) {
  int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    std::string text(4096, '\0');
    const auto n = ::read(fd, text.data(), text.size());
    ::close(fd);
    if (n <= 0) return file_error(file, "it is empty");
    text.resize(static_cast<std::size_t>(n));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }
  if (!create) return file_error(file, "it is missing; put the key file of this data folder back");
  const std::string text = host::base64(host::random_bytes(32), kUrl);
  fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return file_error(file, std::strerror(errno));
  const std::string line = text + "\n";
  const bool written = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (!written) return file_error(file, "it cannot be written");
  return text;
}

}  // namespace

Result<Keys> Keys::load(const std::filesystem::path& file, bool create) {
  TRY(const std::string text, read_or_create(file, create));
  const auto raw = host::from_base64(text, kUrl);
  Keys keys;
  if (!raw || raw->size() != keys.master_.size()) return file_error(file, "it is not a key file");
  std::copy(raw->begin(), raw->end(), keys.master_.begin());
  keys.author_ = keys.derive(kAuthor);
  keys.native_ = keys.derive(kNative);
  keys.person_ = keys.derive(kPerson);
  keys.filing_ = keys.derive(kFiling);
  return keys;
}

Keys::Key Keys::derive(std::uint64_t number) const {
  Key out;
  crypto_kdf_derive_from_key(out.data(), out.size(), number, kContext, master_.data());
  return out;
}

std::string Keys::digest(const Key& key, std::string_view a, std::string_view b, std::string_view c) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (std::string_view part : {a, b, c}) {  // lengths first: no two inputs run together
    const std::uint64_t size = part.size();
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_auth_hmacsha256_update(&state, bytes(part), part.size());
  }
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

std::string Keys::hash(const Key& key, std::string_view a, std::string_view b, std::string_view c) {
  return host::hex(digest(key, a, b, c).substr(0, 16));
}

std::string Keys::author_ref(Id source, TimeUs at, std::string_view stable_id) const {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at)))};
  const auto quarter =
      fmt::format("{}Q{}", static_cast<int>(date.year()), (static_cast<unsigned>(date.month()) + 2) / 3);
  return hash(author_, id_text(source), quarter, stable_id);
}

std::string Keys::native_key(Id source, std::string_view native_id) const {
  return hash(native_, id_text(source), "", native_id);
}

std::string Keys::person_key(std::string_view network, std::string_view stable_id) const {
  return hash(person_, network, "", stable_id);
}

std::string Keys::filing_key(Id source, int quarter, std::string_view value) const {
  return digest(filing_, id_text(source), std::to_string(quarter), value).substr(0, 12);
}

std::string Keys::seal(Purpose purpose, std::string_view plain) const {
  return seal_with(derive(static_cast<std::uint64_t>(purpose)).data(), plain);
}

Result<std::string> Keys::open(Purpose purpose, std::string_view sealed) const {
  return open_with(derive(static_cast<std::uint64_t>(purpose)).data(), sealed);
}

std::string Keys::file_key() const {
  const Key key = derive(kFile);
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

SubjectKey Keys::new_subject_key() const {
  SubjectKey key{host::random_bytes(32), {}};
  key.wrapped = seal(Purpose::subject_key, key.bytes);
  return key;
}

Result<SubjectKey> Keys::unwrap(std::string_view wrapped) const {
  TRY(std::string raw, open(Purpose::subject_key, wrapped));
  return SubjectKey{std::move(raw), std::string(wrapped)};
}

std::string Keys::seal(const SubjectKey& key, std::string_view plain) { return seal_with(bytes(key.bytes), plain); }

Result<std::string> Keys::open(const SubjectKey& key, std::string_view sealed) {
  return open_with(bytes(key.bytes), sealed);
}

}  // namespace resonanz::privacy
