#include "sources/feed/cursor.h"

#include <boost/json.hpp>

#include "sources/json.h"

namespace resonanz::sources::feed {
namespace {

constexpr std::size_t kMostKnown = 2000;
constexpr std::size_t kHash = 16;  // characters of a fingerprint

std::string revision_hash(const Item& item) {
  return json::fingerprint((item.op == Op::upsert ? "+" : "-") + item.revision);
}

}  // namespace

bool Known::has(const Item& item) const {
  const auto entry = entries_.find(json::fingerprint(item.native_id));
  return entry != entries_.end() && entry->second == revision_hash(item);
}

void Known::put(const Item& item) {
  std::string id = json::fingerprint(item.native_id);
  entries_[id] = revision_hash(item);
  order_.push_back(std::move(id));
}

void Known::trim(std::size_t in_feed) {
  const std::size_t most = std::max(kMostKnown, in_feed);
  std::vector<std::string> kept;
  std::set<std::string_view> seen;
  for (auto id = order_.rbegin(); id != order_.rend() && kept.size() < most; ++id)
    if (seen.insert(*id).second) kept.push_back(*id);
  std::reverse(kept.begin(), kept.end());
  std::erase_if(entries_, [&](const auto& entry) { return !seen.contains(entry.first); });
  order_ = std::move(kept);
}

std::string Known::text() const {
  std::string out;
  for (const std::string& id : order_)
    if (const auto entry = entries_.find(id); entry != entries_.end()) out.append(id).append(entry->second);
  return out;
}

Known Known::parse(std::string_view text) {
  Known known;
  for (; text.size() >= 2 * kHash; text.remove_prefix(2 * kHash)) {
    known.order_.emplace_back(text.substr(0, kHash));
    known.entries_[known.order_.back()] = text.substr(kHash, kHash);
  }
  return known;
}

void Cursor::forget_validators() {
  etag.clear();
  modified.clear();
  answered_by.clear();
  body.clear();
}

std::string Cursor::text() const {
  boost::json::object out;
  out["v"] = 1;
  out["configured"] = configured;
  out["url"] = url;
  out["etag"] = etag;
  out["modified"] = modified;
  out["answered_by"] = answered_by;
  out["moved_to"] = moved_to;
  out["moved_times"] = moved_times;
  out["body"] = body;
  out["interval"] = interval_s;
  out["pace"] = pace.seconds;
  out["skip_hours"] = pace.skip_hours.to_ulong();
  out["skip_days"] = pace.skip_days.to_ulong();
  out["known"] = known.text();
  out["hub"] = hub;
  out["topic"] = topic;
  if (!websub.hub.empty())
    out["websub"] = {{"hub", websub.hub},       {"topic", websub.topic},       {"callback", websub.callback},
                     {"secret", websub.secret}, {"asked_at", websub.asked_at}, {"lease", websub.lease_s}};
  return boost::json::serialize(out);
}

Result<Cursor> Cursor::parse(std::string_view text) {
  const Result<boost::json::value> root = json::parse(text);
  if (!root || json::number(*root, "v") != 1) return fail(Errc::cursor, "the stored position cannot be read");
  Cursor cursor;
  cursor.configured = json::text(*root, "configured");
  cursor.url = json::text(*root, "url");
  cursor.etag = json::text(*root, "etag");
  cursor.modified = json::text(*root, "modified");
  cursor.answered_by = json::text(*root, "answered_by");
  cursor.moved_to = json::text(*root, "moved_to");
  cursor.moved_times = json::number(*root, "moved_times");
  cursor.body = json::text(*root, "body");
  cursor.interval_s = json::number(*root, "interval");
  cursor.pace.seconds = json::number(*root, "pace");
  cursor.pace.skip_hours = static_cast<unsigned long>(json::number(*root, "skip_hours"));
  cursor.pace.skip_days = static_cast<unsigned long>(json::number(*root, "skip_days"));
  cursor.known = Known::parse(json::text(*root, "known"));
  cursor.hub = json::text(*root, "hub");
  cursor.topic = json::text(*root, "topic");
  cursor.websub = {json::text(*root, "websub.hub"),        json::text(*root, "websub.topic"),
                   json::text(*root, "websub.callback"),   json::text(*root, "websub.secret"),
                   json::number(*root, "websub.asked_at"), json::number(*root, "websub.lease")};
  return cursor;
}

Result<Subscription> subscription_of(std::string_view cursor) {
  TRY(Cursor position, Cursor::parse(cursor));
  return std::move(position.websub);
}

Result<std::string> confirmed(std::string_view cursor, std::int64_t lease_s) {
  TRY(Cursor position, Cursor::parse(cursor));
  if (lease_s > 0) position.websub.lease_s = lease_s;
  return position.text();
}

}  // namespace resonanz::sources::feed
