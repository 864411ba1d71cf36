#pragma once
// Helpers of this folder's tests: a query, a post, an answer.

#include <gtest/gtest.h>

#include <string>

#include "listen/document.h"
#include "listen/engine/engine.h"
#include "listen/evaluate.h"
#include "listen/parse.h"

namespace resonanz::listen {

inline Post post_of(std::string text, std::string lang = "", std::string title = "") {
  Post post;
  post.id = "1";
  post.text = std::move(text);
  post.lang = std::move(lang);
  post.title = std::move(title);
  return post;
}

/// While it lives, texts with " und " are German, others of no language.
struct DetectsGerman {
  DetectsGerman() {
    detect_languages_by(
        [](const Post& post) { return std::string(post.text.find(" und ") != post.text.npos ? "de" : ""); });
  }
  ~DetectsGerman() {
    detect_languages_by([](const Post&) { return std::string(); });
  }
};

inline Query must_parse(std::string_view text, const Lists& lists = {}) {
  auto query = parse(text, Rules::search, lists);
  EXPECT_TRUE(query.ok()) << text << ": " << query.error().text();
  return query.ok() ? *std::move(query) : must_parse("fehlt");
}

/// The engine's answer; nothing for a query that cannot stand (after:, before:).
inline std::optional<bool> hit_by_engine(std::string_view query, Document& document, const Lists& lists) {
  const auto parsed = parse(query, Rules::live, lists);
  if (!parsed) return std::nullopt;
  const Frequencies unknown;
  EngineBuilder builder(unknown, std::make_shared<const Lists>(lists));
  builder.add(*parsed);
  Engine::Scratch scratch;
  std::vector<std::uint32_t> found;
  std::move(builder).finish().match(document, scratch, found);
  return !found.empty();
}

/// The reference evaluator's answer, with which the engine has to agree.
inline bool hit(std::string_view query, const Post& post, const Lists& lists = {}) {
  Document document;
  document.assign(post);
  const Query parsed = must_parse(query, lists);
  const bool answer = matches(parsed, document);
  EXPECT_EQ(hit_by_engine(query, document, lists).value_or(answer), answer) << query << " :: " << post.text;
  return answer;
}
inline bool hit(std::string_view query, std::string text, std::string lang = "") {
  return hit(query, post_of(std::move(text), std::move(lang)));
}

/// The matched bytes, in order, joined by '|'; "t:" before those of the title.
inline std::string spans(std::string_view query, const Post& post) {
  Document document;
  document.assign(post);
  const Query parsed = must_parse(query);
  if (!matches(parsed, document)) return "no match";
  std::string out;
  for (const Span& span : spans_of(parsed, document)) {
    if (!out.empty()) out += '|';
    if (span.field == Field::title) out += "t:";
    out += document.text_of(span.field).substr(span.begin, span.end - span.begin);
  }
  return out;
}

/// "E_SYNTAX 7", or "" for a query that is fine.
inline std::string error_of(std::string_view query, Rules rules = Rules::live, const Lists& lists = {}) {
  const auto parsed = parse(query, rules, lists);
  return parsed ? "" : fmt::format("{} {}", code_of(parsed.error().code), parsed.error().offset.value_or(99999));
}

}  // namespace resonanz::listen
