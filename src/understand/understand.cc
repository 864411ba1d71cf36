#include "understand/understand.h"

namespace resonanz::understand {
namespace {

Verdict verdict_of(const LinearModel& model, const Probabilities& p) { return {model.verdict(p), p}; }

/// What the other models say is what the intent model reads besides the text; one that needs nothing gets nothing.
Probabilities intent_of(const TextModels& models, const Features& features, const Probabilities& sentiment,
                        double toxic) {
  if (models.intent.input_count() == 0) return models.intent.ask(features);
  const auto p = sentiment.all();
  const double proposal = models.proposal ? models.proposal->ask(features).all()[0] : 0;
  return models.intent.ask(features, std::array{p[0], p[1], p[2], toxic, proposal});
}

}  // namespace

std::string_view join(std::string_view title, std::string_view text, std::string& joined) {
  if (title.empty()) return text;
  if (text.empty()) return title;
  joined.assign(title).append("\n").append(text);
  return joined;
}

Understanding Understander::read(std::string_view title, std::string_view text) {
  const std::string_view whole = join(title, text, joined_);
  Understanding out;
  out.language = models_.language.identify(whole, languages_);
  const TextModels* models = models_.of(out.language.code);
  if (!models) return out;
  features_.read(whole);
  const Probabilities sentiment = models->sentiment.ask(features_);
  out.sentiment = verdict_of(models->sentiment, sentiment);
  out.toxic = models->toxicity.ask(features_).all()[0];
  out.intent = verdict_of(models->intent, intent_of(*models, features_, sentiment, *out.toxic));
  return out;
}

std::optional<Verdict> Understander::sentiment_of(std::string_view piece, std::string_view language) {
  const TextModels* models = models_.of(language);
  if (!models) return std::nullopt;
  features_.read(piece);
  return verdict_of(models->sentiment, models->sentiment.ask(features_));
}

}  // namespace resonanz::understand
