#include "sources/bluesky/record.h"

#include <boost/json.hpp>

#include "sources/bluesky/frame.h"
#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

using boost::json::value;

constexpr std::string_view kProfile = "https://bsky.app/profile/";

void add(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

/// The handle that a facet covers in the text ("@anna.example" → "anna.example"); "" where it covers something else.
std::string handle_at(std::string_view text, const value& facet) {
  const std::int64_t begin = json::number(facet, "index.byteStart", -1), end = json::number(facet, "index.byteEnd", -1);
  if (begin < 0 || end <= begin || static_cast<std::size_t>(end) > text.size()) return {};
  std::string_view handle = text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  if (!handle.starts_with('@')) return {};
  handle.remove_prefix(1);
  const auto in_handle = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.'; };
  const bool whole = handle.find('.') != handle.npos && std::all_of(handle.begin(), handle.end(), in_handle);
  return whole ? std::string(handle) : std::string();
}

/// Mentions are handles, as people write and ask for them; the id stands in where the text does not show the handle.
void read_facets(const value& record, Post& post) {
  for (const value& facet : json::list(record, "facets"))
    for (const value& feature : json::list(facet, "features")) {
      const std::string type = json::text(feature, "$type");
      if (type == "app.bsky.richtext.facet#mention") {
        const std::string handle = handle_at(post.text, facet);
        add(post.mentions, handle.empty() ? json::text(feature, "did") : handle);
      }
      if (type == "app.bsky.richtext.facet#link") add(post.links, json::text(feature, "uri"));
    }
}

void read_embed(const value& embed, Post& post) {
  const std::string type = json::text(embed, "$type");
  if (type == "app.bsky.embed.images") add(post.media, "image");
  if (type == "app.bsky.embed.video") add(post.media, "video");
  if (type == "app.bsky.embed.external") {
    add(post.media, "link");
    add(post.links, json::text(embed, "external.uri"));
  }
  if (type == "app.bsky.embed.record" || type == "app.bsky.embed.recordWithMedia")
    if (post.kind == PostKind::post) post.kind = PostKind::quote;
  if (const value* media = json::find(embed, "media")) read_embed(*media, post);
}

boost::json::object reference(std::string uri, std::string cid) {
  boost::json::object out;
  out["uri"] = std::move(uri);
  out["cid"] = std::move(cid);
  return out;
}

void read_reply(const value& record, const std::string& cid, Post& post) {
  const std::string parent = json::text(record, "reply.parent.uri"), root = json::text(record, "reply.root.uri");
  boost::json::object reply_ref;
  reply_ref["parent"] = reference(post.id, cid);
  if (root.empty()) {
    post.thread = post.id;
    reply_ref["root"] = reference(post.id, cid);
  } else {
    post.kind = PostKind::reply;
    post.thread = root;
    post.in_reply_to = parent.empty() ? root : parent;
    reply_ref["root"] = reference(root, json::text(record, "reply.root.cid"));
  }
  post.reply_ref = boost::json::serialize(reply_ref);
}

}  // namespace

std::string post_url(std::string_view did, std::string_view rkey) {
  return fmt::format("{}{}/post/{}", kProfile, did, rkey);
}

Result<Post> post_of(std::string_view payload) {
  TRY(const value root, json::parse(payload));
  const value* frame = json::find(root, "payload");  // version 2: account and commit in one object
  const value* commit = frame ? frame : json::find(root, "commit");
  const value* record = commit ? json::find(*commit, "record") : nullptr;
  const std::string did = json::text(frame ? *frame : root, "did");
  const std::string rkey = commit ? json::text(*commit, "rkey") : "";
  if (!record || did.empty() || rkey.empty()) return fail(Errc::post, "not a Bluesky post");
  const value* text = json::find(*record, "text");
  if (!text || !text->is_string()) return fail(Errc::post, "a Bluesky post without text");
  Post post;
  post.id = record_uri(did, json::text(*commit, "collection"), rkey);
  post.network = "bluesky";
  post.url = post_url(did, rkey);
  post.text = json::text(*record, "text");
  post.created_at = parse_rfc3339(json::text(*record, "createdAt"));
  if (const auto& langs = json::list(*record, "langs"); !langs.empty() && langs[0].is_string())
    post.lang = std::string(langs[0].get_string());
  post.author.id = did;
  // The stream names accounts by id only; a search result brings the names too.
  post.author.handle = json::text(root, "author.handle");
  if (post.author.handle.empty()) post.author.handle = did;
  post.author.name = json::text(root, "author.displayName");
  post.author.avatar = json::text(root, "author.avatar");
  post.author.url = fmt::format("{}{}", kProfile, did);
  read_reply(*record, json::text(*commit, "cid"), post);
  read_facets(*record, post);
  if (const value* embed = json::find(*record, "embed")) read_embed(*embed, post);
  return post;
}

}  // namespace resonanz::sources::bluesky
