// Drives one connector from outside: a JSON command a line in, a JSON answer a line out.
//   connector_peer KIND < {"settings":{…},"secrets":{…}} then {"do":"probe|collect|send|find_sent|author|length", …}

#include <boost/json.hpp>

#include <iostream>

#include "base/log.h"
#include "model/post_json.h"
#include "net/egress.h"
#include "net/testing/run.h"
#include "sources/connector.h"
#include "sources/json.h"

namespace resonanz {
namespace {

using boost::json::object;
using boost::json::value;
namespace json = sources::json;

object failure(const Error& error) {
  object out;
  out["ok"] = false;
  out["code"] = code_of(error.code);
  out["detail"] = error.detail;
  if (error.retry_after_s) out["retry_after_s"] = *error.retry_after_s;
  return out;
}

object item_json(const sources::Connector& connector, const Item& item) {
  object out;
  out["op"] = item.op == Op::upsert ? "upsert" : item.op == Op::remove ? "remove" : "remove_author";
  out["native_id"] = item.native_id;
  out["revision"] = item.revision;
  if (item.problem) out["problem"] = item.problem->text();
  if (item.op != Op::upsert || item.problem) return out;
  const auto posts = connector.normalise(item);
  if (!posts) {
    out["problem"] = posts.error().text();
    return out;
  }
  out["post"] = boost::json::parse(write_post(posts->at(0)));
  out["html"] = posts->at(0).html;
  out["reply_ref"] = posts->at(0).reply_ref;
  return out;
}

object batch_json(const sources::Connector& connector, const sources::Batch& batch) {
  object out;
  boost::json::array items;
  for (const Item& item : batch.items) items.push_back(item_json(connector, item));
  out["ok"] = true;
  out["items"] = std::move(items);
  out["cursor"] = batch.cursor;
  out["pause_ms"] = batch.pause.count();
  out["gap"] = batch.gap;
  return out;
}

object receipt_json(const sources::Receipt& receipt) {
  object out;
  out["ok"] = true;
  out["native_id"] = receipt.native_id;
  out["url"] = receipt.url;
  out["held"] = receipt.held;
  return out;
}

object probe_json(const sources::Probe& probe) {
  object out;
  out["ok"] = true;
  out["title"] = probe.title;
  out["account_id"] = probe.account_id;
  out["settings"] = probe.settings;
  out["notes"] = boost::json::array(probe.notes.begin(), probe.notes.end());
  return out;
}

sources::Outgoing outgoing(const value& command) {
  sources::Outgoing out;
  out.key = json::text(command, "key");
  out.text = json::text(command, "text");
  out.lang = json::text(command, "lang");
  out.title = json::text(command, "title");
  out.reply_to = json::text(command, "reply_to");
  out.reply_ref = json::text(command, "reply_ref");
  return out;
}

object obey(boost::asio::io_context& context, sources::Connector& connector, const value& command) {
  const std::string what = json::text(command, "do");
  if (what == "probe") {
    const auto probe = net::testing::run(context, connector.probe());
    return probe ? probe_json(*probe) : failure(probe.error());
  }
  if (what == "collect") {
    const auto batch = net::testing::run(context, connector.collect(json::text(command, "cursor")));
    return batch ? batch_json(connector, *batch) : failure(batch.error());
  }
  if (what == "send") {
    const auto receipt = net::testing::run(context, connector.send(outgoing(command)));
    return receipt ? receipt_json(*receipt) : failure(receipt.error());
  }
  if (what == "find_sent") {
    const auto found = net::testing::run(context, connector.find_sent(outgoing(command)));
    if (!found) return failure(found.error());
    object none;
    none["ok"] = true;
    none["native_id"] = nullptr;
    return *found ? receipt_json(**found) : none;
  }
  if (what == "author") {
    const auto author = net::testing::run(context, connector.author(json::text(command, "id")));
    if (!author) return failure(author.error());
    object who;
    who["ok"] = true;
    who["handle"] = author->handle;
    who["name"] = author->name;
    who["url"] = author->url;
    return who;
  }
  const Status fits = connector.check_length(outgoing(command));
  object yes;
  yes["ok"] = true;
  return fits ? yes : failure(fits.error());
}

int run(const char* kind_name) {
  const sources::Kind* kind = sources::find_kind(kind_name);
  if (!kind) return 2;
  boost::asio::io_context context;
  net::Egress::Options options;
  options.policy.allow = {*net::parse_cidr("127.0.0.0/8"), *net::parse_cidr("::1")};
  options.user_agent = "Resonanz/peer-test (+https://example.org/contact)";
  net::Egress egress(context.get_executor(), host::system_clock(), options);
  std::unique_ptr<sources::Connector> connector;
  std::string line;
  while (std::getline(std::cin, line)) {
    const value command = boost::json::parse(line);
    object answer;
    if (const value* settings = json::find(command, "settings")) {
      sources::Config config;
      config.kind = kind_name;
      config.settings = settings->as_object();
      if (const value* secrets = json::find(command, "secrets")) config.secrets = secrets->as_object();
      auto made = kind->create(config, {egress, host::system_clock(), options.user_agent});
      if (made) connector = std::move(*made);
      answer = failure(made ? fail(Errc::internal) : made.error());
      answer["ok"] = made.ok();
    } else if (connector) {
      answer = obey(context, *connector, command);
    }
    std::cout << boost::json::serialize(answer) << std::endl;
  }
  connector.reset();
  return 0;
}

}  // namespace
}  // namespace resonanz

int main(int count, char** arguments) {
  resonanz::start_logging();
  return count == 2 ? resonanz::run(arguments[1]) : 2;
}
