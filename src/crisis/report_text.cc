// The report as Markdown.
#include <cmath>

#include "crisis/report.h"
#include "measure/interval.h"

namespace resonanz::crisis {
namespace {

class Writer {
 public:
  Writer(const Report& report, const Reader& reader) : report_(report), room_(report.room), reader_(reader) {}

  std::string run() {
    head();
    figures();
    severity();
    levels();
    clocks();
    statements();
    holds();
    steps();
    lessons();
    timeline();
    return std::move(out_);
  }

 private:
  const char* say(const char* de, const char* en) const { return reader_.german() ? de : en; }
  void title(const char* de, const char* en) { out_ += fmt::format("\n## {}\n\n", say(de, en)); }
  void table(std::initializer_list<const char*> heads) {
    out_ += fmt::format("| {} |\n|", fmt::join(heads, " | "));
    for (std::size_t i = 0; i < heads.size(); ++i) out_ += "---|";
    out_ += "\n";
  }
  template <typename... Cells>
  void row(const Cells&... cells) {
    out_ += "|";
    ((out_ += " " + cell(cells) + " |"), ...);
    out_ += "\n";
  }

  /// One line, and nothing that would end a cell or begin markup of its own.
  static std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '\n' || c == '\r') out += ' ';
      else if (c == '|' || c == '<' || c == '`' || c == '[' || c == ']' || c == '*' || c == '_') out += '\\', out += c;
      else out += c;
    }
    return out;
  }
  static std::string quoted(const std::string& text) {
    std::string out = "> ";
    for (const char c : text) {
      if (c == '<') out += '\\';  // no markup of a page that shows it
      out += c;
      if (c == '\n') out += "> ";
    }
    return out + "\n";
  }
  std::string name(Id user) const { return user == 0 ? say("das Programm", "the program") : reader_.name(user); }
  static std::string time(TimeUs at) {
    std::string text = format_rfc3339(at / kMinuteUs * kMinuteUs);
    text[10] = ' ';
    return text.substr(0, 16) + " UTC";
  }
  std::string time(const std::optional<TimeUs>& at) const { return at ? time(*at) : "–"; }
  std::string minutes(const std::optional<TimeUs>& took) const {
    if (!took) return "–";
    const double all = static_cast<double>(*took) / static_cast<double>(kMinuteUs);
    return counted(all, {"Minute", "Minuten", "minute", "minutes"}, reader_);
  }
  std::string percent(double share) const { return number_word(100 * share, reader_) + " %"; }

  void head() {
    out_ = fmt::format("# {}: {}\n\n", room_.drill ? say("Übung", "Drill") : say("Krisenbericht", "Crisis report"),
                       cell(room_.title));
    if (room_.drill)
      out_ += fmt::format("**{}**\n\n",
                          say("Dies war eine Übung. Angehalten wurde nichts; in keiner Statistik zählt sie mit.",
                              "This was a drill. Nothing was held, and it counts in no statistics."));
    if (room_.is_open())
      out_ += fmt::format("*{} {}*\n\n", say("Zwischenstand vom", "As it stood on"), time(report_.at));
    table({say("Was", "What"), say("Wert", "Value")});
    row(std::string(say("Suche", "Query")),
        report_.query.empty() ? say("alle Erwähnungen", "every mention") : report_.query);
    row(std::string(say("Erster Alarm", "First alarm")), time(room_.alert_at));
    row(std::string(say("Eröffnet", "Opened")), time(room_.opened_at) + ", " + name(room_.opened_by));
    if (!room_.reason.empty()) row(std::string(say("Anlass", "Reason")), room_.reason);
    row(std::string(say("Leitung", "Lead")), name(room_.lead));
    row(std::string(say("Zustand", "State")), word(room_.state, reader_));
    if (room_.closed_at)
      row(std::string(say("Geschlossen", "Closed")), time(*room_.closed_at) + ", " + name(room_.closed_by));
    row(std::string(say("Alarm bis Raum", "Alarm to room")), minutes(report_.delays.alarm_to_room));
    row(std::string(say("Bis zur ersten Antwort", "To the first answer")), minutes(report_.delays.alarm_to_answer));
    row(std::string(say("Bis zur ersten Stellungnahme", "To the first statement")),
        minutes(report_.delays.alarm_to_statement));
  }

  void figures() {
    const Measured& m = room_.measured;
    title("Zahlen", "Figures");
    table({say("Was", "What"), say("Wert", "Value")});
    row(std::string(say("Erwähnungen", "Mentions")), std::to_string(m.mentions));
    std::string peak = std::to_string(m.peak);
    if (m.peak_usual)
      peak += fmt::format(" ({} {})", say("üblich bis", "usual up to"), number_word(*m.peak_usual, reader_));
    if (m.peak_hour) peak += ", " + time(*m.peak_hour * kHourUs);
    row(std::string(say("Stärkste Stunde", "Busiest hour")), peak);
    std::string share = "–";
    if (m.judged > 0) {
      const auto interval = measure::share_of(m.negative, m.judged);
      share = fmt::format("{} ({} {}–{}, n = {})", percent(interval.value), "95 %:", percent(interval.low),
                          percent(interval.high), m.judged);
    }
    row(std::string(say("Anteil negativer", "Share of negatives")), share);
    row(std::string(say("Dauer (allein stehende unübliche Stunden zählen nicht)",
                        "Duration (unusual hours that stand alone do not count)")),
        number_word(m.hours(room_.began_at), reader_) + " h");
  }

  void severity() {
    title("Schwere", "Severity");
    out_ += fmt::format("**{} / {}**\n\n", report_.severity.points, report_.severity.max);
    table({say("Teil", "Part"), say("Punkte", "Points"), say("Grund", "Ground")});
    for (const Part& part : report_.severity.parts)
      row(word(part.part, reader_), fmt::format("{} / {}", part.points, part.max),
          ground(part, room_.measured, room_.facts, reader_));
  }

  void levels() {
    title("Stufen", "Levels");
    table({say("Ab", "From"), say("Stufe", "Level"), say("Durch", "By"), say("Grund", "Reason")});
    for (const LevelChange& change : room_.levels)
      row(time(change.at), level_word(change.level, reader_), name(change.by), change.reason);
  }

  void clocks() {
    title("Uhren", "Clocks");
    out_ += fmt::format("{}: {}, {}: {}\n\n", say("eingehalten", "met"), report_.clocks_met, say("versäumt", "missed"),
                        report_.clocks_missed);
    table({say("Uhr", "Clock"), say("Fällig", "Due"), say("Erreicht", "Met"), say("Ergebnis", "Result")});
    for (const Clock& clock : room_.clocks)
      row(word(clock.kind, reader_), time(clock.due_at), time(clock.met_at), outcome(clock));
  }
  std::string outcome(const Clock& clock) const {
    if (clock.missed(report_.at)) return say("versäumt", "missed");
    if (clock.met_at) return say("eingehalten", "met");
    return clock.ended_at ? say("nicht mehr verlangt", "no longer asked for") : say("läuft", "running");
  }

  void statements() {
    if (report_.statements.empty()) return;
    title("Stellungnahmen", "Statements");
    for (const Statement& s : report_.statements) {
      out_ += fmt::format("### {}\n\n", cell(s.title));
      if (s.state == "withdrawn")
        out_ += fmt::format("**{}**\n\n", say("Verworfen: gilt nicht mehr.", "Withdrawn: no longer stands."));
      out_ += quoted(s.text) + "\n";
      for (const Approval& a : s.approvals)
        out_ +=
            fmt::format("- {} {}, {} ({} {}){}{}\n", name(a.by),
                        a.verdict == "approved" ? say("hat freigegeben", "approved") : say("hat abgelehnt", "refused"),
                        time(a.at), say("Fassung", "version"), a.version, a.reason.empty() ? "" : ": " + cell(a.reason),
                        a.is_void ? say(" – gilt nicht mehr", " – void") : "");
      if (s.published_at)
        out_ += fmt::format("- {} {}, {}: {}\n", say("veröffentlicht", "published"), time(*s.published_at),
                            name(s.published_by), cell(s.url));
      out_ += "\n";
    }
  }

  void holds() {
    if (report_.holds.empty()) return;
    title("Angehaltenes Veröffentlichen", "Holds of publishing");
    table(
        {say("Von", "From"), say("Bis", "To"), say("Grund", "Reason"), say("Durch", "By"), say("Angehalten", "Held")});
    for (const publish::Hold& hold : report_.holds)
      row(time(hold.begun_at), time(hold.lifted_at), hold.reason, name(hold.begun_by),
          std::to_string(hold.held) + (hold.drill ? say(" (simuliert)", " (simulated)") : ""));
  }

  void steps() {
    title("Schritte", "Steps");
    table({say("Schritt", "Step"), say("Wer", "Who"), say("Zustand", "State"), say("Wann", "When"),
           say("Notiz", "Note")});
    for (const Step& step : room_.steps)
      row(step.text, name(step.done_by == 0 ? step.owner : step.done_by),
          std::string(step.state == "done"      ? say("erledigt", "done")
                      : step.state == "skipped" ? say("ausgelassen", "skipped")
                                                : say("offen", "open")),
          time(step.done_at), step.note);
  }

  void lessons() {
    title("Was wir gelernt haben", "What we learned");
    out_ += room_.lessons.empty() ? fmt::format("{}\n", say("Noch nichts festgehalten.", "Nothing written down yet."))
                                  : quoted(room_.lessons);
  }

  void timeline() {
    title("Verlauf", "Timeline");
    table({say("Zeit", "Time"), say("Wer", "Who"), say("Was", "What")});
    for (const audit::Moment& moment : report_.timeline) {
      std::string what = sentence(moment.what, reader_);
      if (!moment.what.text.empty()) what += " " + moment.what.text;
      row(time(moment.at), name(moment.what.user), what);
    }
  }

  const Report& report_;
  const Room& room_;
  const Reader& reader_;
  std::string out_;
};

}  // namespace

std::string report_text(const Report& report, const Reader& reader) { return Writer(report, reader).run(); }

}  // namespace resonanz::crisis
