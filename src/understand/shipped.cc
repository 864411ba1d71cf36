#include "understand/shipped.h"

#include <fmt/format.h>

#include "understand/duplicates.h"
#include "understand/relevance.h"

#define RESONANZ_MODEL(name) extern "C" const unsigned char resonanz_model_##name[], resonanz_model_##name##_end[]
RESONANZ_MODEL(language);
RESONANZ_MODEL(lid_176);
RESONANZ_MODEL(words);
RESONANZ_MODEL(sentiment_de);
RESONANZ_MODEL(toxicity_de);
RESONANZ_MODEL(proposal_de);
RESONANZ_MODEL(intent_de);
RESONANZ_MODEL(vectors_en);
RESONANZ_MODEL(sentiment_en);
RESONANZ_MODEL(toxicity_en);
RESONANZ_MODEL(intent_en);
#undef RESONANZ_MODEL

namespace resonanz::understand {
namespace {

Result<TextModels> german() {
  TRY(LinearModel sentiment, LinearModel::read({resonanz_model_sentiment_de, resonanz_model_sentiment_de_end}));
  TRY(LinearModel toxicity, LinearModel::read({resonanz_model_toxicity_de, resonanz_model_toxicity_de_end}));
  TRY(LinearModel proposal, LinearModel::read({resonanz_model_proposal_de, resonanz_model_proposal_de_end}));
  TRY(LinearModel intent, LinearModel::read({resonanz_model_intent_de, resonanz_model_intent_de_end}));
  TRY(ScoreTable table, ScoreTable::of(std::array{&sentiment, &toxicity, &intent, &proposal}));
  return TextModels{"de",
                    std::nullopt,
                    std::move(sentiment),
                    std::move(toxicity),
                    std::move(proposal),
                    std::move(intent),
                    std::move(table)};
}

Result<TextModels> english() {
  TRY(WordVectors vectors, WordVectors::read({resonanz_model_vectors_en, resonanz_model_vectors_en_end}));
  TRY(LinearModel sentiment, LinearModel::read({resonanz_model_sentiment_en, resonanz_model_sentiment_en_end}));
  TRY(LinearModel toxicity, LinearModel::read({resonanz_model_toxicity_en, resonanz_model_toxicity_en_end}));
  TRY(LinearModel intent, LinearModel::read({resonanz_model_intent_en, resonanz_model_intent_en_end}));
  TRY(ScoreTable table, ScoreTable::of(std::array{&sentiment, &toxicity, &intent}));
  return TextModels{"en",         std::move(vectors), std::move(sentiment), std::move(toxicity),
                    std::nullopt, std::move(intent),  std::move(table)};
}

}  // namespace

const TextModels* ShippedModels::of(std::string_view language) const {
  for (const TextModels& models : texts)
    if (models.language == language) return &models;
  return nullptr;
}

std::string ShippedModels::versions(std::string_view more) const {
  std::string out =
      fmt::format(R"({{"language":"{}","other-languages":"{}","duplicates":"{}","words":"{}","relevance":"{}")",
                  language.version(), OtherLanguages::kVersion, kDuplicatesVersion, words.version(), kRelevanceVersion);
  for (const TextModels& models : texts) {
    const auto add = [&](const auto& model) { out += fmt::format(R"(,"{}":"{}")", model.task(), model.version()); };
    if (models.vectors) add(*models.vectors);
    add(models.sentiment);
    add(models.toxicity);
    if (models.proposal) add(*models.proposal);
    add(models.intent);
  }
  return out.append(more) + "}";
}

Result<ShippedModels> shipped_models() {
  TRY(LanguageModel language, LanguageModel::read({resonanz_model_language, resonanz_model_language_end}));
  TRY(OtherLanguages others, OtherLanguages::read({resonanz_model_lid_176, resonanz_model_lid_176_end}));
  TRY(CommonWords words, CommonWords::read({resonanz_model_words, resonanz_model_words_end}));
  TRY(TextModels de, german());
  TRY(TextModels en, english());
  ShippedModels out{std::move(language), std::move(others), std::move(words), {}};
  out.texts.push_back(std::move(de));
  out.texts.push_back(std::move(en));
  return out;
}

}  // namespace resonanz::understand
