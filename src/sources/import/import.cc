// The kind "import": posts come by the command line or the web page; there is nothing to collect.
#include "sources/connector.h"
#include "sources/import/post_lines.h"

namespace resonanz::sources {
namespace {

using boost::asio::awaitable;

class Import : public Connector {
 public:
  awaitable<Result<Batch>> collect(std::string cursor) override {
    Batch batch;
    batch.cursor = cursor;
    batch.pause = std::chrono::hours(1);
    co_return batch;
  }

  Result<std::vector<Post>> normalise(const Item& item) const override {
    thread_local PostReader reader;
    TRY(Post post, read_post_line(reader, item.payload));
    return std::vector<Post>{std::move(post)};
  }

  awaitable<Result<Probe>> probe() override { co_return Probe{}; }
};

Result<std::unique_ptr<Connector>> create(Config, Services) {
  return std::unique_ptr<Connector>(std::make_unique<Import>());
}
Result<std::vector<Item>> read_file(std::string_view bytes, std::string_view) { return read_post_file(bytes); }

}  // namespace

const Kind& import_kind() {
  static const Kind kind{"import", create, read_file};
  return kind;
}

}  // namespace resonanz::sources
