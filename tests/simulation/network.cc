#include "simulation/network.h"

#include "sources/import/post_lines.h"

namespace resonanz::simulation {
namespace {

std::map<Id, Network*> networks;

class SimulatedConnector : public sources::Connector {
 public:
  explicit SimulatedConnector(Network& network) : network_(network) {}

  boost::asio::awaitable<Result<sources::Batch>> collect(std::string cursor) override {
    co_return network_.collect(cursor);
  }
  Result<std::vector<Post>> normalise(const Item& item) const override {
    thread_local PostReader reader;
    TRY(Post post, sources::read_post_line(reader, item.payload));
    return std::vector<Post>{std::move(post)};
  }
  boost::asio::awaitable<Result<sources::Probe>> probe() override { co_return sources::Probe{}; }
  boost::asio::awaitable<Result<sources::Receipt>> send(sources::Outgoing outgoing) override {
    co_return network_.send(outgoing);
  }
  boost::asio::awaitable<Result<std::optional<sources::Receipt>>> find_sent(sources::Outgoing outgoing) override {
    co_return network_.find_sent(outgoing.key);
  }
  std::string native_id_of(const sources::Outgoing& outgoing) const override { return network_.native_id_of(outgoing); }

 private:
  Network& network_;
};

Result<std::unique_ptr<sources::Connector>> create(sources::Config config, sources::Services) {
  return std::unique_ptr<sources::Connector>(std::make_unique<SimulatedConnector>(*networks.at(config.id)));
}

}  // namespace

Network::Network(std::string name, Chance& chance, host::ManualClock& clock, Trace& trace)
    : name_(std::move(name)),
      chance_(chance),
      clock_(clock),
      trace_(trace),
      chosen_ids_(chance.one_in(2)),
      authors_{"a0", "a1", "a2", "a3", "a4", kOptedOut} {}

void Network::serve(Id source) { networks[source] = this; }

const sources::Kind* Network::find_kind(std::string_view) {
  static const sources::Kind kind{"simulated", create, nullptr};
  return &kind;
}

void Network::live() {
  const auto what = chance_.below(20);
  if (what < 9) return post("", false);
  if (what == 9 && !posts_.empty()) return post(any_post()->id, false);
  if (what < 12 && !answers_.empty()) return post(answers_[chance_.below(answers_.size())].id, true);
  if (what == 19) return garbage();
  if (what == 18 && chance_.one_in(6)) return remove_author();
  NetworkPost* post = any_post();
  if (!post || post->gone) return;
  what < 16 ? edit(*post) : remove(*post);
}

NetworkPost* Network::any_post() { return posts_.empty() ? nullptr : &posts_[chance_.below(posts_.size())]; }

void Network::post(std::string reply_to, bool reaction) {
  NetworkPost post{
      fmt::format("{}-p{}", name_, ++last_), authors_[chance_.below(authors_.size())], {}, std::move(reply_to)};
  // A customer's word on another's may belong to a case without a query's hit; only hits are predictable.
  const bool hit = !reaction && (chance_.one_in(2) || !post.reply_to.empty());
  post.text = fmt::format("{} {} 1", hit ? "brake" : "danke", post.id);
  post.matched = hit;
  post.reaction = reaction;
  post.created_at = clock_.now();
  posts_.push_back(post);
  show(posts_.back());
}

void Network::edit(NetworkPost& post) {
  const bool hit = chance_.one_in(2);
  post.text = fmt::format("{} {} {}", hit ? "brake" : "danke", post.id, ++post.revision);
  post.matched |= hit;
  // The network's own clock goes forward, whatever ours does.
  post.edited_at = std::max(clock_.now(), post.edited_at.value_or(post.created_at) + kSecondUs);
  show(post);
}

void Network::remove(NetworkPost& post) {
  post.gone = true;
  Item item;
  item.op = Op::remove;
  item.native_id = post.id;
  trace_.add("  {} loses {}", name_, post.id);
  events_.push_back({item, post.id, ""});
}

void Network::remove_author() {
  if (authors_.size() < 3) return;
  const auto at = chance_.below(authors_.size() - 1);
  Item item;
  item.op = Op::remove_author;
  item.native_id = authors_[at];
  for (NetworkPost& post : posts_) post.gone |= post.author == authors_[at];
  trace_.add("  {} loses account {}", name_, authors_[at]);
  events_.push_back({item, "*", ""});
  authors_.erase(authors_.begin() + at);
}

void Network::garbage() {
  Item item;
  item.native_id = fmt::format("{}-g{}", name_, ++last_);
  item.payload = chance_.one_in(2) ? "not json" : "{\"id\":7,";
  if (chance_.one_in(3)) item.problem = fail(Errc::feed, "half an entry");
  events_.push_back({item, item.native_id, ""});
}

void Network::show(const NetworkPost& post) {
  const std::string edited = post.edited_at ? fmt::format(R"(,"edited_at":"{}")", format_rfc3339(*post.edited_at)) : "";
  Item item;
  item.native_id = post.id;
  item.revision = std::to_string(post.revision);
  item.payload =
      fmt::format(R"({{"id":"{}","text":"{}","author":{{"id":"{}"}},"in_reply_to":"{}","created_at":"{}"{}}})", post.id,
                  post.text, post.author, post.reply_to, format_rfc3339(post.created_at), edited);
  trace_.add("  {} shows {} r{}: {}", name_, post.id, post.revision, post.text);
  events_.push_back({item, post.id, post.reply_to});
}

std::optional<Error> Network::trouble() {
  switch (faults_ ? chance_.below(40) : 39) {
    case 0:
      return Error{Errc::throttled, "429", {}, static_cast<int>(1 + chance_.below(60))};
    case 1:
      return fail(Errc::protocol, "503");
    case 2:
      return fail(Errc::connect, "nobody answers");
    case 3:
      clock_.advance(static_cast<TimeUs>(30 + chance_.below(60)) * kSecondUs);
      return fail(Errc::timeout, "stalled");
    case 4:
      throw Crash{};
    default:
      return std::nullopt;
  }
}

/// Neighbours change places unless the order between them is promised (connector.h).
void Network::shuffle(std::vector<const Event*>& events) {
  for (std::size_t i = 1; i < events.size(); ++i) {
    const Event &a = *events[i - 1], &b = *events[i];
    const bool promised = a.about == b.about || a.about == b.parent || a.about == "*" || b.about == "*";
    if (!promised && chance_.one_in(3)) std::swap(events[i - 1], events[i]);
  }
}

Result<sources::Batch> Network::collect(const std::string& cursor) {
  if (auto error = trouble()) return std::move(*error);
  if (faults_ && chance_.one_in(60)) return fail(Errc::cursor, "too old");
  std::size_t from = cursor.empty() ? 0 : std::stoul(cursor);
  if (faults_ && chance_.one_in(4)) from -= std::min<std::size_t>(from, 1 + chance_.below(6));
  const std::size_t to = std::min(events_.size(), from + 1 + chance_.below(12));
  std::vector<const Event*> shown;
  for (std::size_t i = from; i < to; ++i) {
    shown.push_back(&events_[i]);
    if (faults_ && chance_.one_in(10)) shown.push_back(&events_[from + chance_.below(i - from + 1)]);
  }
  if (faults_) shuffle(shown);
  sources::Batch batch;
  std::string ids;
  for (const Event* event : shown) {
    batch.items.push_back(event->item);
    ids += fmt::format(" {}{}", event->item.native_id,
                       event->item.op == Op::upsert ? "r" + event->item.revision : " gone");
  }
  trace_.add("  {} brings{}", name_, ids);
  batch.cursor = std::to_string(to);
  batch.latest = clock_.now();
  return batch;
}

sources::Receipt Network::accept(const sources::Outgoing& outgoing) {
  const std::string id = chosen_ids_ ? native_id_of(outgoing) : fmt::format("{}-o{}", name_, ++last_);
  answers_.push_back({outgoing.key, outgoing.text, id});
  trace_.add("  {} takes answer {} as {}", name_, outgoing.key, id);
  show({.id = id, .author = kUs, .text = outgoing.text, .reply_to = outgoing.reply_to, .created_at = clock_.now()});
  return {id, "https://sim.example/" + id, false};
}

Result<sources::Receipt> Network::send(const sources::Outgoing& outgoing) {
  switch (faults_ ? chance_.below(20) : 19) {
    case 0:
      return fail(Errc::refused, "no");
    case 1:
      return Error{Errc::throttled, "429", {}, static_cast<int>(1 + chance_.below(60))};
    case 2:
      return fail(Errc::connect, "nobody answers");
    case 3:
      return fail(Errc::timeout, "lost on the way out");
    case 4:
      return accept(outgoing), fail(Errc::timeout, "lost on the way back");
    case 5:
      return accept(outgoing), fail(Errc::protocol, "502");
    case 6:
      throw Crash{};
    case 7:
      accept(outgoing);
      throw Crash{};
    case 8: {  // moderators see it first: the receipt names nothing
      const auto receipt = accept(outgoing);
      return chosen_ids_ ? receipt : sources::Receipt{"", "", true};
    }
    default:
      return accept(outgoing);
  }
}

Result<std::optional<sources::Receipt>> Network::find_sent(const std::string& key) {
  if (auto error = trouble()) return std::move(*error);
  for (const Answer& answer : answers_)
    if (answer.key == key) return std::optional(sources::Receipt{answer.id, "", false});
  return std::optional<sources::Receipt>();
}

}  // namespace resonanz::simulation
