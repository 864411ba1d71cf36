#pragma once
// Named lists of words, authors or sites, kept once and used in many queries as list:name.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace resonanz::listen {

enum class ListKind { words, authors, sites };

struct List {
  ListKind kind;
  std::vector<std::string> items;
};

/// Names are compared without regard to case. Not thread-safe while it is being filled.
class Lists {
 public:
  /// `kind` is "words", "authors" or "sites". A name given again replaces the list. Every item is checked as a query
  /// would read it. Errors: Errc::list (no name), Errc::value (kind), and what a query with the item would give.
  Status add(std::string name, std::string_view kind, std::vector<std::string> items);
  /// Null where there is none.
  const List* find(std::string_view name) const;

 private:
  std::map<std::string, List, std::less<>> lists_;
};

}  // namespace resonanz::listen
