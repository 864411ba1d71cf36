#pragma once
// What the sanitiser may write, checked by its own grammar: not by the sanitiser's means.

#include <array>
#include <string>
#include <string_view>

namespace resonanz::text::testing {

/// "" if `html` holds nothing but text, the elements of the allow-list and links to the web; else what is wrong.
inline std::string complaint(std::string_view html) {
  constexpr std::array kNames = {"p", "br", "span", "del", "pre", "code", "em",        "strong",
                                 "b", "i",  "u",    "ul",  "ol",  "li",   "blockquote"};
  constexpr std::string_view kRel = "\" rel=\"nofollow noopener noreferrer\"";
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    if (end == html.npos) return "a tag without an end";
    std::string_view tag = html.substr(at + 1, end - at - 1);
    if (tag.starts_with("a href=\"")) {
      tag.remove_prefix(8);
      std::string scheme(tag.substr(0, tag.find(':')));
      for (char& c : scheme) c |= 0x20;
      if (scheme != "http" && scheme != "https") return "a link to " + std::string(tag);
      if (!tag.ends_with(kRel) || tag.substr(0, tag.size() - kRel.size()).find_first_of("\"<>") != tag.npos)
        return "an attribute in " + std::string(tag);
      continue;
    }
    if (tag.starts_with('/')) tag.remove_prefix(1);
    bool known = tag == "a" && html[at + 1] == '/';
    for (const std::string_view name : kNames) known = known || tag == name;
    if (!known) return "the tag " + std::string(tag);
  }
  return {};
}

}  // namespace resonanz::text::testing
