#include "cmd/match_writer.h"

#include <boost/json.hpp>

#include "listen/evaluate.h"

namespace resonanz::cmd {
namespace {

void append_string(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  if (std::all_of(text.begin(), text.end(), is_plain)) out.append("\"").append(text).append("\"");
  else out += boost::json::serialize(boost::json::string(text));
}

void append_spans(std::string& out, const listen::Query& query, listen::Document& document) {
  const char* comma = "";
  for (const listen::Span& span : listen::spans_of(query, document)) {
    const char* field = span.field == listen::Field::title ? "title" : "text";
    out += fmt::format("{}{{\"field\":\"{}\",\"begin\":{},\"end\":{}}}", comma, field, span.begin, span.end);
    comma = ",";
  }
}

}  // namespace

void write_match(std::string& out, listen::Document& document, const std::vector<const std::string*>& ids,
                 const QueryOf& query_of) {
  out += "{\"post\":";
  append_string(out, document.post().id);
  out += ",\"queries\":[";
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) out += ',';
    append_string(out, *ids[i]);
  }
  out += ']';
  if (query_of) {
    out += ",\"spans\":{";
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (i > 0) out += ',';
      append_string(out, *ids[i]);
      out += ":[";
      append_spans(out, query_of(i), document);
      out += ']';
    }
    out += '}';
  }
  out += "}\n";
}

}  // namespace resonanz::cmd
