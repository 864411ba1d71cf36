#pragma once
// Puts nodes into a query's arena and names them for printing. Used by the parser and by lists.

#include <string>
#include <string_view>

#include "base/result.h"
#include "listen/lists.h"
#include "listen/query.h"

namespace resonanz::listen {

class Builder {
 public:
  NodeId words(Words words, std::string_view typed, std::size_t offset);
  NodeId raw(Scope scope, std::string_view typed, std::uint32_t at_least, std::size_t offset);
  NodeId predicate(Predicate predicate, std::string source, std::size_t offset);
  /// all, any or none over `children`; one child of all or any stands for itself.
  NodeId group(Node::Type type, std::vector<NodeId> children, std::size_t offset);
  NodeId near(std::vector<NodeId> operands, std::vector<NearStep> steps, std::size_t offset);
  /// The items of `list` as one node that prints as list:name.
  Result<NodeId> list(const List& list, std::string_view name, Scope scope, std::size_t offset);

  /// True if the node has positions, so that NEAR can measure from it.
  bool has_positions(NodeId id) const;
  void warn(Remark remark);

  Query query;

 private:
  NodeId add(Node node);
};

/// One item of a list of words: a word or, with spaces, a phrase. Errors: Errc::value (nothing to search for), and
/// those of read_word.
Result<Words> read_list_word(std::string_view item, Scope scope, std::size_t offset);
/// One item of a list of sites; empty where it is no address.
std::optional<Address> read_list_site(std::string_view item);
/// "title:" for a scope of titles alone, and so on.
std::string_view prefix_of(Scope scope);

}  // namespace resonanz::listen
