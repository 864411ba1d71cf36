#include "understand/understand.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"
#include "understand/foreign.h"

namespace resonanz::understand {
namespace {

Verdict verdict_of(const LinearModel& model, const Probabilities& p) { return {model.verdict(p), p}; }

/// What models read besides features: word vectors, then what those before them said. A model reads as many of these as
/// it was trained with.
class Inputs {
 public:
  void add(std::span<const double> values) {
    std::copy(values.begin(), values.end(), values_.begin() + count_);
    count_ += values.size();
  }
  std::span<const double> all() const { return {values_.data(), count_}; }

 private:
  std::array<double, WordVectors::kSize + 3 * Probabilities::kMost> values_;
  std::size_t count_ = 0;
};

}  // namespace

std::string_view join(std::string_view title, std::string_view text, std::string& joined) {
  std::string_view whole = title.empty() ? text : title;
  if (!title.empty() && !text.empty()) whole = joined.assign(title).append("\n").append(text);
  if (text::is_nfc(whole)) return whole;
  return joined = text::nfc(whole);
}

LanguageGuess Understander::language_of(std::string_view text) const {
  if (languages_ != kEveryLanguage && is_foreign(text, models_, languages_)) return {};
  const LanguageGuess own = models_.language.identify(text, languages_);
  if (languages_ != kEveryLanguage) return own;
  const LanguageGuess other = models_.others.identify(text);
  const auto known = models_.language.codes();
  const bool is_known = std::find(known.begin(), known.end(), other.code) != known.end();
  return other.code.empty() || is_known ? own : other;
}

Understanding Understander::read(std::string_view title, std::string_view text) {
  text_ = join(title, text, joined_);
  words_are_read_ = false;
  Understanding out;
  out.language = language_of(text_);
  language_ = out.language.code;
  const TextModels* models = models_.of(language_);
  if (!models) return out;
  features_.read(text_);
  Inputs said;
  if (models->vectors) said.add(models->vectors->mean_of(words()));
  const ScoreTable::Sums sums = models->table.sums_of(features_);
  const auto& [of_sentiment, of_toxicity, of_intent, of_proposal] = sums;
  const Probabilities sentiment = models->sentiment.ask(of_sentiment, said.all());
  said.add(sentiment.all());
  const Probabilities toxic = models->toxicity.ask(of_toxicity, said.all());
  said.add(toxic.all());
  if (models->proposal) said.add(models->proposal->ask(of_proposal).all());
  out.sentiment = verdict_of(models->sentiment, sentiment);
  out.toxic = toxic.all()[0];
  out.intent = verdict_of(models->intent, models->intent.ask(of_intent, said.all()));
  ask_second(*models, text_, sums, said.all(), out);
  return out;
}

std::span<const TextWord> Understander::words() {
  if (!std::exchange(words_are_read_, true)) read_words(text::clip(text_, Features::kMostBytes), words_);
  return words_;
}

std::vector<std::string_view> Understander::topics(std::size_t most) {
  return salient_terms(words(), language_, models_.words, most);
}

void Understander::ask_second(const TextModels& models, std::string_view text, const ScoreTable::Sums& sums,
                              std::span<const double> said, Understanding& out) const {
  if (!second_ || !second_->knows(models.language)) return;
  const std::vector<double> meaning = second_->meaning_of(text);
  const auto ask = [&](SecondTier::Subject subject, const LinearModel& first,
                       const TableSums& of_first) -> std::optional<Verdict> {
    const SecondTier::Head* head = second_->head_of(models.language, subject);
    if (!head) return std::nullopt;
    const auto scores = first.scores_of(of_first, said);
    return verdict_of(head->model, SecondTier::ask(*head, meaning, std::span(scores).first(first.labels().size())));
  };
  const auto& [of_sentiment, of_toxicity, of_intent, of_proposal] = sums;
  if (auto intent = ask(SecondTier::Subject::intent, models.intent, of_intent)) out.intent = intent;
  if (auto toxic = ask(SecondTier::Subject::toxicity, models.toxicity, of_toxicity)) out.toxic = toxic->p.all()[0];
  if (!models.proposal) return;
  if (auto proposal = ask(SecondTier::Subject::proposal, *models.proposal, of_proposal))
    out.proposes = proposal->p.all()[0];
}

std::optional<Verdict> Understander::sentiment_of(std::string_view piece, std::string_view language) {
  const TextModels* models = models_.of(language);
  if (!models) return std::nullopt;
  std::string composed;
  piece = join("", piece, composed);
  features_.read(piece);
  Inputs said;
  if (models->vectors) {
    read_words(text::clip(piece, Features::kMostBytes), piece_words_);
    said.add(models->vectors->mean_of(piece_words_));
  }
  return verdict_of(models->sentiment, models->sentiment.ask(features_, said.all()));
}

}  // namespace resonanz::understand
