#include "ingest/model_reader.h"

#include <boost/json.hpp>

#include "understand/understand.h"

namespace resonanz::ingest {
namespace {

constexpr double kToxic = 0.5;  // calibrated: more likely than not
constexpr double kAbout = 0.3;  // below, what people taught hides it
constexpr double kSure = 0.85;  // from it on a second look gains nothing by cross-validation (ADR 15)

/// Where a sentence that holds the byte at `at` begins and ends. A stop ends one only before a space: "3.5" has none.
std::pair<std::size_t, std::size_t> sentence_at(std::string_view text, std::size_t at) {
  const auto ends = [&](std::size_t i) {
    if (text[i] == '\n') return true;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
    return i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
  };
  std::size_t begin = at, end = at;
  while (begin > 0 && !ends(begin - 1)) --begin;
  while (end < text.size() && !ends(end)) ++end;
  return {begin, std::min(end + 1, text.size())};
}

boost::json::object verdict_json(const understand::Verdict& verdict, std::span<const std::string> labels) {
  boost::json::object p;
  const auto values = verdict.p.all();
  for (std::size_t i = 0; i < values.size(); ++i) p[labels[i]] = std::round(values[i] * 1000) / 1000;
  return {{"label", verdict.label}, {"p", std::move(p)}};
}

bool is_doubtful(const understand::Understanding& said) {
  const auto likeliest = [](std::span<const double> p) { return *std::max_element(p.begin(), p.end()); };
  return (said.intent && likeliest(said.intent->p.all()) < kSure) ||
         (said.toxic && std::max(*said.toxic, 1 - *said.toxic) < kSure);
}

std::string said_json(const understand::ShippedModels& models, const understand::Understanding& said) {
  boost::json::object out{{"lang", {{"code", said.language.code}, {"p", std::round(said.language.p * 1000) / 1000}}}};
  const auto* texts = models.of(said.language.code);
  if (said.sentiment) out["sentiment"] = verdict_json(*said.sentiment, texts->sentiment.labels());
  if (said.intent) out["intent"] = verdict_json(*said.intent, texts->intent.labels());
  if (said.toxic) out["toxic"] = std::round(*said.toxic * 1000) / 1000;
  return boost::json::serialize(out);
}

/// What was learned from people, asked of one post.
class Moved {
 public:
  Moved(const Learning& learning, const Post& post) : learning_(learning), post_(post) {}

  void verdict(const std::string& what, const understand::LinearModel& model,
               std::optional<understand::Verdict>& said) {
    if (said && learning_.knows({what}) && learning_.apply({what}, features(), said->p.all()))
      said->label = model.verdict(said->p);
  }
  double yes(const Task& task, double p) {
    if (!learning_.knows(task)) return p;
    std::array<double, 2> both{1 - p, p};
    learning_.apply(task, features(), both);
    return both[1];
  }

 private:
  std::span<const std::uint32_t> features() {
    if (!features_) {
      std::string joined;
      understand::Features read;
      read.read(understand::join(post_.title, post_.text, joined));
      features_ = understand::lesson_features(read);
    }
    return *features_;
  }

  const Learning& learning_;
  const Post& post_;
  std::optional<std::vector<std::uint32_t>> features_;
};

void read_tone(understand::Understander& understander, const Post& post, std::string_view lang, Match& match) {
  match.sentiment.clear();
  const std::string piece = sentences_of(post, match);
  if (piece.empty() || piece.size() >= post.title.size() + post.text.size()) return;
  if (const auto verdict = understander.sentiment_of(piece, lang)) match.sentiment = verdict->label;
}

/// Hidden only where people taught what is not about the query.
void read_about(const Learning& learning, Moved& moved, const Post& post, Match& match) {
  const Task task{"about", match.query};
  match.about = moved.yes(task, prior_about(post, match));
  match.is_hidden = learning.knows(task) && *match.about < kAbout;
}

}  // namespace

std::string sentences_of(const Post& post, const Match& match) {
  std::vector<std::pair<std::size_t, std::size_t>> taken;
  std::string out;
  for (const Span& span : match.spans) {
    const std::string& text = span.in_title ? post.title : post.text;
    if (span.begin >= text.size()) continue;
    const auto sentence = sentence_at(text, span.begin);
    if (std::find(taken.begin(), taken.end(), sentence) != taken.end()) continue;
    taken.push_back(sentence);
    out += text.substr(sentence.first, sentence.second - sentence.first) + "\n";
  }
  return out;
}

Reader reader_of(const understand::ShippedModels& models, const Learning& learning,
                 const understand::SecondTier* second, std::function<understand::LanguageSet()> languages) {
  return [&models, &learning, second, languages = std::move(languages),
          versions = models.versions(second ? second->versions() : "")](const Post& post, std::vector<Match>& matches) {
    understand::Understander understander(models, languages ? languages() : understand::kEveryLanguage, second);
    understand::Understanding said = understander.read(post.title, post.text);
    Moved moved(learning, post);
    Reading out;
    out.lang = said.language.code;
    out.versions = versions;
    out.is_doubtful = !second && is_doubtful(said);
    if (const auto* texts = models.of(said.language.code)) {
      moved.verdict("sentiment", texts->sentiment, said.sentiment);
      moved.verdict("intent", texts->intent, said.intent);
      if (said.toxic) said.toxic = moved.yes({"toxic"}, *said.toxic);
    }
    out.said = said_json(models, said);
    if (said.sentiment) out.sentiment = said.sentiment->label;
    if (said.intent) out.intent = said.intent->label;
    out.is_toxic = said.toxic.value_or(0) >= kToxic;
    for (Match& match : matches) {
      if (said.sentiment) read_tone(understander, post, said.language.code, match);
      if (!match.is_tag) read_about(learning, moved, post, match);
    }
    return out;
  };
}

}  // namespace resonanz::ingest
