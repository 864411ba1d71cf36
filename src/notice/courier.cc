#include "notice/courier.h"

#include "base/log.h"
#include "net/egress_url.h"
#include "notice/signature.h"

namespace resonanz::notice {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr int kAtOnce = 50;
constexpr std::size_t kMostReply = 64 * 1024;
constexpr std::chrono::seconds kPatience{15};

/// Will no other try help? What nobody answered (status 0) fails here or at the door; an answer may be another one
/// tomorrow, for whoever redeploys says 404 or 403 for a while.
bool is_last_word(Errc code, int status) {
  if (status != 0) return code == Errc::gone;
  switch (code) {
    case Errc::gone:
    case Errc::refused:
    case Errc::credentials:
    case Errc::egress:
    case Errc::address:
    case Errc::value:
    case Errc::not_found:
    case Errc::config:
    case Errc::too_large:
      return true;
    default:
      return false;
  }
}

net::HttpRequest post(const std::string& url, net::Headers headers, std::string body) {
  return {"POST", url, std::move(headers), std::move(body), kMostReply, kPatience, kPatience};
}

}  // namespace

/// A push service says 404 of a subscription that ended (RFC 8030, 7.3); of a webhook that is no last word.
Courier::Answer Courier::answer_of(const net::HttpResponse& reply, Target::Kind kind) {
  if (reply.ok()) return {reply.status, {}};
  const bool is_push = kind == Target::Kind::push;
  Error error = net::error_of(reply, is_push ? "the push service" : "the webhook");
  if (reply.status == 404 && !is_push) error.code = Errc::not_found;
  return {reply.status, std::move(error)};
}

asio::awaitable<int> Courier::carry_due() {
  const auto due = parts_.deliveries.due(kAtOnce);
  if (!due) log::error("alert deliveries: {}", due.error().text());
  int told = 0;
  if (!due) co_return told;
  for (const Telling& telling : *due) {
    const Result<Answer> answer = co_await carry(telling);
    if (!answer) record_failure(telling, answer.error(), 0);
    else if (answer->error) record_failure(telling, *answer->error, answer->status);
    if (!answer || answer->error) continue;
    ++told;
    if (const Status kept = parts_.deliveries.sent(telling.id, answer->status); !kept)
      log::error("alert deliveries: {}", kept.error().text());
  }
  co_return told;
}

void Courier::record_failure(const Telling& telling, const Error& error, int status) {
  log::warn("alert delivery {}: {}", telling.id, code_of(error.code));
  const bool last = is_last_word(error.code, status);
  if (const Status kept = parts_.deliveries.failed(telling, error, status, last); !kept)
    log::error("alert deliveries: {}", kept.error().text());
  if (error.code != Errc::gone) return;
  const Status ended = parts_.targets.end(telling.target, "system", "gone", parts_.clock.now());
  if (!ended && ended.error().code != Errc::not_found) log::error("alert targets: {}", ended.error().text());
}

Result<Message> Courier::message_for(const Telling& telling, const Target& target) {
  if (telling.notice != 0) {
    TRY(const Notice notice, find_notice(parts_.db, telling.notice));
    return message_of(notice, target.language, parts_.place);
  }
  TRY(const Alert alert, parts_.alerts.find(telling.alert));
  return message_of(alert, target.language, parts_.place);
}

asio::awaitable<Result<Courier::Answer>> Courier::carry(Telling telling) {
  CO_TRY(Target target, parts_.targets.find(telling.target));
  CO_TRY(Message message, message_for(telling, target));
  if (target.kind == Target::Kind::mail)
    co_return co_await mail(std::move(telling), std::move(target), std::move(message));
  if (target.kind == Target::Kind::push) co_return co_await push(std::move(target), std::move(message));
  co_return co_await webhook(std::move(telling), std::move(target), std::move(message));
}

asio::awaitable<Result<Courier::Answer>> Courier::mail(Telling telling, Target target, Message message) {
  CO_TRY(MailSettings settings, read_mail_settings(parts_.db, parts_.keys));
  if (settings.server.url.empty()) co_return fail(Errc::config, "no mail server is set");
  net::MailRequest request{settings.server, settings.from, target.address, "", kPatience};
  request.message = mail_of(message, telling.id, settings.from, target.address, parts_.clock.now());
  const auto reply = co_await parts_.egress.send_mail(std::move(request));
  if (!reply) co_return reply.error();
  co_return Answer{reply->status, {}};
}

asio::awaitable<Result<Courier::Answer>> Courier::webhook(Telling telling, Target target, Message message) {
  std::string body = json::serialize(message.webhook);
  CO_TRY(net::Headers headers,
         webhook_headers(target.secret, fmt::format("msg_{}", telling.id), parts_.clock.now(), body));
  headers.push_back({"Content-Type", "application/json"});
  const auto reply = co_await parts_.egress.fetch(post(target.address, std::move(headers), std::move(body)));
  if (!reply) co_return reply.error();
  co_return answer_of(*reply, Target::Kind::webhook);
}

asio::awaitable<Result<Courier::Answer>> Courier::push(Target target, Message message) {
  CO_TRY(const Subscription subscription, read_subscription(target.secret));
  CO_TRY(const EcKeys ours, push_keys(parts_.db, parts_.keys));
  CO_TRY(const net::Target url, net::parse_target(target.address));
  const bool usual_port = url.port == (url.secure() ? "443" : "80");
  const std::string audience = usual_port ? url.scheme + "://" + url.host : url.origin();
  const std::string contact = parts_.place.empty() ? "mailto:alerts@localhost" : parts_.place;
  CO_TRY(const std::string authorisation, vapid_header(ours, audience, contact, parts_.clock.now()));
  CO_TRY(std::string body, encrypt_push(subscription, json::serialize(message.push)));
  net::Headers headers{{"Authorization", authorisation},
                       {"Content-Encoding", "aes128gcm"},
                       {"Content-Type", "application/octet-stream"},
                       {"TTL", "86400"},
                       {"Urgency", "high"}};
  const auto reply = co_await parts_.egress.fetch(post(target.address, std::move(headers), std::move(body)));
  if (!reply) co_return reply.error();
  co_return answer_of(*reply, Target::Kind::push);
}

}  // namespace resonanz::notice
