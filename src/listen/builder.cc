#include "listen/builder.h"

#include "listen/fields.h"
#include "listen/lexer.h"
#include "listen/word.h"
#include "text/fold.h"

namespace resonanz::listen {

std::string_view prefix_of(Scope scope) {
  switch (scope) {
    case kTitle:
      return "title:";
    case kText:
      return "text:";
    case kNowhere:
      return "title:text:";
    default:
      return "";
  }
}

NodeId Builder::add(Node node) {
  query.nodes.push_back(std::move(node));
  return static_cast<NodeId>(query.nodes.size() - 1);
}

NodeId Builder::words(Words words, std::string_view typed, std::size_t offset) {
  Node node{.type = Node::Type::words};
  node.leaf = static_cast<std::uint32_t>(query.words.size());
  node.source = fmt::format("{}{}", prefix_of(words.scope), typed);
  node.offset = offset;
  if (words.scope == kNowhere) warn({RemarkCode::no_field, offset});
  query.words.push_back(std::move(words));
  return add(std::move(node));
}

NodeId Builder::raw(Scope scope, std::string_view typed, std::uint32_t at_least, std::size_t offset) {
  Node node{.type = Node::Type::raw};
  node.leaf = static_cast<std::uint32_t>(query.raws.size());
  const bool has_ascii_quote = typed.find('"') != typed.npos;
  node.source =
      fmt::format("{}raw:{}{}{}", prefix_of(scope), has_ascii_quote ? "“" : "\"", typed, has_ascii_quote ? "”" : "\"");
  if (at_least > 1) node.source += fmt::format("{{{},}}", at_least);
  node.offset = offset;
  query.raws.push_back({scope, text::nfc(typed), at_least});
  return add(std::move(node));
}

NodeId Builder::predicate(Predicate predicate, std::string source, std::size_t offset) {
  Node node{.type = Node::Type::predicate};
  node.leaf = static_cast<std::uint32_t>(query.predicates.size());
  node.source = std::move(source);
  node.offset = offset;
  query.predicates.push_back(std::move(predicate));
  return add(std::move(node));
}

NodeId Builder::group(Node::Type type, std::vector<NodeId> children, std::size_t offset) {
  if (children.size() == 1 && type != Node::Type::none) return children[0];
  Node node{.type = type, .children = std::move(children)};
  node.offset = offset;
  return add(std::move(node));
}

NodeId Builder::near(std::vector<NodeId> operands, std::vector<NearStep> steps, std::size_t offset) {
  Node node{.type = Node::Type::near, .children = std::move(operands), .steps = std::move(steps)};
  node.offset = offset;
  return add(std::move(node));
}

bool Builder::has_positions(NodeId id) const {
  const Node& node = query.nodes[id];
  switch (node.type) {
    case Node::Type::words:
      return query.words[node.leaf].at_least == 1;
    case Node::Type::near:
      return true;
    case Node::Type::any:
      return std::all_of(node.children.begin(), node.children.end(),
                         [&](NodeId child) { return has_positions(child); });
    default:
      return false;
  }
}

void Builder::warn(Remark remark) { query.warnings.push_back(std::move(remark)); }

Result<Words> read_list_word(std::string_view item, Scope scope, std::size_t offset) {
  Words words{.scope = scope};
  for (Lexer in(item); in.peek() != Lexeme::end;) {
    if (const auto word = in.word(); !word.empty()) {
      TRY(auto items, read_word(word, offset));
      std::move(items.begin(), items.end(), std::back_inserter(words.items));
      in.move_to(in.offset() + word.size());
    } else {
      in.skip_sign();
    }
  }
  if (words.items.empty()) return Error{Errc::value, fmt::format("\"{}\"", item), offset};
  return words;
}

std::optional<Address> read_list_site(std::string_view item) { return read_address(Member::link, item); }

Result<NodeId> Builder::list(const List& list, std::string_view name, Scope scope, std::size_t offset) {
  std::string source = fmt::format("{}list:{}", prefix_of(scope), name);
  if (list.items.empty()) warn({RemarkCode::empty_list, offset, std::string(name)});
  if (list.kind == ListKind::words) {
    std::vector<NodeId> children;
    for (const std::string& item : list.items) {
      TRY(Words read, read_list_word(item, scope, offset));
      children.push_back(words(std::move(read), item, offset));
    }
    Node node{.type = Node::Type::any, .children = std::move(children)};
    node.source = std::move(source);
    node.offset = offset;
    return add(std::move(node));
  }
  Predicate any{.member = list.kind == ListKind::authors ? Member::author : Member::site};
  for (const std::string& item : list.items) {
    if (list.kind == ListKind::authors) any.values.push_back(fold_handle(item));
    else if (auto site = read_list_site(item)) any.addresses.push_back(*std::move(site));
  }
  std::sort(any.values.begin(), any.values.end());
  return predicate(std::move(any), std::move(source), offset);
}

}  // namespace resonanz::listen
