#include "listen/engine/plan.h"

#include "listen/predicates.h"
#include "text/char_class.h"
#include "text/fold.h"
#include "text/neighbours.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kMostGroups = 3;  // the rarest of a conjunction; more would not be looked at
constexpr std::size_t kMostNeighbours = 16;  // keys of two places of a phrase

/// The groups that must all be satisfied; none: nothing is known to be necessary.
using Groups = std::vector<Group>;

void keep_rarest(Groups& groups) {
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.share < b.share; });
  if (groups.size() > kMostGroups) groups.resize(kMostGroups);
}

void append(Group& to, Group&& from) {
  std::move(from.keys.begin(), from.keys.end(), std::back_inserter(to.keys));
  to.share += from.share;
}

/// Recursion is bounded by the depth a query may have.
class Planner {
 public:
  Planner(const Query& query, const Frequencies& frequencies, bool with_neighbours)
      : query_(query), frequencies_(frequencies), with_neighbours_(with_neighbours) {}

  /// `wanted` false: for the node to be false.
  Groups groups(NodeId id, bool wanted) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::none:
        return groups(node.children[0], !wanted);
      case Node::Type::all:
        return wanted ? conjunction(node, true) : disjunction(node, false);
      case Node::Type::any:
        return wanted ? disjunction(node, true) : conjunction(node, false);
      case Node::Type::near:
        return wanted ? conjunction(node, true) : Groups();
      case Node::Type::words:
        return wanted ? of_words(query_.words[node.leaf]) : Groups();
      case Node::Type::predicate:
        return wanted ? of_predicate(query_.predicates[node.leaf]) : Groups();
      case Node::Type::raw:
        break;
    }
    return {};
  }

 private:
  Groups conjunction(const Node& node, bool wanted) {
    Groups out;
    for (const NodeId child : node.children) {
      Groups more = groups(child, wanted);
      std::move(more.begin(), more.end(), std::back_inserter(out));
    }
    keep_rarest(out);
    return out;
  }

  /// Of each child its rarest group, all as one; nothing if one child needs nothing.
  Groups disjunction(const Node& node, bool wanted) {
    Groups out(1);
    for (const NodeId child : node.children) {
      Groups more = groups(child, wanted);
      if (more.empty()) return {};
      append(out[0], std::move(more[0]));
    }
    return out;
  }

  Groups of_words(const Words& words) {
    if (words.scope == kNowhere) return Groups(1);
    Groups out;
    for (std::size_t i = 0; i < words.items.size(); ++i) {
      if (auto group = of_item(words.items[i])) out.push_back(*std::move(group));
      if (i == 0 || words.slop || !with_neighbours_) continue;
      if (auto group = of_neighbours(words.items[i - 1], words.items[i])) out.push_back(*std::move(group));
    }
    keep_rarest(out);
    return out;
  }

  std::optional<Group> of_item(const Item& item) {
    Group out;
    for (const Sequence& sequence : item.any) {
      auto group = rarest(sequence);
      if (!group) return std::nullopt;
      append(out, *std::move(group));
    }
    return out;
  }

  /// Of each reading of the first its last word, beside the first of each reading of the second.
  std::optional<Group> of_neighbours(const Item& first, const Item& second) {
    if (first.any.size() * second.any.size() > kMostNeighbours) return std::nullopt;
    Group out;
    for (const Sequence& head : first.any)
      for (const Sequence& tail : second.any) {
        const auto left = key_of(head.back()), right = key_of(tail.front());
        if (!left || !right || left->kind != Key::Kind::word || right->kind != Key::Kind::word) return std::nullopt;
        out.keys.push_back({.kind = Key::Kind::neighbours, .hash = text::neighbours_hash(left->hash, right->hash)});
        out.share += Frequencies::of_neighbours(share_of(*left), share_of(*right));
      }
    return out;
  }

  std::optional<Group> rarest(const Sequence& sequence) {
    std::optional<Group> best;
    for (const Atom& atom : sequence) {
      auto key = key_of(atom);
      if (!key) continue;
      if (const double share = share_of(*key); !best || share < best->share) best = {{*std::move(key)}, share};
    }
    return best;
  }

  double share_of(const Key& key) const {
    if (key.kind == Key::Kind::word) return frequencies_.of_word(key.hash, key.text.size());
    return Frequencies::of_glob(static_cast<std::size_t>(
        std::count_if(key.pattern.begin(), key.pattern.end(), [](char c) { return c != '*' && c != '?'; })));
  }

  static Groups of_predicate(const Predicate& predicate) {
    auto values = keys_of(predicate);
    if (values.empty()) return {};
    Groups out(1);
    for (std::string& value : values) {
      out[0].keys.push_back({.kind = Key::Kind::value, .member = predicate.member, .value = std::move(value)});
      out[0].share += Frequencies::of_key(predicate.member);
    }
    return out;
  }

  const Query& query_;
  const Frequencies& frequencies_;
  bool with_neighbours_;
};

}  // namespace

std::optional<Key> key_of(const Atom& atom) {
  switch (atom.compare) {
    case Atom::Compare::folded:
      return Key{.token = atom.kind, .text = atom.text, .hash = atom.hash};
    case Atom::Compare::exact:
      return Key{.token = atom.kind, .text = atom.lookup, .hash = atom.hash};
    case Atom::Compare::glob:
      return Key{.kind = Key::Kind::glob, .token = atom.kind, .pattern = atom.text};
    case Atom::Compare::exact_glob:
      break;
  }
  if (!text::is_ascii(atom.text)) return std::nullopt;  // how its letters fold depends on what stands around them
  return Key{.kind = Key::Kind::glob, .token = atom.kind, .pattern = text::fold_case(atom.text), .loose = true};
}

Plan plan_of(const Query& query, const Frequencies& frequencies) {
  const auto groups = [&](bool with) { return Planner(query, frequencies, with).groups(query.root, true); };
  const auto is_phrase = [](const Words& words) { return words.items.size() > 1 && !words.slop; };
  Plan out{groups(false), {}};
  if (std::none_of(query.words.begin(), query.words.end(), is_phrase)) return out;
  out.together = groups(true);
  const auto stand_together = [](const Key& key) { return key.kind == Key::Kind::neighbours; };
  if (out.together.empty() || std::none_of(out.together[0].keys.begin(), out.together[0].keys.end(), stand_together))
    out.together.clear();
  return out;
}

double Cost::of(const std::vector<Group>& groups) {
  constexpr double kTogether = 6;  // as often as by chance words of a query meet: long posts have many
  if (groups.empty()) return kAsk;
  const double other = groups.size() > 1 ? std::min(1.0, kTogether * groups[1].share) : 1;
  return groups[0].share * (kTestPosting + other * kAsk);
}

}  // namespace resonanz::listen
