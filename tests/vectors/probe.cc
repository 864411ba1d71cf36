// Reads {"kind": html | url | reference | csv, "text": …, "base": …} by the line and answers each with one line.
#include <boost/json.hpp>

#include <iostream>

#include "net/egress_url.h"
#include "text/csv.h"
#include "text/html.h"
#include "text/url.h"

namespace {

namespace json = boost::json;
using namespace resonanz;

json::value rows(std::string_view text) {
  json::array out;
  for (const auto& row : text::parse_csv(text, ',')) out.emplace_back(json::array(row.cells.begin(), row.cells.end()));
  return out;
}

/// The address as the one door to the outside would ask for it; null where it refuses.
json::value url(const Result<std::string>& text) {
  if (!text) return nullptr;
  const auto target = net::parse_target(*text);
  if (!target) return nullptr;
  return json::object{{"url", target->url}, {"scheme", target->scheme}, {"host", target->host}, {"port", target->port}};
}

json::value answer(const json::object& in) {
  const std::string kind(in.at("kind").as_string()), text(in.at("text").as_string());
  if (kind == "html") {
    const std::string clean = text::sanitise_html(text);
    return json::object{{"clean", clean}, {"twice", text::sanitise_html(clean)}, {"text", text::html_to_text(text)}};
  }
  if (kind == "url") return url(text);
  if (kind == "reference") return url(net::resolve_url(std::string(in.at("base").as_string()), text));
  return rows(text);
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(json::parse(line).as_object()) << '\n';
}
