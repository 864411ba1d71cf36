#pragma once
// A post record of the AT Protocol (lexicon app.bsky.feed.post) as our Post. Pure.

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/post.h"

namespace resonanz::sources::bluesky {

/// `payload` is a frame of either version, or one made from a search result (with a member "author").
Result<Post> post_of(std::string_view payload);

/// The page of a post or its author, by stable ids.
std::string post_url(std::string_view did, std::string_view rkey);

}  // namespace resonanz::sources::bluesky
