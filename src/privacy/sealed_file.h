#pragma once
// A file encrypted in pieces, so that its size does not matter: libsodium's secretstream under a key of the house. A
// changed, swapped or missing piece is noticed, and so is a cut end.

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "privacy/keys.h"

namespace resonanz::privacy {

/// Writes `header` and the bytes of `from` to `to`, which must not exist (mode 0600; on disk when this returns).
/// Errors: file.
Status seal_file(const Keys& keys, const std::string& header, const std::filesystem::path& from,
                 const std::filesystem::path& to);

/// Writes the bytes that seal_file() sealed to `to`, which must not exist; gives the header back. An empty `to`: only
/// checks. Errors: file; keys where the key file is another one, or the file is damaged or cut.
Result<std::string> open_file(const Keys& keys, const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace resonanz::privacy
