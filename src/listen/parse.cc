#include "listen/parse.h"

#include <charconv>

#include "listen/builder.h"
#include "listen/check.h"
#include "listen/fields.h"
#include "listen/lexer.h"
#include "listen/phrase_text.h"
#include "listen/word.h"
#include "text/char_class.h"
#include "text/url.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

/// What a field name in front makes of the words behind it.
struct Context {
  Scope scope = kAnywhere;
  std::optional<Member> member;
  bool is_list = false;  ///< they are names of lists
};

/// One open parenthesis, or the whole query. No recursion: the stack is ours, so depth cannot overflow the thread's.
struct Frame {
  Context context;
  std::size_t offset = 0;
  std::vector<NodeId> any{}, all{};  ///< finished alternatives; finished operands of the current AND
  std::vector<NodeId> chain{};       ///< operands of the current NEAR chain
  std::vector<NearStep> steps{};
  std::size_t chain_offset = 0;
  std::size_t nots = 0, chain_nots = 0;  ///< NOTs before the next operand; before the current chain
  bool needs_operand = true;
  std::string_view last_operator{};
  std::optional<std::size_t> first_or{};
  bool has_and = false;
};

class Parser {
 public:
  Parser(std::string_view text, Rules rules, const Lists& lists) : in_(text), rules_(rules), lists_(lists) {}

  Result<Query> run() {
    stack_.emplace_back();
    if (in_.peek() == Lexeme::end) return Error{Errc::empty, {}, 0};
    for (;;) {
      const Lexeme next = in_.peek();
      if (next == Lexeme::end) break;
      CHECK_OK(step(next));
    }
    if (stack_.size() > 1) return syntax("( … ?", top().offset);
    TRY(build_.query.root, finish());
    build_.query.text = in_.text();
    if (is_unanchored(build_.query)) return Error{Errc::unanchored, {}, 0};
    build_.query.cost = estimate_cost(build_.query);
    return std::move(build_.query);
  }

 private:
  Frame& top() { return stack_.back(); }
  static Error syntax(std::string detail, std::size_t offset) { return {Errc::syntax, std::move(detail), offset}; }

  Status step(Lexeme next) {
    const std::size_t offset = in_.offset();
    switch (next) {
      case Lexeme::close:
        return close();
      case Lexeme::minus:
        return in_.skip_sign(), take_not("-", offset);
      case Lexeme::word: {
        const std::string_view word = in_.word();
        if (word == "AND") return take_and_or(word, false);
        if (word == "OR") return take_and_or(word, true);
        if (word == "NOT") return skip(word), take_not(word, offset);
        if (word == "NEAR" || word == "ONEAR" || word.starts_with("NEAR/") || word.starts_with("ONEAR/"))
          return take_near(word);
        [[fallthrough]];
      }
      default:
        return unit(top().context);
    }
  }

  void skip(std::string_view word) { in_.move_to(in_.offset() + word.size()); }

  // Operators

  Status take_not(std::string_view sign, std::size_t offset) {
    if (is_near_pending()) return Error{Errc::near_operand, "NOT", offset};
    if (!top().needs_operand) end_chain();
    ++top().nots;
    top().needs_operand = true;
    top().last_operator = sign;
    return check_depth(offset);
  }

  Status take_and_or(std::string_view word, bool is_or) {
    if (top().needs_operand) return syntax(fmt::format("? {}", word), in_.offset());
    end_chain();
    if (is_or) {
      if (!top().first_or) top().first_or = in_.offset();
      end_all();
    }
    top().needs_operand = true;
    top().last_operator = word;
    skip(word);
    return done();
  }

  Status take_near(std::string_view word) {
    const std::size_t offset = in_.offset();
    if (top().needs_operand) return syntax(fmt::format("? {}", word), offset);
    const bool ordered = word.front() == 'O';
    const std::string_view digits =
        word.substr(std::min(word.size(), word.find('/') == word.npos ? word.size() : word.find('/') + 1));
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
      return syntax(fmt::format("{} → {}/5", word, ordered ? "ONEAR" : "NEAR"), offset);
    std::uint32_t distance = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
    if (error != std::errc() || distance > kFarthestNear) return Error{Errc::near_range, std::string(word), offset};
    CHECK_OK(check_operand(top().chain.back()));
    top().steps.push_back({distance, ordered});
    top().needs_operand = true;
    top().last_operator = word;
    skip(word);
    return done();
  }

  bool is_near_pending() { return top().steps.size() > 0 && top().steps.size() == top().chain.size(); }

  Status check_operand(NodeId id) {
    if (build_.has_positions(id)) return done();
    const Node& node = build_.query.nodes[id];
    std::string what = node.source;
    if (node.type == Node::Type::all) what = "AND";
    if (node.type == Node::Type::none) what = "NOT";
    if (what.empty()) what = "OR";
    return Error{Errc::near_operand, std::move(what), node.offset};
  }

  // Structure

  Status check_depth(std::size_t offset) {
    if (stack_.size() - 1 + open_nots_ + top().nots > kDeepest) return Error{Errc::depth, {}, offset};
    return done();
  }

  Status open(Context context) {
    const std::size_t offset = in_.offset();
    open_nots_ += top().nots;
    stack_.push_back({.context = context, .offset = offset});
    in_.skip_sign();
    return check_depth(offset);
  }

  Status close() {
    if (stack_.size() == 1) return syntax("? )", in_.offset());
    const std::size_t offset = top().offset;
    TRY(const NodeId node, finish());
    in_.skip_sign();
    stack_.pop_back();
    open_nots_ -= top().nots;
    return attach(node, offset);
  }

  Status attach(NodeId node, std::size_t offset) {
    Frame& frame = top();
    if (!frame.needs_operand) end_chain();
    if (is_near_pending()) CHECK_OK(check_operand(node));
    if (frame.chain.empty()) {
      frame.chain_offset = offset;
      frame.chain_nots = std::exchange(frame.nots, 0);
    }
    frame.chain.push_back(node);
    frame.needs_operand = false;
    return done();
  }

  /// A NOT before a NEAR chain excludes the whole chain; two NOTs are none.
  void end_chain() {
    Frame& frame = top();
    NodeId node = frame.chain[0];
    if (frame.chain.size() > 1) node = build_.near(std::move(frame.chain), std::move(frame.steps), frame.chain_offset);
    if (frame.chain_nots % 2 == 1) node = build_.group(Node::Type::none, {node}, frame.chain_offset);
    frame.chain.clear();
    frame.steps.clear();
    frame.all.push_back(node);
    frame.has_and |= frame.all.size() > 1;
  }

  void end_all() {
    Frame& frame = top();
    const std::size_t offset = build_.query.nodes[frame.all[0]].offset;
    frame.any.push_back(build_.group(Node::Type::all, std::move(frame.all), offset));
    frame.all.clear();
  }

  Result<NodeId> finish() {
    Frame& frame = top();
    if (frame.needs_operand) {
      if (frame.last_operator.empty()) return syntax("( ? )", frame.offset);
      return syntax(fmt::format("{} ?", frame.last_operator), in_.offset());
    }
    end_chain();
    end_all();
    if (frame.first_or && frame.has_and) build_.warn({RemarkCode::mixed, *frame.first_or});
    const std::size_t offset = build_.query.nodes[frame.any[0]].offset;
    return build_.group(Node::Type::any, std::move(frame.any), offset);
  }

  // Operands

  Status unit(Context context) {
    const std::size_t begin = in_.offset();
    for (std::size_t fields = 0;; ++fields) {
      const Lexeme next = in_.peek();
      const std::size_t offset = in_.offset();
      if (fields > kDeepest) return Error{Errc::depth, {}, offset};
      if (next == Lexeme::end || next == Lexeme::close)
        return syntax(fmt::format("{} ?", in_.text().substr(begin, offset - begin)), offset);
      if (next == Lexeme::open) return open(context);
      if (context.member) return value(*context.member, begin);
      if (context.is_list) return list(context.scope, begin);
      if (next == Lexeme::quote) return phrase(context.scope, begin);
      if (next == Lexeme::minus && fields > 0)
        return syntax(fmt::format("{}-", in_.text().substr(begin, offset - begin)), offset);
      if (is_url()) return url(begin);
      TRY(const auto field, field_here());
      if (!field) return plain(context.scope, begin);
      if (field->kind == FieldName::Kind::raw) return raw(context.scope, begin);
      context.is_list = field->kind == FieldName::Kind::list;
      if (field->kind == FieldName::Kind::scope) context.scope = static_cast<Scope>(context.scope & field->scope);
      if (field->kind == FieldName::Kind::member) context.member = field->member;
      const bool is_time = context.member == Member::after || context.member == Member::before;
      if (is_time && rules_ == Rules::live) return Error{Errc::live_time, {}, offset};
    }
  }

  /// Moves past "name:" where that is a known field.
  Result<std::optional<FieldName>> field_here() {
    const std::string_view word = in_.word();
    const auto colon = word.find(':');
    if (colon == word.npos || colon == 0) return std::optional<FieldName>();
    const std::string_view name = word.substr(0, colon);
    if (const auto field = find_field(name)) return in_.move_to(in_.offset() + colon + 1), field;
    const std::size_t after = in_.offset() + colon + 1;
    const bool stands_alone = after >= in_.text().size() || is_space_at(in_.text(), after) || in_.text()[after] == ')';
    if (stands_alone || !is_name(name)) return std::optional<FieldName>();
    return Error{Errc::field, fmt::format("{}: → {}:", name, nearest_field(name)), in_.offset()};
  }

  /// A name begins with a letter and has word characters and signs that join: "10:30" has none before its colon.
  static bool is_name(std::string_view text) {
    if (text[0] == '-' || text[0] == '.' || (text[0] >= '0' && text[0] <= '9')) return false;
    for (std::size_t at = 0; at < text.size();) {
      const text::CodePoint c = text::code_point_at(text, at);
      const text::CharClass kind = text::class_of(c.value);
      const bool joins = c.value == '-' || c.value == '.';  // between them: no field's name has such a sign
      if (kind != text::CharClass::word && kind != text::CharClass::run && !joins) return false;
      at += c.size;
    }
    return true;
  }

  bool is_url() const { return text::url_length(in_.value(), 0) > 0; }

  Status url(std::size_t begin) {
    const std::string_view all = in_.value();
    const std::string_view typed = all.substr(0, text::url_length(all, 0));
    TRY(auto predicate, read_predicate(Member::link, typed, begin));
    const NodeId node = build_.predicate(std::move(predicate), fmt::format("link:{}", typed), begin);
    skip(all);
    return attach(node, begin);
  }

  Status plain(Scope scope, std::size_t begin) {
    const std::string_view typed = in_.word();
    const std::size_t offset = in_.offset();
    TRY(auto words, read_counted_word(typed, scope, offset));
    skip(typed);
    return attach(build_.words(std::move(words), typed, begin), begin);
  }

  Status phrase(Scope scope, std::size_t begin) {
    const std::size_t offset = in_.offset();
    TRY(auto phrase, read_phrase(in_.text(), offset));
    phrase.words.scope = scope;
    const std::string_view typed = in_.text().substr(offset, phrase.end - offset);
    in_.move_to(phrase.end);
    return attach(build_.words(std::move(phrase.words), typed, begin), begin);
  }

  /// The value here, quoted or not, moving past it.
  Result<std::string_view> take_value(bool exact) {
    const std::size_t offset = in_.offset();
    if (in_.peek() != Lexeme::quote) {
      const std::string_view typed = in_.value();
      skip(typed);
      return typed;
    }
    const auto typed = in_.quoted(exact);
    if (!typed) return syntax("\" … ?", offset);
    in_.skip_sign();
    skip(*typed);
    in_.skip_sign();
    return *typed;
  }

  Status value(Member member, std::size_t begin) {
    const bool quoted = in_.peek() == Lexeme::quote;
    TRY(const std::string_view typed, take_value(false));
    TRY(auto predicate, read_predicate(member, typed, begin));
    if (member == Member::site) warn_of_subdomain(predicate.addresses[0].domain, begin);
    const char* quote = quoted ? "\"" : "";
    return attach(
        build_.predicate(std::move(predicate), fmt::format("{}:{}{}{}", name_of(member), quote, typed, quote), begin),
        begin);
  }

  void warn_of_subdomain(const std::string& domain, std::size_t offset) {
    const std::string owner = text::registrable_domain(domain);
    if (owner == domain) return;
    build_.warn({RemarkCode::site_host, offset, owner, domain});
  }

  Status raw(Scope scope, std::size_t begin) {
    const Lexeme next = in_.peek();
    if (next != Lexeme::quote && next != Lexeme::word && next != Lexeme::minus) return syntax("raw: ?", in_.offset());
    TRY(const std::string_view typed, take_value(true));
    if (typed.empty()) return syntax("raw:\" ? \"", begin);
    std::uint32_t at_least = 1;
    if (const std::string_view behind = in_.rest(); next == Lexeme::quote && behind.starts_with('{')) {
      const std::string_view braces = behind.substr(0, behind.find('}') + 1);
      TRY(at_least, read_count(braces, fmt::format("raw:\"{}\"", typed), in_.offset()));
      skip(braces);
    }
    return attach(build_.raw(scope, typed, at_least, begin), begin);
  }

  Status list(Scope scope, std::size_t begin) {
    const Lexeme next = in_.peek();
    if (next != Lexeme::quote && next != Lexeme::word) return syntax("list: ?", in_.offset());
    const bool quoted = next == Lexeme::quote;
    TRY(const std::string_view name, take_value(false));
    const List* found = lists_.find(name);
    if (!found) return Error{Errc::list, std::string(name), begin};
    TRY(const NodeId node, build_.list(*found, quoted ? fmt::format("\"{}\"", name) : std::string(name), scope, begin));
    return attach(node, begin);
  }

  Lexer in_;
  Rules rules_;
  const Lists& lists_;
  Builder build_;
  std::vector<Frame> stack_;
  std::size_t open_nots_ = 0;  ///< NOTs before the parentheses that are open
};

}  // namespace

Result<Query> parse(std::string_view text, Rules rules, const Lists& lists) {
  if (!text::is_utf8(text)) {
    const std::string valid = text::to_valid_utf8(text);
    const auto bad = std::mismatch(text.begin(), text.end(), valid.begin(), valid.end()).first - text.begin();
    return Error{Errc::syntax, "UTF-8", static_cast<std::size_t>(bad)};
  }
  return Parser(text, rules, lists).run();
}

}  // namespace resonanz::listen
