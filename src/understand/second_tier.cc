#include "understand/second_tier.h"

#include <fmt/format.h>

#define RESONANZ_MODEL(name) extern "C" const unsigned char resonanz_model_##name[], resonanz_model_##name##_end[]
RESONANZ_MODEL(intent_de_encoded);
RESONANZ_MODEL(intent_en_encoded);
#undef RESONANZ_MODEL

namespace resonanz::understand {

Result<SecondTier> SecondTier::open(const std::filesystem::path& weights) {
  TRY(Encoder encoder, Encoder::open(weights));
  TRY(std::vector<Intent> intents, shipped_intents());
  return of(std::move(encoder), std::move(intents));
}

Result<std::vector<SecondTier::Intent>> SecondTier::shipped_intents() {
  TRY(LinearModel de, LinearModel::read({resonanz_model_intent_de_encoded, resonanz_model_intent_de_encoded_end}));
  TRY(LinearModel en, LinearModel::read({resonanz_model_intent_en_encoded, resonanz_model_intent_en_encoded_end}));
  std::vector<Intent> out;
  out.push_back({"de", std::move(de)});
  out.push_back({"en", std::move(en)});
  return out;
}

Result<SecondTier> SecondTier::of(Encoder encoder, std::vector<Intent> intents) {
  for (const Intent& intent : intents)
    if (intent.model.input_count() != encoder.size() + intent.model.labels().size())
      return fail(Errc::model, fmt::format("{} does not read what this encoder gives", intent.model.task()));
  return SecondTier(std::move(encoder), std::move(intents));
}

const LinearModel* SecondTier::intent_of(std::string_view language) const {
  for (const Intent& intent : intents_)
    if (intent.language == language) return &intent.model;
  return nullptr;
}

Probabilities SecondTier::ask(const LinearModel& model, std::string_view text, std::span<const double> first) const {
  const std::vector<float> meaning = encoder_.encode(text);
  std::vector<double> inputs(meaning.begin(), meaning.end());
  inputs.insert(inputs.end(), first.begin(), first.end());
  return model.ask(TableSums{}, inputs);
}

std::string SecondTier::versions() const {
  std::string out = fmt::format(R"(,"encoder":"{}")", Encoder::kVersion);
  for (const Intent& intent : intents_)
    out += fmt::format(R"(,"{}":"{}")", intent.model.task(), intent.model.version());
  return out;
}

}  // namespace resonanz::understand
