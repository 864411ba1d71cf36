#include "listen/lists.h"

#include "listen/builder.h"
#include "listen/fields.h"
#include "text/fold.h"

namespace resonanz::listen {
namespace {

Status check_item(ListKind kind, const std::string& item) {
  const Error wrong{Errc::value, fmt::format("\"{}\"", item)};
  if (kind == ListKind::authors && fold_handle(item).empty()) return wrong;
  if (kind == ListKind::sites && !read_list_site(item)) return wrong;
  if (kind == ListKind::words) CHECK_OK(read_list_word(item, kAnywhere, 0));
  return done();
}

}  // namespace

Status Lists::add(std::string name, std::string_view kind, std::vector<std::string> items) {
  if (name.empty()) return fail(Errc::list, "\"\"");
  List list{ListKind::words, std::move(items)};
  if (kind == "authors") list.kind = ListKind::authors;
  else if (kind == "sites") list.kind = ListKind::sites;
  else if (kind != "words") return fail(Errc::value, fmt::format("kind \"{}\"", kind));
  for (const std::string& item : list.items) CHECK_OK(check_item(list.kind, item));
  lists_.insert_or_assign(text::fold_case(name), std::move(list));
  return done();
}

const List* Lists::find(std::string_view name) const {
  const auto it = lists_.find(text::fold_case(name));
  return it == lists_.end() ? nullptr : &it->second;
}

}  // namespace resonanz::listen
