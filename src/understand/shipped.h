#pragma once
// The models that are part of the program: models/*.model, trained by models/train.py.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understand/language.h"
#include "understand/linear_model.h"
#include "understand/other_languages.h"
#include "understand/salient.h"
#include "understand/score_table.h"
#include "understand/word_vectors.h"

namespace resonanz::understand {

/// What reads the texts of one language.
struct TextModels {
  std::string_view language;            ///< ISO 639-1
  std::optional<WordVectors> vectors;   ///< of its words; read by all its models, if by any
  LinearModel sentiment;                ///< positive, neutral, negative
  LinearModel toxicity;                 ///< one label; may read what sentiment said
  std::optional<LinearModel> proposal;  ///< one label: does it propose a change
  LinearModel intent;                   ///< complaint, question, idea, praise, other; may read what the others said
  ScoreTable table;                     ///< of sentiment, toxicity, intent and, where there is one, proposal
};

/// Immutable; thread-safe.
struct ShippedModels {
  LanguageModel language;
  OtherLanguages others;  ///< asked where no languages are named
  CommonWords words;      ///< what topics are told from
  std::vector<TextModels> texts;

  /// nullptr for a language that no model was trained on.
  const TextModels* of(std::string_view language) const;
  /// A JSON object: the version of every stage by its name, always in the same order. `more`: further members, each
  /// with a comma before it (SecondTier::versions).
  std::string versions(std::string_view more = {}) const;
};

/// Read from the program's own bytes. Errors: Errc::model.
Result<ShippedModels> shipped_models();

}  // namespace resonanz::understand
