#include "sources/bluesky/compose.h"

#include <openssl/sha.h>

#include <boost/json.hpp>

#include "sources/json.h"
#include "text/graphemes.h"

namespace resonanz::sources::bluesky {
namespace {

constexpr std::size_t kMostGraphemes = 300, kMostBytes = 3000, kMostTagBytes = 640;
constexpr std::string_view kSortable = "234567abcdefghijklmnopqrstuvwxyz";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}
bool starts_word(std::string_view text, std::size_t at) {
  return at == 0 || is_space(text[at - 1]) || text[at - 1] == '(';
}

std::size_t end_of_run(std::string_view text, std::size_t from) {
  while (from < text.size() && !is_space(text[from])) ++from;
  return from;
}

/// A sentence's punctuation is not part of the address before it; a closing bracket is, if it was opened there.
std::size_t without_punctuation(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin) {
    const char last = text[end - 1];
    const auto from = text.begin() + static_cast<std::ptrdiff_t>(begin),
               to = text.begin() + static_cast<std::ptrdiff_t>(end);
    const bool unopened = std::count(from, to, ')') > std::count(from, to, '(');
    if (std::string_view(".,;:!?'\"").find(last) != std::string_view::npos || (last == ')' && unopened)) --end;
    else break;
  }
  return end;
}

bool is_handle(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '-'; });
}

std::string_view feature_type(Facet::Kind kind) {
  switch (kind) {
    case Facet::Kind::link:
      return "app.bsky.richtext.facet#link";
    case Facet::Kind::mention:
      return "app.bsky.richtext.facet#mention";
    default:
      return "app.bsky.richtext.facet#tag";
  }
}

boost::json::object facet_json(const Facet& facet, const std::string& target) {
  boost::json::object index, feature, out;
  index["byteStart"] = facet.begin;
  index["byteEnd"] = facet.end;
  feature["$type"] = feature_type(facet.kind);
  feature[facet.kind == Facet::Kind::link ? "uri" : facet.kind == Facet::Kind::mention ? "did" : "tag"] = target;
  out["index"] = std::move(index);
  boost::json::array features;
  features.emplace_back(std::move(feature));
  out["features"] = std::move(features);
  return out;
}

boost::json::object reference(const boost::json::value& from, std::string_view name) {
  boost::json::object out;
  out["uri"] = json::text(from, std::string(name) + ".uri");
  out["cid"] = json::text(from, std::string(name) + ".cid");
  return out;
}

}  // namespace

std::vector<Facet> find_facets(std::string_view text) {
  std::vector<Facet> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (!starts_word(text, at) || rest.front() == '(') {
      ++at;
      continue;
    }
    std::size_t end = without_punctuation(text, at, end_of_run(text, at));
    if (rest.starts_with("https://") || rest.starts_with("http://")) {
      if (end > at + 8) out.push_back({Facet::Kind::link, at, end, std::string(text.substr(at, end - at))});
    } else if (rest.front() == '@' && end > at + 1 && is_handle(text.substr(at + 1, end - at - 1))) {
      out.push_back({Facet::Kind::mention, at, end, std::string(text.substr(at + 1, end - at - 1))});
    } else if (rest.front() == '#') {
      std::size_t stop = at + 1;
      bool letter = false;
      while (stop < end && (is_word(text[stop]) || text[stop] == '_')) {
        letter = letter || !std::isdigit(static_cast<unsigned char>(text[stop]));
        ++stop;
      }
      end = stop;
      if (letter && end - at - 1 <= kMostTagBytes)
        out.push_back({Facet::Kind::tag, at, end, std::string(text.substr(at + 1, end - at - 1))});
    }
    at = std::max(end, at + 1);
  }
  return out;
}

std::string record_key(std::string_view idempotency_key) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(idempotency_key.data()), idempotency_key.size(), hash);
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits = bits << 8 | hash[i];
  // A TID is 53 bits of microseconds and 10 bits of clock. The time is drawn from the two years after 2024-01-01.
  constexpr std::uint64_t kFrom = 1'704'067'200'000'000, kSpan = std::uint64_t{1} << 46;
  std::uint64_t tid = (kFrom + (bits >> 10) % kSpan) << 10 | (bits & 1023);
  std::string out(13, '2');
  for (auto place = out.rbegin(); place != out.rend(); ++place, tid >>= 5) *place = kSortable[tid & 31];
  return out;
}

Result<boost::json::object> make_record(const Outgoing& outgoing, const std::map<std::string, std::string>& dids,
                                        TimeUs now) {
  boost::json::object record;
  record["$type"] = "app.bsky.feed.post";
  record["text"] = outgoing.text;
  record["createdAt"] = format_rfc3339(now / 1000 * 1000);
  if (!outgoing.lang.empty()) record["langs"] = boost::json::array(1, boost::json::value(outgoing.lang));
  boost::json::array facets;
  for (const Facet& facet : find_facets(outgoing.text)) {
    std::string target = facet.target;
    if (facet.kind == Facet::Kind::mention) {
      const auto found = dids.find(facet.target);
      if (found == dids.end()) continue;
      target = found->second;
    }
    facets.push_back(facet_json(facet, target));
  }
  if (!facets.empty()) record["facets"] = std::move(facets);
  if (!outgoing.reply_to.empty()) {
    const Result<boost::json::value> known = json::parse(outgoing.reply_ref);
    if (!known || json::text(*known, "parent.cid").empty() || json::text(*known, "root.cid").empty())
      return fail(Errc::value, "this post cannot be answered: its reference is missing");
    boost::json::object reply;
    reply["root"] = reference(*known, "root");
    reply["parent"] = reference(*known, "parent");
    record["reply"] = std::move(reply);
  }
  return record;
}

Status check_text(std::string_view text) {
  const std::size_t graphemes = text::count_graphemes(text);
  if (graphemes > kMostGraphemes) return fail(Errc::too_long, fmt::format("{} of {}", graphemes, kMostGraphemes));
  if (text.size() > kMostBytes) return fail(Errc::too_long, fmt::format("{} of {} bytes", text.size(), kMostBytes));
  return done();
}

}  // namespace resonanz::sources::bluesky
