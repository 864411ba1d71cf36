#include "ingest/readings.h"

namespace resonanz::ingest {
namespace {

std::vector<Label> labels_of(soci::session& sql, Id mention) {
  std::vector<Label> out;
  Label row;
  soci::statement query = (sql.prepare << "SELECT query_id, what, label FROM mention_labels WHERE mention_id = :m",
                           soci::use(mention), soci::into(row.query), soci::into(row.what), soci::into(row.label));
  query.execute();
  while (query.fetch()) out.push_back(row);
  return out;
}

void hide_where_no_query_is_meant(soci::session& sql, Id mention) {
  sql << "UPDATE mention_readings SET hidden = (SELECT count(*) > 0 AND min(mm.hidden) = 1 FROM mention_matches mm "
         "JOIN queries q ON q.id = mm.query_id AND q.purpose = 'listen' WHERE mm.mention_id = :m) WHERE mention_id = :m2",
      soci::use(mention), soci::use(mention);
}

}  // namespace

std::optional<StoredReading> load_reading(soci::session& sql, Id mention) {
  StoredReading out;
  Reading& r = out.reading;
  Id first = 0;
  int toxic = 0;
  sql << "SELECT lang, sentiment, intent, toxic, said, versions, first_id FROM mention_readings WHERE mention_id = :m",
      soci::use(mention), soci::into(r.lang), soci::into(r.sentiment), soci::into(r.intent), soci::into(toxic),
      soci::into(r.said), soci::into(r.versions), soci::into(first);
  if (first == 0) return std::nullopt;
  r.is_toxic = toxic != 0;
  sql << "SELECT count(*) - 1 FROM mention_readings WHERE mention_id = :f OR (first_id = :f2 AND first_id <> mention_id)",
      soci::use(first), soci::use(first), soci::into(out.repeats);
  out.labels = labels_of(sql, mention);
  return out;
}

void set_tone_of_all(soci::session& sql, Id mention) {
  sql << "UPDATE mention_matches SET sentiment = '' WHERE mention_id = :m AND sentiment <> '' AND query_id NOT IN "
         "(SELECT query_id FROM mention_labels WHERE mention_id = :m2 AND what = 'sentiment')",
      soci::use(mention), soci::use(mention);
}

void set_about(soci::session& sql, Id mention, Id query, bool about) {
  const int hidden = about ? 0 : 1;
  sql << "UPDATE mention_matches SET hidden = :h WHERE mention_id = :m AND query_id = :q", soci::use(hidden),
      soci::use(mention), soci::use(query);
  hide_where_no_query_is_meant(sql, mention);
}

std::optional<Reading> Readings::read(const Post& post, std::vector<Match>& matches) const {
  if (!reader_) return std::nullopt;
  return reader_(post, matches);
}

void Readings::store(soci::session& sql, const Mention& m, const Reading& reading) {
  Reading r = reading;
  const auto labels = labels_of(sql, m.id);
  for (const Label& label : labels) {
    if (label.what == "toxic") r.is_toxic = label.label == "yes";
    else if (label.what == "intent") r.intent = label.label;
    else if (label.what == "sentiment" && label.query == 0) {
      r.sentiment = label.label;
      set_tone_of_all(sql, m.id);
    } else if (label.what == "sentiment")
      sql << "UPDATE mention_matches SET sentiment = :l WHERE mention_id = :m AND query_id = :q",
          soci::use(label.label), soci::use(m.id), soci::use(label.query);
  }
  const Id first = repeats_.first_of(sql, m.id, m.post);
  const TimeUs created = std::min(m.post.created_at.value_or(m.received_at), m.received_at);
  const std::int64_t hour = created / kHourUs, reach = m.post.author.followers.value_or(0);
  auto reach_set = m.post.author.followers ? soci::i_ok : soci::i_null;
  const int toxic = r.is_toxic ? 1 : 0, doubtful = r.is_doubtful ? 1 : 0;
  sql << "INSERT INTO mention_readings (mention_id, hour, source_id, lang, sentiment, intent, toxic, first_id, reach, "
         "said, versions, doubtful) VALUES (:m, :h, :s, :l, :t, :i, :x, :f, :r, :said, :v, :d) ON CONFLICT (mention_id) DO "
         "UPDATE SET lang = excluded.lang, sentiment = excluded.sentiment, intent = excluded.intent, toxic = excluded.toxic, "
         "first_id = excluded.first_id, reach = excluded.reach, said = excluded.said, versions = excluded.versions, "
         "doubtful = excluded.doubtful",
      soci::use(m.id), soci::use(hour), soci::use(m.source), soci::use(r.lang), soci::use(r.sentiment),
      soci::use(r.intent), soci::use(toxic), soci::use(first), soci::use(reach, reach_set), soci::use(r.said),
      soci::use(r.versions), soci::use(doubtful);
  hide_where_no_query_is_meant(sql, m.id);
  for (const Label& label : labels)
    if (label.what == "about") set_about(sql, m.id, label.query, label.label == "yes");
}

}  // namespace resonanz::ingest
