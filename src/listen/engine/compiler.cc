#include "listen/engine/compiler.h"

#include "listen/engine/plan.h"
#include "listen/predicates.h"

namespace resonanz::listen {
namespace {

/// How much is needed to know whether a node is true; what needs least is asked first.
enum class Needs : std::uint8_t { words, places, evaluator };

/// The word that is all of it, if one found by itself decides.
const Atom* single_word(const Words& words) {
  if (words.scope == kNowhere || words.items.size() != 1 || words.at_least != 1) return nullptr;
  const Item& item = words.items[0];
  if (item.any.size() != 1 || item.any[0].size() != 1) return nullptr;
  const Atom& atom = item.any[0][0];
  const bool decides = atom.compare == Atom::Compare::folded || atom.compare == Atom::Compare::glob;
  return decides ? &atom : nullptr;
}

/// A word or a phrase that the places of words decide.
bool is_plain(const Words& words) {
  if (words.scope == kNowhere || words.at_least != 1 || words.slop) return false;
  for (const Item& item : words.items)
    for (const Sequence& sequence : item.any)
      for (const Atom& atom : sequence)
        if (atom.compare != Atom::Compare::folded) return false;
  return true;
}

/// Recursion is bounded by the depth a query may have.
class Compiler {
 public:
  Compiler(const Query& query, Lexicon& lexicon, Marks& marks, std::vector<Op>& ops)
      : ops_(ops), query_(query), lexicon_(lexicon), marks_(marks), needs_(query.nodes.size()) {
    for (NodeId id = 0; id < query.nodes.size(); ++id) needs_[id] = needs_of(query.nodes[id]);
  }

  void node(NodeId id) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        return block(Code::all, node.children);
      case Node::Type::any:
        return block(Code::any, node.children);
      case Node::Type::none:
        return without(node.children[0]);
      case Node::Type::words:
        return words(id, query_.words[node.leaf]);
      case Node::Type::near:
        return near(id, node);
      case Node::Type::predicate:
        return predicate(id, query_.predicates[node.leaf]);
      case Node::Type::raw:
        return ask(id);
    }
  }

 private:
  void put(Code code, std::uint32_t id, Scope scope = kAnywhere, std::uint64_t hash = 0) {
    ops_.push_back({static_cast<std::uint32_t>(code), scope, id, static_cast<std::uint32_t>(hash)});
  }
  std::size_t open(Code code) {
    put(code, 0);
    return ops_.size() - 1;
  }
  void close(std::size_t at) { ops_[at].id = static_cast<std::uint32_t>(ops_.size() - at - 1); }
  /// Each of `list` by write(), in a block unless it is one.
  template <typename List, typename Write>
  void block_unless_one(Code code, const List& list, Write&& write) {
    if (list.size() == 1) return write(list[0]);
    const auto at = open(code);
    for (const auto& part : list) write(part);
    close(at);
  }

  /// Children stand before their parents, so theirs is known.
  Needs needs_of(const Node& node) const {
    switch (node.type) {
      case Node::Type::words:
        if (single_word(query_.words[node.leaf])) return Needs::words;
        return is_plain(query_.words[node.leaf]) ? Needs::places : Needs::evaluator;
      case Node::Type::near: {
        const auto places = [this](NodeId child) { return has_places(child); };
        const bool plain = node.steps.size() == 1 && std::all_of(node.children.begin(), node.children.end(), places);
        return plain ? Needs::places : Needs::evaluator;
      }
      case Node::Type::all:
      case Node::Type::any:
      case Node::Type::none: {
        Needs most = Needs::words;
        for (const NodeId child : node.children) most = std::max(most, needs_[child]);
        return most;
      }
      default:
        return Needs::evaluator;
    }
  }
  /// A word, a phrase, or alternatives of them, of which the code knows the places.
  bool has_places(NodeId id) const {
    const Node& node = query_.nodes[id];
    if (node.type == Node::Type::words) return is_plain(query_.words[node.leaf]);
    return node.type == Node::Type::any &&
           std::all_of(node.children.begin(), node.children.end(), [this](NodeId child) { return has_places(child); });
  }

  /// What is cheap to know comes first; the order does not change the answer.
  void block(Code code, const std::vector<NodeId>& children) {
    const auto at = open(code);
    for (const Needs needs : {Needs::words, Needs::places, Needs::evaluator})
      for (const NodeId child : children)
        if (needs_[child] == needs) node(child);
    close(at);
  }

  void without(NodeId child) {
    const Node& inner = query_.nodes[child];
    const Atom* atom = inner.type == Node::Type::words ? single_word(query_.words[inner.leaf]) : nullptr;
    if (atom && atom->compare == Atom::Compare::folded)
      return key(*key_of(*atom), query_.words[inner.leaf].scope, Code::absent);
    const auto at = open(Code::none);
    node(child);
    close(at);
  }

  void key(const Key& key, Scope scope, Code code = Code::word) {
    switch (key.kind) {
      case Key::Kind::word:
        return put(code, lexicon_.add(key.token, key.text, key.hash), scope, key.hash);
      case Key::Kind::neighbours:
        return;  // key_of() gives none
      case Key::Kind::glob:
        return put(Code::mark, marks_.add_glob(key.token, key.pattern, key.loose), scope);
      case Key::Kind::value:
        return put(Code::mark, marks_.add_value(key.member, key.value), scope);
    }
  }
  void ask(NodeId id) { put(Code::ask, id); }

  void words(NodeId id, const Words& words) {
    if (words.scope == kNowhere) return close(open(Code::any));
    if (const Atom* atom = single_word(words)) return key(*key_of(*atom), words.scope);
    if (is_plain(words)) return plain(words);
    ask_if_present(id);
  }
  void plain(const Words& words) {
    block_unless_one(Code::phrase, words.items, [&](const Item& item) {
      block_unless_one(Code::any, item.any, [&](const Sequence& sequence) {
        block_unless_one(Code::phrase, sequence, [&](const Atom& atom) { key(*key_of(atom), words.scope); });
      });
    });
  }

  void near(NodeId id, const Node& node) {
    if (needs_[id] != Needs::places) return ask_if_present(id);
    const auto at = open(Code::near);
    put(Code::reach, Reach{node.steps[0].distance, node.steps[0].ordered}.bits());
    for (const NodeId child : node.children) operand(child);
    close(at);
  }
  void operand(NodeId id) {
    const Node& node = query_.nodes[id];
    if (node.type == Node::Type::words) return plain(query_.words[node.leaf]);
    block_unless_one(Code::any, node.children, [this](NodeId child) { operand(child); });
  }

  void ask_if_present(NodeId id) {
    const auto at = open(Code::all);
    presence_of(id);
    ask(id);
    close(at);
  }
  /// Every word that a phrase or a NEAR cannot do without, places aside.
  void presence_of(NodeId id) {
    const Node& node = query_.nodes[id];
    const auto at = open(node.type == Node::Type::any ? Code::any : Code::all);
    if (node.type == Node::Type::words) presence_of(query_.words[node.leaf]);
    else
      for (const NodeId child : node.children) presence_of(child);
    close(at);
  }
  void presence_of(const Words& words) {
    for (const Item& item : words.items)
      block_unless_one(Code::any, item.any, [&](const Sequence& sequence) {
        block_unless_one(Code::all, sequence, [&](const Atom& atom) { necessary(atom, words.scope); });
      });
  }
  /// Says yes where nothing is known.
  void necessary(const Atom& atom, Scope scope) {
    if (const auto known = key_of(atom)) key(*known, scope);
    else close(open(Code::all));
  }

  void predicate(NodeId id, const Predicate& predicate) {
    const auto keys = keys_of(predicate);
    if (keys.empty()) return ask(id);
    const auto all = open(Code::all), any = open(Code::any);
    for (const std::string& value : keys)
      key({.kind = Key::Kind::value, .member = predicate.member, .value = value}, kAnywhere);
    close(any);
    ask(id);
    close(all);
  }

  std::vector<Op>& ops_;
  const Query& query_;
  Lexicon& lexicon_;
  Marks& marks_;
  std::vector<Needs> needs_;  ///< by node
};

}  // namespace

void compile(const Query& query, Lexicon& lexicon, Marks& marks, std::vector<Op>& out) {
  Compiler(query, lexicon, marks, out).node(query.root);
}

}  // namespace resonanz::listen
