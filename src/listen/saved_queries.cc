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
  const std::string which = only == 0 ? ":id = 0" : "id = :id";
  soci::statement query =
      (sql.prepare << "SELECT id, name, query, color, version, created_by, updated_at FROM queries "
                      "WHERE deleted_at IS NULL AND " +
                          which,
       soci::use(only), soci::into(row.id), soci::into(row.name), soci::into(row.query), soci::into(row.color),
       soci::into(row.version), soci::into(row.updated_by), soci::into(row.updated_at));
  query.execute();
  while (query.fetch()) out.push_back(row);
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

bool reads_only_plain(const Query& query) {
  return std::all_of(query.predicates.begin(), query.predicates.end(), [](const Predicate& predicate) {
    switch (predicate.member) {
      case Member::source:
      case Member::network:
      case Member::lang:
      case Member::kind:
      case Member::after:
      case Member::before:
        return true;
      default:
        return false;
    }
  });
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
  for (const auto& row : rows) texts.emplace(row.id, row.query);
  const auto outcomes = compiled_.replace(texts, std::move(lists));
  const std::lock_guard lock(mutex_);
  rows_.clear();
  for (auto& row : rows) {
    if (const auto& outcome = outcomes.at(row.id)) row.cost = *outcome;
    else row.error = outcome.error();
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
  SavedQuery& row = found[0];
  if (const auto cost = compiled_.put(id, row.query)) row.cost = *cost;
  else row.error = cost.error();
  const std::lock_guard lock(mutex_);
  rows_.insert_or_assign(id, std::move(row));
  return done();
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
                                     Id user, TimeUs now) {
  TRY(const Query parsed, parse(query, Rules::live));
  const SavedQuery row{next_id(now), name, query, color, 1, user, now, parsed.cost, {}};
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(check_name(sql, "queries", name, 0));
    sql << "INSERT INTO queries (id, name, query, color, version, created_by, created_at, updated_at) "
           "VALUES (:id, :n, :q, :c, 1, :u, :t, :t2)",
        soci::use(row.id), soci::use(name), soci::use(query), soci::use(color), soci::use(user), soci::use(now),
        soci::use(now);
    audit::append(sql, now, {id_text(user), "query.add", "query " + id_text(row.id), query});
    return done();
  }));
  CHECK_OK(refresh(row.id));
  return row;
}

Result<SavedQuery> SavedQueries::change(Id id, const std::string& name, const std::string& query,
                                        const std::string& color, int version, Id user, TimeUs now) {
  TRY(const Query parsed, parse(query, Rules::live));
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    int known = 0;
    sql << "SELECT version FROM queries WHERE id = :id AND deleted_at IS NULL", soci::use(id), soci::into(known);
    if (known == 0) return fail(Errc::not_found);
    if (known != version) return fail(Errc::conflict);
    CHECK_OK(check_name(sql, "queries", name, id));
    sql << "UPDATE queries SET name = :n, query = :q, color = :c, version = version + 1, created_by = :u, updated_at = :t "
           "WHERE id = :id",
        soci::use(name), soci::use(query), soci::use(color), soci::use(user), soci::use(now), soci::use(id);
    audit::append(sql, now, {id_text(user), "query.change", "query " + id_text(id), query});
    return done();
  }));
  CHECK_OK(refresh(id));
  return SavedQuery{id, name, query, color, version + 1, user, now, parsed.cost, {}};
}

Status SavedQueries::remove(Id id, Id user, TimeUs now) {
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    std::string name;
    sql << "SELECT name FROM queries WHERE id = :id AND deleted_at IS NULL", soci::use(id), soci::into(name);
    if (name.empty()) return fail(Errc::not_found);
    const std::string gone = fmt::format("{} (removed {})", name, id);
    sql << "UPDATE queries SET deleted_at = :t, name = :n WHERE id = :id", soci::use(now), soci::use(gone),
        soci::use(id);
    audit::append(sql, now, {id_text(user), "query.remove", "query " + id_text(id), ""});
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

std::vector<SavedHit> SavedQueries::match(const Post& post) const { return compiled_.match(post); }

}  // namespace resonanz::listen
