#include "listen/engine/plan.h"

#include "listen/predicates.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kMostGroups = 3;  // the rarest of a conjunction; more would not be looked at

/// The groups that must all be satisfied; none: nothing is known to be necessary.
using Groups = std::vector<Group>;

void keep_rarest(Groups& groups) {
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.share < b.share; });
  if (groups.size() > kMostGroups) groups.resize(kMostGroups);
}

void append(Group& to, Group&& from) {
  to.atoms.insert(to.atoms.end(), from.atoms.begin(), from.atoms.end());
  to.share += from.share;
}

/// Recursion is bounded by the depth a query may have.
class Planner {
 public:
  Planner(const Query& query, Lexicon& lexicon, const Frequencies& frequencies)
      : query_(query), lexicon_(lexicon), frequencies_(frequencies) {}

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
    Group out;
    for (const NodeId child : node.children) {
      Groups more = groups(child, wanted);
      if (more.empty()) return {};
      append(out, std::move(more[0]));
    }
    return {std::move(out)};
  }

  Groups of_words(const Words& words) {
    if (words.scope == kNowhere) return {Group()};
    Groups out;
    for (const Item& item : words.items) {
      Group group;
      for (const Sequence& sequence : item.any) append(group, rarest(sequence));
      out.push_back(std::move(group));
    }
    keep_rarest(out);
    return out;
  }

  Group rarest(const Sequence& sequence) {
    Group best{{}, 2};
    for (const Atom& atom : sequence)
      if (const double share = share_of(atom); share < best.share) best = {{lexicon_.add(atom)}, share};
    return best;
  }

  double share_of(const Atom& atom) const {
    if (atom.compare == Atom::Compare::folded) return frequencies_.of_word(atom.hash, atom.text.size());
    if (atom.compare == Atom::Compare::exact) return frequencies_.of_word(atom.hash, atom.lookup.size());
    return Frequencies::of_glob(static_cast<std::size_t>(
        std::count_if(atom.text.begin(), atom.text.end(), [](char c) { return c != '*' && c != '?'; })));
  }

  Groups of_predicate(const Predicate& predicate) {
    const auto keys = keys_of(predicate);
    if (keys.empty()) return {};
    Group out;
    for (const std::string& key : keys) {
      out.atoms.push_back(lexicon_.add_key(predicate.member, key));
      out.share += Frequencies::of_key(predicate.member);
    }
    return {std::move(out)};
  }

  const Query& query_;
  Lexicon& lexicon_;
  const Frequencies& frequencies_;
};

}  // namespace

Plan plan_of(const Query& query, Lexicon& lexicon, const Frequencies& frequencies) {
  Groups groups = Planner(query, lexicon, frequencies).groups(query.root, true);
  Plan out;
  if (!groups.empty()) out.key = std::move(groups[0]);
  if (groups.size() > 1) out.filter = std::move(groups[1]);
  return out;
}

}  // namespace resonanz::listen
