// WordPress: posts and comments of one site. Parts: site (the API), collector (listening), sender (answering).

#include <boost/json.hpp>

#include "sources/connector.h"
#include "sources/json.h"
#include "sources/wordpress/collector.h"
#include "sources/wordpress/entry.h"
#include "sources/wordpress/sender.h"
#include "sources/wordpress/site.h"
#include "text/html.h"

namespace resonanz::sources {
namespace wordpress {
namespace {

namespace asio = boost::asio;
constexpr std::size_t kMostBytes = 65'525;  // the column of the comment table

class WordPress : public Connector {
 public:
  WordPress(Config config, Services services)
      : config_(std::move(config)),
        site_(config_, services),
        collector_(site_, config_, services.clock),
        sender_(site_) {}

  asio::awaitable<Result<Batch>> collect(std::string cursor) override { return collector_.step(std::move(cursor)); }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    TRY(const boost::json::value entry, json::parse(item.payload));
    TRY(Post post, post_of(entry));
    post.source_lang = config_.language;
    return std::vector<Post>{std::move(post)};
  }

  asio::awaitable<Result<Probe>> probe() override {
    Probe probe;
    CO_TRY(const std::string api, co_await site_.api());
    CO_TRY(const Answer root, co_await site_.get("", "_fields=name,url,namespaces"));
    CO_TRY(const Answer posts, co_await site_.get("wp/v2/posts", "per_page=1&_fields=id"));
    probe.title = text::html_to_text(json::text(root.json, "name"));
    probe.settings["api"] = api;
    if (!site_.has_account()) {
      probe.notes.emplace_back("Listening only: no account is entered, so answers cannot be sent.");
      co_return probe;
    }
    CO_TRY(const Answer me, co_await site_.get_as_us("wp/v2/users/me", "context=edit&_fields=id,name,capabilities"));
    probe.account_id = fmt::format("user:{}", json::number(me.json, "id"));
    probe.notes.push_back(fmt::format("Answers appear as {}.", json::text(me.json, "name")));
    const auto* moderates = json::find(me.json, "capabilities.moderate_comments");
    if (!moderates || *moderates != true)
      probe.notes.emplace_back("This account cannot moderate: its comments may be held until someone approves them.");
    co_return probe;
  }

  asio::awaitable<Result<Receipt>> send(Outgoing outgoing) override { return checked_send(std::move(outgoing)); }
  asio::awaitable<Result<std::optional<Receipt>>> find_sent(Outgoing outgoing) override {
    return sender_.find(std::move(outgoing));
  }

  Status check_length(const Outgoing& outgoing) const override {
    const std::size_t bytes = as_html(outgoing.text).size();
    if (bytes <= kMostBytes) return done();
    return fail(Errc::too_long, fmt::format("{} of {}", bytes, kMostBytes));
  }

 private:
  asio::awaitable<Result<Receipt>> checked_send(Outgoing outgoing) {
    CO_CHECK_OK(check_length(outgoing));
    co_return co_await sender_.send(std::move(outgoing));
  }

  Config config_;
  Site site_;
  Collector collector_;
  Sender sender_;
};

Result<std::unique_ptr<Connector>> create(Config config, Services services) {
  if (json::text(config.settings, "url").empty()) return fail(Errc::value, "the address of the site");
  return std::unique_ptr<Connector>(std::make_unique<WordPress>(std::move(config), std::move(services)));
}

/// A JSON list of posts or comments as the API gives it, or a single one.
Result<std::vector<Item>> read_file(std::string_view bytes, std::string_view) {
  TRY(const boost::json::value root, json::parse(bytes));
  std::vector<Item> items;
  if (!root.is_array()) items.push_back(item_of(root));
  else
    for (const auto& entry : root.get_array()) items.push_back(item_of(entry));
  return items;
}

}  // namespace
}  // namespace wordpress

const Kind& wordpress_kind() {
  static const Kind kind{"wordpress", &wordpress::create, &wordpress::read_file};
  return kind;
}

}  // namespace resonanz::sources
