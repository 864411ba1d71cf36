#include "listen/check.h"

namespace resonanz::listen {
namespace {

constexpr std::uint64_t kWordCost = 1, kWildcardCost = 20, kRawCost = 50, kPredicateCost = 1, kNearCost = 5;

std::uint64_t cost_of(const Words& words) {
  std::uint64_t cost = words.items.size() > 1 ? kNearCost : 0;
  for (const Item& item : words.items)
    for (const Sequence& sequence : item.any)
      for (const Atom& atom : sequence)
        cost += atom.compare == Atom::Compare::glob || atom.compare == Atom::Compare::exact_glob ? kWildcardCost
                                                                                                 : kWordCost;
  return cost;
}

}  // namespace

/// A query rises with its positive conditions and falls with the excluded ones; with all of them false it is at the
/// highest that it reaches without a positive one.
bool is_unanchored(const Query& query) {
  std::vector<bool> value(query.nodes.size());
  for (std::size_t i = 0; i < query.nodes.size(); ++i) {
    const Node& node = query.nodes[i];
    const auto is_true = [&](NodeId child) { return value[child]; };
    if (node.type == Node::Type::all) value[i] = std::all_of(node.children.begin(), node.children.end(), is_true);
    if (node.type == Node::Type::any) value[i] = std::any_of(node.children.begin(), node.children.end(), is_true);
    if (node.type == Node::Type::none) value[i] = !value[node.children[0]];
  }
  return value[query.root];
}

std::uint64_t estimate_cost(const Query& query) {
  std::uint64_t cost = query.predicates.size() * kPredicateCost + query.raws.size() * kRawCost;
  for (const Words& words : query.words) cost += cost_of(words);
  for (const Node& node : query.nodes) cost += node.steps.size() * kNearCost;
  return cost;
}

}  // namespace resonanz::listen
