#include "listen/saved_queries.h"

#include "audit/audit.h"

namespace resonanz::listen {
namespace {

std::string join(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += item + "\n";
  return out;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// Of all, or of one.
std::vector<SavedQuery> read_queries(soci::session& sql, Id only = 0) {
  std::vector<SavedQuery> out;
  SavedQuery row;
  std::string purpose;
  const std::string which = only == 0 ? ":id = 0" : "id = :id";
  soci::statement query =
      (sql.prepare << "SELECT id, name, query, color, version, created_by, updated_at, owner, "
                      "locked_by, locked_at, purpose FROM queries WHERE deleted_at IS NULL AND " +
                          which,
       soci::use(only), soci::into(row.id), soci::into(row.name), soci::into(row.query), soci::into(row.color),
       soci::into(row.version), soci::into(row.updated_by), soci::into(row.updated_at), soci::into(row.owner),
       soci::into(row.locked_by), soci::into(row.locked_at), soci::into(purpose));
  query.execute();
  while (query.fetch()) {
    row.purpose = purpose_from(purpose).value_or(Purpose::listen);
    out.push_back(row);
  }
  return out;
}

std::vector<SavedList> read_lists(soci::session& sql) {
  std::vector<SavedList> out;
  SavedList row;
  std::string items;
  soci::statement query = (sql.prepare << "SELECT id, name, kind, items FROM lists ORDER BY name", soci::into(row.id),
                           soci::into(row.name), soci::into(row.kind), soci::into(items));
  query.execute();
  while (query.fetch()) {
    row.items = split(items);
    out.push_back(row);
  }
  return out;
}

thread_local Document document;  // grows to the largest post and is then reused

}  // namespace

std::string_view name_of(Purpose purpose) { return purpose == Purpose::tag ? "tag" : "listen"; }

std::optional<Purpose> purpose_from(std::string_view name) {
  for (const Purpose purpose : {Purpose::listen, Purpose::tag})
    if (name_of(purpose) == name) return purpose;
  return std::nullopt;
}

std::optional<std::vector<Span>> match_one(const Query& query, const Post& post) {
  document.assign(post);
  if (!matches(query, document)) return std::nullopt;
  return spans_of(query, document);
}

Status SavedQueries::load() {
  const std::lock_guard change(changing_);
  std::vector<SavedList> stored;
  std::vector<SavedQuery> rows;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    stored = read_lists(sql);
    rows = read_queries(sql);
    return done();
  }));
  Lists lists;
  for (const auto& list : stored) CHECK_OK(lists.add(list.name, list.kind, list.items));
  std::map<Id, std::string> texts;
  for (const auto& row : rows)
    if (!row.query.empty()) texts.emplace(row.id, row.query);
  note_tags(rows);
  const auto outcomes = compiled_.replace(texts, std::move(lists));
  const std::lock_guard lock(mutex_);
  rows_.clear();
  for (auto& row : rows) {
    if (const auto outcome = outcomes.find(row.id); outcome != outcomes.end()) {
      if (outcome->second) row.cost = *outcome->second;
      else row.error = outcome->second.error();
    }
    rows_.emplace(row.id, std::move(row));
  }
  return done();
}

Result<std::vector<SavedQuery>> SavedQueries::list() {
  std::vector<SavedQuery> out;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, row] : rows_) out.push_back(row);
  }
  std::sort(out.begin(), out.end(), [](const SavedQuery& a, const SavedQuery& b) { return a.name < b.name; });
  return out;
}

Status SavedQueries::refresh(Id id) {
  const std::lock_guard change(changing_);
  std::vector<SavedQuery> found;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    found = read_queries(sql, id);
    return done();
  }));
  if (found.empty()) {
    compiled_.remove(id);
    const std::lock_guard lock(mutex_);
    rows_.erase(id);
    return done();
  }
  note_tags(found);
  SavedQuery& row = found[0];
  if (row.query.empty()) compiled_.remove(id);
  else if (const auto cost = compiled_.put(id, row.query)) row.cost = *cost;
  else row.error = cost.error();
  const std::lock_guard lock(mutex_);
  rows_.insert_or_assign(id, std::move(row));
  return done();
}

void SavedQueries::note_tags(const std::vector<SavedQuery>& rows) {
  auto tags = std::make_shared<std::set<Id>>(*tags_.load());
  for (const SavedQuery& row : rows)
    if (row.purpose == Purpose::tag) tags->insert(row.id);
  tags_.store(std::move(tags));
}

Status SavedQueries::check_name(soci::session& sql, const std::string& table, const std::string& name, Id except) {
  if (name.empty()) return fail(Errc::value, "name");
  int taken = 0;
  sql << "SELECT count(*) FROM " + table + " WHERE name = :n AND id <> :id", soci::use(name), soci::use(except),
      soci::into(taken);
  if (taken) return fail(Errc::name_taken);
  return done();
}

Result<SavedQuery> SavedQueries::add(const std::string& name, const std::string& query, const std::string& color,
                                     Id user, TimeUs now, Purpose purpose) {
  TRY(const std::uint64_t cost, cost_of(query, purpose));
  SavedQuery row{next_id(now), name, query, color, 1, user, now, cost, {}, user};
  row.purpose = purpose;
  const std::string purpose_name(name_of(purpose));
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(check_name(sql, "queries", name, 0));
    sql << "INSERT INTO queries (id, name, query, color, version, created_by, created_at, updated_at, owner, purpose) "
           "VALUES (:id, :n, :q, :c, 1, :u, :t, :t2, :o, :p)",
        soci::use(row.id), soci::use(name), soci::use(query), soci::use(color), soci::use(user), soci::use(now),
        soci::use(now), soci::use(user), soci::use(purpose_name);
    keep_version(sql, {row.id, 1, name, query, color, user, now});
    audit::append(sql, now, {id_text(user), "query.add", "query " + id_text(row.id), "version 1"});
    return done();
  }));
  CHECK_OK(refresh(row.id));
  return row;
}

Result<SavedQuery> SavedQueries::change(Id id, const std::string& name, const std::string& query,
                                        const std::string& color, int version, const Editor& editor, TimeUs now) {
  return store_change({id, version + 1, name, query, color, editor.user, now}, editor);
}

Result<SavedQuery> SavedQueries::restore(Id id, int earlier, int version, const Editor& editor, TimeUs now) {
  TRY(QueryVersion again, version_of(db_, id, earlier));
  again.version = version + 1;
  again.user = editor.user;
  again.at = now;
  again.restored_from = earlier;
  return store_change(again, editor);
}

Result<SavedQuery> SavedQueries::store_change(const QueryVersion& next, const Editor& editor) {
  TRY(const SavedQuery before, find(next.query_id));
  CHECK_OK(cost_of(next.query, before.purpose));
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    int known = 0;
    sql << "SELECT version FROM queries WHERE id = :id AND deleted_at IS NULL", soci::use(next.query_id),
        soci::into(known);
    if (known == 0) return fail(Errc::not_found);
    CHECK_OK(check_lock(sql, next.query_id, editor));
    if (known + 1 != next.version) return fail(Errc::conflict);
    CHECK_OK(check_name(sql, "queries", next.name, next.query_id));
    sql << "UPDATE queries SET name = :n, query = :q, color = :c, version = :v, created_by = :u, updated_at = :t "
           "WHERE id = :id",
        soci::use(next.name), soci::use(next.query), soci::use(next.color), soci::use(next.version),
        soci::use(next.user), soci::use(next.at), soci::use(next.query_id);
    keep_version(sql, next);
    // The text may name people, so it stands with the versions, where it can be erased.
    std::string detail = fmt::format("version {}", next.version);
    if (next.restored_from) detail += fmt::format(", as version {}", next.restored_from);
    audit::append(sql, next.at,
                  {id_text(next.user), next.restored_from ? "query.restore" : "query.change",
                   "query " + id_text(next.query_id), std::move(detail)});
    return done();
  }));
  CHECK_OK(refresh(next.query_id));
  return find(next.query_id);
}

Result<SavedQuery> SavedQueries::lock(Id id, bool locked, const Editor& editor, TimeUs now) {
  CHECK_OK(db_.write([&](soci::session& sql) { return set_lock(sql, id, locked, editor, now); }));
  CHECK_OK(refresh(id));
  return find(id);
}

Result<SavedQuery> SavedQueries::find(Id id) {
  std::lock_guard lock(mutex_);
  const auto at = rows_.find(id);
  if (at == rows_.end()) return fail(Errc::not_found);
  return at->second;
}

Status SavedQueries::remove(Id id, const Editor& editor, TimeUs now) {
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(check_lock(sql, id, editor));
    std::string name;
    sql << "SELECT name FROM queries WHERE id = :id AND deleted_at IS NULL", soci::use(id), soci::into(name);
    const std::string gone = fmt::format("{} (removed {})", name, id);
    sql << "UPDATE queries SET deleted_at = :t, name = :n WHERE id = :id", soci::use(now), soci::use(gone),
        soci::use(id);
    audit::append(sql, now, {id_text(editor.user), "query.remove", "query " + id_text(id), ""});
    return done();
  }));
  return refresh(id);
}

Result<std::vector<SavedList>> SavedQueries::lists() {
  return db_.read([](soci::session& sql) -> Result<std::vector<SavedList>> { return read_lists(sql); });
}

Result<SavedList> SavedQueries::save_list(Id id, const std::string& name, const std::string& kind,
                                          const std::vector<std::string>& items, Id user, TimeUs now) {
  Lists probe;
  CHECK_OK(probe.add(name, kind, items));
  const SavedList row{id ? id : next_id(now), name, kind, items};
  const std::string text = join(items);
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(check_name(sql, "lists", name, id));
    if (id != 0) {
      int known = 0;
      sql << "SELECT count(*) FROM lists WHERE id = :id", soci::use(id), soci::into(known);
      if (known == 0) return fail(Errc::not_found);
    }
    sql << "INSERT INTO lists (id, name, kind, items, updated_at) VALUES (:id, :n, :k, :i, :t) ON CONFLICT (id) DO UPDATE "
           "SET name = excluded.name, kind = excluded.kind, items = excluded.items, updated_at = excluded.updated_at",
        soci::use(row.id), soci::use(name), soci::use(kind), soci::use(text), soci::use(now);
    audit::append(sql, now, {id_text(user), id ? "list.change" : "list.add", "list " + id_text(row.id), name});
    return done();
  }));
  CHECK_OK(load());
  return row;
}

Status SavedQueries::remove_list(Id id, Id user, TimeUs now) {
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    // The queries are read again without the list: one that needs it forbids the removal.
    std::string name;
    sql << "SELECT name FROM lists WHERE id = :id", soci::use(id), soci::into(name);
    if (name.empty()) return fail(Errc::not_found);
    Lists rest;
    for (const auto& list : read_lists(sql))
      if (list.id != id) CHECK_OK(rest.add(list.name, list.kind, list.items));
    for (const auto& query : read_queries(sql))
      if (auto parsed = listen::parse(query.query, Rules::live, rest); !parsed && parsed.error().code == Errc::list)
        return fail(Errc::in_use, query.name);
    sql << "DELETE FROM lists WHERE id = :id", soci::use(id);
    audit::append(sql, now, {id_text(user), "list.remove", "list " + id_text(id), name});
    return done();
  }));
  return load();
}

Result<Query> SavedQueries::parse(std::string_view text, Rules rules) const {
  return listen::parse(text, rules, *compiled_.lists());
}

Result<std::string> SavedQueries::text_of(const std::vector<ConditionGroup>& groups) const {
  return listen::text_of(groups, *compiled_.lists());
}

Result<std::uint64_t> SavedQueries::cost_of(const std::string& text, Purpose purpose) const {
  if (text.empty() && purpose == Purpose::tag) return std::uint64_t{0};
  TRY(const Query parsed, parse(text, Rules::live));
  return parsed.cost;
}

std::vector<SavedHit> SavedQueries::match(const Post& post) const {
  auto hits = compiled_.match(post);
  if (hits.empty()) return hits;
  const auto tags = tags_.load();
  for (SavedHit& hit : hits) hit.is_tag = tags->contains(hit.query);
  return hits;
}

}  // namespace resonanz::listen
