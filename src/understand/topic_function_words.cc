#include <unordered_set>

#include "text/fold.h"
#include "understand/topic_terms.h"

namespace resonanz::understand {
namespace {

// Written out, because rare ones (fürs, vorm, nevertheless) are as rare as a topic's words.
constexpr std::string_view kGerman =
    "aber ach alle allein allem allen aller allerdings alles als also ander andere anderem anderen anderer anderes "
    "anders ans anscheinend auch auf aufs aus ausser außer außerdem bald bei beide beiden beim bereits besonders "
    "besser bevor bin bis bisher bist bitte bloß dabei dadurch dafür dagegen daher dahin damals damit danach daneben "
    "dann daran darauf daraus darf darfst darin darum darunter darüber das dass dasselbe davon davor dazu dein deine "
    "deinem deinen deiner deines dem demnach den denen denn dennoch der deren derselbe des deshalb dessen desto "
    "deswegen dich die dies diese dieselbe diesem diesen dieser dieses dir doch dort durch durchs dürfen ebenfalls "
    "ebenso egal eher eigentlich ein eine einem einen einer eines einfach einige einigen einiger einiges einmal "
    "einzig endlich entweder erst etwa etwas euch euer eure eurem euren eurer falls fast ferner für fürs ganz gar "
    "gegen gegenüber gehabt genau genug gerade gern gerne gewesen gewiss gibt gleich habe haben habt hast hat hatte "
    "hatten her hier hin hinter hinterm hinters hätte hätten ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres "
    "immer immerhin indem ins insgesamt inzwischen irgend irgendein irgendeine irgendetwas irgendwann irgendwas "
    "irgendwer irgendwie irgendwo ist jede jedem jeden jeder jedes jedoch jemand jemandem jemanden jetzt kann kannst "
    "kaum kein keine keinem keinen keiner keines können könnt könnte könnten lassen lediglich leider längst lässt "
    "man manch manche manchem manchen mancher manches manchmal mehr mein meine meinem meinen meiner meines meist "
    "meistens mich mindestens mir mit mittlerweile muss musste möchte möchten mögen möglich müssen müsste nach "
    "nachdem nachher natürlich neben nebenbei nein nicht nichts nie niemals niemand niemandem noch nun nur nächste "
    "nächsten nämlich oben obwohl oder offenbar oft ohne ohnehin paar schließlich schon sehr sei seid sein seine "
    "seinem seinen seiner seines seit seitdem selber selbst sich sie sind sobald sodass sofern sofort sogar solange "
    "solch solche solchen solcher soll sollen sollte sollten sondern sonst sooft soviel soweit sowie sowieso sowohl "
    "statt stets teils trotz trotzdem ums umso und uns unser unsere unserem unseren unserer unter unterm unters usw "
    "viel viele vielen vieler vielleicht vom von vor vorher vorm vors wann war waren warst warum was weder weg wegen "
    "weil weiter weitere weiterhin welche welchem welchen welcher welches wem wen wenig wenige weniger wenn wer "
    "werde werden weshalb wessen wie wieder wieso will willst wir wird wirklich wobei wodurch wofür wogegen woher "
    "wohin wohl wollen wollte womit woran worauf woraus worin worum worüber wovon wovor wozu wurde wurden während "
    "wäre wären würde würden zudem zuerst zufolge zum zumindest zur zusammen zuvor zwar zwischen ähnlich über "
    "überall überhaupt überm übers übrigens";
constexpr std::string_view kEnglish =
    "about above across actually after again against all almost alone along already also although always among and "
    "another any anybody anymore anyone anything anyway apart are aren't around because been before behind being "
    "below beside besides between both but can can't cannot could couldn't did didn't does doesn't doing don't done "
    "down during each either else enough especially even ever every everybody everyone everything except few finally "
    "for from further get gets got had hadn't has hasn't have haven't having hence her here hers herself him himself "
    "his how however i'd i'll i'm i've indeed instead into isn't it's its itself just least less like likely made "
    "many maybe meanwhile might mine more moreover most mostly much must myself neither never nevertheless nobody "
    "none nor not nothing now nowhere off often once one only onto other others otherwise ought our ours ourselves "
    "out over own per perhaps please quite rather really regarding same seem seems several shall she should "
    "shouldn't since some somebody somehow someone something sometimes somewhere soon still such than that that's "
    "the their theirs them themselves then there therefore these they they're this those though through throughout "
    "thus till together too toward towards under unless until upon using very via was wasn't well were weren't what "
    "whatever when whenever where whereas wherever whether which while who whoever whole whom whose why will with "
    "within without won't would wouldn't yet you you're your yours yourself yourselves";

void add_words(std::string_view list, std::unordered_set<std::string>& out) {
  std::vector<TextWord> words;
  read_words(list, words);
  for (const TextWord& word : words) out.insert(text::fold(word.written).text);
}

}  // namespace

bool is_function_word(std::string_view word, std::string_view language) {
  static const auto words = [] {
    std::pair<std::unordered_set<std::string>, std::unordered_set<std::string>> out;
    add_words(kGerman, out.first);
    add_words(kEnglish, out.second);
    return out;
  }();
  if (language == "de") return words.first.contains(text::fold(word).text);
  return language == "en" && words.second.contains(text::fold(word).text);
}

}  // namespace resonanz::understand
