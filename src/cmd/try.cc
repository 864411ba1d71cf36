// resonanz try: what a source would bring, without storing anything.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/log.h"
#include "cmd/command.h"
#include "model/post_json.h"
#include "net/egress.h"
#include "sources/connector.h"
#include "sources/json.h"

namespace resonanz::cmd {
namespace {

namespace asio = boost::asio;

struct Arguments {
  std::string kind, target, base;
  std::vector<std::string> settings, allow;
  net::Policy policy;
};

/// The network as connectors see it, for one short run.
struct Outside {
  explicit Outside(const Arguments& arguments)
      : egress(context.get_executor(), host::system_clock(),
               {.policy = arguments.policy, .user_agent = "Resonanz/0.1", .ca_file = ""}) {}
  sources::Services services() { return {egress, host::system_clock(), "Resonanz/0.1"}; }

  asio::io_context context;
  net::Egress egress;
};

bool is_address(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://", "ws://", "wss://"})
    if (target.starts_with(scheme)) return true;
  return false;
}

/// The fields of the kind's TOML file.
boost::json::value spec_of(const std::string& kind) { return boost::json::parse(sources::spec_json(kind)); }

Result<sources::Config> config_of(const Arguments& arguments) {
  sources::Config config;
  config.name = "try";
  config.kind = arguments.kind;
  const auto spec = spec_of(arguments.kind);
  for (const auto& field : sources::json::list(spec, "fields")) {
    const std::string key = sources::json::text(field, "key");
    if (const auto* standard = sources::json::find(field, "default")) config.settings[key] = *standard;
    if (is_address(arguments.target) && sources::json::text(field, "type") == "url" && !config.settings.contains("url"))
      config.settings[key] = arguments.target;
  }
  for (const std::string& pair : arguments.settings) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) return fail(Errc::usage, "--set " + pair + ": write key=value");
    const std::string key = pair.substr(0, equals);
    bool secret = false;
    for (const auto& field : sources::json::list(spec, "fields")) {
      const auto* mark = sources::json::find(field, "secret");
      secret = secret || (sources::json::text(field, "key") == key && mark && *mark == true);
    }
    (secret ? config.secrets : config.settings)[key] = pair.substr(equals + 1);
  }
  return config;
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file;
  std::error_code ignored;
  if (path != "-" && !std::filesystem::is_directory(path, ignored)) file.open(path, std::ios::binary);
  if (path != "-" && !file.is_open()) return fail(Errc::file, path + " cannot be read");
  std::istream& in = path == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

using Items = Result<std::vector<Item>>;

asio::awaitable<Items> collect_once(const sources::Kind* kind, sources::Config config, sources::Services services) {
  CO_TRY(const auto prober, kind->create(config, services));
  CO_TRY(const sources::Probe probe, co_await prober->probe());
  if (!probe.title.empty()) fmt::print(stderr, "{}\n", probe.title);
  for (const std::string& note : probe.notes) fmt::print(stderr, "{}\n", note);
  for (const auto& [key, value] : probe.settings) config.settings[key] = value;
  CO_TRY(const auto connector, kind->create(config, services));
  CO_TRY(sources::Batch batch, co_await connector->collect(""));
  co_return std::move(batch.items);
}

asio::awaitable<void> keep(asio::awaitable<Items> task, std::optional<Items>* out) {
  out->emplace(co_await std::move(task));
}

Items collect(const sources::Kind* kind, const sources::Config& config, Outside& outside) {
  std::optional<Items> items;
  bool ended = false;
  asio::co_spawn(outside.context, keep(collect_once(kind, config, outside.services()), &items),
                 [&](std::exception_ptr) { ended = true; });
  while (!ended && outside.context.run_one() > 0) {
  }
  return items ? *std::move(items) : fail(Errc::internal, "collecting ended without an answer");
}

/// True if every item could be read.
bool show(const std::vector<Item>& items, const sources::Connector& connector, std::string_view network) {
  bool good = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].problem && items[i].op != Op::upsert) {
      fmt::print(stderr, "item {}: removes {}\n", i + 1, items[i].native_id);
      continue;
    }
    auto posts = items[i].problem ? Result<std::vector<Post>>(*items[i].problem) : connector.normalise(items[i]);
    if (!posts) {
      good = false;
      fmt::print(stderr, "item {}: {}\n", i + 1, posts.error().text());
      continue;
    }
    for (Post& post : *posts) {
      if (post.network.empty()) post.network = network;
      fmt::print("{}\n", write_post(post));
    }
  }
  return good;
}

Result<int> try_source(const Arguments& arguments) {
  const sources::Kind* kind = sources::find_kind(arguments.kind);
  if (!kind) return fail(Errc::usage, arguments.kind + " is not a kind of source");
  TRY(sources::Config config, config_of(arguments));
  Outside outside(arguments);
  const bool live = is_address(arguments.target);
  std::string bytes;
  if (!live) {
    TRY(bytes, read_file(arguments.target));
  }
  TRY(const auto items, live ? collect(kind, config, outside) : kind->read_file(bytes, arguments.base));
  // A file needs no address, but a connector does not start without one.
  if (!live && !config.settings.contains("url")) config.settings["url"] = "https://file.invalid/";
  TRY(const auto connector, kind->create(config, outside.services()));
  return show(items, *connector, kind->name) ? kDone : kBadInput;
}

int run(Arguments& arguments) {
  start_logging();
  for (const auto& text : arguments.allow) {
    const auto range = net::parse_cidr(text);
    if (!range)
      return fmt::print(stderr, "--allow-address: {} is not an address or a range such as 10.0.0.0/8\n", text),
             kBadInput;
    arguments.policy.allow.push_back(*range);
  }
  const auto code = try_source(arguments);
  if (code) return *code;
  fmt::print(stderr, "{}\n", code.error().text());
  return code.error().code == Errc::file ? kFailed : kBadInput;
}

constexpr const char* kFooter = R"x(Examples:
  resonanz try feed https://blog.example/feed.xml
  resonanz try feed saved.xml --base-url https://blog.example/
  resonanz try wordpress https://blog.example --set content=comments
Prints one post a line (JSON) and stores nothing. A file holds what the network sends: a feed, the JSON of a WordPress or
Bluesky reply, post lines or CSV.
Exit code: 0 all could be read, 1 the file cannot be opened, 2 the whole or an item of it cannot be read.)x";

}  // namespace

void register_try(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* attempt = app.add_subcommand("try", "Show what a source would bring");
  attempt->add_option("KIND", arguments->kind, "feed, wordpress, bluesky, import or replay")->required();
  attempt->add_option("FILE-or-URL", arguments->target, "a file, - for standard input, or an address")->required();
  attempt
      ->add_option("--set", arguments->settings, "a setting of the source, key=value (repeatable)")
      ->allow_extra_args(false);
  attempt->add_option("--base-url", arguments->base, "the address that a file came from, for its relative links");
  attempt
      ->add_option("--allow-address", arguments->allow,
                   "private address or range that may be connected to (repeatable)")
      ->allow_extra_args(false);
  attempt->footer(kFooter);
  attempt->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
