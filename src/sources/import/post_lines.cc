#include "sources/import/post_lines.h"

#include <zstd.h>

#include <limits>

#include <boost/json.hpp>

#include "sources/import/csv_posts.h"
#include "sources/json.h"
#include "text/charset.h"
#include "text/utf8.h"

namespace resonanz::sources {
namespace {

constexpr std::size_t kMaxUnpacked = 2ULL << 30;

/// A number or a string of a foreign line as text.
std::string text_of(const boost::json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  if (!value) return {};
  if (value->is_string()) return std::string(value->as_string());
  return value->is_int64() ? std::to_string(value->as_int64()) : std::string();
}

std::optional<std::int64_t> number_of(const boost::json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  if (!value || !value->is_int64()) return std::nullopt;
  return value->as_int64();
}

Result<Post> read_forum_line(std::string_view line) {
  boost::system::error_code error;
  const auto value = boost::json::parse(line, error);
  if (error || !value.is_object()) return fail(Errc::json, error ? error.message() : "not an object");
  const auto& in = value.as_object();
  Post post;
  post.id = text_of(in, "id");
  if (post.id.empty()) return fail(Errc::post, "\"id\" is missing");
  post.title = text_of(in, "title");
  post.text = text_of(in, "text");
  post.url = text_of(in, "permalink");
  if (const auto link = text_of(in, "url"); !link.empty() && link != post.url) post.links.push_back(link);
  if (const auto seconds = number_of(in, "created_utc")) post.created_at = *seconds * kSecondUs;
  post.counts.likes = number_of(in, "score");
  post.counts.replies = number_of(in, "comments");
  return post;
}

Item to_item(PostReader& reader, std::string_view line, std::size_t number) {
  Item item;
  item.line = number;
  item.payload = line;
  const auto post = read_post_line(reader, line);
  if (!post) {
    item.problem = post.error();
    return item;
  }
  item.native_id = post->id;
  item.revision = json::fingerprint(line);
  return item;
}

}  // namespace

Result<std::string> unpack(std::string bytes) {
  if (!bytes.starts_with("\x28\xB5\x2F\xFD")) return bytes;
  ZSTD_DStream* stream = ZSTD_createDStream();
  std::string out;
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t state = 1;
  while (in.pos < in.size && out.size() < kMaxUnpacked) {
    char buffer[1 << 16];
    ZSTD_outBuffer chunk{buffer, sizeof buffer, 0};
    state = ZSTD_decompressStream(stream, &chunk, &in);
    if (ZSTD_isError(state)) break;
    out.append(buffer, chunk.pos);
  }
  ZSTD_freeDStream(stream);
  if (out.size() >= kMaxUnpacked) return fail(Errc::too_large, "more than 2 GiB when unpacked");
  if (state != 0) return fail(Errc::value, "the file is damaged or cut off (zstd)");
  return out;
}

Result<Post> read_post_line(PostReader& reader, std::string_view line) {
  if (line.find("\"created_utc\"") != std::string_view::npos) return read_forum_line(line);
  return reader.read(line);
}

Result<PostFile> PostFile::open(std::string packed) {
  PostFile file;
  TRY(std::string bytes, unpack(std::move(packed)));
  const bool wide =
      std::string_view(bytes).substr(0, 4).find('\0') != std::string_view::npos;  // UTF-16 may pass for UTF-8
  const bool plain = !wide && text::is_utf8(bytes) && !bytes.starts_with("\xEF\xBB\xBF");
  file.text_ = plain ? std::move(bytes) : text::guess_utf8(bytes);
  const auto first = file.text_.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || file.text_[first] == '{' || file.text_[first] == '[') return file;
  TRY(file.rows_, read_csv_posts(file.text_));
  file.at_ = file.text_.size();
  return file;
}

std::vector<Item> PostFile::next(std::size_t most) {
  std::vector<Item> items;
  while (items.size() < most && row_ < rows_.size()) items.push_back(std::move(rows_[row_++]));
  while (items.size() < most && at_ < text_.size()) {
    const auto end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = std::string_view(text_).substr(at_, end - at_);
    at_ = end + 1;
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") != std::string_view::npos) items.push_back(to_item(reader_, line, line_));
  }
  return items;
}

Result<std::vector<Item>> read_post_file(std::string_view packed) {
  TRY(PostFile file, PostFile::open(std::string(packed)));
  return file.next(std::numeric_limits<std::size_t>::max());
}

}  // namespace resonanz::sources
