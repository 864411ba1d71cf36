#include "listen/explain.h"

#include "listen/print.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;
using Kind = Explained::Kind;

/// Recursion is bounded by the depth a query may have.
class Explainer {
 public:
  Explainer(const Query& query, Document& document) : query_(query), document_(document) {}

  std::vector<Explained> run() {
    walk(query_.root, 0, true);
    return std::move(out_);
  }

 private:
  Kind kind_of(const Node& node) const {
    if (node.type == Type::all) return Kind::all;
    if (node.type == Type::any) return node.source.empty() ? Kind::any : Kind::list;
    if (node.type == Type::none) return Kind::none;
    return node.type == Type::near ? Kind::near : Kind::leaf;
  }

  static std::string_view sign_of(Kind kind) {
    if (kind == Kind::all) return "AND";
    return kind == Kind::any ? "OR" : "NOT";
  }

  void walk(NodeId id, std::size_t depth, bool decides) {
    const Node& node = query_.nodes[id];
    const Kind kind = kind_of(node);
    const bool group = kind == Kind::all || kind == Kind::any || kind == Kind::none;
    Explained part{kind, depth, group ? std::string(sign_of(kind)) : to_text(query_, id), node.offset};
    part.holds = is_true(query_, id, document_);
    part.decides = decides;
    if (!group && part.holds) part.spans = spans_of(query_, id, document_);
    const bool holds = part.holds;
    const std::size_t at = out_.size();
    out_.push_back(std::move(part));
    if (group) walk_below(node, at, depth + 1, [&](bool child) { return decides && rests_on(kind, holds, child); });
  }

  /// An AND that holds rests on all of its parts, one that fails on those that fail; an OR the other way round.
  static bool rests_on(Kind kind, bool holds, bool child) {
    if (kind == Kind::none) return true;
    return (kind == Kind::all) == holds || child == holds;
  }

  template <typename Decides>
  void walk_below(const Node& node, std::size_t parent, std::size_t depth, Decides&& decides) {
    std::size_t shown = 0;
    for (const NodeId child : node.children) {
      const bool holds = is_true(query_, child, document_);
      const bool crowded = out_.size() >= kMostExplained || (shown >= kMostBelowOne && !holds);
      if (crowded) ++out_[parent].left_out;
      else walk(child, depth, decides(holds)), ++shown;
    }
  }

  const Query& query_;
  Document& document_;
  std::vector<Explained> out_;
};

}  // namespace

std::vector<Explained> explain(const Query& query, Document& document) { return Explainer(query, document).run(); }

}  // namespace resonanz::listen
