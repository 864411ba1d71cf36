#include "listen/implication.h"

#include <unordered_map>

#include "listen/implication_parts.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;

// Keys: equal for conditions that ask for the same

void put(std::string& out, std::string_view text) { out += fmt::format("{}:{}", text.size(), text); }

std::string key_of(const Words& words) {
  std::string out = fmt::format("w{},{},{}", static_cast<int>(words.scope), words.at_least,
                                words.slop ? static_cast<int>(*words.slop) : -1);
  for (const Item& item : words.items) {
    out += '[';
    for (const Sequence& sequence : item.any) {
      out += '|';
      for (const Atom& atom : sequence) {
        out += fmt::format("{},{},", static_cast<int>(atom.kind), static_cast<int>(atom.compare));
        put(out, atom.text);
      }
    }
  }
  return out;
}

std::string key_of(const Raw& raw) {
  return fmt::format("r{},{},{}", static_cast<int>(raw.scope), raw.at_least, raw.text);
}

std::string key_of(const Predicate& p) {
  std::string out = fmt::format("p{},{},{},{},{},{};", static_cast<int>(p.member), static_cast<int>(p.kind), p.low,
                                p.high, p.time, p.percent);
  for (const std::string& value : p.values) put(out, value);
  for (const Address& address : p.addresses) {
    put(out, address.domain);
    put(out, address.host);
    put(out, address.target);
  }
  return out;
}

}  // namespace

Implication::Implication(const Query& query) : query_(query) {
  std::unordered_map<std::string, std::uint32_t> known;
  for (const Node& node : query.nodes) {  // children stand before their parents
    std::string key;
    if (node.type == Type::words) key = key_of(query.words[node.leaf]);
    else if (node.type == Type::raw) key = key_of(query.raws[node.leaf]);
    else if (node.type == Type::predicate) key = key_of(query.predicates[node.leaf]);
    else key = fmt::format("g{}", static_cast<int>(node.type));
    for (const NodeId child : node.children) key += fmt::format(",{}", numbers_[child]);
    for (const NearStep& step : node.steps) key += fmt::format(";{}{}", step.distance, step.ordered ? 'o' : 'n');
    numbers_.push_back(known.try_emplace(std::move(key), static_cast<std::uint32_t>(known.size())).first->second);
  }
}

bool Implication::is_plain(NodeId id) const {
  const Node& node = query_.nodes[id];
  if (node.type != Type::words) return false;
  const Words& words = query_.words[node.leaf];
  if (words.scope != kAnywhere || words.at_least > 1 || words.items.size() > 1 || words.slop) return false;
  const Item& item = words.items[0];
  if (item.any.size() > 1 || item.any[0].size() > 1) return false;
  return item.any[0][0].compare == Atom::Compare::folded && item.any[0][0].kind == TokenKind::word;
}

bool Implication::near_implies_near(const Node& a, const Node& b) const {
  if (a.children.size() != b.children.size()) return false;
  for (std::size_t i = 0; i < a.children.size(); ++i)
    if (numbers_[a.children[i]] != numbers_[b.children[i]]) return false;
  for (std::size_t i = 0; i < a.steps.size(); ++i)
    if (a.steps[i].distance > b.steps[i].distance || (b.steps[i].ordered && !a.steps[i].ordered)) return false;
  return true;
}

/// Recursion is bounded by the depth a query may have.
bool Implication::implies(NodeId a, NodeId b) const {
  if (numbers_[a] == numbers_[b]) return true;
  const Node &x = query_.nodes[a], &y = query_.nodes[b];
  if (x.type == Type::any && !x.children.empty())
    return std::all_of(x.children.begin(), x.children.end(), [&](NodeId child) { return implies(child, b); });
  if (x.type == Type::near) {
    if (y.type == Type::near && near_implies_near(x, y)) return true;
    return std::any_of(x.children.begin(), x.children.end(), [&](NodeId child) { return implies(child, b); });
  }
  if (x.type != y.type) return false;
  if (x.type == Type::words) return words_imply(query_.words[x.leaf], query_.words[y.leaf]);
  if (x.type == Type::predicate) return predicate_implies(query_.predicates[x.leaf], query_.predicates[y.leaf]);
  if (x.type != Type::raw) return false;
  const Raw &inner = query_.raws[x.leaf], &outer = query_.raws[y.leaf];
  return (inner.scope & ~outer.scope) == 0 && inner.at_least >= outer.at_least &&
         inner.text.find(outer.text) != std::string::npos;
}

bool Implication::excludes(NodeId a, NodeId b) const {
  const Node &x = query_.nodes[a], &y = query_.nodes[b];
  if (x.type != Type::predicate || y.type != Type::predicate) return false;
  return predicates_exclude(query_.predicates[x.leaf], query_.predicates[y.leaf]);
}

}  // namespace resonanz::listen
