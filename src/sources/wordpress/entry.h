#pragma once
// One post or comment as the API writes it. A comment is told from a post by its member "post". Pure functions.

#include <boost/json/value.hpp>

#include <string>

#include "base/result.h"
#include "model/item.h"
#include "model/post.h"

namespace resonanz::sources::wordpress {

inline constexpr std::string_view kPostFields =
    "id,date_gmt,modified_gmt,link,type,title,content,author,comment_status,_links,_embedded";
inline constexpr std::string_view kCommentFields =
    "id,post,parent,author,author_name,author_url,author_avatar_urls,date_gmt,content,link,status,type";

bool is_comment(const boost::json::value& entry);
/// "post:12" or "comment:34"; unique over both.
std::string native_id(const boost::json::value& entry);
/// Changes when what people see changes. The API gives comments no date of change, hence a fingerprint.
std::string revision(const boost::json::value& entry);
Item item_of(const boost::json::value& entry);
/// Errc::post for what is neither a post nor a comment.
Result<Post> post_of(const boost::json::value& entry);

}  // namespace resonanz::sources::wordpress
