#pragma once
// A post as the public can see it: plain data, the common shape of every network.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace resonanz {

enum class PostKind { post, reply, repost, quote, comment, review, article, edit };

std::string_view name_of(PostKind kind);
std::optional<PostKind> post_kind_from(std::string_view name);

struct Author {
  std::string id;  ///< stable platform id; never shown, only its keyed hash is stored
  std::string handle;
  std::string name;
  std::string url;     ///< profile page
  std::string avatar;  ///< image address
  std::optional<std::int64_t> followers;
};

struct Counts {
  std::optional<std::int64_t> likes, shares, replies;
};

/// All strings are valid UTF-8. Ids are opaque strings.
struct Post {
  std::string id;       ///< the network's own id
  std::string source;   ///< name of the source that brought it
  std::string network;  ///< "bluesky", "wordpress", "feed", …
  PostKind kind = PostKind::post;
  std::string url;
  std::string lang;                  ///< BCP 47 as declared, "" where undeclared
  std::string source_lang;           ///< the source's configured language, "" where none; not part of the JSON
  std::optional<TimeUs> created_at;  ///< the source's claim
  std::optional<TimeUs> edited_at;
  Author author;
  std::string title;
  std::string text;  ///< plain text
  std::string html;  ///< sanitised HTML, "" where the network has only text
  std::string in_reply_to;
  std::string thread;                 ///< id of the conversation's first post
  std::vector<std::string> mentions;  ///< handles
  std::vector<std::string> links;
  std::vector<std::string> media;  ///< "image", "video", "audio", "link"
  Counts counts;
  std::optional<double> rating;
  std::string reply_ref;  ///< what the connector needs to answer this post; not part of the JSON
};

}  // namespace resonanz
