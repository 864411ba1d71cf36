#include "listen/fields.h"

#include <charconv>
#include <limits>

#include "text/char_class.h"
#include "text/fold.h"
#include "text/nearest.h"
#include "text/url.h"

namespace resonanz::listen {
namespace {

struct Row {
  std::string_view name;
  FieldName field;
};

constexpr FieldName member(Member m) { return {FieldName::Kind::member, kAnywhere, m}; }
constexpr Row kRows[] = {
    {"title", {FieldName::Kind::scope, kTitle}},
    {"text", {FieldName::Kind::scope, kText}},
    {"raw", {FieldName::Kind::raw}},
    {"list", {FieldName::Kind::list}},
    {"author", member(Member::author)},
    {"to", member(Member::to)},
    {"mentions", member(Member::mentions)},
    {"site", member(Member::site)},
    {"host", member(Member::host)},
    {"url", member(Member::url)},
    {"link", member(Member::link)},
    {"network", member(Member::network)},
    {"source", member(Member::source)},
    {"lang", member(Member::lang)},
    {"kind", member(Member::kind)},
    {"has", member(Member::has)},
    {"followers", member(Member::followers)},
    {"likes", member(Member::likes)},
    {"shares", member(Member::shares)},
    {"replies", member(Member::replies)},
    {"rating", member(Member::rating)},
    {"thread", member(Member::thread)},
    {"sample", member(Member::sample)},
    {"after", member(Member::after)},
    {"before", member(Member::before)},
};

Error bad_value(Member m, std::string_view value, std::size_t offset) {
  return {Errc::field, fmt::format("{}:{}", name_of(m), value), offset};
}

std::optional<double> read_number(std::string_view text, bool decimals) {
  if (!decimals && text.find_first_of(".eE") != text.npos) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

Result<Predicate> read_range(Predicate out, std::string_view value, std::size_t offset) {
  const Error wrong{Errc::range, fmt::format("{}:{}", name_of(out.member), value), offset};
  const auto dots = value.find("..");
  if (dots == value.npos || value.size() == 2) return wrong;
  const bool decimals = out.member == Member::rating;
  const std::string_view low = value.substr(0, dots), high = value.substr(dots + 2);
  const auto a = low.empty() ? -std::numeric_limits<double>::infinity() : read_number(low, decimals);
  const auto b = high.empty() ? std::numeric_limits<double>::infinity() : read_number(high, decimals);
  if (!a || !b || *a > *b) return wrong;
  out.low = *a, out.high = *b;
  return out;
}

/// The primary subtag of a BCP 47 tag, "" where it is none.
std::string primary_subtag(std::string_view tag) {
  const std::string_view head = tag.substr(0, tag.find_first_of("-_"));
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (head.size() < 2 || head.size() > 3 || !std::all_of(head.begin(), head.end(), letter)) return {};
  return text::fold_case(head);
}

}  // namespace

std::optional<FieldName> find_field(std::string_view name) {
  for (const Row& row : kRows)
    if (row.name == name) return row.field;
  return std::nullopt;
}

std::string_view name_of(Member m) {
  for (const Row& row : kRows)
    if (row.field.kind == FieldName::Kind::member && row.field.member == m) return row.name;
  return {};
}

std::string_view nearest_field(std::string_view name) {
  std::array<std::string_view, std::size(kRows)> names;
  std::transform(std::begin(kRows), std::end(kRows), names.begin(), [](const Row& row) { return row.name; });
  return text::nearest(name, names);
}

std::string fold_handle(std::string_view handle) {
  if (handle.starts_with('@')) handle.remove_prefix(1);
  return text::fold_case(handle);
}

std::optional<Address> read_address(Member m, std::string_view value) {
  const auto url = text::parse_url(value);
  if (!url) return std::nullopt;
  std::string_view host = url->host;
  if (m == Member::host) return url->target == "/" ? std::optional(Address{{}, url->host, {}}) : std::nullopt;
  if (m == Member::url || url->target != "/") {
    if (m == Member::site) return std::nullopt;
    return Address{{}, url->host, url->target == "/" ? std::string() : url->target};
  }
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (m == Member::site || text::registrable_domain(host) == host) return Address{std::string(host), {}, {}};
  return Address{{}, url->host, {}};
}

Result<Predicate> read_predicate(Member m, std::string_view value, std::size_t offset) {
  Predicate out{.member = m};
  switch (m) {
    case Member::author:
    case Member::to:
    case Member::mentions:
      out.values = {fold_handle(value)};
      break;
    case Member::network:
    case Member::source:
      out.values = {text::fold_case(value)};
      break;
    case Member::thread:
      out.values = {std::string(value)};
      break;
    case Member::site:
    case Member::host:
    case Member::url:
    case Member::link:
      if (auto address = read_address(m, value)) return out.addresses = {*std::move(address)}, out;
      return bad_value(m, value, offset);
    case Member::lang:
      out.values = {primary_subtag(value)};
      break;
    case Member::kind:
      if (const auto kind = post_kind_from(value)) return out.kind = *kind, out;
      return bad_value(m, value, offset);
    case Member::has:
      for (const std::string_view known : {"link", "image", "video", "question", "emoji"})
        if (value == known) return out.values = {std::string(value)}, out;
      return bad_value(m, value, offset);
    case Member::followers:
    case Member::likes:
    case Member::shares:
    case Member::replies:
    case Member::rating:
      return read_range(std::move(out), value, offset);
    case Member::sample: {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out.percent);
      if (error != std::errc() || end != value.data() + value.size() || out.percent < 1 || out.percent > 100)
        return bad_value(m, value, offset);
      return out;
    }
    case Member::after:
    case Member::before:
      if (const auto time = parse_rfc3339(value)) return out.time = *time, out;
      return bad_value(m, value, offset);
  }
  if (out.values[0].empty()) return bad_value(m, value, offset);
  return out;
}

}  // namespace resonanz::listen
