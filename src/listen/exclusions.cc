#include "listen/exclusions.h"

#include "listen/print.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;

bool is_group(const Node& node) {
  return node.type == Type::none || node.type == Type::all || (node.type == Type::any && node.source.empty());
}

/// Copies a tree with every NOT pushed down to the conditions, those under a NOT taken as fulfilled. Recursion is
/// bounded by the depth a query may have.
class Relaxer {
 public:
  explicit Relaxer(const Query& query) : out_(query) {}

  Query run() {
    // A query that could hold without a positive condition is refused, so something positive stays.
    out_.root = relax(out_.root, false).value_or(out_.root);
    return std::move(out_);
  }

 private:
  /// Empty: always fulfilled.
  std::optional<NodeId> relax(NodeId id, bool negated) {
    const Node node = out_.nodes[id];
    if (node.type == Type::none) return relax(node.children[0], !negated);
    if (!is_group(node)) return negated ? std::nullopt : std::optional(id);
    const bool is_and = (node.type == Type::all) != negated;
    std::vector<NodeId> kept;
    for (const NodeId child : node.children) {
      if (const auto below = relax(child, negated)) kept.push_back(*below);
      else if (!is_and) return std::nullopt;
    }
    if (kept.empty()) return std::nullopt;
    if (kept.size() == 1) return kept[0];
    Node group{.type = is_and ? Type::all : Type::any, .children = std::move(kept)};
    group.offset = node.offset;
    out_.nodes.push_back(std::move(group));
    return static_cast<NodeId>(out_.nodes.size() - 1);
  }

  Query out_;
};

void collect(const Query& query, NodeId id, bool negated, std::vector<NodeId>& out) {
  const Node& node = query.nodes[id];
  if (is_group(node)) {
    for (const NodeId child : node.children) collect(query, child, negated != (node.type == Type::none), out);
  } else if (negated) {
    out.push_back(id);
  }
}

}  // namespace

std::vector<NodeId> excluded_conditions(const Query& query) {
  std::vector<NodeId> out;
  collect(query, query.root, false, out);
  return out;
}

std::optional<std::string> lost_by_exclusion(const Query& query) {
  if (excluded_conditions(query).empty()) return std::nullopt;
  return fmt::format("({}) AND NOT ({})", to_text(Relaxer(query).run()), to_text(query));
}

}  // namespace resonanz::listen
