#pragma once
// The second tier: what a sentence encoder makes of a post and what the first tier's models say of it, together. Slow
// (about 30 ms a post), so only where it is asked for; the operator brings the encoder's weights.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/encoder/encoder.h"
#include "understand/hidden_layer.h"
#include "understand/linear_model.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class SecondTier {
 public:
  enum class Subject { intent, toxicity, proposal };
  struct Head {
    std::string_view language;  ///< ISO 639-1
    Subject subject;
    LinearModel model;  ///< of no features; reads the encoder's numbers, the first tier's scores, the hidden layer
    std::optional<HiddenLayer> hidden;  ///< reads the encoder's numbers and the first tier's scores
  };

  /// `weights`: the encoder's file. Errors: as Encoder::open().
  static Result<SecondTier> open(const std::filesystem::path& weights);
  /// Part of the program, trained by models/second_tier.py. Errors: Errc::model.
  static Result<std::vector<Head>> shipped_heads();
  /// Errors: Errc::model where a head does not read what this encoder gives.
  static Result<SecondTier> of(Encoder encoder, std::vector<Head> heads);

  bool knows(std::string_view language) const;
  /// nullptr where no model was trained.
  const Head* head_of(std::string_view language, Subject subject) const;
  /// What the encoder makes of a text: read once for all heads. Precondition: valid UTF-8.
  std::vector<double> meaning_of(std::string_view text) const;
  /// `first`: what the first tier's model of the same subject says, not calibrated.
  static Probabilities ask(const Head& head, std::span<const double> meaning, std::span<const double> first);
  /// Members of a JSON object: the version of the encoder and of each model by its name, each with a comma before it.
  std::string versions() const;

 private:
  SecondTier(Encoder encoder, std::vector<Head> heads) : encoder_(std::move(encoder)), heads_(std::move(heads)) {}

  Encoder encoder_;
  std::vector<Head> heads_;
};

}  // namespace resonanz::understand
