#include "listen/engine/program.h"

#include "listen/predicates.h"

namespace resonanz::listen {

/// Recursion is bounded by the depth a query may have.
class Programs::Compiler {
 public:
  Compiler(std::vector<Op>& ops, const Query& query, Lexicon& lexicon, Marks& marks)
      : ops_(ops), query_(query), lexicon_(lexicon), marks_(marks), asks_(query.nodes.size()) {
    for (NodeId id = 0; id < query.nodes.size(); ++id) asks_[id] = needs_asking(query.nodes[id]);
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
      case Node::Type::near: {
        const auto at = open(Code::all);
        for (const NodeId child : node.children) presence_of(child);
        ask(id);
        return close(at);
      }
      case Node::Type::predicate:
        return predicate(id, query_.predicates[node.leaf]);
      case Node::Type::raw:
        return ask(id);
    }
  }

 private:
  static std::uint32_t bits(Code code) { return static_cast<std::uint32_t>(code); }
  std::size_t open(Code code) {
    ops_.push_back({bits(code), kAnywhere, 0, 0});
    return ops_.size() - 1;
  }
  void close(std::size_t at) { ops_[at].value = static_cast<std::uint32_t>(ops_.size()); }

  /// Children stand before their parents, so theirs is known.
  bool needs_asking(const Node& node) const {
    if (node.type == Node::Type::words) return !single_word(query_.words[node.leaf]);
    if (node.type != Node::Type::all && node.type != Node::Type::any && node.type != Node::Type::none) return true;
    return std::any_of(node.children.begin(), node.children.end(), [&](NodeId child) { return asks_[child]; });
  }

  /// What is cheap to know comes first; the order does not change the answer.
  void block(Code code, const std::vector<NodeId>& children) {
    const auto at = open(code);
    for (const bool asks : {false, true})
      for (const NodeId child : children)
        if (asks_[child] == asks) node(child);
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

  /// The word that is all of it, if one found by itself decides.
  static const Atom* single_word(const Words& words) {
    if (words.scope == kNowhere || words.items.size() != 1 || words.at_least != 1) return nullptr;
    const Item& item = words.items[0];
    if (item.any.size() != 1 || item.any[0].size() != 1) return nullptr;
    const Atom& atom = item.any[0][0];
    const bool decides = atom.compare == Atom::Compare::folded || atom.compare == Atom::Compare::glob;
    return decides ? &atom : nullptr;
  }

  void key(const Key& key, Scope scope, Code code = Code::word) {
    Op op{bits(code), scope, 0, 0};
    if (key.kind == Key::Kind::word) {
      op.id = lexicon_.add(key.token, key.text, key.hash);
      op.value = static_cast<std::uint32_t>(key.hash);
    } else {
      op.code = bits(Code::mark);
      op.id = key.kind == Key::Kind::glob ? marks_.add_glob(key.token, key.pattern, key.loose)
                                          : marks_.add_value(key.member, key.value);
    }
    ops_.push_back(op);
  }
  void ask(NodeId id) { ops_.push_back({bits(Code::ask), kAnywhere, 0, id}); }

  void words(NodeId id, const Words& words) {
    if (words.scope == kNowhere) return close(open(Code::any));
    if (const Atom* atom = single_word(words)) return key(*key_of(*atom), words.scope);
    const auto at = open(Code::all);
    presence_of(id);
    ask(id);
    close(at);
  }

  /// Every word that a phrase or a NEAR cannot do without, places aside.
  void presence_of(NodeId id) {
    const Node& node = query_.nodes[id];
    const auto at = open(node.type == Node::Type::any ? Code::any : Code::all);
    if (node.type == Node::Type::words) items(query_.words[node.leaf]);
    else
      for (const NodeId child : node.children) presence_of(child);
    close(at);
  }
  void items(const Words& words) {
    for (const Item& item : words.items) {
      const bool single = item.any.size() == 1;
      const auto any = single ? 0 : open(Code::any);
      for (const Sequence& sequence : item.any) {
        const auto all = single || sequence.size() == 1 ? 0 : open(Code::all);
        for (const Atom& atom : sequence) necessary(atom, words.scope);
        if (!single && sequence.size() > 1) close(all);
      }
      if (!single) close(any);
    }
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
  std::vector<bool> asks_;  ///< by node
};

class Programs::Runner {
 public:
  Runner(const std::vector<Op>& ops, const PostWords& words, Witness& witness)
      : ops_(ops), words_(words), witness_(witness) {}

  bool holds(std::uint32_t at) {
    const Op& op = ops_[at];
    switch (static_cast<Code>(op.code)) {
      case Code::word:
        return has(op);
      case Code::absent:
        return !has(op);
      case Code::mark:
        return witness_.has_mark(op.id, static_cast<Scope>(op.scope));
      case Code::ask:
        return witness_.is_true(op.value);
      case Code::none:
        return !holds(at + 1);
      case Code::all:
        for (std::uint32_t child = at + 1; child < op.value; child = behind(child))
          if (!holds(child)) return false;
        return true;
      case Code::any:
        for (std::uint32_t child = at + 1; child < op.value; child = behind(child))
          if (holds(child)) return true;
        return false;
    }
    return false;
  }

 private:
  std::uint32_t behind(std::uint32_t at) const {
    return static_cast<Code>(ops_[at].code) <= Code::none ? ops_[at].value : at + 1;
  }
  bool has(const Op& op) const { return words_.has(op.id, op.value, static_cast<Scope>(op.scope)); }

  const std::vector<Op>& ops_;
  const PostWords& words_;
  Witness& witness_;
};

Programs::Entry Programs::add(const Query& query, Lexicon& lexicon, Marks& marks) {
  const auto entry = static_cast<Entry>(ops_.size());
  Compiler(ops_, query, lexicon, marks).node(query.root);
  return entry;
}

bool Programs::run(Entry entry, const PostWords& words, Witness& witness) const {
  return Runner(ops_, words, witness).holds(entry);
}

}  // namespace resonanz::listen
