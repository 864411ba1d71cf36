#include "listen/lint.h"

#include "listen/lint_facts.h"
#include "listen/print.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;

constexpr std::size_t kMostShown = 60;  // bytes of a part in a sentence

/// Walks the tree with every NOT pushed down to the leaves. Recursion is bounded by the depth a query may have.
class Linter {
 public:
  explicit Linter(const Query& query) : query_(query), facts_(query) {}

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
    if (!is_group(node_of(whole))) return facts_.judge(whole);
    const bool is_and = (node_of(whole).type == Type::all) != whole.negated;
    std::vector<Literal> leaves, groups;
    collect(whole, is_and, leaves, groups);
    // Items of lists first: they stay, and what the reader wrote beside them can go.
    std::stable_partition(leaves.begin(), leaves.end(), [](const Literal& leaf) { return leaf.is_hidden(); });
    const std::size_t findings = findings_.size(), facts = facts_.size();
    Verdict out = group(whole, is_and, leaves, groups);
    facts_.forget_from(facts);
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
      const Verdict verdict = facts_.judge(leaf);
      if (verdict.truth == !is_and) return verdict;
      if (verdict.truth) {
        report(leaf, verdict, is_and);
        continue;
      }
      ++undecided;
      learn({leaf, is_and != leaf.negated, !is_and}, first);
    }
    if (!is_and && facts_.have_every_kind(first)) return {true, {}, {}, false};
    for (const Literal& member : groups) {
      const Verdict verdict = visit(member);
      if (verdict.truth == !is_and) return verdict;
      if (verdict.truth) report(member, verdict, is_and);
      else ++undecided;
    }
    if (undecided > 0) return {};
    return {is_and, whole, {}, false};
  }

  /// Adds a fact, and tells which members of its group (from `first` on) it makes needless.
  void learn(const Fact& fact, std::size_t first) {
    for (const Fact& other : facts_.learn(fact, first))
      report(other.literal, {!fact.from_or, other.literal, fact.literal, fact.from_or}, !fact.from_or);
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
    const bool twice = is_leaf && v.because && facts_.is_same(v.because->node, part.node);
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
    return !is_group(node_of(part)) && facts_.constant_of(part.node) == false && !part.negated &&
           std::any_of(query_.warnings.begin(), query_.warnings.end(),
                       [&](const Remark& w) { return w.offset == offset && w.code != RemarkCode::mixed; });
  }

  const Query& query_;
  Facts facts_;
  std::vector<Finding> findings_;
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
