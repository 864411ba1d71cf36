#include "notice/message.h"

#include <algorithm>
#include <cmath>

#include "base/plural.h"
#include "host/encoding.h"

namespace resonanz::notice {
namespace {

namespace json = boost::json;

constexpr Plural kMentions{"Erwähnung", "Erwähnungen", "mention", "mentions"},
    kPosts{"neuer Beitrag", "neue Beiträge", "new post", "new posts"};
constexpr std::size_t kMostPushed = 1000;  // bytes of a text, so that the push stays below its limit

json::value or_null(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

std::string link_to(const std::string& place) { return place.empty() ? "" : place + "/alerts"; }

double weeks(const Alert& alert) { return std::round(alert.baseline_hours / 168.0 * 10) / 10; }

std::string number(double value, std::string_view language) {
  std::string out = fmt::format("{:.1f}", value);
  if (language == "de") std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string counted(const Alert& alert, bool german) {
  const bool negative = alert.kind == Rule::Kind::negative;
  const std::string_view mentions = kMentions.of(alert.count == 1, german);
  if (german)
    return fmt::format("{} {}{} in einer Stunde, üblich sind {:.0f} bis {:.0f} (Vergleich: {} Wochen).", alert.count,
                       negative ? "negative " : "", mentions, *alert.usual_low, *alert.usual_high,
                       number(weeks(alert), "de"));
  return fmt::format("{} {}{} within an hour, usually {:.0f} to {:.0f} (baseline: {} weeks).", alert.count,
                     negative ? "negative " : "", mentions, *alert.usual_low, *alert.usual_high,
                     number(weeks(alert), "en"));
}

/// An encoded word of RFC 2047: any text, on lines of its own.
std::string encoded(const std::string& text) {
  return "=?UTF-8?B?" + host::base64(text, host::Base64::standard) + "?=";
}

std::string folded_base64(const std::string& text) {
  const std::string all = host::base64(text, host::Base64::standard);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += 76) out += all.substr(at, 76) + "\r\n";
  return out;
}

/// At most so many bytes, never cutting a character.
std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace

json::object alert_json(const Alert& alert, const std::string& place) {
  json::array posts;
  for (const Id post : alert.posts) {
    json::object entry{{"id", id_text(post)}};
    if (!place.empty()) entry["link"] = fmt::format("{}/inbox/{}", place, post);
    posts.push_back(entry);
  }
  return {{"id", id_text(alert.id)},
          {"rule", json::object{{"id", id_text(alert.rule)}, {"name", alert.rule_name}, {"kind", name_of(alert.kind)}}},
          {"at", format_rfc3339(alert.at)},
          {"count", alert.count},
          {"expected", or_null(alert.expected)},
          {"usual", alert.usual_low ? json::value({*alert.usual_low, *alert.usual_high}) : json::value(nullptr)},
          {"baseline_weeks", alert.expected ? json::value(weeks(alert)) : json::value(nullptr)},
          {"negative_share", or_null(alert.share)},
          {"usual_negative_share", or_null(alert.usual_share)},
          {"z", or_null(alert.z)},
          {"posts", posts},
          {"link", link_to(place)}};
}

std::string alert_sentence(const Alert& alert, std::string_view language) {
  const bool german = language == "de";
  std::string out;
  if (alert.usual_low && alert.usual_high) out = counted(alert, german);
  else out = fmt::format("{} {}.", alert.count, kPosts.of(alert.count == 1, german));
  if (!alert.share || !alert.usual_share) return out;
  const auto percent = [](double share) { return std::lround(100 * share); };
  const auto now = percent(*alert.share), usual = percent(*alert.usual_share);
  return out + (german ? fmt::format(" In drei Stunden waren {} % negativ, sonst sind es {} %.", now, usual)
                       : fmt::format(" In three hours {} % were negative, usually it is {} %.", now, usual));
}

Message message_of(const Alert& alert, std::string_view language, const std::string& place) {
  const bool german = language == "de";
  const std::string sentence = alert_sentence(alert, language), link = link_to(place);
  Message out;
  out.subject = fmt::format("{}: {}", german ? "Alarm" : "Alert", alert.rule_name);
  out.text = fmt::format("{}: {}\n\n{}\n", german ? "Regel" : "Rule", alert.rule_name, sentence);
  if (!link.empty())
    out.text += fmt::format(
        "\n{}\n{}\n",
        german ? "Beiträge und Rückmeldung (echt oder Fehlalarm):" : "Posts, and whether it was real or noise:", link);
  out.webhook = {{"type", "alert.raised"}, {"timestamp", format_rfc3339(alert.at)}, {"data", alert_json(alert, place)}};
  out.push = {{"alert", id_text(alert.id)}, {"kind", name_of(alert.kind)}, {"count", alert.count}, {"text", sentence}};
  return out;
}

Message message_of(const Notice& notice, std::string_view language, const std::string& place) {
  const std::string link = place.empty() ? "" : place + notice.path;
  Message out;
  out.subject = notice.title(language);
  out.text = fmt::format("{}\n\n{}\n", notice.title(language), notice.text(language));
  if (!link.empty()) out.text += fmt::format("\n{}\n", link);
  out.webhook = {
      {"type", notice.kind},
      {"timestamp", format_rfc3339(notice.at)},
      {"data", json::object{{"id", id_text(notice.id)},
                            {"room", notice.room == 0 ? json::value(nullptr) : json::value(id_text(notice.room))},
                            {"title", notice.title(language)},
                            {"text", notice.text(language)},
                            {"link", link}}}};
  out.push = {{"notice", id_text(notice.id)},
              {"kind", notice.kind},
              {"title", shortened(notice.title(language), kMostPushed)},
              {"text", shortened(notice.text(language), kMostPushed)},
              {"path", notice.path}};
  return out;
}

std::string mail_of(const Message& message, Id id, const std::string& from, const std::string& to, TimeUs now) {
  std::string date = format_http_date(now);
  date.replace(date.size() - 3, 3, "+0000");
  const std::string subject = shortened(message.subject, 45);
  const std::string domain = from.substr(from.find('@') + 1);
  return fmt::format(
             "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <alert-{}@{}>\r\nAuto-Submitted: auto-generated\r\n"
             "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
             from, to, encoded(subject), date, id, domain) +
         folded_base64(message.text);
}

}  // namespace resonanz::notice
