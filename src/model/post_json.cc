#include "model/post_json.h"

#include <simdjson.h>

#include <boost/json.hpp>
#include <charconv>

#include "text/utf8.h"

namespace resonanz {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// Collects members of one object; the first wrong type is kept as the error.
class Members {
 public:
  Members(object members, std::string_view prefix) : members_(members), prefix_(prefix) {}

  void string(std::string_view name, std::string& out) {
    element value;
    if (!find(name, value)) return;
    std::string_view text;
    if (value.get_string().get(text)) return wrong(name, "a string");
    out = text;
  }
  /// Ids may come as numbers: they are kept as their digits.
  void id(std::string_view name, std::string& out) {
    element value;
    if (!find(name, value)) return;
    std::string_view text;
    std::int64_t number;
    std::uint64_t large;
    if (!value.get_string().get(text)) out = text;
    else if (!value.get_int64().get(number)) out = std::to_string(number);
    else if (!value.get_uint64().get(large)) out = std::to_string(large);
    else wrong(name, "a string");
  }
  void strings(std::string_view name, std::vector<std::string>& out) {
    element value;
    if (!find(name, value)) return;
    simdjson::dom::array list;
    if (value.get_array().get(list)) return wrong(name, "a list of strings");
    for (element item : list) {
      std::string_view text;
      if (item.get_string().get(text)) return wrong(name, "a list of strings");
      out.emplace_back(text);
    }
  }
  void count(std::string_view name, std::optional<std::int64_t>& out) {
    element value;
    if (!find(name, value)) return;
    std::int64_t number;
    if (value.get_int64().get(number)) return wrong(name, "a whole number");
    out = number;
  }
  void number(std::string_view name, std::optional<double>& out) {
    element value;
    if (!find(name, value)) return;
    double number;
    if (value.get_double().get(number)) return wrong(name, "a number");
    out = number;
  }
  void time(std::string_view name, std::optional<TimeUs>& out) {
    std::string text;
    string(name, text);
    if (text.empty()) return;
    out = parse_rfc3339(text);
    if (!out) wrong(name, "an RFC 3339 time");
  }
  void kind(std::string_view name, PostKind& out) {
    std::string text;
    string(name, text);
    if (text.empty()) return;
    if (auto kind = post_kind_from(text)) out = *kind;
    else wrong(name, "a kind of post");
  }
  std::optional<object> child(std::string_view name) {
    element value;
    if (!find(name, value)) return std::nullopt;
    object inner;
    if (value.get_object().get(inner)) return wrong(name, "an object"), std::nullopt;
    return inner;
  }
  const std::string& problem() const { return problem_; }

 private:
  bool find(std::string_view name, element& value) { return !members_.at_key(name).get(value) && !value.is_null(); }
  void wrong(std::string_view name, std::string_view wanted) {
    if (problem_.empty()) problem_ = fmt::format("\"{}{}\" is not {}", prefix_, name, wanted);
  }

  object members_;
  std::string_view prefix_;
  std::string problem_;
};

Result<Post> to_post(object root) {
  Post post;
  Members in(root, "");
  in.id("id", post.id);
  in.string("source", post.source);
  in.string("network", post.network);
  in.kind("kind", post.kind);
  in.string("url", post.url);
  in.string("lang", post.lang);
  in.time("created_at", post.created_at);
  in.time("edited_at", post.edited_at);
  in.string("title", post.title);
  in.string("text", post.text);
  in.id("in_reply_to", post.in_reply_to);
  in.id("thread", post.thread);
  in.strings("mentions", post.mentions);
  in.strings("links", post.links);
  in.strings("media", post.media);
  in.number("rating", post.rating);
  std::string problem = in.problem();
  if (auto author = in.child("author")) {
    Members inner(*author, "author.");
    inner.id("id", post.author.id);
    inner.string("handle", post.author.handle);
    inner.string("name", post.author.name);
    inner.string("url", post.author.url);
    inner.string("avatar", post.author.avatar);
    inner.count("followers", post.author.followers);
    if (problem.empty()) problem = inner.problem();
  }
  if (auto counts = in.child("counts")) {
    Members inner(*counts, "counts.");
    inner.count("likes", post.counts.likes);
    inner.count("shares", post.counts.shares);
    inner.count("replies", post.counts.replies);
    if (problem.empty()) problem = inner.problem();
  }
  if (problem.empty()) problem = in.problem();
  if (!problem.empty()) return fail(Errc::post, problem);
  if (post.id.empty()) return fail(Errc::post, "\"id\" is missing");
  element text;
  if (root.at_key("text").get(text) || text.is_null()) return fail(Errc::post, "\"text\" is missing");
  return post;
}

void put(boost::json::object& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}
void put(boost::json::object& out, std::string_view name, const std::vector<std::string>& texts) {
  if (!texts.empty()) out[name] = boost::json::array(texts.begin(), texts.end());
}
template <typename T>
void put(boost::json::object& out, std::string_view name, const std::optional<T>& value) {
  if (value) out[name] = *value;
}

/// Where `\uXXXX` stands at `at`, its number.
std::optional<unsigned> escape_at(std::string_view json, std::size_t at) {
  unsigned value = 0;
  if (json.size() < at + 6 || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  const auto [end, error] = std::from_chars(json.data() + at + 2, json.data() + at + 6, value, 16);
  return error == std::errc() && end == json.data() + at + 6 ? std::optional(value) : std::nullopt;
}

/// Halves of characters, as where a text was cut within an emoji, become U+FFFD. False where there are none.
bool replace_lone_surrogates(std::string_view json, std::string& out) {
  const std::string from(json);  // `json` may be `out`
  out = from;
  bool any = false;
  for (std::size_t at = 0; (at = from.find('\\', at)) != from.npos;) {
    const auto unit = escape_at(from, at), next = unit ? escape_at(from, at + 6) : std::nullopt;
    const bool high = unit && *unit >> 10 == 0xD800 >> 10, low = unit && *unit >> 10 == 0xDC00 >> 10;
    const bool paired = high && next && *next >> 10 == 0xDC00 >> 10;
    if ((high || low) && !paired) out.replace(at, 6, "\\uFFFD"), any = true;
    at += paired ? 12 : unit ? 6 : 2;
  }
  return any;
}

}  // namespace

PostReader::PostReader() : parser_(std::make_unique<simdjson::dom::parser>()) {}
PostReader::~PostReader() = default;
PostReader::PostReader(PostReader&&) noexcept = default;

Result<Post> PostReader::read(std::string_view json) {
  std::string repaired;
  if (!text::is_utf8(json)) json = repaired = text::to_valid_utf8(json);
  simdjson::dom::object root;
  auto error = parser_->parse(json.data(), json.size()).get(root);
  if (error == simdjson::STRING_ERROR && replace_lone_surrogates(json, repaired))
    error = parser_->parse(repaired).get(root);
  if (error) {
    if (error == simdjson::INCORRECT_TYPE) return fail(Errc::post, "the line is not a JSON object");
    return fail(Errc::json, simdjson::error_message(error));
  }
  return to_post(root);
}

std::string write_post(const Post& post) {
  boost::json::object out;
  out["id"] = post.id;
  put(out, "source", post.source);
  put(out, "network", post.network);
  out["kind"] = name_of(post.kind);
  put(out, "url", post.url);
  put(out, "lang", post.lang);
  if (post.created_at) out["created_at"] = format_rfc3339(*post.created_at);
  if (post.edited_at) out["edited_at"] = format_rfc3339(*post.edited_at);
  boost::json::object author;
  put(author, "id", post.author.id);
  put(author, "handle", post.author.handle);
  put(author, "name", post.author.name);
  put(author, "url", post.author.url);
  put(author, "avatar", post.author.avatar);
  put(author, "followers", post.author.followers);
  if (!author.empty()) out["author"] = std::move(author);
  out["title"] = post.title;
  out["text"] = post.text;
  put(out, "in_reply_to", post.in_reply_to);
  put(out, "thread", post.thread);
  put(out, "mentions", post.mentions);
  put(out, "links", post.links);
  put(out, "media", post.media);
  boost::json::object counts;
  put(counts, "likes", post.counts.likes);
  put(counts, "shares", post.counts.shares);
  put(counts, "replies", post.counts.replies);
  if (!counts.empty()) out["counts"] = std::move(counts);
  put(out, "rating", post.rating);
  return boost::json::serialize(out);
}

}  // namespace resonanz
