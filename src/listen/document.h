#pragma once
// A post prepared for matching: asked by many queries, tokenised when the first of them needs to know places.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "listen/query.h"
#include "model/post.h"
#include "text/tokens.h"
#include "text/url.h"

namespace resonanz::listen {

using text::Field;
using text::Token;

/// The language of a text (BCP 47), "" where it cannot be told. Pure and thread-safe.
using LanguageDetector = std::string (*)(const Post& post);
/// Whom documents ask about posts that declare no language: detection lives outside this folder. Call it once, before
/// the first document; without it such posts have none.
void detect_languages_by(LanguageDetector detector);

/// Reused from post to post: its memory grows to the largest post and stays. Not thread-safe, not even to read:
/// tokens, addresses and normal forms are worked out when first asked for. Keep one per thread.
class Document {
 public:
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  /// Borrows `post` until the next assign. Title and text must be valid UTF-8 of less than 4 GiB.
  void assign(const Post& post);

  const Post& post() const { return *post_; }
  /// Declared to be German: umlauts have no stripped forms.
  bool is_german() const { return german_; }
  const std::vector<Token>& tokens() const { return read().tokens; }
  /// Calls see(const Token&, std::string_view reading, std::uint64_t hash) for the folded and the stripped reading of
  /// every token; `hash` is hash_of(token.kind, reading).
  template <typename See>
  void each_reading(See&& see) const;
  std::string_view text_of(Field field) const { return field == Field::title ? post_->title : post_->text; }
  /// Calls see(const Token&) in text order for the tokens of `kind` that read as `text` when folded, until it returns
  /// true; returns whether it did. `hash` is hash_of(kind, text).
  template <typename See>
  bool find(TokenKind kind, std::string_view text, std::uint64_t hash, See&& see) const;

  /// The primary subtag of the language that the post or else its source declares, lower case; "" where neither does.
  const std::string& declared_lang() const { return declared_lang_; }
  /// The declared or else the detected language; "" where unknown.
  const std::string& lang();
  bool has_emoji() const;
  /// True if the title or text has a question mark outside URLs.
  bool has_question();
  /// True if the post carries, links or names an address.
  bool has_link() const;

  /// The post's own address; empty where it has none.
  const std::optional<text::Url>& url();
  /// The post's outgoing links and the URLs written in its title and text.
  const std::vector<text::Url>& links();
  /// Title or text in NFC with the way back to its bytes; the way is empty where the field is NFC as it stands.
  const text::Mapped& nfc(Field field);
  /// Whom a reply answers, folded. A post does not carry its parent's author, so this is what can be known: the first
  /// mentioned handle (else the @name that the text begins with), and the author part of `in_reply_to` where it is an
  /// at:// address (the DID) or has "/@name/" in its path (Mastodon). Empty for what is no reply.
  const std::vector<std::string>& replied_to();
  /// The handles in `mentions` and the @names in the text, folded.
  const std::vector<std::string>& mentioned();

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t token, next;
    bool stripped;
  };

  const text::Tokenizer::Output& read() const {
    if (!tokenised_) tokenise();
    return output_;
  }
  void tokenise() const;
  void index() const;
  void add_entry(std::uint32_t token, bool stripped) const;

  const Post* post_ = nullptr;
  std::string declared_lang_;
  bool german_ = false;
  // Made when first asked for.
  std::optional<std::string> detected_lang_;
  mutable bool tokenised_ = false;
  mutable text::StringArena arena_;
  mutable text::Tokenizer tokenizer_;
  mutable text::Tokenizer::Output output_;
  // Made when something is first looked up.
  mutable bool indexed_ = false;
  mutable std::vector<Entry> entries_;
  mutable std::vector<std::uint32_t> heads_;  ///< by hash, index + 1 of the first entry; a power of two
  std::optional<std::optional<text::Url>> url_;
  std::optional<std::vector<text::Url>> links_;
  std::optional<text::Mapped> nfc_[2];
  std::optional<std::vector<std::string>> replied_to_, mentioned_;
};

template <typename See>
void Document::each_reading(See&& see) const {
  for (const Token& token : tokens()) {
    see(token, token.folded, hash_of(token.kind, token.folded));
    if (!token.stripped.empty()) see(token, token.stripped, hash_of(token.kind, token.stripped));
  }
}

template <typename See>
bool Document::find(TokenKind kind, std::string_view text, std::uint64_t hash, See&& see) const {
  if (!indexed_) index();
  for (std::uint32_t at = heads_[hash & (heads_.size() - 1)]; at != 0; at = entries_[at - 1].next) {
    const Entry& entry = entries_[at - 1];
    if (entry.hash != hash) continue;
    const Token& token = output_.tokens[entry.token];
    if (token.kind == kind && (entry.stripped ? token.stripped : token.folded) == text && see(token)) return true;
  }
  return false;
}

}  // namespace resonanz::listen
