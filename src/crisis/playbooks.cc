#include "crisis/playbooks.h"

#include "audit/audit.h"
#include "crisis/steps.h"

namespace resonanz::crisis {
namespace {

constexpr std::size_t kLongestName = 200, kLongestText = 1000, kMostSteps = 200;
constexpr int kLongestMinutes = 60 * 24 * 30;
const std::string kShipped = "crisis_playbooks_shipped";

#define RESONANZ_PLAYBOOK(en, de) constexpr const char *kNameEn = en, *kNameDe = de;
#define RESONANZ_STEP(level, minutes, en, de)
#include "specs/playbook.inc"
#undef RESONANZ_PLAYBOOK
#undef RESONANZ_STEP

struct Shipped {
  int level, minutes;
  const char *en, *de;
};
constexpr Shipped kSteps[] = {
#define RESONANZ_PLAYBOOK(en, de)
#define RESONANZ_STEP(level, minutes, en, de) {level, minutes, en, de},
#include "specs/playbook.inc"
#undef RESONANZ_PLAYBOOK
#undef RESONANZ_STEP
};

Playbook shipped(const std::string& language) {
  const bool german = language == "de";
  Playbook out;
  out.name = german ? kNameDe : kNameEn;
  out.language = language;
  for (const Shipped& step : kSteps) out.steps.push_back({step.level, german ? step.de : step.en, step.minutes, 0});
  return out;
}

Status check(soci::session& sql, const Playbook& playbook) {
  if (playbook.name.empty() || playbook.name.size() > kLongestName) return fail(Errc::value, "name");
  if (playbook.language != "de" && playbook.language != "en") return fail(Errc::value, "language");
  if (playbook.steps.size() > kMostSteps) return fail(Errc::value, "steps");
  for (const PlaybookStep& step : playbook.steps) {
    if (step.level < 1 || step.level > kLevels) return fail(Errc::value, "level");
    if (step.text.empty() || step.text.size() > kLongestText) return fail(Errc::value, "text");
    if (step.due_minutes < 0 || step.due_minutes > kLongestMinutes) return fail(Errc::value, "due_minutes");
    if (step.owner != 0) CHECK_OK(check_colleague(sql, step.owner));
  }
  return done();
}

void put_steps(soci::session& sql, Id playbook, const std::vector<PlaybookStep>& steps) {
  sql << "DELETE FROM crisis_playbook_steps WHERE playbook_id = :p", soci::use(playbook);
  int position = 0;
  for (const PlaybookStep& step : steps) {
    soci::indicator due = step.due_minutes == 0 ? soci::i_null : soci::i_ok;
    soci::indicator owned = step.owner == 0 ? soci::i_null : soci::i_ok;
    sql << "INSERT INTO crisis_playbook_steps VALUES (:p, :n, :l, :t, :d, :o)", soci::use(playbook),
        soci::use(position), soci::use(step.level), soci::use(step.text), soci::use(step.due_minutes, due),
        soci::use(step.owner, owned);
    ++position;
  }
}

std::vector<PlaybookStep> steps_of(soci::session& sql, Id playbook) {
  std::vector<PlaybookStep> out;
  PlaybookStep row;
  soci::statement rows = (sql.prepare << "SELECT level, text, COALESCE(due_minutes, 0), COALESCE(owner_id, 0) FROM "
                                         "crisis_playbook_steps WHERE playbook_id = :p ORDER BY position",
                          soci::use(playbook), soci::into(row.level), soci::into(row.text), soci::into(row.due_minutes),
                          soci::into(row.owner));
  rows.execute();
  while (rows.fetch()) out.push_back(row);
  return out;
}

std::vector<Playbook> select_playbooks(soci::session& sql, const std::string& where) {
  std::vector<Playbook> out;
  Playbook row;
  soci::statement rows =
      (sql.prepare
           << "SELECT id, name, language, version, COALESCE(updated_by, 0), updated_at FROM crisis_playbooks WHERE "
              "deleted_at IS NULL AND " +
                  where + " ORDER BY id",
       soci::into(row.id), soci::into(row.name), soci::into(row.language), soci::into(row.version),
       soci::into(row.updated_by), soci::into(row.updated_at));
  rows.execute();
  while (rows.fetch()) out.push_back(row);
  for (Playbook& playbook : out) playbook.steps = steps_of(sql, playbook.id);
  return out;
}

Result<Playbook> one(soci::session& sql, Id id) {
  auto found = select_playbooks(sql, fmt::format("id = {}", id));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

Result<Playbook> insert(soci::session& sql, const Playbook& playbook, Id user, TimeUs now) {
  const Id id = next_id(now);
  soci::indicator by = user == 0 ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO crisis_playbooks (id, name, language, updated_by, updated_at) VALUES (:i, :n, :l, :u, :now)",
      soci::use(id), soci::use(playbook.name), soci::use(playbook.language), soci::use(user, by), soci::use(now);
  put_steps(sql, id, playbook.steps);
  audit::append(sql, now, {user == 0 ? "system" : id_text(user), "playbook.add", "playbook " + id_text(id), ""});
  return one(sql, id);
}

}  // namespace

Status Playbooks::ship(TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    int known = 0;
    sql << "SELECT count(*) FROM settings WHERE key = :k", soci::use(kShipped), soci::into(known);
    if (known > 0) return done();
    const std::string yes = "1";
    sql << "INSERT INTO settings (key, value) VALUES (:k, :v)", soci::use(kShipped), soci::use(yes);
    for (const char* language : {"de", "en"}) CHECK_OK(insert(sql, shipped(language), 0, now));
    return done();
  });
}

Result<std::vector<Playbook>> Playbooks::list() {
  return db_.read([](soci::session& sql) -> Result<std::vector<Playbook>> { return select_playbooks(sql, "1 = 1"); });
}

Result<Playbook> Playbooks::add(const Playbook& playbook, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Result<Playbook> {
    CHECK_OK(check(sql, playbook));
    return insert(sql, playbook, user, now);
  });
}

Result<Playbook> Playbooks::change(const Playbook& playbook, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Result<Playbook> {
    TRY(const Playbook before, one(sql, playbook.id));
    if (before.version != playbook.version) return fail(Errc::conflict);
    CHECK_OK(check(sql, playbook));
    sql << "UPDATE crisis_playbooks SET name = :n, language = :l, version = version + 1, updated_by = :u, updated_at = :now "
           "WHERE id = :i",
        soci::use(playbook.name), soci::use(playbook.language), soci::use(user), soci::use(now), soci::use(playbook.id);
    put_steps(sql, playbook.id, playbook.steps);
    audit::append(sql, now, {id_text(user), "playbook.change", "playbook " + id_text(playbook.id), ""});
    return one(sql, playbook.id);
  });
}

Status Playbooks::remove(Id id, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(one(sql, id));
    sql << "UPDATE crisis_playbooks SET deleted_at = :now WHERE id = :i", soci::use(now), soci::use(id);
    audit::append(sql, now, {id_text(user), "playbook.remove", "playbook " + id_text(id), ""});
    return done();
  });
}

Id default_playbook(soci::session& sql, const std::string& language) {
  Id id = 0;
  sql << "SELECT COALESCE((SELECT id FROM crisis_playbooks WHERE deleted_at IS NULL ORDER BY language <> :l, id LIMIT 1), 0)",
      soci::use(language), soci::into(id);
  return id;
}

std::string playbook_name(soci::session& sql, Id id) {
  std::string name;
  sql << "SELECT name FROM crisis_playbooks WHERE id = :i", soci::use(id), soci::into(name);
  return sql.got_data() ? name : "";
}

void copy_steps(soci::session& sql, Room& room, int level, TimeUs now) {
  for (const PlaybookStep& planned : steps_of(sql, room.playbook)) {
    if (planned.level != level) continue;
    Step step;
    step.room = room.id;
    step.level = level;
    step.text = planned.text;
    step.owner = planned.owner != 0 && check_colleague(sql, planned.owner) ? planned.owner : room.lead;
    if (planned.due_minutes > 0) step.due_at = now + planned.due_minutes * kMinuteUs;
    step.id = insert_step(sql, step, now);
    room.steps.push_back(step);
  }
}

}  // namespace resonanz::crisis
