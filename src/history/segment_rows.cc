#include "history/segment_rows.h"

namespace resonanz::history {
namespace {

constexpr int kPartBits = 20;

std::string bytes_of(soci::blob& blob) {
  std::string out(blob.get_len(), '\0');
  if (!out.empty()) blob.read(0, out.data(), out.size());
  return out;
}

void fill(soci::blob& blob, const std::string& bytes) { blob.write(0, bytes.data(), bytes.size()); }

std::int64_t next_segment(soci::session& sql) {
  std::int64_t number = 0;
  sql << "SELECT next_segment FROM history_state", soci::into(number);
  sql << "UPDATE history_state SET next_segment = next_segment + 1";
  return number;
}

}  // namespace

State read_state(soci::session& sql) {
  State out;
  sql << "SELECT format, mark, claimed FROM history_state", soci::into(out.format), soci::into(out.mark),
      soci::into(out.claimed);
  return out;
}

void write_mark(soci::session& sql, Id mark) { sql << "UPDATE history_state SET mark = :m", soci::use(mark); }

void write_claim(soci::session& sql, Id claimed) { sql << "UPDATE history_state SET claimed = :c", soci::use(claimed); }

std::vector<SegmentRow> read_segments(soci::session& sql) {
  std::vector<SegmentRow> out;
  SegmentRow row;
  soci::statement query =
      (sql.prepare << "SELECT segment, last_id, posts, oldest, newest FROM history_segments ORDER BY last_id",
       soci::into(row.segment), soci::into(row.last_id), soci::into(row.posts), soci::into(row.oldest),
       soci::into(row.newest));
  query.execute();
  while (query.fetch()) out.push_back(row);
  return out;
}

std::vector<Change> read_changes(soci::session& sql, Id after, Id upto, std::size_t most) {
  std::vector<Change> out;
  Change row;
  const auto limit = static_cast<std::int64_t>(most);
  soci::statement query =
      (sql.prepare << "SELECT seq, mention_id FROM history_changes WHERE mention_id > :a AND mention_id <= :u "
                      "ORDER BY seq LIMIT :n",
       soci::use(after), soci::use(upto), soci::use(limit), soci::into(row.seq), soci::into(row.mention));
  query.execute();
  while (query.fetch()) out.push_back(row);
  return out;
}

void remove_changes(soci::session& sql, Id after, Id upto, std::int64_t seq) {
  sql << "DELETE FROM history_changes WHERE seq <= :s AND mention_id > :a AND mention_id <= :u", soci::use(seq),
      soci::use(after), soci::use(upto);
}

Status add_rows(SegmentBuilder& builder, soci::session& sql, const SegmentRow& row,
                const std::function<bool(Id)>& wanted) {
  TRY(const Directory directory, load_directory(sql, row.segment));
  PartRows parts(sql);
  SegmentReader reader(directory, parts.of(row.segment));
  return builder.add_segment(reader, wanted);
}

bool has_segment(soci::session& sql, std::int64_t segment) {
  int n = 0;
  sql << "SELECT count(*) FROM history_segments WHERE segment = :s", soci::use(segment), soci::into(n);
  return n > 0;
}

Result<Directory> load_directory(soci::session& sql, std::int64_t segment) {
  soci::blob blob(sql);
  sql << "SELECT directory FROM history_segments WHERE segment = :s", soci::use(segment), soci::into(blob);
  if (!sql.got_data()) return fail(Errc::store, "a segment of the history index is missing");
  return read_directory(bytes_of(blob));
}

void insert_segment(soci::session& sql, const SegmentImage& image, Id last_id) {
  const std::int64_t segment = next_segment(sql), posts = static_cast<std::int64_t>(image.posts);
  soci::blob directory(sql);
  fill(directory, image.directory);
  sql << "INSERT INTO history_segments (segment, last_id, posts, oldest, newest, directory) VALUES (:s, :l, :p, :o, :n, :d)",
      soci::use(segment), soci::use(last_id), soci::use(posts), soci::use(image.oldest.created),
      soci::use(image.newest.created), soci::use(directory);
  for (const auto& [part, bytes] : image.parts) {
    const std::int64_t number = (segment << kPartBits) + part;
    soci::blob blob(sql);
    fill(blob, bytes);
    sql << "INSERT INTO history_parts (part, bytes) VALUES (:p, :b)", soci::use(number), soci::use(blob);
  }
}

void remove_segment(soci::session& sql, std::int64_t segment) {
  const std::int64_t first = segment << kPartBits, end = (segment + 1) << kPartBits;
  sql << "DELETE FROM history_parts WHERE part >= :f AND part < :e", soci::use(first), soci::use(end);
  sql << "DELETE FROM history_segments WHERE segment = :s", soci::use(segment);
}

void clear_index(soci::session& sql) {
  for (const char* table : {"history_parts", "history_segments", "history_changes"})
    sql << fmt::format("DELETE FROM {}", table);
  sql << fmt::format("UPDATE history_state SET format = {}, mark = 0, claimed = 0", kFormat);
}

std::size_t count_parts(soci::session& sql, std::int64_t segment) {
  const std::int64_t first = segment << kPartBits, end = (segment + 1) << kPartBits;
  std::int64_t n = 0;
  sql << "SELECT count(*) FROM history_parts WHERE part >= :f AND part < :e", soci::use(first), soci::use(end),
      soci::into(n);
  return static_cast<std::size_t>(n);
}

std::size_t count_stray_parts(soci::session& sql) {
  std::int64_t all = 0;
  sql << "SELECT count(*) FROM history_parts", soci::into(all);
  std::size_t known = 0;
  for (const auto& row : read_segments(sql)) known += count_parts(sql, row.segment);
  return static_cast<std::size_t>(all) - known;
}

PartRows::PartRows(soci::session& sql)
    : bytes_(sql),
      select_(
          (sql.prepare << "SELECT bytes FROM history_parts WHERE part = :p", soci::use(wanted_), soci::into(bytes_))) {}

Result<std::string> PartRows::read(std::int64_t segment, std::uint32_t part) {
  wanted_ = (segment << kPartBits) + part;
  if (!select_.execute(true)) return fail(Errc::store, "a part of the history index is missing");
  return bytes_of(bytes_);
}

}  // namespace resonanz::history
