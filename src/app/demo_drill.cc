#include "app/demo_drill.h"

#include "crisis/board.h"

namespace resonanz::app {
namespace {

constexpr TimeUs kAgo = 20 * kDayUs;
constexpr const char* kText =
    "Uns ist ein Bericht über einen heißen Akku beim Laden bekannt. Bitte laden Sie Ihr Rad bis auf Weiteres nur unter Aufsicht. "
    "Wir prüfen die betroffene Baureihe und melden uns bis heute Abend wieder.";
constexpr const char* kLessons =
    "Die Stellungnahme stand nach 34 Minuten, der zweite Freigebende war aber erst nach einem Anruf zu erreichen. Künftig steht eine "
    "Telefonnummer neben jedem Namen im Kreis der Freigebenden.";

class Drill {
 public:
  Drill(House& house, const std::map<std::string, Id>& people, TimeUs at)
      : clock_(at),
        board_({house.db(), house.keys(), hub_, clock_}),
        mira_(people.at("mira")),
        tom_(people.at("tom")),
        selin_(people.at("selin")),
        jule_(people.at("jule")) {}

  Status hold(Id query) {
    CHECK_OK(board_.playbooks.ship(clock_.now()));
    CHECK_OK(board_.approvers.write({mira_, jule_, selin_}, mira_, clock_.now()));
    TRY(const crisis::Room room, board_.rooms.open(wanted(query), mira_));
    CHECK_OK(judge(room.id));
    CHECK_OK(state(room.id));
    CHECK_OK(check_off(room.id));
    clock_.advance(8 * kMinuteUs);
    CHECK_OK(board_.rooms.lift_hold(room.id, "Übung beendet", mira_));
    return status(
        board_.rooms.close(room.id, "Ziel erreicht: Stellungnahme in weniger als einer Stunde", kLessons, mira_));
  }

 private:
  template <typename T>
  static Status status(const Result<T>& result) {
    return result ? done() : Status(result.error());
  }

  static crisis::NewRoom wanted(Id query) {
    crisis::NewRoom out;
    out.title = "Akku wird beim Laden heiß";
    out.reason = "Vierteljährliche Übung: ein Video zeigt einen rauchenden Akku";
    out.drill = true;
    out.query = query;
    return out;
  }

  Status judge(Id room) {
    clock_.advance(4 * kMinuteUs);
    CHECK_OK(board_.rooms.state_fact(room, crisis::Fact::failure, "product", "angenommen", tom_));
    CHECK_OK(board_.rooms.state_fact(room, crisis::Fact::product_harm, "yes", "angenommen", tom_));
    clock_.advance(3 * kMinuteUs);
    return status(board_.rooms.begin_hold(room, "Akku: nichts Werbliches, bis die Ursache bekannt ist", mira_));
  }

  Status state(Id room) {
    clock_.advance(9 * kMinuteUs);
    TRY(const auto draft, board_.statements.draft(room, {"Heißer Akku beim Laden", kText, "de"}, tom_));
    CHECK_OK(board_.statements.request(draft.id, draft.version, {mira_, jule_}, tom_));
    clock_.advance(5 * kMinuteUs);
    CHECK_OK(board_.statements.approve(draft.id, draft.version, mira_));
    clock_.advance(11 * kMinuteUs);
    CHECK_OK(board_.statements.approve(draft.id, draft.version, jule_));
    clock_.advance(2 * kMinuteUs);
    CHECK_OK(board_.statements.published(draft.id, "https://kranich-rad.example/uebung", clock_.now(), tom_));
    return status(
        board_.rooms.meet_clock(room, crisis::ClockKind::answer, "zur Übung, in die Testgruppe", clock_.now(), selin_));
  }

  Status check_off(Id id) {
    TRY(const crisis::Room room, board_.rooms.find(id));
    crisis::StepChange done_now, skipped;
    done_now.state = "done";
    skipped.state = "skipped", skipped.note = "in der Übung nicht nötig";
    for (std::size_t i = 0; i < room.steps.size(); ++i)
      CHECK_OK(board_.rooms.change_step(room.steps[i].id, i % 4 == 3 ? skipped : done_now, i % 2 == 0 ? tom_ : selin_));
    return done();
  }

  stream::Hub hub_;
  host::ManualClock clock_;
  crisis::Board board_;
  Id mira_, tom_, selin_, jule_;
};

}  // namespace

Status seed_drill(House& house, const std::map<std::string, Id>& people, Id query, TimeUs now) {
  return Drill(house, people, now - kAgo).hold(query);
}

}  // namespace resonanz::app
