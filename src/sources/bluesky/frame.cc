#include "sources/bluesky/frame.h"

#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

using boost::json::value;

/// The account is gone from sight, for now or for good.
bool is_removal(const value& account) {
  const value* active = json::find(account, "active");
  if (!active || *active != false) return false;
  const std::string status = json::text(account, "status");
  return status == "deleted" || status == "takendown" || status == "suspended" || status == "deactivated";
}

Item problem(std::string_view text, std::string detail) {
  Item item;
  item.payload = text;
  item.revision = json::fingerprint(text);
  item.problem = fail(Errc::post, std::move(detail));
  return item;
}

std::optional<Item> commit_item(std::string_view text, const std::string& did, const value& commit) {
  const std::string collection = json::text(commit, "collection"), rkey = json::text(commit, "rkey");
  const std::string operation = json::text(commit, "operation");
  if (collection != kPostCollection) return std::nullopt;
  if (did.empty() || rkey.empty()) return problem(text, "a commit without account or key");
  Item item;
  item.native_id = record_uri(did, collection, rkey);
  item.revision = json::text(commit, "rev");
  if (operation == "delete") {
    item.op = Op::remove;
    return item;
  }
  if (operation != "create" && operation != "update") return problem(text, "an unknown operation");
  // The content's own hash: the same post from a search or a replay is the same revision.
  if (const std::string cid = json::text(commit, "cid"); !cid.empty()) item.revision = cid;
  item.payload = text;
  return item;
}

std::optional<Item> account_item(const std::string& did, const value& account, const std::string& revision) {
  if (!is_removal(account)) return std::nullopt;
  Item item;
  item.op = Op::remove_author;
  item.native_id = did;
  item.revision = revision;
  return item;
}

Frame read_v1(std::string_view text, const value& root) {
  Frame frame;
  frame.time_us = json::number(root, "time_us");
  const std::string did = json::text(root, "did"), kind = json::text(root, "kind");
  if (const value* commit = json::find(root, "commit"); commit && kind == "commit")
    frame.item = commit_item(text, did, *commit);
  else if (const value* account = json::find(root, "account"); account && kind == "account")
    frame.item = account_item(did, *account, json::text(root, "time_us"));
  else if (kind.empty()) frame.item = problem(text, "a frame without a kind");
  return frame;
}

Frame read_v2(std::string_view text, const value& root) {
  Frame frame;
  if (json::text(root, "$type") == "error") {
    const std::string name = json::text(root, "error");
    frame.end = fail(name == "ConsumerTooSlow" ? Errc::connect : Errc::protocol,
                     fmt::format("{}: {}", name, json::text(root, "message")));
    return frame;
  }
  const value* payload = json::find(root, "payload");
  const std::string type = payload ? json::text(*payload, "$type") : "";
  const auto hash = type.rfind('#');
  if (hash == std::string::npos) {
    frame.item = problem(text, "a frame without a type");
    return frame;
  }
  const std::string kind = type.substr(hash + 1), did = json::text(*payload, "did");
  frame.seq = json::number(*payload, "seq");
  frame.time_us = parse_rfc3339(json::text(*payload, "time")).value_or(0);
  if (kind == "commit") frame.item = commit_item(text, did, *payload);
  else if (kind == "account") frame.item = account_item(did, *payload, json::text(*payload, "seq"));
  else if (kind == "info" && json::text(*payload, "name") == "OutdatedCursor")
    frame.gap = "the stream no longer keeps our last position: " + json::text(*payload, "message");
  return frame;
}

}  // namespace

Frame read_frame(std::string_view text) {
  const Result<value> root = json::parse(text);
  Frame frame;
  if (root && root->is_object()) {
    frame = json::find(*root, "$type") ? read_v2(text, *root) : read_v1(text, *root);
    if (frame.item && frame.item->op != Op::upsert && frame.time_us > 0) frame.item->happened_at = frame.time_us;
    return frame;
  }
  frame.item = problem(text, "a frame that is not a JSON object");
  return frame;
}

std::string record_uri(std::string_view did, std::string_view collection, std::string_view rkey) {
  return fmt::format("at://{}/{}/{}", did, collection, rkey);
}

}  // namespace resonanz::sources::bluesky
