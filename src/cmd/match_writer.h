#pragma once
// One line of output for a post that matched.

#include <functional>
#include <string>
#include <vector>

#include "listen/document.h"

namespace resonanz::cmd {

/// The query behind number `index` of the ids; valid until the next call.
using QueryOf = std::function<const listen::Query&(std::size_t index)>;

/// {"post":"…","queries":["…"]}; with `query_of` also "spans":{"q1":[{"field":"text","begin":0,"end":4}]}, bytes of the
/// field in UTF-8.
void write_match(std::string& out, listen::Document& document, const std::vector<const std::string*>& ids,
                 const QueryOf& query_of);

}  // namespace resonanz::cmd
