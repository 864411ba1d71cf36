// The kind "demo": the simulated network behind the ordinary contract.
#include <charconv>

#include "model/post_json.h"
#include "sources/demo/script.h"
#include "sources/demo/stage.h"
#include "text/graphemes.h"

namespace resonanz::sources {
namespace {

using boost::asio::awaitable;
using demo::Line;
using demo::Stage;

constexpr TimeUs kRound = 40 * kMinuteUs;  // the live part starts anew after this
constexpr std::size_t kLongest = 500;

/// "started:played": when the live part began (µs) and how many of its lines were brought, over all rounds.
struct Cursor {
  TimeUs started = 0;
  std::size_t played = 0;
};

Cursor read_cursor(const std::string& text) {
  Cursor cursor;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, cursor.started);
  if (error == std::errc() && at != end) std::from_chars(at + 1, end, cursor.played);
  return cursor;
}

class Demo : public Connector {
 public:
  Demo(Config config, Services services) : id_(config.id), services_(services) {
    if (const auto* network = config.settings.if_contains("network"); network && network->is_string())
      network_ = network->as_string();
    for (const Line& line : demo::script().live)
      if (line.post.network == network_) live_.push_back(&line);
  }

  awaitable<Result<Batch>> collect(std::string position) override {
    const TimeUs now = services_.clock.now();
    Cursor cursor = read_cursor(position);
    if (cursor.started == 0) cursor.started = now;
    Batch batch;
    batch.items = Stage::instance().due(id_, network_, now);
    while (!live_.empty()) {
      const auto round = cursor.played / live_.size();
      const Line& line = *live_[cursor.played % live_.size()];
      const TimeUs at = cursor.started + static_cast<TimeUs>(round) * kRound + line.after;
      if (at > now) break;
      // What fell into a time when the program did not run is left out, not poured out at once.
      if (at > now - kMinuteUs) batch.items.push_back(demo::to_item(line, at, static_cast<int>(round)));
      ++cursor.played;
    }
    batch.cursor = fmt::format("{}:{}", cursor.started, cursor.played);
    batch.pause = std::chrono::milliseconds(500);
    batch.latest = now;
    co_return batch;
  }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    thread_local PostReader reader;
    TRY(Post post, reader.read(item.payload));
    return std::vector<Post>{std::move(post)};
  }

  awaitable<Result<Probe>> probe() override {
    Probe probe;
    probe.title = network_;
    probe.account_id = demo::kOwnAccount;
    co_return probe;
  }

  awaitable<Result<Receipt>> send(Outgoing outgoing) override {
    CO_CHECK_OK(check_length(outgoing));
    co_return Stage::instance().put(id_, outgoing, services_.clock.now());
  }

  awaitable<Result<std::optional<Receipt>>> find_sent(Outgoing outgoing) override {
    co_return Stage::instance().find(id_, outgoing.key);
  }

  Status check_length(const Outgoing& outgoing) const override {
    const auto length = text::count_graphemes(outgoing.text);
    if (length > kLongest) return fail(Errc::too_long, fmt::format("{} of {}", length, kLongest));
    return done();
  }

 private:
  Id id_;
  Services services_;
  std::string network_;
  std::vector<const Line*> live_;
};

Result<std::unique_ptr<Connector>> create(Config config, Services services) {
  return std::unique_ptr<Connector>(std::make_unique<Demo>(std::move(config), services));
}

Result<std::vector<Item>> read_file(std::string_view, std::string_view) {
  std::vector<Item> items;
  for (const Line& line : demo::script().history) items.push_back(demo::to_item(line, 0));
  return items;
}

}  // namespace

const Kind& demo_kind() {
  static const Kind kind{"demo", create, read_file};
  return kind;
}

}  // namespace resonanz::sources
