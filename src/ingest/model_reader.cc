#include "ingest/model_reader.h"

#include <boost/json.hpp>

#include "understand/understand.h"

namespace resonanz::ingest {
namespace {

constexpr double kToxic = 0.5;  // calibrated: more likely than not

/// Where a sentence that holds the byte at `at` begins and ends. A stop ends one only before a space: "3.5" has none.
std::pair<std::size_t, std::size_t> sentence_at(std::string_view text, std::size_t at) {
  const auto ends = [&](std::size_t i) {
    if (text[i] == '\n') return true;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
    return i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
  };
  std::size_t begin = at, end = at;
  while (begin > 0 && !ends(begin - 1)) --begin;
  while (end < text.size() && !ends(end)) ++end;
  return {begin, std::min(end + 1, text.size())};
}

boost::json::object verdict_json(const understand::Verdict& verdict, std::span<const std::string> labels) {
  boost::json::object p;
  const auto values = verdict.p.all();
  for (std::size_t i = 0; i < values.size(); ++i) p[labels[i]] = std::round(values[i] * 1000) / 1000;
  return {{"label", verdict.label}, {"p", std::move(p)}};
}

std::string said_json(const understand::ShippedModels& models, const understand::Understanding& said) {
  boost::json::object out{{"lang", {{"code", said.language.code}, {"p", std::round(said.language.p * 1000) / 1000}}}};
  const auto* texts = models.of(said.language.code);
  if (said.sentiment) out["sentiment"] = verdict_json(*said.sentiment, texts->sentiment.labels());
  if (said.intent) out["intent"] = verdict_json(*said.intent, texts->intent.labels());
  if (said.toxic) out["toxic"] = std::round(*said.toxic * 1000) / 1000;
  return boost::json::serialize(out);
}

void read_matches(understand::Understander& understander, const Post& post, std::string_view lang,
                  std::vector<Match>& matches) {
  for (Match& match : matches) {
    const std::string piece = sentences_of(post, match);
    if (piece.empty() || piece.size() >= post.title.size() + post.text.size()) continue;
    if (const auto verdict = understander.sentiment_of(piece, lang)) match.sentiment = verdict->label;
  }
}

}  // namespace

std::string sentences_of(const Post& post, const Match& match) {
  std::vector<std::pair<std::size_t, std::size_t>> taken;
  std::string out;
  for (const Span& span : match.spans) {
    const std::string& text = span.in_title ? post.title : post.text;
    if (span.begin >= text.size()) continue;
    const auto sentence = sentence_at(text, span.begin);
    if (std::find(taken.begin(), taken.end(), sentence) != taken.end()) continue;
    taken.push_back(sentence);
    out += text.substr(sentence.first, sentence.second - sentence.first) + "\n";
  }
  return out;
}

Reader reader_of(const understand::ShippedModels& models) {
  return [&models, versions = models.versions()](const Post& post, std::vector<Match>& matches) {
    understand::Understander understander(models);
    const understand::Understanding said = understander.read(post.title, post.text);
    Reading out{std::string(said.language.code), "", "", false, said_json(models, said), versions};
    if (said.sentiment) out.sentiment = said.sentiment->label;
    if (said.intent) out.intent = said.intent->label;
    out.is_toxic = said.toxic.value_or(0) >= kToxic;
    if (said.sentiment) read_matches(understander, post, said.language.code, matches);
    return out;
  };
}

}  // namespace resonanz::ingest
