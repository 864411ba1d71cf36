// Feeds: RSS, Atom, JSON Feed. Parts: read_* (the formats), collector (polling), discovery, websub.

#include "sources/connector.h"
#include "sources/feed/collector.h"
#include "sources/feed/feed.h"
#include "sources/feed/values.h"
#include "sources/json.h"

namespace resonanz::sources {
namespace feed {
namespace {

namespace asio = boost::asio;

class FeedConnector : public Connector {
 public:
  FeedConnector(const Config& config, Services services)
      : language_(language_tag(json::text(config.settings, "language"))), collector_(config, std::move(services)) {
    if (language_.empty()) language_ = config.language;
  }

  asio::awaitable<Result<Batch>> collect(std::string cursor) override { return collector_.step(std::move(cursor)); }
  asio::awaitable<Result<Probe>> probe() override { return collector_.probe(); }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    TRY(Post post, post_of(item.payload));
    post.source_lang = language_;
    return std::vector<Post>{std::move(post)};
  }

 private:
  std::string language_;
  Collector collector_;
};

Result<std::unique_ptr<Connector>> create(Config config, Services services) {
  return std::unique_ptr<Connector>(std::make_unique<FeedConnector>(config, std::move(services)));
}

Result<std::vector<Item>> read_file(std::string_view bytes, std::string_view base_url) {
  TRY(Feed feed, read_feed(bytes, "", base_url));
  return items_of(std::move(feed));
}

}  // namespace
}  // namespace feed

const Kind& feed_kind() {
  static const Kind kind{"feed", &feed::create, &feed::read_file};
  return kind;
}

}  // namespace resonanz::sources
