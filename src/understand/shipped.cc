#include "understand/shipped.h"

#include <fmt/format.h>

#include "understand/duplicates.h"
#include "understand/relevance.h"

extern "C" const unsigned char resonanz_model_language[], resonanz_model_language_end[];
extern "C" const unsigned char resonanz_model_words[], resonanz_model_words_end[];
extern "C" const unsigned char resonanz_model_sentiment_de[], resonanz_model_sentiment_de_end[];
extern "C" const unsigned char resonanz_model_toxicity_de[], resonanz_model_toxicity_de_end[];
extern "C" const unsigned char resonanz_model_proposal_de[], resonanz_model_proposal_de_end[];
extern "C" const unsigned char resonanz_model_intent_de[], resonanz_model_intent_de_end[];

namespace resonanz::understand {
namespace {

Result<TextModels> german() {
  TRY(LinearModel sentiment, LinearModel::read({resonanz_model_sentiment_de, resonanz_model_sentiment_de_end}));
  TRY(LinearModel toxicity, LinearModel::read({resonanz_model_toxicity_de, resonanz_model_toxicity_de_end}));
  TRY(LinearModel proposal, LinearModel::read({resonanz_model_proposal_de, resonanz_model_proposal_de_end}));
  TRY(LinearModel intent, LinearModel::read({resonanz_model_intent_de, resonanz_model_intent_de_end}));
  return TextModels{"de", std::move(sentiment), std::move(toxicity), std::move(proposal), std::move(intent)};
}

}  // namespace

const TextModels* ShippedModels::of(std::string_view language) const {
  for (const TextModels& models : texts)
    if (models.language == language) return &models;
  return nullptr;
}

std::string ShippedModels::versions() const {
  std::string out = fmt::format(R"({{"language":"{}","duplicates":"{}","words":"{}","relevance":"{}")",
                                language.version(), kDuplicatesVersion, words.version(), kRelevanceVersion);
  for (const TextModels& models : texts) {
    const auto add = [&](const LinearModel& model) {
      out += fmt::format(R"(,"{}":"{}")", model.task(), model.version());
    };
    add(models.sentiment);
    add(models.toxicity);
    if (models.proposal) add(*models.proposal);
    add(models.intent);
  }
  return out + "}";
}

Result<ShippedModels> shipped_models() {
  TRY(LanguageModel language, LanguageModel::read({resonanz_model_language, resonanz_model_language_end}));
  TRY(CommonWords words, CommonWords::read({resonanz_model_words, resonanz_model_words_end}));
  TRY(TextModels de, german());
  ShippedModels out{std::move(language), std::move(words), {}};
  out.texts.push_back(std::move(de));
  return out;
}

}  // namespace resonanz::understand
