// history_fill DATA COUNT < POSTS.jsonl: fills a fresh data folder with COUNT mentions, straight into the store by the
// program's own code, spread over the last 80 days, inside the time limit of mentions. Posts are used again and again,
// each time with the text of another one, so that words keep their frequencies and meet new ones. No crash safety: the
// folder is thrown away.
#include <iostream>
#include <random>

#include "app/house.h"
#include "host/clock.h"
#include "ingest/mentions.h"
#include "sources/assessment.h"
#include "sources/import/post_lines.h"
#include "sources/source_table.h"

namespace resonanz {
namespace {

constexpr std::size_t kBatch = 100'000;

std::vector<Post> read_posts() {
  std::vector<Post> out;
  PostReader reader;
  for (std::string line; std::getline(std::cin, line);)
    if (auto post = sources::read_post_line(reader, line)) out.push_back(*std::move(post));
  return out;
}

Status fill(const std::string& data, std::size_t count) {
  const std::vector<Post> posts = read_posts();
  if (posts.empty()) return fail(Errc::value, "no posts on standard input");
  TRY(auto house, app::House::open({data, {}}, true));
  sources::SourceTable sources(house->db(), house->keys());
  const TimeUs now = host::system_clock().now(), span = 80 * kDayUs;
  const auto assessment = sources::assessment_template("import", "en", "bench", now);
  TRY(const auto source, sources.add({"archive", "import", "", {}, {}, assessment, ""}, "bench", now));
  ingest::Mentions mentions(house->keys());
  std::mt19937 random(1);
  CHECK_OK(house->db().write([](soci::session& sql) -> Status { return sql << "PRAGMA cache_size=-3000000", done(); }));
  for (std::size_t done_posts = 0; done_posts < count; done_posts += kBatch) {
    const std::size_t end = std::min(count, done_posts + kBatch);
    CHECK_OK(house->db().write([&](soci::session& sql) -> Status {
      for (std::size_t i = done_posts; i < end; ++i) {
        ingest::Mention mention;
        mention.post = posts[i % posts.size()];
        if (i >= posts.size()) mention.post.text = posts[random() % posts.size()].text;
        mention.post.id += fmt::format("/{}", i);
        const TimeUs at =
            now - span +
            static_cast<TimeUs>(static_cast<double>(span) * static_cast<double>(i) / static_cast<double>(count));
        mention.post.created_at = at - static_cast<TimeUs>(random() % 3600) * kSecondUs;
        mention.received_at = at;
        mention.id = mention.conversation = next_id(at);
        mention.source = source.id;
        mention.revision = "1";
        mention.author_ref = house->keys().author_ref(source.id, at, mention.post.author.handle);
        const TimeUs written = *mention.post.created_at;
        sql << "INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) VALUES (:i, :s, :m, :t, 0)",
            soci::use(mention.id), soci::use(source.id), soci::use(mention.id), soci::use(written);
        CHECK_OK(mentions.insert(sql, mention));
      }
      return done();
    }));
    fmt::print(stderr, "\r{} of {}", end, count);
  }
  fmt::print(stderr, "\n");
  return done();
}

}  // namespace
}  // namespace resonanz

int main(int argc, char** argv) {
  if (argc != 3) return fmt::print(stderr, "usage: history_fill DATA COUNT < POSTS.jsonl\n"), 2;
  const auto status = resonanz::fill(argv[1], std::stoul(argv[2]));
  if (!status) fmt::print(stderr, "{}\n", status.error().text());
  return status ? 0 : 1;
}
