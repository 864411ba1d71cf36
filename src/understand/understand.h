#pragma once
// Everything the models say about one post.

#include <optional>
#include <string>
#include <string_view>

#include "understand/second_tier.h"
#include "understand/shipped.h"

namespace resonanz::understand {

struct Verdict {
  std::string_view label;  ///< "unsure" where none is likely enough; lives as long as the models
  Probabilities p;         ///< in the order of the model's labels
};

/// A model says nothing about a language it was not trained on: then its part is absent.
struct Understanding {
  LanguageGuess language;
  std::optional<Verdict> sentiment, intent;
  std::optional<double> toxic;
  std::optional<double> proposes;  ///< a change; only the second tier says it
};

/// Title and text as one and in NFC, as every stage reads them: `joined` keeps it where neither is that alone.
std::string_view join(std::string_view title, std::string_view text, std::string& joined);

/// One a thread: its buffers are reused. Borrows the models and the second tier.
class Understander {
 public:
  /// `languages`: those of the workspace; the guess is one of them, or none (is_foreign()). With kEveryLanguage it may also be one that the own
  /// model does not know (OtherLanguages). `second`: has the last word on what it was trained to say, where there is
  /// one.
  explicit Understander(const ShippedModels& models, LanguageSet languages = kEveryLanguage,
                        const SecondTier* second = nullptr)
      : models_(models), languages_(languages), second_(second) {}

  /// A title counts as the text's first line. Only the first Features::kMostBytes count. Precondition: valid UTF-8.
  Understanding read(std::string_view title, std::string_view text);
  /// Only the language of a post.
  LanguageGuess language(std::string_view title, std::string_view text) {
    return language_of(join(title, text, joined_));
  }
  /// What was read last, joined: there as long as they are, until the next read().
  std::string_view text() const { return text_; }
  /// What it speaks of, in it: its salient_terms().
  std::vector<std::string_view> topics(std::size_t most = 5);
  /// Only the sentiment, for a piece of a text in a known language, as the sentences that name a brand.
  std::optional<Verdict> sentiment_of(std::string_view piece, std::string_view language);

 private:
  LanguageGuess language_of(std::string_view text) const;
  std::span<const TextWord> words();
  void ask_second(const TextModels& models, std::string_view text, const ScoreTable::Sums& sums,
                  std::span<const double> said, Understanding& out) const;

  const ShippedModels& models_;
  LanguageSet languages_;
  const SecondTier* second_;
  Features features_;
  std::string joined_;
  std::string_view text_, language_;  ///< of what was read last
  std::vector<TextWord> words_, piece_words_;
  bool words_are_read_ = false;
};

}  // namespace resonanz::understand
