#include "sources/feed/values.h"

#include "sources/json.h"
#include "text/html.h"
#include "text/utf8.h"

namespace resonanz::sources::feed {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Dates of W3C-DTF and ISO 8601 that RFC 3339 leaves out: "2003", "2003-12", "20031231", "20031231T101112Z".
std::optional<std::string> as_rfc3339(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 4 && text.size() == 4) return std::string(text) + "-01-01";
  if (digits == 4 && text.size() == 7 && text[4] == '-') return std::string(text) + "-01";
  if (digits != 8) return std::nullopt;
  std::string out =
      std::string(text.substr(0, 4)).append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2));
  std::string_view rest = text.substr(8);
  if (rest.empty()) return out;
  if (rest.front() != 'T' || rest.size() < 7 || !std::all_of(rest.begin() + 1, rest.begin() + 7, is_digit))
    return std::nullopt;
  return out.append(rest.substr(0, 3)).append(":").append(rest.substr(3, 2)).append(":").append(rest.substr(5));
}

/// "2003-12-31 10:14:55 GMT", "… UTC": a zone name where RFC 3339 has an offset.
std::string without_utc_name(std::string_view text) {
  for (const std::string_view name : {" GMT", " UTC", " UT"})
    if (text.ends_with(name)) return std::string(text.substr(0, text.size() - name.size())) + "Z";
  return std::string(text);
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text.find_first_of(" \t\r\n<>()") == text.npos;
}

Author person(std::string_view name, std::string_view address) {
  Author author;
  author.name = text::loose_html_to_text(trim(name));
  author.id = trim(address).empty() ? author.name : std::string(trim(address));
  if (author.name.empty()) author.name = author.id;
  author.handle = author.name;
  return author;
}

bool contains_tag(std::string_view html, std::string_view tag) {
  for (auto at = html.find(tag); at != html.npos; at = html.find(tag, at + 1))
    if (at + tag.size() < html.size() &&
        std::string_view(" \t\r\n/>").find(html[at + tag.size()]) != std::string_view::npos)
      return true;
  return false;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  return text;
}

std::optional<TimeUs> parse_date(std::string_view text) {
  text = trim(text);
  if (auto time = parse_rfc3339(text)) return time;
  if (auto time = parse_rfc3339(without_utc_name(text))) return time;
  if (const auto rewritten = as_rfc3339(text)) return parse_rfc3339(*rewritten);
  return parse_rfc822(text);
}

std::string language_tag(std::string_view text) {
  std::string tag(trim(text));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const bool letters =
      !tag.empty() && std::isalpha(static_cast<unsigned char>(tag.front())) && tag.size() <= 35 &&
      std::all_of(tag.begin(), tag.end(), [](unsigned char c) { return c < 0x80 && (std::isalnum(c) || c == '-'); });
  return letters ? tag : std::string();
}

Author parse_person(std::string_view text) {
  text = trim(text);
  if (const auto open = text.rfind('('); text.ends_with(')') && open != text.npos) {
    const std::string_view before = trim(text.substr(0, open)), inside = text.substr(open + 1, text.size() - open - 2);
    if (is_address(before)) return person(inside, before);
    if (is_address(trim(inside))) return person(before, inside);
  }
  if (const auto open = text.rfind('<'); text.ends_with('>') && open != text.npos) {
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    if (is_address(trim(inside))) return person(text.substr(0, open), inside);
  }
  if (const auto space = text.find(' '); space != text.npos && is_address(text.substr(0, space)))
    return person(text.substr(space), text.substr(0, space));
  return is_address(text) ? person({}, text) : person(text, {});
}

std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=' || static_cast<unsigned char>(c) <= 0x20) continue;
    const auto value = kAlphabet.find(c);
    if (value == kAlphabet.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

void add_media(Post& post, std::string_view mime_type) {
  std::string kind(trim(mime_type.substr(0, mime_type.find('/'))));
  for (char& c : kind) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (kind != "image" && kind != "video" && kind != "audio") kind = "link";
  if (std::find(post.media.begin(), post.media.end(), kind) == post.media.end()) post.media.push_back(kind);
}

void set_html(Post& post, std::string_view html, std::string_view base) {
  post.html = text::sanitise_html(html, base);
  post.text = text::html_to_text(html);
  for (std::string& link : text::links_of(post.html))
    if (std::find(post.links.begin(), post.links.end(), link) == post.links.end())
      post.links.push_back(std::move(link));
  if (contains_tag(html, "<img")) add_media(post, "image/");
  if (contains_tag(html, "<video")) add_media(post, "video/");
  if (contains_tag(html, "<audio")) add_media(post, "audio/");
}

void set_loose(Post& post, std::string_view body, std::string_view base) {
  if (text::has_markup(body)) return set_html(post, body, base);
  post.html.clear();
  post.text = text::loose_html_to_text(body);
}

void complete_id(Post& post, std::string_view everything) {
  if (post.id.empty()) post.id = post.url;
  if (!post.id.empty()) return;
  const std::string date = post.created_at ? format_rfc3339(*post.created_at) : "";
  const std::string told = (post.title.empty() ? post.text : post.title) + date;
  post.id = "hash:" + json::fingerprint(told.empty() ? everything : std::string_view(told));
}

}  // namespace resonanz::sources::feed
