#include "sources/import/csv_posts.h"

#include <charconv>

#include "model/post_json.h"
#include "sources/json.h"
#include "text/csv.h"

namespace resonanz::sources {
namespace {

using Setter = Status (*)(Post& post, const std::string& value);

template <std::string Post::*member>
Status set_text(Post& post, const std::string& value) {
  post.*member = value;
  return done();
}
template <std::string Author::*member>
Status set_author(Post& post, const std::string& value) {
  post.author.*member = value;
  return done();
}
template <std::vector<std::string> Post::*member>
Status set_list(Post& post, const std::string& value) {
  std::size_t at = 0;
  while (at < value.size()) {
    const auto end = std::min(value.find(' ', at), value.size());
    if (end > at) (post.*member).push_back(value.substr(at, end - at));
    at = end + 1;
  }
  return done();
}

Result<std::int64_t> number(const std::string& value) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (error != std::errc() || end != value.data() + value.size())
    return fail(Errc::post, value + " is not a whole number");
  return out;
}

template <std::optional<std::int64_t> Counts::*member>
Status set_count(Post& post, const std::string& value) {
  TRY(post.counts.*member, number(value));
  return done();
}

Status set_followers(Post& post, const std::string& value) {
  TRY(post.author.followers, number(value));
  return done();
}

Status set_time(Post& post, const std::string& value) {
  post.created_at = parse_rfc3339(value);
  if (!post.created_at) post.created_at = parse_rfc822(value);
  if (!post.created_at) return fail(Errc::post, "created_at " + value + " is not a time");
  return done();
}

Status set_kind(Post& post, const std::string& value) {
  const auto kind = post_kind_from(value);
  if (!kind) return fail(Errc::post, "kind " + value);
  post.kind = *kind;
  return done();
}

Status set_rating(Post& post, const std::string& value) {
  double out = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (error != std::errc() || end != value.data() + value.size()) return fail(Errc::post, "rating " + value);
  post.rating = out;
  return done();
}

struct Column {
  std::string_view name;
  Setter set;
};

constexpr Column kColumns[] = {{"id", set_text<&Post::id>},
                               {"text", set_text<&Post::text>},
                               {"title", set_text<&Post::title>},
                               {"url", set_text<&Post::url>},
                               {"lang", set_text<&Post::lang>},
                               {"network", set_text<&Post::network>},
                               {"in_reply_to", set_text<&Post::in_reply_to>},
                               {"thread", set_text<&Post::thread>},
                               {"author", set_author<&Author::handle>},
                               {"author.handle", set_author<&Author::handle>},
                               {"author_id", set_author<&Author::id>},
                               {"author.id", set_author<&Author::id>},
                               {"author_name", set_author<&Author::name>},
                               {"author.name", set_author<&Author::name>},
                               {"followers", set_followers},
                               {"kind", set_kind},
                               {"created_at", set_time},
                               {"mentions", set_list<&Post::mentions>},
                               {"links", set_list<&Post::links>},
                               {"media", set_list<&Post::media>},
                               {"likes", set_count<&Counts::likes>},
                               {"shares", set_count<&Counts::shares>},
                               {"replies", set_count<&Counts::replies>},
                               {"rating", set_rating}};

std::vector<Setter> read_header(const std::vector<std::string>& cells, bool& has_id, bool& has_text) {
  std::vector<Setter> setters;
  for (std::string name : cells) {
    std::erase(name, ' ');
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    Setter setter = nullptr;
    for (const Column& column : kColumns)
      if (column.name == name) setter = column.set;
    has_id |= name == "id";
    has_text |= name == "text";
    setters.push_back(setter);
  }
  return setters;
}

Result<Post> to_post(const text::CsvRow& row, const std::vector<Setter>& setters) {
  if (row.unclosed) return fail(Errc::csv, "a quote is not closed");
  if (row.cells.size() != setters.size())
    return fail(Errc::csv, fmt::format("{} cells, the header has {}", row.cells.size(), setters.size()));
  Post post;
  for (std::size_t i = 0; i < setters.size(); ++i)
    if (setters[i] && !row.cells[i].empty()) CHECK_OK(setters[i](post, row.cells[i]));
  if (post.id.empty()) return fail(Errc::post, "\"id\" is missing");
  return post;
}

}  // namespace

Result<std::vector<Item>> read_csv_posts(std::string_view text) {
  const auto rows = text::parse_csv(text, text::csv_separator(text));
  if (rows.empty()) return std::vector<Item>();
  bool has_id = false, has_text = false;
  const auto setters = read_header(rows.front().cells, has_id, has_text);
  if (!has_id || !has_text) return fail(Errc::csv, "the first row must name the columns, id and text among them");
  std::vector<Item> items;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Item item;
    item.line = rows[i].line;
    if (const auto post = to_post(rows[i], setters)) {
      item.payload = write_post(*post);
      item.native_id = post->id;
      item.revision = json::fingerprint(item.payload);
    } else {
      item.payload = rows[i].raw;
      item.problem = post.error();
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace resonanz::sources
