#include "history/candidates.h"

#include "history/leaf_sets.h"

namespace resonanz::history {
namespace {

using listen::Node;
using listen::NodeId;

/// Recursion is bounded by the depth a query may have.
class Sets {
 public:
  Sets(const listen::Query& query, SegmentReader& segment, const FilingKey& filing_key)
      : query_(query), segment_(segment), filing_key_(filing_key) {}

  Result<Answer> node(NodeId id) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        return all(node);
      case Node::Type::any:
        return any(node);
      case Node::Type::none: {
        TRY(const Answer inner, this->node(node.children[0]));
        Answer out{everything(), everything()};
        out.sure -= inner.maybe;
        out.maybe -= inner.sure;
        return out;
      }
      case Node::Type::near: {
        TRY(Answer out, all(node));
        return Answer::to_look_at(std::move(out.maybe));
      }
      case Node::Type::words:
        return word_sets(query_.words[node.leaf], segment_);
      case Node::Type::raw:
        return raw_sets(query_.raws[node.leaf], segment_);
      case Node::Type::predicate:
        return predicate_sets(query_.predicates[node.leaf], segment_, filing_key_);
    }
    return Answer::to_look_at(everything());
  }

 private:
  Bits nothing() const { return Bits(segment_.posts()); }
  Bits everything() const { return Bits::all(segment_.posts()); }

  Result<Answer> all(const Node& node) {
    Answer out{everything(), everything()};
    for (const NodeId child : node.children) {
      TRY(const Answer more, this->node(child));
      out.sure &= more.sure;
      out.maybe &= more.maybe;
      if (out.maybe.none()) break;
    }
    return out;
  }
  Result<Answer> any(const Node& node) {
    Answer out{nothing(), nothing()};
    for (const NodeId child : node.children) {
      TRY(const Answer more, this->node(child));
      out.sure |= more.sure;
      out.maybe |= more.maybe;
    }
    return out;
  }

  const listen::Query& query_;
  SegmentReader& segment_;
  const FilingKey& filing_key_;
};

}  // namespace

Result<Answer> answer_from_sets(const listen::Query& query, SegmentReader& segment, const FilingKey& filing_key) {
  return Sets(query, segment, filing_key).node(query.root);
}

}  // namespace resonanz::history
