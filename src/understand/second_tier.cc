#include "understand/second_tier.h"

#include <fmt/format.h>

#include <algorithm>

#define RESONANZ_MODEL(name) extern "C" const unsigned char resonanz_model_##name[], resonanz_model_##name##_end[]
RESONANZ_MODEL(intent_de_encoded);
RESONANZ_MODEL(intent_en_encoded);
RESONANZ_MODEL(toxicity_de_encoded);
RESONANZ_MODEL(proposal_de_encoded);
RESONANZ_MODEL(proposal_de_hidden);
#undef RESONANZ_MODEL

namespace resonanz::understand {

Result<SecondTier> SecondTier::open(const std::filesystem::path& weights) {
  TRY(Encoder encoder, Encoder::open(weights));
  TRY(std::vector<Head> heads, shipped_heads());
  return of(std::move(encoder), std::move(heads));
}

Result<std::vector<SecondTier::Head>> SecondTier::shipped_heads() {
  TRY(LinearModel intent_de,
      LinearModel::read({resonanz_model_intent_de_encoded, resonanz_model_intent_de_encoded_end}));
  TRY(LinearModel intent_en,
      LinearModel::read({resonanz_model_intent_en_encoded, resonanz_model_intent_en_encoded_end}));
  TRY(LinearModel toxicity_de,
      LinearModel::read({resonanz_model_toxicity_de_encoded, resonanz_model_toxicity_de_encoded_end}));
  TRY(LinearModel proposal_de,
      LinearModel::read({resonanz_model_proposal_de_encoded, resonanz_model_proposal_de_encoded_end}));
  TRY(HiddenLayer hidden,
      HiddenLayer::read({resonanz_model_proposal_de_hidden, resonanz_model_proposal_de_hidden_end}));
  std::vector<Head> out;
  out.push_back({"de", Subject::intent, std::move(intent_de), std::nullopt});
  out.push_back({"en", Subject::intent, std::move(intent_en), std::nullopt});
  out.push_back({"de", Subject::toxicity, std::move(toxicity_de), std::nullopt});
  out.push_back({"de", Subject::proposal, std::move(proposal_de), std::move(hidden)});
  return out;
}

Result<SecondTier> SecondTier::of(Encoder encoder, std::vector<Head> heads) {
  for (const Head& head : heads) {
    const std::size_t given = encoder.size() + head.model.labels().size();
    const bool fits = !head.hidden || head.hidden->input_count() == given;
    if (!fits || head.model.input_count() != given + (head.hidden ? head.hidden->size() : 0))
      return fail(Errc::model, fmt::format("{} does not read what this encoder gives", head.model.task()));
  }
  return SecondTier(std::move(encoder), std::move(heads));
}

bool SecondTier::knows(std::string_view language) const {
  return std::any_of(heads_.begin(), heads_.end(), [&](const Head& head) { return head.language == language; });
}

const SecondTier::Head* SecondTier::head_of(std::string_view language, Subject subject) const {
  for (const Head& head : heads_)
    if (head.language == language && head.subject == subject) return &head;
  return nullptr;
}

std::vector<double> SecondTier::meaning_of(std::string_view text) const {
  const std::vector<float> meaning = encoder_.encode(text);
  return {meaning.begin(), meaning.end()};
}

Probabilities SecondTier::ask(const Head& head, std::span<const double> meaning, std::span<const double> first) {
  std::vector<double> inputs(meaning.begin(), meaning.end());
  inputs.insert(inputs.end(), first.begin(), first.end());
  if (head.hidden) {
    const std::vector<double> units = head.hidden->of(inputs);
    inputs.insert(inputs.end(), units.begin(), units.end());
  }
  return head.model.ask(TableSums{}, inputs);
}

std::string SecondTier::versions() const {
  std::string out = fmt::format(R"(,"encoder":"{}")", Encoder::kVersion);
  for (const Head& head : heads_) {
    out += fmt::format(R"(,"{}":"{}")", head.model.task(), head.model.version());
    if (head.hidden) out += fmt::format(R"(,"{}":"{}")", head.hidden->task(), head.hidden->version());
  }
  return out;
}

}  // namespace resonanz::understand
