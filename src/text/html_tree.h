#pragma once
// A gumbo tree whose memory and depth are bounded, and a walk over it without recursion.

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

/// Pointers into the tree live as long as it does.
class HtmlTree {
 public:
  explicit HtmlTree(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  /// Null where the markup would have taken far more memory than its size justifies.
  const GumboNode* root() const { return root_; }
  const std::string& source() const { return source_; }

 private:
  struct Arena;
  std::string source_;
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
};

/// Elements whose content is not text for readers: scripts, styles, heads, templates, embedded and foreign content.
bool is_hidden(const GumboElement& element);
bool is_text(const GumboNode* node);

/// Calls enter(node) for every node in order, and leave(node) after the children; enter says whether to go inside.
template <typename Enter, typename Leave>
void walk(const GumboNode* root, Enter enter, Leave leave) {
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> path;
  const auto visit = [&](const GumboNode* node) {
    const bool inside = enter(node);
    if (node->type == GUMBO_NODE_ELEMENT && inside) path.push_back({node, 0});
  };
  visit(root);
  while (!path.empty()) {
    const GumboVector& children = path.back().node->v.element.children;
    if (path.back().next < children.length) {
      visit(static_cast<const GumboNode*>(children.data[path.back().next++]));
    } else {
      leave(path.back().node);
      path.pop_back();
    }
  }
}

}  // namespace resonanz::text
