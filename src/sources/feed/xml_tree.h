#pragma once
// An XML document as a tree, with the names of the vocabularies that feeds use.

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace resonanz::sources::feed {

/// An element, or a piece of text (then `name` is empty).
struct Node {
  std::string name;  ///< lower case: "title", "atom:entry", "dc:creator"; the prefix says which vocabulary it is
  std::string text;
  std::vector<std::pair<std::string, std::string>>
      attributes;  ///< names as of elements: "href", "xml:base", "thr:count"
  std::vector<Node> children;
  std::string_view base, lang;  ///< xml:base and xml:lang as inherited, base made absolute; live in the document

  std::string_view attribute(std::string_view wanted) const;
  /// The first child element of that name, or null.
  const Node* child(std::string_view wanted) const;
  bool is_text() const { return name.empty(); }
  bool has_elements() const;
};

struct Document {
  Node root;
  std::deque<std::string> strings;  ///< what base and lang point to
  bool repaired = false;
};

/// Well-formed XML as it is; anything else repaired first (xml_repair.h). Entities are never declared by the document.
/// Errors: feed.
Result<std::unique_ptr<Document>> parse_xml(std::string_view utf8, std::string_view base);

/// All text inside, in order.
std::string text_of(const Node& node);
/// What is inside as HTML: elements without their prefix, text escaped.
std::string inner_html(const Node& node);

}  // namespace resonanz::sources::feed
