#include "sources/demo/script.h"

#include <boost/json.hpp>

#include "base/log.h"
#include "model/post_json.h"

namespace resonanz::specs {
extern const std::string_view kDemoPosts, kDemoReactions, kDemoAnswers;
}

namespace resonanz::sources::demo {
namespace {

namespace json = boost::json;

/// Calls each(object, line text) for every line; a bad line is a mistake in our own files and said so.
template <typename Each>
void for_each_line(std::string_view text, Each&& each) {
  std::size_t at = 0, number = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty()) continue;
    boost::system::error_code error;
    const auto value = json::parse(line, error);
    if (error || !value.is_object()) log::error("demo line {} cannot be read", number);
    else each(value.as_object(), line);
  }
}

std::string text_of(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

TimeUs time_of(const json::object& in, std::string_view name, TimeUs unit) {
  const auto* value = in.if_contains(name);
  return value && value->is_number() ? static_cast<TimeUs>(value->to_number<double>() * static_cast<double>(unit)) : 0;
}

Script read() {
  Script out;
  PostReader reader;
  for_each_line(specs::kDemoPosts, [&](const json::object& in, std::string_view text) {
    auto post = reader.read(text);
    if (!post) return log::error("demo post: {}", post.error().text());
    Line line{std::move(*post), time_of(in, "ago_h", kHourUs), time_of(in, "live_s", kSecondUs)};
    (in.contains("live_s") ? out.live : out.history).push_back(std::move(line));
  });
  for_each_line(specs::kDemoReactions, [&](const json::object& in, std::string_view) {
    out.reactions.push_back({text_of(in, "to"), text_of(in, "lang"), text_of(in, "text")});
  });
  for_each_line(specs::kDemoAnswers, [&](const json::object& in, std::string_view) {
    const auto* open = in.if_contains("open");
    out.answers.push_back({text_of(in, "to"), text_of(in, "by"), text_of(in, "text"),
                           time_of(in, "after_min", kMinuteUs), !(open && open->is_bool() && open->as_bool())});
  });
  std::stable_sort(out.history.begin(), out.history.end(), [](const Line& a, const Line& b) { return a.ago > b.ago; });
  std::stable_sort(out.live.begin(), out.live.end(), [](const Line& a, const Line& b) { return a.after < b.after; });
  return out;
}

}  // namespace

const Script& script() {
  static const Script whole = read();
  return whole;
}

Item to_item(const Line& line, TimeUs at, int round) {
  Post post = line.post;
  post.created_at = at;
  if (round > 0) post.id += fmt::format("~{}", round);
  Item item;
  item.native_id = post.id;
  item.revision = "1";
  item.payload = write_post(post);
  return item;
}

}  // namespace resonanz::sources::demo
