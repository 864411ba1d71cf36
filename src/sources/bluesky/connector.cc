// Bluesky. Parts: jetstream (listening), account (our session), compose (our posts), record (their posts), search.

#include <boost/json.hpp>

#include "sources/bluesky/account.h"
#include "sources/bluesky/compose.h"
#include "sources/bluesky/frame.h"
#include "sources/bluesky/identity.h"
#include "sources/bluesky/jetstream.h"
#include "sources/bluesky/record.h"
#include "sources/bluesky/search.h"
#include "sources/connector.h"
#include "sources/json.h"

namespace resonanz::sources {
namespace bluesky {
namespace {

namespace asio = boost::asio;

class Bluesky : public Connector {
 public:
  Bluesky(Config config, Services services)
      : config_(std::move(config)), services_(services), account_(config_, services_), jetstream_(config_, services_) {}

  asio::awaitable<Result<Batch>> collect(std::string cursor) override {
    CO_TRY(Position position, Position::parse(cursor));
    CO_TRY(Batch batch, co_await jetstream_.read(&position));
    const std::string term = json::text(config_.settings, "backfill_query");
    if (!term.empty() && position.search != "done" && account_.configured()) {
      CO_TRY(std::vector<Item> found, co_await search_page(&account_, term, &position));
      std::move(found.begin(), found.end(), std::back_inserter(batch.items));
    }
    batch.cursor = position.text();
    co_return batch;
  }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    TRY(Post post, post_of(item.payload));
    post.source_lang = config_.language;
    return std::vector<Post>{std::move(post)};
  }

  asio::awaitable<Result<Probe>> probe() override {
    Probe probe;
    CO_CHECK_OK(co_await jetstream_.check());
    probe.title = "Bluesky";
    if (!account_.configured()) {
      probe.notes.emplace_back("Listening only: no account is entered, so answers cannot be sent.");
      co_return probe;
    }
    CO_TRY(const Session session, co_await account_.session());
    probe.title = "@" + session.handle;
    probe.account_id = session.did;
    probe.settings["service"] = session.pds;
    probe.notes.push_back(fmt::format("Answers appear as @{}.", session.handle));
    co_return probe;
  }

  asio::awaitable<Result<Author>> author(std::string did) override {
    return find_author(&services_.egress, std::move(did), json::text(config_.settings, "directory"));
  }

  asio::awaitable<Result<Receipt>> send(Outgoing outgoing) override {
    CO_CHECK_OK(check_text(outgoing.text));
    CO_TRY(const Session session, co_await account_.session());
    std::map<std::string, std::string> dids;
    for (const Facet& facet : find_facets(outgoing.text)) {
      if (facet.kind != Facet::Kind::mention) continue;
      Result<boost::json::value> found =
          co_await account_.query("com.atproto.identity.resolveHandle", "handle=" + net::percent_encode(facet.target));
      if (found) dids[facet.target] = json::text(*found, "did");  // a name that nobody has stays plain text
    }
    CO_TRY(boost::json::object record, make_record(outgoing, dids, services_.clock.now()));
    const std::string rkey = record_key(outgoing.key);
    boost::json::object body;
    body["repo"] = session.did;
    body["collection"] = kPostCollection;
    body["rkey"] = rkey;
    body["record"] = std::move(record);
    Result<boost::json::value> reply = co_await account_.procedure("com.atproto.repo.createRecord", std::move(body));
    if (reply) co_return receipt(session.did, rkey);
    // An earlier try may have arrived: then the key is taken, and servers word that differently.
    const Error refused = std::move(reply).error();
    const bool maybe_there =
        refused.code == Errc::refused || refused.code == Errc::protocol || refused.code == Errc::server;
    if (!maybe_there) co_return refused;
    Result<std::optional<Receipt>> earlier = co_await find_sent(std::move(outgoing));
    if (earlier && *earlier) co_return std::move(**earlier);
    co_return refused;
  }

  asio::awaitable<Result<std::optional<Receipt>>> find_sent(Outgoing outgoing) override {
    CO_TRY(const Session session, co_await account_.session());
    const std::string rkey = record_key(outgoing.key);
    const std::string query = fmt::format("repo={}&collection={}&rkey={}", session.did, kPostCollection, rkey);
    Result<boost::json::value> found = co_await account_.query("com.atproto.repo.getRecord", query);
    if (found) co_return std::optional<Receipt>(receipt(session.did, rkey));
    if (found.error().code == Errc::gone) co_return std::optional<Receipt>();
    co_return std::move(found).error();
  }

  std::string native_id_of(const Outgoing& outgoing) const override {
    return config_.account_id.empty() ? "" : record_uri(config_.account_id, kPostCollection, record_key(outgoing.key));
  }

  Status check_length(const Outgoing& outgoing) const override { return check_text(outgoing.text); }

 private:
  static Receipt receipt(const std::string& did, const std::string& rkey) {
    return Receipt{record_uri(did, kPostCollection, rkey), post_url(did, rkey), false};
  }

  Config config_;
  Services services_;
  Account account_;
  Jetstream jetstream_;
};

Result<std::unique_ptr<Connector>> create(Config config, Services services) {
  if (json::text(config.settings, "jetstream").empty()) return fail(Errc::value, "the address of the event stream");
  return std::unique_ptr<Connector>(std::make_unique<Bluesky>(std::move(config), std::move(services)));
}

/// Frames of either version, one a line.
Result<std::vector<Item>> read_file(std::string_view bytes, std::string_view) {
  std::vector<Item> items;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    Frame frame = read_frame(line);
    if (frame.item) items.push_back(std::move(*frame.item));
  }
  return items;
}

}  // namespace
}  // namespace bluesky

const Kind& bluesky_kind() {
  static const Kind kind{"bluesky", &bluesky::create, &bluesky::read_file};
  return kind;
}

}  // namespace resonanz::sources
