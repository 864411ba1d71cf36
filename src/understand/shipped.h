#pragma once
// The models that are part of the program: models/*.model, trained by models/train.py.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understand/language.h"
#include "understand/linear_model.h"
#include "understand/salient.h"

namespace resonanz::understand {

/// What reads the texts of one language.
struct TextModels {
  std::string_view language;            ///< ISO 639-1
  LinearModel sentiment;                ///< positive, neutral, negative
  LinearModel toxicity;                 ///< one label
  std::optional<LinearModel> proposal;  ///< one label: does it propose a change; an input of intent
  LinearModel intent;                   ///< complaint, question, idea, praise, other
};

/// Immutable; thread-safe.
struct ShippedModels {
  LanguageModel language;
  CommonWords words;  ///< what topics are told from
  std::vector<TextModels> texts;

  /// nullptr for a language that no model was trained on.
  const TextModels* of(std::string_view language) const;
  /// A JSON object: the version of every stage by its name, always in the same order.
  std::string versions() const;
};

/// Read from the program's own bytes. Errors: Errc::model.
Result<ShippedModels> shipped_models();

}  // namespace resonanz::understand
