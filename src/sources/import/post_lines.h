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
Result<std::string> unpack(std::string bytes);

/// One post line. Lines with `created_utc` are read as the public forum stream writes them: forum, permalink, score
/// and comments become site, address, likes and replies. Errors: json, post.
Result<Post> read_post_line(PostReader& reader, std::string_view line);

/// A file of posts, read piece by piece, so that a long one does not stand in memory as items. Not thread-safe.
class PostFile {
 public:
  /// Errors: as read_post_file().
  static Result<PostFile> open(std::string packed);
  /// The next rows, at most so many; empty at the end.
  std::vector<Item> next(std::size_t most);

 private:
  std::string text_;
  std::size_t at_ = 0, line_ = 0;
  std::vector<Item> rows_;  ///< of CSV, whose rows may span lines: read at once
  std::size_t row_ = 0;
  PostReader reader_;
};

/// One item a row; what cannot be read has `problem` set and keeps its bytes. Rows of CSV become post lines; the
/// header names the members (id, text, title, url, lang, created_at, author, author_id, in_reply_to, …).
/// Errors: csv (no header, or columns id and text missing), json (an empty file is no error).
Result<std::vector<Item>> read_post_file(std::string_view bytes);

}  // namespace resonanz::sources
