#include "sources/assessment.h"

namespace resonanz::sources {

Assessment assessment_template(const std::string&, std::string_view language, const std::string& owner, TimeUs now) {
  Assessment a;
  if (language == "de") {
    a.interest =
        "Wir wollen öffentliche Fragen, Kritik und Ideen zu unseren Produkten kennen und beantworten (Art. 6 Abs. 1 Buchst. f DSGVO).";
    a.necessity =
        "Wer sich öffentlich äußert, wendet sich oft nicht an uns; ohne Zuhören bliebe er ohne Antwort. Gespeichert wird nur, was eine gespeicherte Suche trifft.";
    a.balance =
        "Ausgewertet werden nur öffentliche Beiträge zu unseren Produkten; keine Profile über Personen, keine besonderen Kategorien als Ziel. Die Erwartung der Schreibenden wird nicht überrascht.";
    a.safeguards =
        "Namen versiegelt bis zur Antwort, jede Öffnung protokolliert, Widerspruchsliste, Löschfristen, Löschungen im Netzwerk werden übernommen.";
  } else {
    a.interest =
        "We want to know and answer public questions, criticism and ideas about our products (Art. 6(1)(f) GDPR).";
    a.necessity =
        "People who speak in public often do not turn to us; without listening they stay without an answer. Only what a saved query matches is stored.";
    a.balance =
        "Only public posts about our products are read; no profiles of persons, no special categories as an aim. It does not go against what the writers expect.";
    a.safeguards =
        "Names sealed until an answer, every opening recorded, opt-out list, time limits, deletions on the network are carried out here.";
  }
  a.owner = owner;
  a.review_date = format_rfc3339(now + 365 * kDayUs).substr(0, 10);
  return a;
}

}  // namespace resonanz::sources
