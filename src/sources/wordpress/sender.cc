#include "sources/wordpress/sender.h"

#include <boost/json.hpp>

#include "sources/json.h"
#include "sources/wordpress/entry.h"
#include "text/essence.h"
#include "text/html.h"

namespace resonanz::sources::wordpress {
namespace {

namespace asio = boost::asio;

struct Goal {
  std::int64_t post = 0, parent = 0;  ///< 0, 0: a new post
};

Result<Goal> goal_of(const Outgoing& outgoing) {
  if (outgoing.reply_to.empty()) return Goal{};
  const Result<boost::json::value> reference = json::parse(outgoing.reply_ref);
  Goal goal;
  if (reference) goal = {json::number(*reference, "post"), json::number(*reference, "parent")};
  if (goal.post <= 0) return fail(Errc::value, "this post cannot be answered");
  return goal;
}

Receipt receipt_of(const boost::json::value& entry) {
  const std::string status = json::text(entry, "status");
  return Receipt{native_id(entry), json::text(entry, "link"), status != "approved" && status != "publish"};
}

/// The reason inside a refusal that another try would not change, in the shape Connector::send promises.
Error final_error(Error error) {
  if (has_code(error, "rest_comment_invalid_post_id") || has_code(error, "rest_comment_invalid_parent"))
    error.code = Errc::gone;
  return error;
}

}  // namespace

asio::awaitable<Result<Receipt>> Sender::send(Outgoing outgoing) {
  if (!site_.has_account()) co_return fail(Errc::credentials);
  CO_TRY(const Goal goal, goal_of(outgoing));
  boost::json::object body;
  body["content"] = as_html(outgoing.text);
  if (goal.post > 0) {
    body["post"] = goal.post;
    body["parent"] = goal.parent;
  } else {
    body["title"] = as_html(outgoing.title);
    body["status"] = "publish";
  }
  const std::string route = goal.post > 0 ? "wp/v2/comments" : "wp/v2/posts";
  Result<Answer> answer = co_await site_.post(route, std::move(body));
  if (answer) co_return receipt_of(answer->json);
  if (!has_code(answer.error(), "comment_duplicate")) co_return final_error(std::move(answer).error());
  Result<std::optional<Receipt>> earlier = co_await find(std::move(outgoing));
  if (!earlier) co_return std::move(earlier).error();
  if (*earlier) co_return std::move(**earlier);
  co_return Receipt{"", "", true};  // it is there, but only moderators can see it
}

asio::awaitable<Result<std::int64_t>> Sender::our_id() {
  if (our_id_ == 0) {
    CO_TRY(const Answer me, co_await site_.get_as_us("wp/v2/users/me", "context=edit&_fields=id"));
    our_id_ = json::number(me.json, "id");
  }
  co_return our_id_;
}

asio::awaitable<Result<std::optional<Receipt>>> Sender::find(Outgoing outgoing) {
  if (!site_.has_account()) co_return fail(Errc::credentials);
  CO_TRY(const Goal goal, goal_of(outgoing));
  CO_TRY(const std::int64_t us, co_await our_id());
  const std::string newest = "order=desc&per_page=100&_fields=id,post,author,content,title,link,status";
  Result<Answer> answer = fail(Errc::internal);
  if (goal.post > 0) {
    // With the right to moderate we also see our comments that are held; without it only the public ones.
    const std::string where = fmt::format("post={}&parent={}&orderby=date_gmt&{}", goal.post, goal.parent, newest);
    answer = co_await site_.get_as_us("wp/v2/comments", where + "&status=all&context=edit");
    if (!answer && (answer.error().code == Errc::credentials || answer.error().code == Errc::refused))
      answer = co_await site_.get_as_us("wp/v2/comments", where);
  } else {
    answer = co_await site_.get_as_us("wp/v2/posts", fmt::format("author={}&orderby=date&{}", us, newest));
  }
  if (!answer) co_return std::move(answer).error();
  const std::string wanted = text::essence(outgoing.text), title = text::essence(outgoing.title);
  if (!answer->json.is_array()) co_return fail(Errc::protocol, "the site answered no list");
  for (const auto& entry : answer->json.get_array()) {
    if (json::number(entry, "author") != us) continue;
    if (goal.post == 0 && text::essence(text::html_to_text(json::text(entry, "title.rendered"))) != title) continue;
    if (text::essence(text::html_to_text(json::text(entry, "content.rendered"))) == wanted)
      co_return std::optional<Receipt>(receipt_of(entry));
  }
  co_return std::optional<Receipt>();
}

std::string as_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else out += c;
  }
  return out;
}

}  // namespace resonanz::sources::wordpress
