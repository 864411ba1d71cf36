#pragma once
// One line of output for a post that matched.

#include <string>
#include <vector>

#include "cmd/match_queries.h"
#include "listen/document.h"

namespace resonanz::cmd {

/// {"post":"…","queries":["…"]}; with `spans` also "spans":{"q1":[{"field":"text","begin":0,"end":4}]}, bytes of the
/// field in UTF-8.
void write_match(std::string& out, listen::Document& document, const std::vector<const NamedQuery*>& matched,
                 bool spans);

}  // namespace resonanz::cmd
