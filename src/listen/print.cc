#include "listen/print.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;

std::string name_of(const NearStep& step) { return fmt::format("{}NEAR/{}", step.ordered ? "O" : "", step.distance); }

/// Recursion is bounded by the depth a query may have.
class Printer {
 public:
  explicit Printer(const Query& query) : query_(query) {}

  void print(NodeId id) {
    const Node& node = query_.nodes[id];
    if (!node.source.empty()) {
      out += node.source;
    } else if (node.type == Type::none) {
      out += "NOT ";
      child(node, 0, true);
    } else {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += fmt::format(" {} ", sign(node, i));
        child(node, i, node.type != Type::any);
      }
    }
  }

  void outline(NodeId id, std::size_t indent) {
    const Node& node = query_.nodes[id];
    out.append(2 * indent, ' ');
    if (!node.source.empty()) {
      out += node.source;
      if (node.type == Type::any) out += fmt::format("  ({})", node.children.size());
      out += '\n';
      return;
    }
    out += node.type == Type::none ? "NOT" : sign(node, 1);
    for (std::size_t i = 1; i < node.steps.size(); ++i) out += ' ' + name_of(node.steps[i]);
    out += '\n';
    for (const NodeId below : node.children) outline(below, indent + 1);
  }

  std::string out;

 private:
  static std::string sign(const Node& node, std::size_t i) {
    if (node.type == Type::near) return name_of(node.steps[i - 1]);
    return node.type == Type::all ? "AND" : "OR";
  }

  /// An AND inside an OR needs no parentheses, nor does a NOT or NEAR beside AND or OR; everything else gets them.
  void child(const Node& parent, std::size_t i, bool binds_tighter_than_and) {
    const Node& node = query_.nodes[parent.children[i]];
    bool bare = !node.source.empty();
    if (!bare && !binds_tighter_than_and) bare = node.type != Type::any;
    if (!bare && parent.type == Type::all) bare = node.type == Type::none || node.type == Type::near;
    if (!bare && parent.type == Type::none) bare = node.type == Type::near;
    if (!bare) out += '(';
    print(parent.children[i]);
    if (!bare) out += ')';
  }

  const Query& query_;
};

}  // namespace

std::string to_text(const Query& query) { return to_text(query, query.root); }

std::string to_text(const Query& query, NodeId node) {
  Printer printer(query);
  printer.print(node);
  return std::move(printer.out);
}

std::string to_outline(const Query& query) {
  Printer printer(query);
  printer.outline(query.root, 0);
  return std::move(printer.out);
}

}  // namespace resonanz::listen
