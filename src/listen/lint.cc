#include "listen/lint.h"

#include <unordered_map>

#include "listen/implication.h"
#include "listen/print.h"
#include "text/url.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;

constexpr std::size_t kMostShown = 60;  // bytes of a part in a sentence
constexpr int kPostKinds = 8;

/// A condition as it counts: below an odd number of NOTs it is negated. `shown` is what the reader sees of it: of an
/// item of a list the list.
struct Literal {
  NodeId node, shown;
  bool negated;

  bool is_hidden() const { return node != shown; }
};

/// Beside the conditions of an AND, each may count on the others being true; beside the alternatives of an OR, each may
/// count on the others being false, for otherwise it does not matter.
struct Fact {
  Literal literal;
  bool value;  ///< of the node
  bool from_or;
};

struct Verdict {
  std::optional<bool> truth{};
  std::optional<Literal> part{}, because{};
  bool from_or = false;  ///< `because` is an alternative beside it
};

/// Walks the tree with every NOT pushed down to the leaves. Recursion is bounded by the depth a query may have.
class Linter {
 public:
  explicit Linter(const Query& query) : query_(query), logic_(query) {}

  std::vector<Finding> run() {
    const Verdict verdict = visit({query_.root, query_.root, false});
    if (verdict.truth) {
      findings_.clear();
      report_whole(verdict);
    }
    return std::move(findings_);
  }

 private:
  const Node& node_of(const Literal& l) const { return query_.nodes[l.node]; }
  static bool is_group(const Node& node) {
    return node.type == Type::all || node.type == Type::any || node.type == Type::none;
  }

  Verdict visit(Literal whole) {
    while (node_of(whole).type == Type::none) whole = below(whole, 0);
    if (!is_group(node_of(whole))) return judge(whole);
    const bool is_and = (node_of(whole).type == Type::all) != whole.negated;
    std::vector<Literal> leaves, groups;
    collect(whole, is_and, leaves, groups);
    // Items of lists first: they stay, and what the reader wrote beside them can go.
    std::stable_partition(leaves.begin(), leaves.end(), [](const Literal& leaf) { return leaf.is_hidden(); });
    const std::size_t findings = findings_.size(), facts = facts_.size();
    Verdict out = group(whole, is_and, leaves, groups);
    while (facts_.size() > facts) forget();
    if (out.truth) findings_.resize(findings);  // what holds of the whole is said once
    return out;
  }

  Literal below(const Literal& parent, std::size_t i) const {
    const Node& node = node_of(parent);
    const NodeId child = node.children[i];
    const bool in_list = node.type == Type::any && !node.source.empty();
    return {child, in_list ? parent.shown : child, parent.negated != (node.type == Type::none)};
  }

  /// The members of an AND or OR, through parentheses that change nothing.
  void collect(const Literal& parent, bool is_and, std::vector<Literal>& leaves, std::vector<Literal>& groups) const {
    for (std::size_t i = 0; i < node_of(parent).children.size(); ++i) {
      Literal member = below(parent, i);
      while (node_of(member).type == Type::none) member = below(member, 0);
      if (!is_group(node_of(member))) leaves.push_back(member);
      else if (((node_of(member).type == Type::all) != member.negated) == is_and)
        collect(member, is_and, leaves, groups);
      else groups.push_back(member);
    }
  }

  Verdict group(const Literal& whole, bool is_and, const std::vector<Literal>& leaves,
                const std::vector<Literal>& groups) {
    const std::size_t first = facts_.size();
    std::size_t undecided = 0;
    for (const Literal& leaf : leaves) {
      const Verdict verdict = judge(leaf);
      if (verdict.truth == !is_and) return verdict;
      if (verdict.truth) {
        report(leaf, verdict, is_and);
        continue;
      }
      ++undecided;
      learn({leaf, is_and != leaf.negated, !is_and}, first);
    }
    if (!is_and && has_every_kind(first)) return {true, {}, {}, false};
    for (const Literal& member : groups) {
      const Verdict verdict = visit(member);
      if (verdict.truth == !is_and) return verdict;
      if (verdict.truth) report(member, verdict, is_and);
      else ++undecided;
    }
    if (undecided > 0) return {};
    return {is_and, whole, {}, false};
  }

  // What is known

  /// Adds a fact, and tells which members of its group (from `first` on) it makes needless.
  void learn(const Fact& fact, std::size_t first) {
    const bool plain = logic_.is_plain(fact.literal.node);
    const auto begin = plain ? std::lower_bound(special_.begin(), special_.end(), first) - special_.begin() : first;
    for (std::size_t i = begin; i < (plain ? special_.size() : facts_.size()) && spent_ < kMostComparisons;
         ++i, ++spent_) {
      const Fact& other = facts_[plain ? special_[i] : i];
      if (infer(fact, other.literal.node) == other.value)
        report(other.literal, {!fact.from_or, other.literal, fact.literal, fact.from_or}, !fact.from_or);
    }
    if (!plain) special_.push_back(facts_.size());
    by_number_.try_emplace(logic_.number_of(fact.literal.node), facts_.size());
    facts_.push_back(fact);
  }

  void forget() {
    const std::size_t last = facts_.size() - 1;
    if (!special_.empty() && special_.back() == last) special_.pop_back();
    const auto known = by_number_.find(logic_.number_of(facts_[last].literal.node));
    if (known->second == last) by_number_.erase(known);
    facts_.pop_back();
  }

  std::optional<bool> infer(const Fact& fact, NodeId node) const {
    if (fact.value && logic_.implies(fact.literal.node, node)) return true;
    if (fact.value && logic_.excludes(fact.literal.node, node)) return false;
    if (!fact.value && logic_.implies(node, fact.literal.node)) return false;
    return std::nullopt;
  }

  /// What a leaf is worth here.
  Verdict judge(const Literal& leaf) {
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

  static Verdict because(const Literal& leaf, bool node_truth, const Fact& fact) {
    return {node_truth != leaf.negated, leaf, fact.literal, fact.from_or};
  }

  std::optional<bool> constant_of(NodeId id) const {
    const Node& node = query_.nodes[id];
    if (node.type == Type::words && query_.words[node.leaf].scope == kNowhere) return false;
    if (node.type == Type::near)
      for (const NodeId child : node.children)
        if (constant_of(child) == false) return false;
    if (node.type != Type::predicate) return std::nullopt;
    const Predicate& p = query_.predicates[node.leaf];
    if (p.member == Member::sample && p.percent >= 100) return true;
    const bool listed = p.member == Member::author || p.member == Member::site;
    if (listed && p.values.empty() && p.addresses.empty()) return false;
    if (p.member == Member::site && std::all_of(p.addresses.begin(), p.addresses.end(), is_never_a_site)) return false;
    return std::nullopt;
  }

  static bool is_never_a_site(const Address& address) {
    return !address.domain.empty() && text::registrable_domain(address.domain) != address.domain;
  }

  /// kind:post OR kind:reply OR … with none left out.
  bool has_every_kind(std::size_t first) const {
    std::uint32_t kinds = 0;
    for (std::size_t i = first; i < facts_.size(); ++i) {
      const Node& node = node_of(facts_[i].literal);
      if (facts_[i].value || node.type != Type::predicate) continue;
      const Predicate& p = query_.predicates[node.leaf];
      if (p.member == Member::kind) kinds |= 1u << static_cast<unsigned>(p.kind);
    }
    return kinds == (1u << kPostKinds) - 1;
  }

  // What is said

  std::string text_of(const Literal& l, bool with_not = true) const {
    std::string text = to_text(query_, l.shown);
    if (is_group(query_.nodes[l.shown]) && query_.nodes[l.shown].source.empty()) text = fmt::format("({})", text);
    if (text.size() > kMostShown) text = fmt::format("{} …", text::clip(text, kMostShown));
    return l.negated && with_not ? "NOT " + text : text;
  }

  std::string reason_of(const Verdict& v) const { return v.because ? text_of(*v.because) : std::string(); }

  /// `part` can be left out, for what it is worth here decides nothing.
  void report(const Literal& part, const Verdict& v, bool in_and) {
    if (part.is_hidden() || is_told(part)) return;
    const bool is_leaf = !is_group(node_of(part));
    const bool twice = is_leaf && v.because && logic_.number_of(v.because->node) == logic_.number_of(part.node);
    Remark remark{RemarkCode::sure, query_.nodes[part.shown].offset, text_of(part), reason_of(v)};
    if (!in_and && v.from_or)
      remark.code = twice && v.because->negated == part.negated ? RemarkCode::duplicate : RemarkCode::swallowed;
    else if (!in_and && !is_leaf && v.because)
      remark = {RemarkCode::clash, remark.offset, text_of(*v.part), remark.other};
    else if (!in_and) remark.code = v.because ? RemarkCode::dead : RemarkCode::dead_alone;
    else if (!is_leaf || (!part.negated && (!v.because || v.from_or))) remark.code = RemarkCode::sure;
    else if (twice && v.because->negated == part.negated) remark.code = RemarkCode::duplicate;
    else if (!v.from_or && v.because && v.because->negated == part.negated) remark.code = RemarkCode::implied;
    else
      remark.code = v.because ? RemarkCode::idle_not : RemarkCode::idle_not_alone, remark.detail = text_of(part, false);
    findings_.push_back({std::move(remark), part.node, *v.truth != part.negated});
  }

  void report_whole(const Verdict& v) {
    const Literal whole{query_.root, query_.root, false};
    const Literal part = v.part.value_or(whole);
    if (part.node == query_.root && is_told(part)) return;
    Remark remark{RemarkCode::always, query_.nodes[part.shown].offset, text_of(part), reason_of(v)};
    if (!*v.truth) remark.code = v.because ? RemarkCode::never : RemarkCode::never_alone;
    findings_.push_back({std::move(remark), query_.root, *v.truth});
  }

  /// The parser said already that this leaf never matches.
  bool is_told(const Literal& part) const {
    const std::size_t offset = query_.nodes[part.shown].offset;
    return !is_group(node_of(part)) && constant_of(part.node) == false && !part.negated &&
           std::any_of(query_.warnings.begin(), query_.warnings.end(),
                       [&](const Remark& w) { return w.offset == offset && w.code != RemarkCode::mixed; });
  }

  const Query& query_;
  Implication logic_;
  std::vector<Fact> facts_;
  std::vector<std::size_t> special_;  ///< facts that are no plain words
  std::unordered_map<std::uint32_t, std::size_t> by_number_;
  std::vector<Finding> findings_;
  std::size_t spent_ = 0;
};

}  // namespace

std::vector<Finding> findings_of(const Query& query) { return Linter(query).run(); }

std::vector<Remark> warnings_of(const Query& query) {
  std::vector<Remark> out = query.warnings;
  for (Finding& finding : findings_of(query)) out.push_back(std::move(finding.remark));
  std::stable_sort(out.begin(), out.end(), [](const Remark& a, const Remark& b) { return a.offset < b.offset; });
  return out;
}

}  // namespace resonanz::listen
