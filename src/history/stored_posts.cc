#include "history/stored_posts.h"

namespace resonanz::history {
namespace {

constexpr std::size_t kMostPeople = 20000;  // keys kept at once: a few megabytes

std::string select(Depth depth, const std::string& where) {
  return fmt::format(
      "SELECT m.id, m.source_id, m.network, m.kind, m.lang, m.created_at, m.title, m.text, s.name, s.language, {} "
      "FROM mentions m JOIN sources s ON s.id = m.source_id WHERE m.deleted_at IS NULL AND {}",
      depth == Depth::whole ? "m.author_ref, m.sealed" : "'', ''", where);
}

}  // namespace

Id id_at(soci::session& sql, Id after, std::size_t offset) {
  Id id = 0;
  sql << fmt::format("SELECT id FROM mentions WHERE id > :a ORDER BY id LIMIT 1 OFFSET {}", offset), soci::use(after),
      soci::into(id);
  return id;
}

Depth depth_of(const listen::Query& query) {
  using listen::Member;
  const auto is_plain = [](const listen::Predicate& predicate) {
    const Member m = predicate.member;
    return m == Member::network || m == Member::lang || m == Member::kind || m == Member::after || m == Member::before;
  };
  return std::all_of(query.predicates.begin(), query.predicates.end(), is_plain) ? Depth::plain : Depth::whole;
}

StoredPosts::StoredPosts(soci::session& sql, const privacy::Keys& keys, Depth depth)
    : sql_(sql),
      vault_(keys),
      depth_(depth),
      by_id_((sql.prepare << select(depth, "m.id = :id"), soci::use(wanted_), soci::into(row_.entry.id),
              soci::into(row_.source), soci::into(network_), soci::into(kind_), soci::into(lang_),
              soci::into(row_.entry.created), soci::into(title_), soci::into(text_), soci::into(source_name_),
              soci::into(source_lang_), soci::into(author_ref_), soci::into(sealed_))) {}

Result<const StoredPost*> StoredPosts::load(Id id) {
  wanted_ = id;
  if (!by_id_.execute(true)) return nullptr;
  CHECK_OK(finish_row());
  return &row_;
}

Status StoredPosts::walk(Id after, Id upto, Order order, const std::function<Result<bool>(const StoredPost&)>& see) {
  soci::statement query =
      (sql_.prepare << select(depth_, "m.id > :a AND m.id <= :u ORDER BY m.id") + (order == Order::up ? "" : " DESC"),
       soci::use(after), soci::use(upto), soci::into(row_.entry.id), soci::into(row_.source), soci::into(network_),
       soci::into(kind_), soci::into(lang_), soci::into(row_.entry.created), soci::into(title_), soci::into(text_),
       soci::into(source_name_), soci::into(source_lang_), soci::into(author_ref_), soci::into(sealed_));
  query.execute();
  while (query.fetch()) {
    CHECK_OK(finish_row());
    TRY(const bool more, see(row_));
    if (!more) break;
  }
  return done();
}

/// As ingest::Mentions opens a mention: what is sealed first, the columns over it.
Status StoredPosts::finish_row() {
  row_.post = Post();
  row_.post.source = source_name_;
  if (!sealed_.empty()) {
    if (people_.size() > kMostPeople) people_.clear();
    auto found = people_.find(author_ref_);
    if (found == people_.end()) {
      auto key = vault_.key_of(sql_, author_ref_);
      if (!key && key.error().code != Errc::not_found) return key.error();
      found = people_.emplace(author_ref_, key ? std::optional(std::move(*key)) : std::nullopt).first;
    }
    if (found->second) {
      TRY(row_.post, ingest::open_sealed(*found->second, sealed_));
    }
  }
  row_.post.network = network_;
  row_.post.kind = post_kind_from(kind_).value_or(PostKind::post);
  row_.post.lang = lang_;
  row_.post.source_lang = source_lang_;
  row_.post.created_at = row_.entry.created;
  row_.post.title = title_;
  row_.post.text = text_;
  return done();
}

}  // namespace resonanz::history
