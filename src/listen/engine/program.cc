#include "listen/engine/program.h"

#include "listen/evaluate.h"
#include "listen/predicates.h"

namespace resonanz::listen {

/// Recursion is bounded by the depth a query may have.
class Programs::Compiler {
 public:
  Compiler(Programs& out, const Query& query, Lexicon& lexicon) : out_(out), query_(query), lexicon_(lexicon) {}

  void node(NodeId id) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        block(Code::all, node.children);
        break;
      case Node::Type::any:
        block(Code::any, node.children);
        break;
      case Node::Type::none:
        block(Code::none, node.children);
        break;
      case Node::Type::words:
        words(id, query_.words[node.leaf]);
        break;
      case Node::Type::near: {
        const auto at = open(Code::all);
        for (const NodeId child : node.children) presence_of(child);
        ask(id);
        close(at);
        break;
      }
      case Node::Type::predicate:
        predicate(id, query_.predicates[node.leaf]);
        break;
      case Node::Type::raw:
        ask(id);
        break;
    }
  }

 private:
  std::uint32_t open(Code code) {
    out_.ops_.push_back({code, kAnywhere, 0, 0});
    return static_cast<std::uint32_t>(out_.ops_.size() - 1);
  }
  void close(std::uint32_t at) { out_.ops_[at].end = static_cast<std::uint32_t>(out_.ops_.size()); }

  void block(Code code, const std::vector<NodeId>& children) {
    const auto at = open(code);
    for (const NodeId child : children) node(child);
    close(at);
  }
  void word(const Atom& atom, Scope scope) {
    const auto at = open(Code::word);
    out_.ops_[at].scope = scope;
    out_.ops_[at].value = lexicon_.add(atom);
    close(at);
  }
  void ask(NodeId id) {
    const auto at = open(Code::ask);
    out_.ops_[at].value = static_cast<std::uint32_t>(out_.asked_.size());
    out_.asked_.push_back({&query_, id});
    close(at);
  }

  void words(NodeId id, const Words& words) {
    if (words.scope == kNowhere) return close(open(Code::any));
    if (words.items.size() == 1 && words.at_least == 1 && words.items[0].any.size() == 1 &&
        words.items[0].any[0].size() == 1)
      return word(words.items[0].any[0][0], words.scope);
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
      const auto any = open(Code::any);
      for (const Sequence& sequence : item.any) {
        const auto all = open(Code::all);
        for (const Atom& atom : sequence) word(atom, words.scope);
        close(all);
      }
      close(any);
    }
  }

  void predicate(NodeId id, const Predicate& predicate) {
    const auto keys = keys_of(predicate);
    if (keys.empty()) return ask(id);
    const auto all = open(Code::all), any = open(Code::any);
    for (const std::string& key : keys) {
      const auto at = open(Code::word);
      out_.ops_[at].value = lexicon_.add_key(predicate.member, key);
      close(at);
    }
    close(any);
    ask(id);
    close(all);
  }

  Programs& out_;
  const Query& query_;
  Lexicon& lexicon_;
};

Programs::Entry Programs::add(const Query& query, Lexicon& lexicon) {
  const auto entry = static_cast<Entry>(ops_.size());
  Compiler(*this, query, lexicon).node(query.root);
  return entry;
}

bool Programs::holds(std::uint32_t at, const Presence& presence, Document& document) const {
  const Op& op = ops_[at];
  switch (op.code) {
    case Code::word:
      return presence.has(op.value, op.scope);
    case Code::ask:
      return is_true(*asked_[op.value].query, asked_[op.value].node, document);
    case Code::none:
      return !holds(at + 1, presence, document);
    case Code::all:
      for (std::uint32_t child = at + 1; child < op.end; child = ops_[child].end)
        if (!holds(child, presence, document)) return false;
      return true;
    case Code::any:
      for (std::uint32_t child = at + 1; child < op.end; child = ops_[child].end)
        if (holds(child, presence, document)) return true;
      return false;
  }
  return false;
}

bool Programs::run(Entry entry, const Presence& presence, Document& document) const {
  return holds(entry, presence, document);
}

}  // namespace resonanz::listen
