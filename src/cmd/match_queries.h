#pragma once
// The queries and lists of `resonanz match`, from their JSON lines.

#include <string>
#include <vector>

#include "base/result.h"
#include "listen/lists.h"

namespace resonanz::cmd {

struct NamedQuery {
  std::string id, text;
};

/// What was wrong with a line, as "line N: CODE offset O: message".
using Complaints = std::vector<std::string>;

/// {"name":…,"kind":…,"items":[…]} a line. Errors: Errc::file; what is wrong with a line goes to `complaints`.
Result<listen::Lists> read_lists(const std::string& path, Complaints& complaints);
/// {"id":…,"query":…} a line, sorted by id; each parses by live rules. What does not, and an id that was given before,
/// is a complaint.
Result<std::vector<NamedQuery>> read_queries(const std::string& path, const listen::Lists& lists,
                                             Complaints& complaints);

}  // namespace resonanz::cmd
