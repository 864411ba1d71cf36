#include "crisis/words.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>

#include "specs/settings.h"

namespace resonanz::crisis {
namespace {

namespace json = boost::json;

constexpr Plural kHours{"Stunde", "Stunden", "hour", "hours"},
    kMinutes{"Minute", "Minuten", "minute", "minutes"};

struct Both {
  const char *de, *en;
  const char* in(const Reader& reader) const { return reader.german() ? de : en; }
};

template <typename... Args>
std::string say(const Reader& reader, const char* de, const char* en, const Args&... args) {
  return fmt::format(fmt::runtime(reader.german() ? de : en), args...);
}

json::object parsed(const std::string& data) {
  boost::system::error_code error;
  auto value = json::parse(data, error);
  return !error && value.is_object() ? std::move(value.as_object()) : json::object();
}

std::int64_t number(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value && value->is_int64() ? value->as_int64() : 0;
}

std::string text(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : "";
}

/// What needs no figures.
const std::map<std::string_view, Both>& plain() {
  static const std::map<std::string_view, Both> all{
      {"opened", {"Krisenraum eröffnet.", "Crisis room opened."}},
      {"closed", {"Krisenraum geschlossen.", "Crisis room closed."}},
      {"reopened", {"Krisenraum wieder geöffnet.", "Crisis room opened again."}},
      {"level_derived",
       {"Die Stufe folgt wieder Schwere und Feststellungen.", "The level follows severity and facts again."}},
      {"quiet_refused", {"Vorschlag zu schließen abgelehnt.", "Proposal to close refused."}},
      {"answer_through_hold",
       {"Eine Antwort geht trotz des Anhaltens hinaus.", "An answer goes out although publishing is on hold."}},
      {"held_released", {"Eine angehaltene Antwort freigegeben.", "A held answer was released."}},
      {"held_taken_back", {"Eine angehaltene Antwort zurückgenommen.", "A held answer was taken back."}},
      {"step_added", {"Schritt ergänzt.", "Step added."}},
      {"step_changed", {"Schritt geändert.", "Step changed."}},
      {"step_done", {"Schritt erledigt.", "Step done."}},
      {"step_skipped", {"Schritt ausgelassen.", "Step skipped."}},
      {"step_reopened", {"Schritt wieder offen.", "Step open again."}},
      {"statement_drafted", {"Stellungnahme entworfen.", "Statement drafted."}},
      {"approval_requested", {"Freigabe der Stellungnahme erbeten.", "Approval of the statement requested."}},
      {"approval_given", {"Stellungnahme freigegeben (eine von zwei).", "Statement approved (one of two)."}},
      {"approval_refused", {"Freigabe der Stellungnahme abgelehnt.", "Approval of the statement refused."}},
      {"statement_approved",
       {"Stellungnahme von zweien freigegeben; veröffentlicht ist sie damit nicht.",
        "Statement approved by two; it is not published by that."}},
      {"statement_published", {"Stellungnahme veröffentlicht.", "Statement published."}},
      {"statement_withdrawn", {"Stellungnahme verworfen.", "Statement withdrawn."}},
      {"title", {"Titel geändert.", "Title changed."}},
      {"lessons", {"Gelerntes festgehalten.", "Lessons written down."}},
      {"targets", {"Ziele der Meldungen geändert.", "Changed where it is told."}},
      {"entry", {"Eintrag.", "Entry."}}};
  return all;
}

std::string fact_sentence(const json::object& data, const Reader& reader) {
  const auto fact = parse_fact(text(data, "fact")).value_or(Fact::failure);
  const std::string what = word(fact, reader), value = text(data, "value");
  if (value.empty()) return say(reader, "Zurückgenommen: {}.", "Taken back: {}.", what);
  if (fact != Fact::failure) return say(reader, "Festgestellt: {}.", "Stated: {}.", what);
  return say(reader, "Festgestellt: {} ({}).", "Stated: {} ({}).", what, value_word(value, reader));
}

std::string level_sentence(const json::object& data, const Reader& reader) {
  const std::string level = level_word(static_cast<int>(number(data, "to")), reader);
  if (data.contains("set")) return say(reader, "Stufe {} gesetzt.", "Level set to {}.", level);
  return say(reader, "Stufe {}: folgt aus Schwere und Feststellungen.", "Level {}: follows from severity and facts.",
             level);
}

std::string clock_sentence(const std::string& kind, const json::object& data, const Reader& reader) {
  const std::string clock = word(parse_clock(text(data, "clock")).value_or(ClockKind::look), reader);
  if (kind == "clock_met") return say(reader, "Uhr „{}“: erreicht.", "Clock “{}”: done.", clock);
  if (kind == "clock_missed") return say(reader, "Uhr „{}“ abgelaufen.", "Clock “{}” missed.", clock);
  return say(reader, "Uhr „{}“ läuft in {} ab.", "Clock “{}” is due in {}.", clock,
             counted(static_cast<double>(number(data, "minutes")), kMinutes, reader));
}

std::string hold_sentence(const std::string& kind, const json::object& data, const Reader& reader) {
  const std::int64_t held = number(data, "held"), waiting = number(data, "waiting");
  if (kind == "hold_begun")
    return say(reader, "Veröffentlichen angehalten; in der Warteschlange: {}.", "Publishing on hold; queued items: {}.",
               held);
  return say(reader, "Anhalten aufgehoben; angehalten: {}, noch freizugeben: {}.",
             "Hold lifted; held: {}, still to be released: {}.", held, waiting);
}

std::string quiet_sentence(const std::string& kind, const json::object& data, const Reader& reader) {
  if (kind == "quiet_proposed")
    return say(reader, "Seit {} ist alles im üblichen Bereich: Vorschlag, den Raum zu schließen.",
               "For {} all has been within what is usual: closing is proposed.",
               counted(static_cast<double>(number(data, "hours")), kHours, reader));
  return say(reader, "Es flammt wieder auf (Erwähnungen in einer Stunde: {}): Vorschlag zurückgezogen.",
             "It flares up again (mentions within an hour: {}): proposal withdrawn.", number(data, "mentions"));
}

std::string stated_ground(const Part& part, const Facts& facts, const Reader& reader) {
  const std::string value = value_of(facts, *fact_of(part.part));
  if (!part.value) return reader.german() ? "Noch nicht beurteilt." : "Not judged yet.";
  if (value.empty()) return reader.german() ? "Nach Urteil: nein." : "Judged: no.";
  if (part.part == PartKind::press)
    return reader.german() ? "Die Presse hat es aufgegriffen." : "The press has picked it up.";
  return say(reader, "Nach Urteil: {}.", "Judged: {}.", value_word(value, reader));
}

std::string volume_ground(const Part& part, const Measured& measured, const Reader& reader) {
  if (!part.value)
    return say(reader, "Zu wenig bekannt: {} von {} Stunden vor der Krise.",
               "Too little is known: {} of {} hours before the crisis.", measured.history,
               settings::kCrisisHistoryHours);
  return say(reader, "Erwähnungen in der stärksten Stunde: {}; weniger hatten {} % der {} Stunden zuvor.",
             "Mentions in the busiest hour: {}; fewer had {} % of the {} hours before.", measured.peak,
             number_word(100 * *part.value, reader), measured.history);
}

}  // namespace

std::string counted(double value, const Plural& things, const Reader& reader) {
  const std::string number = number_word(value, reader);
  return fmt::format("{} {}", number, things.of(number == "1", reader.german()));
}

std::string number_word(double value, const Reader& reader) {
  std::string out = fmt::format("{:.1f}", value);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  if (reader.german()) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string word(State state, const Reader& reader) {
  constexpr std::array kWords{Both{"offen", "open"}, Both{"beruhigt sich", "quieting down"},
                              Both{"geschlossen", "closed"}};
  return kWords[static_cast<std::size_t>(state)].in(reader);
}

std::string word(ClockKind kind, const Reader& reader) {
  constexpr std::array kWords{Both{"Ansehen", "Look at it"}, Both{"Erste öffentliche Antwort", "First public answer"},
                              Both{"Stellungnahme", "Statement"}};
  return kWords[static_cast<std::size_t>(kind)].in(reader);
}

std::string word(PartKind kind, const Reader& reader) {
  constexpr std::array kWords{
      Both{"Bild oder Video im Auslöser", "Image or video in the trigger"},
      Both{"Versagen von Produkt, Dienst oder Verhalten", "Failure of product, service or conduct"},
      Both{"Menge, verglichen mit der eigenen Geschichte", "Volume against own history"}, Both{"Dauer", "Duration"},
      Both{"Presse", "Press"}};
  return kWords[static_cast<std::size_t>(kind)].in(reader);
}

std::string word(Fact fact, const Reader& reader) {
  constexpr std::array kWords{Both{"Versagen", "failure"}, Both{"Presse hat es aufgegriffen", "picked up by the press"},
                              Both{"Anfrage aus der Presse", "a journalist asks"},
                              Both{"Schaden durch das Produkt", "harm by the product"},
                              Both{"Verletzte", "people injured"}};
  return kWords[static_cast<std::size_t>(fact)].in(reader);
}

std::string level_word(int level, const Reader& reader) {
  constexpr std::array kWords{Both{"1 – Beobachten", "1 – watch"}, Both{"2 – Vorfall", "2 – issue"},
                              Both{"3 – Krise", "3 – crisis"}, Both{"4 – Notfall", "4 – emergency"}};
  return kWords[static_cast<std::size_t>(std::clamp(level, 1, kLevels) - 1)].in(reader);
}

std::string value_word(const std::string& value, const Reader& reader) {
  if (value == "product") return reader.german() ? "Produkt" : "product";
  if (value == "service") return reader.german() ? "Dienst" : "service";
  if (value == "social") return reader.german() ? "Verhalten" : "conduct";
  if (value == "yes") return reader.german() ? "ja" : "yes";
  return "";
}

std::string sentence(const audit::Happening& happening, const Reader& reader) {
  const std::string& kind = happening.kind;
  const json::object data = parsed(happening.data);
  if (const auto found = plain().find(kind); found != plain().end()) return found->second.in(reader);
  if (kind == "fact") return fact_sentence(data, reader);
  if (kind == "level") return level_sentence(data, reader);
  if (kind.starts_with("clock_")) return clock_sentence(kind, data, reader);
  if (kind.starts_with("hold_")) return hold_sentence(kind, data, reader);
  if (kind.starts_with("quiet_")) return quiet_sentence(kind, data, reader);
  if (kind == "severity")
    return say(reader, "Schwere {} statt {}.", "Severity {} instead of {}.", number(data, "to"), number(data, "from"));
  if (kind == "lead")
    return say(reader, "Die Leitung hat jetzt {}.", "{} leads now.",
               reader.name(parse_id(text(data, "user")).value_or(0)));
  if (kind == "statement_edited")
    return say(reader, "Stellungnahme geändert (Fassung {}); frühere Freigaben gelten nicht mehr.",
               "Statement edited (version {}); earlier approvals are void.", number(data, "version"));
  if (kind == "approval_escalated")
    return say(reader, "Nach {} ohne beide Freigaben: Der ganze Kreis ist gefragt.",
               "After {} without both approvals: the whole pool is asked.",
               counted(static_cast<double>(settings::kCrisisApprovalMinutes), kMinutes, reader));
  return kind;
}

std::string ground(const Part& part, const Measured& measured, const Facts& facts, const Reader& reader) {
  switch (part.part) {
    case PartKind::media:
      return say(reader, "Beiträge des Auslösers mit Bild oder Video: {}.",
                 "Posts of the trigger with an image or a video: {}.", measured.media_posts);
    case PartKind::volume:
      return volume_ground(part, measured, reader);
    case PartKind::duration:
      if (!part.value) return volume_ground({}, measured, reader);
      return say(reader, "{} bis zum Ende der letzten unüblichen Stunde, die nicht allein steht.",
                 "{} to the end of the last unusual hour that does not stand alone.",
                 counted(*part.value, kHours, reader));
    default:
      return stated_ground(part, facts, reader);
  }
}

std::string quiet_ground(const Room& room, const Reader& reader) {
  const Measured& m = room.measured;
  if (m.history < settings::kCrisisHistoryHours) {
    Part unknown;
    return volume_ground(unknown, m, reader);
  }
  return say(
      reader,
      "Ganze Stunden in Folge, in denen Erwähnungen und negative Erwähnungen im üblichen Bereich lagen: {} (nötig: {}; verglichen mit {} Stunden vor der Krise).",
      "Whole hours in a row in which mentions and negative ones were within what is usual: {} (needed: {}; compared with {} hours before the crisis).",
      m.quiet_hours, settings::kCrisisQuietHours, m.history);
}

}  // namespace resonanz::crisis
