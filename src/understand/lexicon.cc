#include "understand/lexicon.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

namespace resonanz::understand {
namespace {

// "=" after a stem: the whole word. Words that mean something else in the other language are left out.
constexpr std::string_view kGood =
    "super= toll= tolle tollen= toller= tolles= klasse= spitze= prima= genial großartig hervorragend ausgezeichnet "
    "wunderbar wundersch fantastisch phantastisch perfekt begeister lieb= liebe= lieben= liebt= liebevoll lecker freundlich "
    "kompetent zuverlässig hilfsbereit schnell= pünktlich sauber empfehl weiterempfehl zufrieden glücklich freut= freue= "
    "freuen= froh= schön= schöne schöner schönes schönste gut= gute= guter= gutes= guten= gutem= bester= beste= besten= bestes= "
    "besser= lob= gelungen einfach= unkompliziert problemlos reibungslos höflich geduldig sympathisch nett= nette netter nettes "
    "cool= geil= mega= hammer= top= daumen= respekt= kulant vorbildlich angenehm überzeug erstklassig traumhaft herrlich "
    "gefällt= gefallen= lustig süß= süße süßer gerne= gewonnen= glückwunsch gratul hurra= juhu= yeah= wow= "
    "good= great= best= better= excellent amazing awesome brilliant= brilliantly= fantastic wonderful lovely= perfect love= loved= "
    "loves= loving= happy= happier= pleased= delight helpful friendly kind= kindness= polite quick= quickly= smooth easy= easier= "
    "easily= reliable recommend impress honest= fair= clean= fresh= beautiful gorgeous superb= magic= proud= gold= legend= star= "
    "kudos= bravo= hero heroes= genius= class= joy= smile smiling= glad= enjoy nice= nicely= fun= win= congrat cheer= gem= "
    "decent= well= finally= works= worked= fixed= sorted= saved= rescued= calm= gentle patient= proper= treat= yay= sweet= "
    "delicious divine= heartbeat= warm= pleasant respect= trust= lifesaver= ";
constexpr std::string_view kBad =
    "schlecht mies= miese mieser mieses schlimm furchtbar schrecklich grauenhaft grottig katastroph enttäusch ärger ärgerlich "
    "nervig nervt= nerven= genervt= frech= frechheit unverschämt unfreundlich inkompetent unfähig unmöglich unzumutbar "
    "lächerlich peinlich skandal betrug betrüg abzock abgezockt wucher teuer teurer überteuert kaputt defekt funktioniert= "
    "geht= leider= nie= niemals= wieder= schon= immer= warte= warten= wartezeit warteschleife gewartet= verspät ausfall "
    "ausgefallen= storniert gekündigt kündig verloren= beschäd gebroch zerbroch schrott= müll= mangelhaft reklam beschwer "
    "beschwerde problem= probleme= fehler= fehlerhaft falsch= falsche langsam= lahm= dreck dreckig schmutz schimmel stinkt= "
    "stinken= ekel eklig widerlich traurig trauer angst= krank= schmerz tod= tot= tote= gestorben wütend= wut= sauer= hass= hasse= "
    "verzweif schade= dumm= blöd= unzuverlässig unpünktlich unverständlich nirgends= niemand= keiner= keine= kein= nichts= "
    "verarsch vergess ignorier abgelehnt verweiger mahnung inkasso gebühr zumutung unterirdisch armutszeugnis "
    "worst= worse= terrible horrible awful disappoint rubbish= useless= broke= broken= breaks= fail fails= failed= failure "
    "slow= slower= late= delay cancelled= canceled= refund lost= missing= wrong= waste= wasted= wait= waiting= waited= "
    "never= nobody= nothing= again= still= charged= overcharged= fee= fees= rude= dirty= cold= smell= smells= mould= noise= loud= "
    "fault= faulty= defective error= problem= problems= complain angry= annoy frustrat ridiculous= shame= shameful joke= scam "
    "unacceptable= unusable= queue= hold= closed= locked= stuck= crash crashes= crashed= damage damaged= cracked= leak "
    "ignored= refused= rejected= expired= vanished= sad= sadly= tired= sorry= unfortunately= hate= hated= pain= sick= died= "
    "funeral= worried= afraid= unbearable= apolog impossible= fed= despair= overpriced= expensive= double= doubled= ";
constexpr std::string_view kRude =
    "arsch arschloch wichser hurensohn hure= huren= fotze schlampe nutte fick gefickt scheiß scheiss kack kacke dreckspack "
    "drecksau pack= gesindel abschaum idiot vollidiot trottel depp volldepp dummkopf hohlbirne spast spacko missgeburt bastard "
    "penner assi= assis= asozial pisser pimmel schwachkopf schwachsinn schwachmat hirnlos hirntot verblödet blödmann dumme= "
    "dummes= dummer= dämlich fresse= schnauze= maul= verreck abknall aufhäng aufgehängt vergas krepier parasit ungeziefer ratte= "
    "ratten= schwein= schweine= sau= säue= affe= affen= esel= kanake kanak neger nigger zigeuner musel kameltreiber kopftuchmäd "
    "ziegenfick bimbo= judensau drecksjud volksverrät verräter= lügenpresse lügner lügenbaron merkelhure systemhure "
    "linksfaschist faschist nazi= nazis= naziarsch nazischwein gutmensch invasor invasoren= rapefugee goldstück vergewaltig "
    "mörder kinderfick pädo pedo untermensch verbrecher= verbrecherin kriminelle= heuchler drecks widerling "
    "fuck fucking= shit shitty= bullshit= asshole arsehole arse= bastard bitch cunt dick= dickhead prick= pricks= wanker twat= "
    "idiot moron imbecile cretin stupid dumb= dumbass clown= clowns= muppet halfwit loser= losers= scum= scumbag vermin= filth "
    "filthy= pig= pigs= animals= subhuman= liar= liars= lying= thief= thieves= thieving= crook crooks= parasite vulture pathetic= "
    "brainless= braindead= dead= ugly= thick= troll= creep= git= cow= weasel= hell= jail= rot= die= punch= choke= disgusting= "
    "disgrace nasty= vile= greedy= incompetent= corrupt= shut= ashamed= monkey ape= slaves= fool fools= hack= ";
constexpr std::string_view kWish =
    "wünsch wäre= wären= könnte= könnten= könntet= sollte= sollten= solltet= müsste= müssten= bräuchte= vorschlag vorschläge= "
    "vorschlagen= idee= ideen= anregung verbesser wunsch= wünschenswert hätte= würde= würden= stattdessen= lieber= statt= "
    "einführ einricht ergänz ausbau erweiter endlich= optional bitte= möglichkeit "
    "should= could= would= wish= suggest suggestion idea= ideas= propose maybe= perhaps= instead= option= add= let= allow= please= "
    "consider= improve offer= helpful= handy= feature= introduce= sensible= ought= ";
constexpr std::string_view kAsk =
    "warum= wieso= weshalb= wann= wo= wer= wie= welche= welcher= welches= welchen= wohin= woher= womit= wieviel= weiß= wisst= "
    "kennt= jemand= irgendwer= frage= fragen= gibt= kann= könnt= hat= "
    "why= when= where= who= how= which= what= whose= anyone= anybody= someone= somebody= does= do= is= are= can= has= wondering= "
    "question= know= ";
constexpr std::string_view kThanks =
    "danke= dankeschön vielen= dank= dankbar bedank merci= thx= thank= thanks= cheers= shoutout= kudos= grateful= appreciate ";

/// The bytes of a word of at most eight as one number.
constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t out = 0;
  for (const char c : word) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}
constexpr std::size_t kLongestNegation = 8;
constexpr auto kNegations = std::to_array<std::uint64_t>(
    {packed("nicht"),   packed("nich"),    packed("net"),     packed("ned"),     packed("nix"),    packed("nichts"),
     packed("kein"),    packed("keine"),   packed("keinen"),  packed("keiner"),  packed("keinem"), packed("nie"),
     packed("niemals"), packed("niemand"), packed("ohne"),    packed("weder"),   packed("kaum"),   packed("not"),
     packed("no"),      packed("never"),   packed("nothing"), packed("without"), packed("nobody"), packed("cannot")});

constexpr std::string_view kGladEmoji[] = {"😀",    "😃", "😄", "😁", "😊", "🙂", "😍", "🥰", "😘", "👍",
                                           "👏",    "🙏", "🙌", "💪", "❤", "💛",    "💚", "💙",    "🎉", "🥳",
                                           "🤩", "😎", "😇", "🔥", "💯", "🤗", "☺", "✨"};
constexpr std::string_view kSadEmoji[] = {"😠", "😡",    "🤬", "😤",    "😒", "🙄", "😑",    "😞", "😢",    "😭",
                                          "👎", "💩",    "🤮", "🤢", "😩", "😫",    "🤦", "☹", "🙁", "😕",
                                          "😖", "🤡", "😱",    "💔",    "😾", "🖕", "😣",    "🚮"};

template <typename List, typename Value>
bool is_in(const List& list, const Value& value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

constexpr std::size_t kShortest = 2, kLongest = 60;  // bytes of a word that may have a tone
constexpr std::size_t kLongestStem = 24;

/// The lists as one table, and which sizes of entries begin with which two bytes: most words are told by that alone.
class Entries {
 public:
  Entries() {
    read(kRude, Tone::rude);
    read(kThanks, Tone::thanks);
    read(kWish, Tone::wish);
    read(kAsk, Tone::ask);
    read(kGood, Tone::good);
    read(kBad, Tone::bad);
  }

  Tone find(std::string_view word) const {
    const Sizes& sizes = sizes_[place_of(word)];
    if (word.size() < 32 && sizes.whole >> word.size() & 1)
      if (const auto at = whole_.find(word); at != whole_.end()) return at->second;
    const std::size_t most = std::min(word.size(), kLongestStem);
    for (std::uint32_t left = sizes.stems & ((std::uint32_t{2} << most) - 1); left != 0;) {
      const auto size = static_cast<std::size_t>(std::bit_width(left)) - 1;
      if (const auto at = stems_.find(word.substr(0, size)); at != stems_.end()) return at->second;
      left ^= std::uint32_t{1} << size;
    }
    return Tone::none;
  }

 private:
  struct Sizes {
    std::uint32_t whole = 0, stems = 0;  ///< a bit for each size
  };
  static std::size_t place_of(std::string_view word) {
    return (static_cast<unsigned char>(word[0]) * 31u + static_cast<unsigned char>(word[1])) % 4096;
  }

  void read(std::string_view list, Tone tone) {
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find(' ', at), list.size());
      if (end > at) add(list.substr(at, end - at), tone);
      at = end + 1;
    }
  }
  void add(std::string_view entry, Tone tone) {
    const bool whole = entry.ends_with('=');
    if (whole) entry.remove_suffix(1);
    (whole ? whole_ : stems_).emplace(entry, tone);
    Sizes& sizes = sizes_[place_of(entry)];
    (whole ? sizes.whole : sizes.stems) |= std::uint32_t{1} << entry.size();
  }

  std::unordered_map<std::string_view, Tone> whole_, stems_;
  std::array<Sizes, 4096> sizes_{};
};

}  // namespace

Tone tone_of(std::string_view word) {
  static const Entries entries;
  return word.size() < kShortest || word.size() > kLongest ? Tone::none : entries.find(word);
}

bool is_negation(std::string_view word) {
  static constexpr auto kBegins = [] {  // most words are told by their first letter alone
    std::array<bool, 256> begins{};
    for (const char c : std::string_view("nkowc")) begins[static_cast<unsigned char>(c)] = true;
    return begins;
  }();
  return !word.empty() && kBegins[static_cast<unsigned char>(word[0])] && word.size() <= kLongestNegation &&
         is_in(kNegations, packed(word));
}
bool is_glad(std::string_view emoji) { return is_in(kGladEmoji, emoji); }
bool is_sad(std::string_view emoji) { return is_in(kSadEmoji, emoji); }

}  // namespace resonanz::understand
