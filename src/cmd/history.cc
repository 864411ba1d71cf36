// resonanz history: the index of stored mentions, by hand.
#include <boost/json.hpp>

#include "app/house.h"
#include "cmd/command.h"
#include "history/indexer.h"

namespace resonanz::cmd {
namespace {

namespace json = boost::json;

Result<json::object> work(const std::string& data, const std::string& keys, bool anew) {
  TRY(auto house, app::House::open({data, keys}, false));
  history::Indexer indexer(house->db(), house->keys());
  if (anew) CHECK_OK(indexer.rebuild());
  const auto begun = std::chrono::steady_clock::now();
  CHECK_OK(indexer.catch_up());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  TRY(const auto progress, indexer.progress());
  return json::object{{"posts", progress.posts}, {"segments", progress.segments}, {"seconds", seconds}};
}

int run(const std::string& data, const std::string& keys, bool anew) {
  const auto out = work(data, keys, anew);
  if (!out) return fmt::print(stderr, "{}\n", out.error().sentence_and_detail("en")), kFailed;
  fmt::print("{}\n", json::serialize(*out));
  return kDone;
}

}  // namespace

void register_history(CLI::App& app, int& exit_code) {
  CLI::App* history = app.add_subcommand("history", "The index that searches over stored posts use");
  history->require_subcommand(1);
  for (const bool anew : {false, true}) {
    auto data = std::make_shared<std::string>(app::default_data_folder().string());
    auto keys = std::make_shared<std::string>();
    CLI::App* command =
        history->add_subcommand(anew ? "rebuild" : "update",
                                anew ? "Make the index anew from the stored posts" : "Index what is not indexed yet");
    command->add_option("--data", *data, "data folder")->capture_default_str();
    command->add_option("--keys", *keys, "key file (default: beside the data folder)");
    command->footer(
        "Example:\n  resonanz history rebuild --data data\n"
        "The server does this by itself; searches give the same answers meanwhile, slower.\n"
        "Exit code: 0 done, 1 the data cannot be read, 2 wrong usage.");
    command->callback([data, keys, anew, &exit_code] { exit_code = run(*data, *keys, anew); });
  }
}

}  // namespace resonanz::cmd
