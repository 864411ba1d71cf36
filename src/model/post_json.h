#pragma once
// Posts as JSON lines, the form of query-language.md: only `id` and `text` are required, unknown members are ignored.

#include <string>
#include <string_view>

#include <memory>
#include "base/result.h"
#include "model/post.h"

namespace simdjson::dom {
class parser;
}

namespace resonanz {

/// Reads posts; keeps its buffers between calls. Not thread-safe: one per thread.
class PostReader {
 public:
  PostReader();
  ~PostReader();
  PostReader(PostReader&&) noexcept;

  /// One JSON object. Errors: Errc::json (not JSON), Errc::post (id or text missing, a member of the wrong type).
  /// Bad UTF-8 bytes and halves of surrogate pairs become U+FFFD.
  Result<Post> read(std::string_view json);

 private:
  std::unique_ptr<simdjson::dom::parser> parser_;
};

/// One line without the newline; members that are empty are left out. `read(write(p))` gives p back
/// (but for html and source_lang, which are not part of the form).
std::string write_post(const Post& post);

}  // namespace resonanz
