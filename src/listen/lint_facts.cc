#include "listen/lint_facts.h"

#include "listen/lint.h"
#include "text/url.h"

namespace resonanz::listen {
namespace {

constexpr int kPostKinds = 8;

Verdict because(const Literal& leaf, bool node_truth, const Fact& fact) {
  return {node_truth != leaf.negated, leaf, fact.literal, fact.from_or};
}

bool is_never_a_site(const Address& address) {
  return !address.domain.empty() && text::registrable_domain(address.domain) != address.domain;
}

std::optional<bool> constant_of(const Predicate& p) {
  if (p.member == Member::sample && p.percent >= 100) return true;
  const bool listed = p.member == Member::author || p.member == Member::site;
  if (listed && p.values.empty() && p.addresses.empty()) return false;
  if (p.member == Member::site && std::all_of(p.addresses.begin(), p.addresses.end(), is_never_a_site)) return false;
  return std::nullopt;
}

}  // namespace

std::vector<Fact> Facts::learn(const Fact& fact, std::size_t first) {
  std::vector<Fact> decided;
  const bool plain = logic_.is_plain(fact.literal.node);
  const auto begin = plain ? std::lower_bound(special_.begin(), special_.end(), first) - special_.begin() : first;
  for (std::size_t i = begin; i < (plain ? special_.size() : facts_.size()) && spent_ < kMostComparisons;
       ++i, ++spent_) {
    const Fact& other = facts_[plain ? special_[i] : i];
    if (infer(fact, other.literal.node) == other.value) decided.push_back(other);
  }
  if (!plain) special_.push_back(facts_.size());
  by_number_.try_emplace(logic_.number_of(fact.literal.node), facts_.size());
  facts_.push_back(fact);
  return decided;
}

void Facts::forget_from(std::size_t number) {
  while (facts_.size() > number) forget();
}

void Facts::forget() {
  const std::size_t last = facts_.size() - 1;
  if (!special_.empty() && special_.back() == last) special_.pop_back();
  const auto known = by_number_.find(logic_.number_of(facts_[last].literal.node));
  if (known->second == last) by_number_.erase(known);
  facts_.pop_back();
}

std::optional<bool> Facts::infer(const Fact& fact, NodeId node) const {
  if (fact.value && logic_.implies(fact.literal.node, node)) return true;
  if (fact.value && logic_.excludes(fact.literal.node, node)) return false;
  if (!fact.value && logic_.implies(node, fact.literal.node)) return false;
  return std::nullopt;
}

Verdict Facts::judge(const Literal& leaf) {
  if (const auto constant = constant_of(leaf.node)) return {*constant != leaf.negated, leaf, {}, false};
  if (const auto known = by_number_.find(logic_.number_of(leaf.node)); known != by_number_.end())
    return because(leaf, facts_[known->second].value, facts_[known->second]);
  const bool plain = logic_.is_plain(leaf.node);
  for (std::size_t i = 0; i < (plain ? special_.size() : facts_.size()) && spent_ < kMostComparisons; ++i, ++spent_) {
    const Fact& fact = facts_[plain ? special_[i] : i];
    if (const auto truth = infer(fact, leaf.node)) return because(leaf, *truth, fact);
  }
  return {};
}

std::optional<bool> Facts::constant_of(NodeId leaf) const {
  const Node& node = query_.nodes[leaf];
  if (node.type == Node::Type::words && query_.words[node.leaf].scope == kNowhere) return false;
  if (node.type == Node::Type::near)
    for (const NodeId child : node.children)
      if (constant_of(child) == false) return false;
  if (node.type != Node::Type::predicate) return std::nullopt;
  return listen::constant_of(query_.predicates[node.leaf]);
}

bool Facts::have_every_kind(std::size_t first) const {
  std::uint32_t kinds = 0;
  for (std::size_t i = first; i < facts_.size(); ++i) {
    const Node& node = query_.nodes[facts_[i].literal.node];
    if (facts_[i].value || node.type != Node::Type::predicate) continue;
    const Predicate& p = query_.predicates[node.leaf];
    if (p.member == Member::kind) kinds |= 1u << static_cast<unsigned>(p.kind);
  }
  return kinds == (1u << kPostKinds) - 1;
}

}  // namespace resonanz::listen
