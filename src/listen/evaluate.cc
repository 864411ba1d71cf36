#include "listen/evaluate.h"

#include "listen/near.h"
#include "listen/occurrences.h"
#include "listen/predicates.h"
#include "text/fold.h"

namespace resonanz::listen {
namespace {

std::vector<Hit> to_hits(const std::vector<Occurrence>& occurrences) {
  std::vector<Hit> out;
  for (const Occurrence& o : occurrences) out.push_back({{o}});
  return out;
}

/// Calls see(span) for each place where the text stands, until it returns false. `apart`: none within another.
template <typename See>
void each_raw(const Raw& raw, Document& document, bool apart, See&& see) {
  for (const Field field : {Field::title, Field::text}) {
    if (!in_scope(raw.scope, field)) continue;
    const text::Mapped& form = document.nfc(field);
    const std::size_t step = apart ? raw.text.size() : 1;
    for (auto at = form.text.find(raw.text); at != form.text.npos; at = form.text.find(raw.text, at + step)) {
      const std::size_t end = at + raw.text.size();
      const bool is_as_typed = form.pieces.empty();
      if (!see(is_as_typed ? Span{field, at, end} : Span{field, form.piece_of(at).begin, form.piece_of(end - 1).end}))
        return;
    }
  }
}

bool has_raw(const Raw& raw, Document& document) {
  std::size_t count = 0;
  each_raw(raw, document, true, [&](const Span&) { return ++count < raw.at_least; });
  return count >= raw.at_least;
}

std::vector<Span> raw_spans(const Raw& raw, Document& document) {
  std::vector<Span> out;
  each_raw(raw, document, false, [&](const Span& span) { return out.push_back(span), out.size() < kMostSpans; });
  return out;
}

/// Recursion is bounded by the depth a query may have.
class Evaluator {
 public:
  Evaluator(const Query& query, Document& document) : query_(query), document_(document) {}

  bool is_true(NodeId id) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        return std::all_of(node.children.begin(), node.children.end(), [this](NodeId child) { return is_true(child); });
      case Node::Type::any:
        return std::any_of(node.children.begin(), node.children.end(), [this](NodeId child) { return is_true(child); });
      case Node::Type::none:
        return !is_true(node.children[0]);
      case Node::Type::near:
        return !hits(id, true).empty();
      case Node::Type::words:
        return has(query_.words[node.leaf]);
      case Node::Type::raw:
        return has_raw(query_.raws[node.leaf], document_);
      case Node::Type::predicate:
        return holds(query_.predicates[node.leaf], document_);
    }
    return false;
  }

  /// Precondition: is_true(id).
  void collect(NodeId id, std::vector<Span>& out) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        for (const NodeId child : node.children) collect(child, out);
        break;
      case Node::Type::any:
        for (const NodeId child : node.children)
          if (is_true(child)) collect(child, out);
        break;
      case Node::Type::none:
      case Node::Type::predicate:
        break;
      case Node::Type::raw: {
        const auto found = raw_spans(query_.raws[node.leaf], document_);
        out.insert(out.end(), found.begin(), found.end());
        break;
      }
      case Node::Type::words:
      case Node::Type::near:
        for (const Hit& hit : hits(id, false))
          for (const Occurrence& part : hit.parts) out.push_back({part.field, part.begin, part.end});
    }
  }

 private:
  bool has(const Words& words) {
    if (words.scope == kNowhere) return false;
    if (words.at_least > 1) return count_apart(phrase_occurrences(document_, words)) >= words.at_least;
    if (words.slop) return !slop_hits(document_, words, true).empty();
    if (words.items.size() > 1) return !phrase_occurrences(document_, words).empty();
    for (const Sequence& sequence : words.items[0].any)
      if (sequence.size() == 1 && has_atom(document_, sequence[0], words.scope)) return true;
    const auto is_long = [](const Sequence& sequence) { return sequence.size() > 1; };
    return std::any_of(words.items[0].any.begin(), words.items[0].any.end(), is_long) &&
           !phrase_occurrences(document_, words).empty();
  }

  std::vector<Hit> hits(NodeId id, bool first_only) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::words: {
        const Words& words = query_.words[node.leaf];
        return words.slop ? slop_hits(document_, words, first_only) : to_hits(phrase_occurrences(document_, words));
      }
      case Node::Type::any: {
        std::vector<Hit> out;
        for (const NodeId child : node.children) {
          auto more = hits(child, false);
          std::move(more.begin(), more.end(), std::back_inserter(out));
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
      }
      case Node::Type::near: {
        std::vector<Hit> out = hits(node.children[0], false);
        for (std::size_t i = 0; i < node.steps.size() && !out.empty(); ++i)
          out = near_hits(out, hits(node.children[i + 1], false), node.steps[i],
                          first_only && i + 1 == node.steps.size());
        return out;
      }
      default:
        return {};  // the parser lets nothing else inside NEAR
    }
  }

  const Query& query_;
  Document& document_;
};

}  // namespace

bool matches(const Query& query, Document& document) { return is_true(query, query.root, document); }

bool is_true(const Query& query, NodeId node, Document& document) { return Evaluator(query, document).is_true(node); }

std::vector<Span> spans_of(const Query& query, Document& document) { return spans_of(query, query.root, document); }

std::vector<Span> spans_of(const Query& query, NodeId node, Document& document) {
  std::vector<Span> out;
  Evaluator(query, document).collect(node, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.size() > kMostSpans) out.resize(kMostSpans);
  return out;
}

}  // namespace resonanz::listen
