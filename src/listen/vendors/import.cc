#include "listen/vendors/import.h"

#include "listen/parse.h"
#include "listen/vendors/dialects.h"
#include "listen/vendors/reader.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

constexpr std::string_view kNames[] = {"brandwatch", "talkwalker", "meltwater", "x"};

std::unique_ptr<vendors::Dialect> dialect_of(Vendor vendor) {
  switch (vendor) {
    case Vendor::brandwatch:
      return vendors::brandwatch();
    case Vendor::talkwalker:
      return vendors::talkwalker();
    case Vendor::meltwater:
      return vendors::meltwater();
    case Vendor::x:
      return vendors::x_rules();
  }
  return nullptr;
}

}  // namespace

std::optional<Vendor> vendor_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return static_cast<Vendor>(i);
  return std::nullopt;
}

std::string_view name_of(Vendor vendor) { return kNames[static_cast<std::size_t>(vendor)]; }

Result<ImportedQuery> import_query(Vendor vendor, std::string_view text) {
  if (!text::is_utf8(text)) return Error{Errc::syntax, "UTF-8", 0};
  const auto dialect = dialect_of(vendor);
  TRY(const auto expression, vendors::read(text, *dialect));
  vendors::Printed printed = vendors::print(expression);
  if (const auto ours = parse(printed.text, Rules::live); !ours) {
    Error error = ours.error();
    error.offset = printed.origin_of(error.offset.value_or(0));
    return error;
  }
  std::stable_sort(dialect->notes.begin(), dialect->notes.end(),
                   [](const Remark& a, const Remark& b) { return a.offset < b.offset; });
  return ImportedQuery{std::move(printed.text), std::move(dialect->notes)};
}

}  // namespace resonanz::listen
