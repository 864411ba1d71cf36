// The kind "replay": a recorded stream as if it were written now, at its own pace or a multiple of it.
#include <charconv>
#include <fstream>

#include "sources/connector.h"
#include "sources/import/post_lines.h"
#include "specs/settings.h"

namespace resonanz::sources {
namespace {

using boost::asio::awaitable;
using std::chrono::milliseconds;

/// "line:started": how many lines were played, and when the recording's first post was played (µs). The pace goes on
/// from there after a restart.
struct Cursor {
  std::size_t line = 0;
  TimeUs started = 0;
};

Cursor read_cursor(const std::string& text) {
  Cursor cursor;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, cursor.line);
  if (error == std::errc() && at != end) std::from_chars(at + 1, end, cursor.started);
  return cursor;
}

class Replay : public Connector {
 public:
  Replay(Config config, Services services) : config_(std::move(config)), services_(services) {
    const auto text = [&](std::string_view name) {
      const auto* value = config_.settings.if_contains(name);
      return value && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    file_ = text("file");
    dated_now_ = text("now") != "no";
    if (const auto* speed = config_.settings.if_contains("speed")) {
      if (speed->is_double()) speed_ = speed->as_double();
      else if (speed->is_int64()) speed_ = static_cast<double>(speed->as_int64());
      else speed_ = std::strtod(text("speed").c_str(), nullptr);
    }
  }

  awaitable<Result<Batch>> collect(std::string position) override {
    if (items_.empty()) CO_CHECK_OK(load());
    Cursor cursor = read_cursor(position);
    const TimeUs now = services_.clock.now();
    if (cursor.started == 0) cursor.started = now;
    Batch batch;
    while (cursor.line < items_.size() && static_cast<std::int64_t>(batch.items.size()) < settings::kSourceBatch) {
      const TimeUs due = cursor.started + offset_of(cursor.line);
      if (due > now) {
        batch.pause = milliseconds(std::clamp<TimeUs>((due - now) / 1000, 1, 1000));
        break;
      }
      Item item = items_[cursor.line++];
      if (dated_now_ && !item.problem) item.revision += fmt::format("@{}", std::max(due, now - kHourUs));
      batch.items.push_back(std::move(item));
    }
    batch.finished = cursor.line >= items_.size();
    batch.cursor = fmt::format("{}:{}", cursor.line, cursor.started);
    if (!batch.items.empty()) batch.latest = now;
    co_return batch;
  }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    thread_local PostReader reader;
    TRY(Post post, read_post_line(reader, item.payload));
    if (const auto at = item.revision.find('@'); at != std::string::npos)
      post.created_at = std::strtoll(item.revision.c_str() + at + 1, nullptr, 10);
    return std::vector<Post>{std::move(post)};
  }

  awaitable<Result<Probe>> probe() override {
    CO_CHECK_OK(load());
    Probe probe;
    probe.title = file_.substr(file_.rfind('/') + 1);
    probe.notes.push_back(fmt::format("{}", items_.size()));
    co_return probe;
  }

 private:
  Status load() {
    std::ifstream in(file_, std::ios::binary);
    if (!in) return fail(Errc::file, file_);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    TRY(items_, read_post_file(bytes));
    times_.clear();
    TimeUs last = 0;
    for (const Item& item : items_) {
      if (!item.problem)
        if (const auto post = read_post_line(reader_, item.payload); post && post->created_at)
          last = std::max(last, *post->created_at);
      times_.push_back(last);
    }
    return done();
  }

  /// How long after the first post this one is due.
  TimeUs offset_of(std::size_t line) const {
    if (speed_ <= 0) return 0;
    const auto first = std::find_if(times_.begin(), times_.end(), [](TimeUs t) { return t != 0; });
    if (first == times_.end() || times_[line] == 0) return 0;
    return static_cast<TimeUs>(static_cast<double>(times_[line] - *first) / speed_);
  }

  Config config_;
  Services services_;
  std::string file_;
  double speed_ = 1;
  bool dated_now_ = true;
  PostReader reader_;
  std::vector<Item> items_;
  std::vector<TimeUs> times_;
};

Result<std::unique_ptr<Connector>> create(Config config, Services services) {
  return std::unique_ptr<Connector>(std::make_unique<Replay>(std::move(config), services));
}
Result<std::vector<Item>> read_file(std::string_view bytes, std::string_view) { return read_post_file(bytes); }

}  // namespace

const Kind& replay_kind() {
  static const Kind kind{"replay", create, read_file};
  return kind;
}

}  // namespace resonanz::sources
