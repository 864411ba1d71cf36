#pragma once
// Files of posts: JSON lines in the form of query-language.md, the public forum stream's own form, CSV; zstd or plain.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/item.h"
#include "model/post_json.h"

namespace resonanz::sources {

/// Plain bytes: zstd frames unpacked (at most 2 GiB), everything else as it is. Errors: too_large, value.
Result<std::string> unpack(std::string_view bytes);

/// One post line. Lines with `created_utc` are read as the public forum stream writes them: forum, permalink, score
/// and comments become site, address, likes and replies. Errors: json, post.
Result<Post> read_post_line(PostReader& reader, std::string_view line);

/// One item a row; what cannot be read has `problem` set and keeps its bytes. Rows of CSV become post lines; the
/// header names the members (id, text, title, url, lang, created_at, author, author_id, in_reply_to, …).
/// Errors: csv (no header, or columns id and text missing), json (an empty file is no error).
Result<std::vector<Item>> read_post_file(std::string_view bytes);

}  // namespace resonanz::sources
