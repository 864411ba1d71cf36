#pragma once
// Queries of other tools, said in our language.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "listen/remark.h"

namespace resonanz::listen {

enum class Vendor { brandwatch, talkwalker, meltwater, x };

/// "brandwatch", "talkwalker", "meltwater", "x".
std::optional<Vendor> vendor_from(std::string_view name);
std::string_view name_of(Vendor vendor);

struct ImportedQuery {
  std::string query;          ///< reads by our rules, as a live query
  std::vector<Remark> notes;  ///< where it means something else here; offsets in the original; each once
};

/// Time is linear in the text. Errors carry the byte offset in the original: Errc::foreign (there is nothing like it
/// here), syntax, empty, depth, and what our own parser says to the result (unanchored, wildcard_short, near_range, …).
Result<ImportedQuery> import_query(Vendor vendor, std::string_view text);

}  // namespace resonanz::listen
