#include "ingest/repeats.h"

#include "understand/understand.h"

namespace resonanz::ingest {
namespace {

/// The first of a stored mention's group; 0 where the mention is not there any more.
Id stored_first(soci::session& sql, Id mention) {
  Id first = 0;
  sql << "SELECT first_id FROM mention_readings WHERE mention_id = :m", soci::use(mention), soci::into(first);
  return first;
}

}  // namespace

std::uint64_t Repeats::add(Id mention, std::string_view title, std::string_view text) {
  std::string joined;
  const std::uint64_t first = seen_->add(understand::join(title, text, joined)).value_or(next_);
  known_[next_++ % most_] = {mention, first};
  return first;
}

void Repeats::load(soci::session& sql) {
  seen_.emplace(most_);
  known_.assign(most_, {});
  Id id = 0;
  std::string title, text;
  const auto most = static_cast<std::int64_t>(most_);
  soci::statement stored =
      (sql.prepare << "SELECT mention_id, title, text FROM (SELECT r.mention_id, m.title, m.text FROM mention_readings r "
                      "JOIN mentions m ON m.id = r.mention_id ORDER BY r.mention_id DESC LIMIT :n) ORDER BY mention_id",
       soci::use(most), soci::into(id), soci::into(title), soci::into(text));
  stored.execute();
  while (stored.fetch()) add(id, title, text);
}

Id Repeats::first_of(soci::session& sql, Id mention, const Post& post) {
  if (!seen_) load(sql);
  const std::uint64_t number = add(mention, post.title, post.text);
  const Id first = known_[number % most_].mention;
  if (first == mention) return mention;
  if (const Id stored = stored_first(sql, first)) return stored;
  for (const Known& known : known_)  // the first is gone: who says the same has another since
    if (known.first == number && known.mention != 0 && known.mention != mention)
      if (const Id stored = stored_first(sql, known.mention)) return stored;
  return mention;
}

}  // namespace resonanz::ingest
