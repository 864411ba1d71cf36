#pragma once
// What people asked for, in a file that lies with the key file and not with the data: NAME.erasures beside NAME.keys.
// An older backup, restored, learns from it whom to erase again and whom not to hear. It holds keyed hashes only.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::govern {

struct LedgerEntry {
  std::string id;  ///< random; the row of privacy_requests that carried it out has the same
  TimeUs at = 0;
  std::string kind;  ///< erase, optout, restrict, release
  std::string network;
  std::set<std::string> keys;     ///< as in the opt-out list
  std::set<std::string> handles;  ///< hashes of what may stand in other people's texts
};

/// Append-only, one JSON line an entry. Safe to use from several processes; thread-safe.
class ErasureLedger {
 public:
  explicit ErasureLedger(std::filesystem::path file) : file_(std::move(file)) {}

  /// Where the ledger of this key file lies.
  static std::filesystem::path beside(const std::filesystem::path& key_file);

  /// Makes an empty one where there is none; a restore refuses to go on without the file. Errors: file.
  Status create() const;
  bool exists() const;
  /// On disk when this returns. Errors: file.
  Status append(const LedgerEntry& entry) const;
  /// In order. A half-written last line (a crash) is left out; another bad line is an error. Errors: file.
  Result<std::vector<LedgerEntry>> read() const;
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace resonanz::govern
