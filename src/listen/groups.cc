#include "listen/groups.h"

#include "listen/parse.h"
#include "listen/print.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

using Type = Node::Type;
using Kind = ConditionGroup::Kind;

constexpr std::string_view kNames[] = {"all", "any", "none"};
constexpr std::size_t kMostShown = 60;  // bytes of a part in a sentence

bool is_condition(const Node& node) { return !node.source.empty() || node.type == Type::near; }

class Grouper {
 public:
  explicit Grouper(const Query& query) : query_(query) {}

  std::variant<std::vector<ConditionGroup>, Remark> run() {
    conjunct(query_.root);
    if (why_) return *why_;
    return std::move(groups_);
  }

 private:
  const Node& node(NodeId id) const { return query_.nodes[id]; }

  void conjunct(NodeId id) {
    if (why_) return;
    if (is_condition(node(id))) return add(Kind::all, id);
    if (node(id).type == Type::all) {
      for (const NodeId child : node(id).children) conjunct(child);
    } else if (node(id).type == Type::any) {
      groups_.push_back({Kind::any, {}});
      alternatives(id, Kind::any, RemarkCode::and_in_or);
    } else {
      alternatives(node(id).children[0], Kind::none, RemarkCode::not_and);
    }
  }

  /// An OR of conditions, or one condition.
  void alternatives(NodeId id, Kind kind, RemarkCode otherwise) {
    if (is_condition(node(id))) return add(kind, id);
    if (node(id).type != Type::any) return refuse(otherwise, id);
    for (const NodeId child : node(id).children) alternatives(child, kind, otherwise);
  }

  void add(Kind kind, NodeId id) {
    if (++count_ > kMostConditions) {
      why_ = why_.value_or(Remark{RemarkCode::too_long, node(id).offset, std::to_string(kMostConditions)});
      return;
    }
    if (groups_.empty() || groups_.back().kind != kind) groups_.push_back({kind, {}});
    groups_.back().conditions.push_back(to_text(query_, id));
  }

  void refuse(RemarkCode code, NodeId id) {
    if (why_) return;
    std::string text = to_text(query_, id);
    if (text.size() > kMostShown) text = fmt::format("{} …", text::clip(text, kMostShown));
    why_ = Remark{code, node(id).offset, std::move(text)};
  }

  const Query& query_;
  std::vector<ConditionGroup> groups_;
  std::optional<Remark> why_;
  std::size_t count_ = 0;
};

/// The canonical text of one condition.
Result<std::string> read_condition(const std::string& text, const Lists& lists) {
  TRY(const Query query, parse(text, Rules::search, lists));
  if (!is_condition(query.nodes[query.root])) return Error{Errc::condition, text, 0};
  return to_text(query);
}

}  // namespace

std::string_view name_of(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<Kind> group_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
}

std::variant<std::vector<ConditionGroup>, Remark> groups_of(const Query& query) { return Grouper(query).run(); }

Result<std::string> text_of(const std::vector<ConditionGroup>& groups, const Lists& lists) {
  std::vector<std::string> texts;
  bool any = false;
  for (const ConditionGroup& group : groups) {
    std::string text;
    for (const std::string& condition : group.conditions) {
      TRY(const std::string read, read_condition(condition, lists));
      if (!text.empty()) text += group.kind == Kind::any ? " OR " : " AND ";
      if (group.kind == Kind::none) text += "NOT ";
      text += read;
    }
    if (text.empty()) continue;
    any = group.kind == Kind::any && group.conditions.size() > 1;
    texts.push_back(any ? fmt::format("({})", text) : std::move(text));
  }
  if (texts.empty()) return Error{Errc::empty, {}, 0};
  if (texts.size() == 1 && any) return texts[0].substr(1, texts[0].size() - 2);
  return fmt::format("{}", fmt::join(texts, " AND "));
}

}  // namespace resonanz::listen
