#pragma once
// The second tier: intent by what a sentence encoder makes of a post and what the first tier's model says of it. Slow
// (about 30 ms a post), so only where it is asked for; the operator brings the encoder's weights.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/encoder/encoder.h"
#include "understand/linear_model.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class SecondTier {
 public:
  struct Intent {
    std::string_view language;  ///< ISO 639-1
    LinearModel model;          ///< of no features; reads the encoder's numbers, then the first tier's scores
  };

  /// `weights`: the encoder's file. Errors: as Encoder::open().
  static Result<SecondTier> open(const std::filesystem::path& weights);
  /// Part of the program, trained by models/second_tier.py. Errors: Errc::model.
  static Result<std::vector<Intent>> shipped_intents();
  /// Errors: Errc::model where a model does not read what this encoder gives.
  static Result<SecondTier> of(Encoder encoder, std::vector<Intent> intents);

  /// nullptr for a language that no model was trained on.
  const LinearModel* intent_of(std::string_view language) const;
  /// `first`: what the first tier's model of the language says, not calibrated. Precondition: valid UTF-8.
  Probabilities ask(const LinearModel& model, std::string_view text, std::span<const double> first) const;
  /// Members of a JSON object: the version of the encoder and of each model by its name, each with a comma before it.
  std::string versions() const;

 private:
  SecondTier(Encoder encoder, std::vector<Intent> intents)
      : encoder_(std::move(encoder)), intents_(std::move(intents)) {}

  Encoder encoder_;
  std::vector<Intent> intents_;
};

}  // namespace resonanz::understand
