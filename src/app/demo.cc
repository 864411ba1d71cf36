#include "app/demo.h"

#include "app/demo_alarm.h"
#include "app/demo_drill.h"
#include "auth/users.h"
#include "auth/workspace.h"
#include "cases/cases.h"
#include "host/random.h"
#include "ingest/mentions.h"
#include "publish/outbox.h"
#include "sources/assessment.h"
#include "sources/demo/script.h"
#include "sources/demo/stage.h"

namespace resonanz::app {
namespace {

namespace demo = sources::demo;

struct Colleague {
  const char *login, *name, *title;
  auth::Role role;
};
constexpr Colleague kColleagues[] = {{"mira", "Mira Brandt", "Kundendienst", auth::Role::admin},
                                     {"tom", "Tom Ahlers", "Rahmenbau", auth::Role::agent},
                                     {"selin", "Selin Nowak", "Werkstatt", auth::Role::agent},
                                     {"jule", "Jule Petersen", "Datenschutz", auth::Role::privacy}};

struct Saved {
  const char *name, *query, *color;
  listen::Purpose purpose = listen::Purpose::listen;
};
constexpr Saved kQueries[] = {
    {"Marke", "kranich* OR @kranichrad OR #kranichrad", "#0b6477"},
    {"Bremse L3", "(kranich* OR lastenrad OR \"cargo bike\" OR L3) (brems* OR brake* OR rückruf* OR recall*)",
     "#b3431f"},
    {"Werkstatt und Wartezeit", "(kranich* OR L3) (werkstatt OR termin OR wartezeit OR workshop OR \"waiting time\")",
     "#8a5a00"},
    {"Ideen",
     "(kranich* OR L3 OR L2) (wünsch* OR \"wäre toll\" OR idee OR \"would love\" OR wish OR idea OR \"feature request\")",
     "#2c6e49"},
    {"Wettbewerb", "(Packesel OR \"Urban Mule\" OR Rollbock) (lastenrad* OR lastenräder OR \"cargo bike\"~2)",
     "#6d747a"},
    {"Akku", "akku* OR reichweite OR batter* OR \"charging time\"", "#1c6a8c", listen::Purpose::tag},
    {"Für die Zeitung", "", "#7a4e8a", listen::Purpose::tag}};

struct Network {
  const char *network, *name;
};
constexpr Network kNetworks[] = {{"bluesky", "Bluesky"},   {"forum", "Pedelecforum"}, {"blog", "Radblog Kiel"},
                                 {"mastodon", "Mastodon"}, {"reddit", "r/lastenrad"}, {"reviews", "Bewertungen"}};

class Seeder {
 public:
  Seeder(DemoParts parts, TimeUs now) : parts_(parts), db_(parts.house.db()), now_(now), clock_(now), users_(db_) {}

  Result<std::string> run() {
    TRY(const bool any, users_.any());
    if (any) return std::string();
    TRY(const std::string password, add_people());
    CHECK_OK(add_queries());
    CHECK_OK(add_history());
    CHECK_OK(add_answers());
    CHECK_OK(seed_drill(parts_.house, logins_, query_of_["Marke"], now_));
    CHECK_OK(seed_alarm(db_, query_of_["Bremse L3"], logins_["mira"], now_));
    return password;
  }

 private:
  Result<std::string> add_people() {
    std::string first;
    for (const Colleague& c : kColleagues) {
      const std::string password = host::random_password();
      TRY(const auth::User made, users_.add({c.login, c.name, c.title, c.role, "de", password}, "system", now_));
      logins_[c.login] = made.id;
      if (first.empty()) first = password;
    }
    auth::Workspace workspace;
    workspace.name = "Kranich Rad";
    CHECK_OK(auth::WorkspaceSettings(db_).write(workspace, "system", now_));
    return first;
  }

  Status add_queries() {
    for (const Saved& q : kQueries) {
      TRY(const auto made, parts_.queries.add(q.name, q.query, q.color, logins_["mira"], now_, q.purpose));
      query_of_[q.name] = made.id;
    }
    return done();
  }

  Status add_history() {
    for (const Network& n : kNetworks) {
      auto assessment = sources::assessment_template("demo", "de", "Mira Brandt", now_);
      assessment.approved = true;
      TRY(const auto source,
          parts_.sources.add(
              {n.name, "demo", "", {{"network", n.network}}, {}, assessment, std::string(demo::kOwnAccount)},
              id_text(logins_["mira"]), now_));
      source_of_[n.network] = source.id;
    }
    for (const auto& line : demo::script().history) {
      const TimeUs at = now_ - line.ago;
      CHECK_OK(parts_.journal.append({source_of_[line.post.network], "", "", at}, {demo::to_item(line, at)}, at));
    }
    while (true) {
      TRY(const std::size_t worked, parts_.pipeline.step());
      if (worked == 0) return done();
    }
  }

  /// What colleagues did in those weeks, with the clock put to when they did it.
  Status add_answers() {
    stream::Hub hub;
    cases::Cases cases(db_, hub, clock_);
    publish::Outbox outbox(db_, parts_.house.keys(), hub, clock_);
    std::map<std::string, const demo::Line*> lines;
    for (const auto& line : demo::script().history) lines[line.post.id] = &line;
    for (const auto& answer : demo::script().answers) {
      const auto line = lines.find(answer.to);
      if (line == lines.end() || !logins_.contains(answer.login)) continue;
      TRY(const Id mention, find_mention(*line->second));
      if (mention == 0) continue;
      clock_.set(std::min(now_ - kMinuteUs, now_ - line->second->ago + answer.delay));
      const Id user = logins_[answer.login];
      if (answer.text.empty()) {
        CHECK_OK(cases.dismiss(mention, user));
        continue;
      }
      CHECK_OK(answer_one(cases, outbox, mention, user, answer));
    }
    return done();
  }

  Status answer_one(cases::Cases& cases, publish::Outbox& outbox, Id mention, Id user, const demo::PastAnswer& answer) {
    TRY(const Id case_id, cases.take(mention, user, "dialogue"));
    TRY(const auto item, outbox.reply({case_id, user, answer.text, "", "demo:past:" + answer.to, 0}));
    TRY(const bool begun, outbox.begin(item.id));
    if (begun) CHECK_OK(outbox.sent(item, {"demo:answer:past:" + answer.to, "", false}));
    clock_.advance(10 * kMinuteUs);
    return answer.closed ? cases.close(case_id, user) : done();
  }

  Result<Id> find_mention(const demo::Line& line) {
    const Id source = source_of_[line.post.network];
    const auto key = parts_.house.keys().native_key(source, line.post.id);
    return db_.read(
        [&](soci::session& sql) -> Result<Id> { return ingest::Mentions(parts_.house.keys()).find(sql, source, key); });
  }

  DemoParts parts_;
  store::Database& db_;
  TimeUs now_;
  host::ManualClock clock_;
  auth::Users users_;
  std::map<std::string, Id> logins_, source_of_, query_of_;
};

}  // namespace

Result<std::string> seed_demo(DemoParts parts, TimeUs now) { return Seeder(parts, now).run(); }

}  // namespace resonanz::app
