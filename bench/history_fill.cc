// history_fill DATA COUNT < POSTS.jsonl: fills a fresh data folder with COUNT mentions, spread over the last 80 days,
// inside the time limit of mentions. The rows are those that the pipeline would write, but each statement is prepared
// once and a person's key is looked up once. Posts are used again and again, each time with the text of another one, so
// that words keep their frequencies and meet new ones. No crash safety: the folder is thrown away.
#include <soci/sqlite3/soci-sqlite3.h>

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

constexpr std::size_t kReport = 100'000;
constexpr TimeUs kSpan = 80 * kDayUs;

std::vector<Post> read_posts() {
  std::vector<Post> out;
  PostReader reader;
  for (std::string line; std::getline(std::cin, line);)
    if (auto post = sources::read_post_line(reader, line)) out.push_back(*std::move(post));
  return out;
}

/// The newest made-up mention is of `end`. Randomness and keys are kept from batch to batch.
class Maker {
 public:
  Maker(const privacy::Keys& keys, std::vector<Post> posts, Id source, TimeUs end, std::size_t count)
      : keys_(keys), vault_(keys), posts_(std::move(posts)), source_(source), end_(end), count_(count) {}

  std::size_t count() const { return count_; }
  Id source() const { return source_; }

  Result<ingest::Mention> make(soci::session& sql, std::size_t number, std::string& native, std::string& sealed) {
    ingest::Mention out;
    out.post = posts_[number % posts_.size()];
    if (number >= posts_.size()) out.post.text = posts_[random_() % posts_.size()].text;
    out.post.id += fmt::format("/{}", number);
    out.received_at =
        end_ - kSpan +
        static_cast<TimeUs>(static_cast<double>(kSpan) * static_cast<double>(number) / static_cast<double>(count_));
    out.post.created_at = out.received_at - static_cast<TimeUs>(random_() % 3600) * kSecondUs;
    out.id = next_id(out.received_at);
    out.author_ref = keys_.author_ref(source_, out.received_at, out.post.author.handle);
    TRY(const auto* key, key_of(sql, out));
    native = keys_.native_key(source_, out.post.id);
    sealed = ingest::seal_post(*key, out.post);
    return out;
  }

 private:
  Result<const privacy::SubjectKey*> key_of(soci::session& sql, const ingest::Mention& mention) {
    auto found = people_.find(mention.author_ref);
    if (found == people_.end()) {
      TRY(auto key, vault_.key_for(sql, source_, mention.author_ref, mention.post.author, mention.received_at));
      found = people_.emplace(mention.author_ref, std::move(key)).first;
    }
    return &found->second;
  }

  const privacy::Keys& keys_;
  const privacy::Vault vault_;
  const std::vector<Post> posts_;
  const Id source_;
  const TimeUs end_;
  const std::size_t count_;
  std::mt19937 random_{1};
  std::unordered_map<std::string, privacy::SubjectKey> people_;
};

/// Each mention in a conversation of its own.
Status insert(soci::session& sql, Maker& maker) {
  const Id source = maker.source();
  Id id = 0;
  TimeUs created = 0, received = 0;
  std::string native, author, network, kind, lang, title, text, html, sealed;
  soci::statement conversation =
      (sql.prepare
           << "INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) VALUES (:i, :s, :m, :t, 0)",
       soci::use(id), soci::use(source), soci::use(id), soci::use(created));
  soci::statement mention =
      (sql.prepare
           << "INSERT INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, author_ref, "
              "network, kind, lang, created_at, received_at, title, text, html, sealed) VALUES (:id, :s, :n, "
              "'1', 'listening', :c, :a, :net, :kind, :lang, :created, :received, :title, :text, :html, :sealed)",
       soci::use(id), soci::use(source), soci::use(native), soci::use(id), soci::use(author), soci::use(network),
       soci::use(kind), soci::use(lang), soci::use(created), soci::use(received), soci::use(title), soci::use(text),
       soci::use(html), soci::use(sealed));
  soci::statement revision =
      (sql.prepare << "INSERT INTO mention_revisions (mention_id, revision) VALUES (:m, '1')", soci::use(id));
  for (std::size_t number = 0; number < maker.count(); ++number) {
    if (number % kReport == 0) fmt::print(stderr, "\r{} of {}", number, maker.count());
    TRY(ingest::Mention made, maker.make(sql, number, native, sealed));
    id = made.id, created = *made.post.created_at, received = made.received_at;
    author = std::move(made.author_ref), network = std::move(made.post.network), kind = name_of(made.post.kind);
    lang = std::move(made.post.lang), title = std::move(made.post.title), text = std::move(made.post.text);
    html = std::move(made.post.html);
    for (soci::statement* statement : {&conversation, &mention, &revision}) statement->execute(true);
  }
  return done();
}

/// Beside the program's own way to the database: no journal, no waiting for the disk, one transaction. What is filed by
/// hashes is rewritten all over with each commit, so there is one, and the index of authors is made at the end in one
/// go.
Status insert_all(const std::string& file, Maker& maker) {
  soci::session sql(soci::sqlite3, "db=" + file);
  for (const char* setting : {"journal_mode=OFF", "synchronous=OFF", "cache_size=-3000000", "temp_store=MEMORY"})
    sql << fmt::format("PRAGMA {}", setting);
  std::string by_author;
  sql << "SELECT sql FROM sqlite_master WHERE name = 'mentions_by_author'", soci::into(by_author);
  soci::transaction transaction(sql);
  sql << "DROP INDEX mentions_by_author";
  CHECK_OK(insert(sql, maker));
  sql << by_author;
  transaction.commit();
  fmt::print(stderr, "\n");
  return done();
}

Status fill(const std::string& data, std::size_t count) {
  std::vector<Post> posts = read_posts();
  if (posts.empty()) return fail(Errc::value, "no posts on standard input");
  const TimeUs now = host::system_clock().now();
  const auto assessment = sources::assessment_template("import", "en", "bench", now);
  TRY(auto house, app::House::open({data, {}}, true));
  TRY(const auto source, sources::SourceTable(house->db(), house->keys())
                             .add({"archive", "import", "", {}, {}, assessment, ""}, "bench", now));
  const privacy::Keys keys = house->keys();
  house.reset();
  Maker maker(keys, std::move(posts), source.id, now, count);
  return insert_all(data + "/resonanz.db", maker);
}

}  // namespace
}  // namespace resonanz

int main(int argc, char** argv) {
  if (argc != 3) return fmt::print(stderr, "usage: history_fill DATA COUNT < POSTS.jsonl\n"), 2;
  const auto status = resonanz::fill(argv[1], std::stoul(argv[2]));
  if (!status) fmt::print(stderr, "{}\n", status.error().text());
  return status ? 0 : 1;
}
