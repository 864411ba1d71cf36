#include "cmd/understand_writer.h"

#include <boost/json.hpp>

#include "listen/evaluate.h"
#include "understand/relevance.h"

namespace resonanz::cmd {
namespace {

std::string json_text(std::string_view text) { return boost::json::serialize(boost::json::string(text)); }
std::string_view comma(std::size_t index) { return index == 0 ? "" : ","; }
std::string number_or_null(std::optional<double> value) { return value ? fmt::format("{:.4f}", *value) : "null"; }

void write_sentiment(const std::optional<understand::Verdict>& verdict, std::string& out) {
  if (!verdict) return void(out += "null");
  out += fmt::format(R"({{"label":"{}","p":[)", verdict->label);
  const auto p = verdict->p.all();
  for (std::size_t i = 0; i < p.size(); ++i) out += fmt::format("{}{:.4f}", comma(i), p[i]);
  out += "]}";
}

void write_intent(const std::optional<understand::Verdict>& verdict, const understand::TextModels* models,
                  std::string& out) {
  if (!verdict || !models) return void(out += "null");
  out += fmt::format(R"({{"label":"{}","p":{{)", verdict->label);
  const auto p = verdict->p.all();
  for (std::size_t i = 0; i < p.size(); ++i)
    out += fmt::format(R"({}"{}":{:.4f})", comma(i), models->intent.labels()[i], p[i]);
  out += "}}";
}

void write_topics(const std::vector<std::string_view>& topics, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < topics.size(); ++i) out.append(comma(i)).append(json_text(topics[i]));
  out += ']';
}

understand::MatchPlaces places_of(const std::vector<listen::Span>& spans, listen::Document& document) {
  understand::MatchPlaces out;
  out.count = spans.size();
  out.words = document.tokens().size();
  const auto size = static_cast<double>(std::max<std::size_t>(document.post().text.size(), 1));
  out.first = 1;
  for (const listen::Span& span : spans) {
    if (span.field == listen::Field::title) out.in_title = true;
    else out.first = std::min(out.first, static_cast<double>(span.begin) / size);
  }
  if (out.in_title || spans.empty()) out.first = 0;
  return out;
}

}  // namespace

UnderstandWriter::UnderstandWriter(const understand::ShippedModels& models, understand::LanguageSet languages,
                                   std::optional<listen::Query> query, const understand::SecondTier* second)
    : models_(models),
      understander_(models, languages, second),
      duplicates_(kRemembered),
      query_(std::move(query)),
      ids_(kRemembered),
      versions_(models.versions(second ? second->versions() : "")),
      second_tier_(second != nullptr) {}

void UnderstandWriter::write(const Post& post, std::string& out) {
  const understand::Understanding said = understander_.read(post.title, post.text);
  out += fmt::format(R"({{"id":{},"lang":{{"code":"{}","p":{:.4f}}},"sentiment":)", json_text(post.id),
                     said.language.code, said.language.p);
  write_sentiment(said.sentiment, out);
  out += R"(,"intent":)";
  write_intent(said.intent, models_.of(said.language.code), out);
  out += R"(,"toxic":)" + number_or_null(said.toxic);
  if (second_tier_) out += R"(,"proposes":)" + number_or_null(said.proposes);
  write_relevance(post, out);
  write_duplicate(post, out);
  out += R"(,"topics":)";
  write_topics(understander_.topics(), out);
  out.append(R"(,"versions":)").append(versions_).append("}\n");
}

void UnderstandWriter::write_relevance(const Post& post, std::string& out) {
  std::optional<double> relevant;
  if (query_) {
    document_.assign(post);
    relevant = 0;
    if (listen::matches(*query_, document_))
      relevant = understand::relevance_of(places_of(listen::spans_of(*query_, document_), document_));
  }
  out += R"(,"relevant":)" + number_or_null(relevant);
}

void UnderstandWriter::write_duplicate(const Post& post, std::string& out) {
  const auto first = duplicates_.add(understander_.text());
  out += fmt::format(R"(,"duplicate_of":{})", first ? json_text(ids_[*first % kRemembered]) : "null");
  ids_[count_++ % kRemembered] = post.id;
}

}  // namespace resonanz::cmd
