#pragma once
// The house's keys. One master key in a file outside the data folder; everything else is derived from it, so that
// data and backups without the file are unreadable (libsodium: crypto_kdf, HMAC-SHA-256, XChaCha20-Poly1305).

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"

namespace resonanz::privacy {

/// What a sealed value is for. A value sealed for one purpose does not open for another.
enum class Purpose : std::uint64_t { journal = 1, secrets = 2, subject_key = 3, quarantine = 4, device = 20 };

/// The key of one subject: whatever is sealed with it is gone when its wrapped form is deleted.
struct SubjectKey {
  std::string bytes;    ///< 32 bytes, in memory only
  std::string wrapped;  ///< what is stored
};

/// Immutable after loading; thread-safe.
class Keys {
 public:
  /// Reads the key file, or creates it (mode 0600) where `create` allows. Errors: Errc::keys.
  static Result<Keys> load(const std::filesystem::path& file, bool create);

  /// Reference to an author: keyed hash per source and quarter, 32 hex digits. Without the key nobody can list ids
  /// and compare; on two sources or in two quarters the same person has two references.
  std::string author_ref(Id source, TimeUs at, std::string_view stable_id) const;
  /// Keyed hash of a network's own id (of a post, or a conversation), 32 hex digits.
  std::string native_key(Id source, std::string_view native_id) const;
  /// Entry of the opt-out list; its key is never rotated.
  std::string person_key(std::string_view network, std::string_view stable_id) const;
  /// What the history index files a sealed value (a handle, an address) under: 12 bytes of a keyed hash per source and
  /// quarter, so that the index links nobody across them, as author_ref does not.
  std::string filing_key(Id source, int quarter, std::string_view value) const;

  /// Authenticated encryption; base64 text out. open() gives Errc::keys where key, purpose or text do not fit.
  std::string seal(Purpose purpose, std::string_view plain) const;
  Result<std::string> open(Purpose purpose, std::string_view sealed) const;

  /// For privacy/sealed_file: 32 bytes, in memory only.
  std::string file_key() const;

  SubjectKey new_subject_key() const;
  Result<SubjectKey> unwrap(std::string_view wrapped) const;
  static std::string seal(const SubjectKey& key, std::string_view plain);
  static Result<std::string> open(const SubjectKey& key, std::string_view sealed);

 private:
  using Key = std::array<unsigned char, 32>;
  Key derive(std::uint64_t number) const;
  static std::string digest(const Key& key, std::string_view a, std::string_view b, std::string_view c);
  static std::string hash(const Key& key, std::string_view a, std::string_view b, std::string_view c);

  Key master_{}, author_{}, native_{}, person_{}, filing_{};
};

}  // namespace resonanz::privacy
