#include "cmd/match_queries.h"

#include <boost/json.hpp>

#include "cmd/line_reader.h"
#include "listen/parse.h"
#include "text/utf8.h"

namespace resonanz::cmd {
namespace {

namespace json = boost::json;

Result<json::object> read_object(std::string_view line) {
  json::error_code error;
  const std::string valid = text::is_utf8(line) ? std::string(line) : text::to_valid_utf8(line);
  json::value value = json::parse(valid, error);
  if (error) return fail(Errc::json, error.message());
  if (!value.is_object()) return fail(Errc::json, "not an object");
  return std::move(value.get_object());
}

Result<std::string> read_string(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (!value || !value->is_string()) return fail(Errc::value, fmt::format("\"{}\" is not a string", name));
  return std::string(value->get_string());
}

Status read_list(std::string_view line, listen::Lists& lists) {
  TRY(const json::object object, read_object(line));
  TRY(std::string name, read_string(object, "name"));
  TRY(const std::string kind, read_string(object, "kind"));
  const json::value* items = object.if_contains("items");
  if (!items || !items->is_array()) return fail(Errc::value, "\"items\" is not a list of strings");
  std::vector<std::string> texts;
  for (const json::value& item : items->get_array()) {
    if (!item.is_string()) return fail(Errc::value, "\"items\" is not a list of strings");
    texts.emplace_back(item.get_string());
  }
  return lists.add(std::move(name), kind, std::move(texts));
}

Result<NamedQuery> read_query(std::string_view line, const listen::Lists& lists) {
  TRY(const json::object object, read_object(line));
  TRY(std::string id, read_string(object, "id"));
  TRY(std::string text, read_string(object, "query"));
  TRY(const listen::Query query, listen::parse(text, listen::Rules::live, lists));
  return NamedQuery{std::move(id), std::move(text)};
}

std::string complaint(std::uint64_t number, const Error& error) {
  return fmt::format("line {}: {} offset {}: {}", number, code_of(error.code), error.offset.value_or(0),
                     error.sentence("en"));
}

/// Calls read(line) for each line that is not blank.
template <typename Read>
Status each_line(const std::string& path, Complaints& complaints, Read&& read) {
  TRY(LineReader in, LineReader::open(path));
  while (const auto line = in.next()) {
    if (line->find_first_not_of(" \t") == line->npos) continue;
    if (const Status status = read(*line); !status) complaints.push_back(complaint(in.number(), status.error()));
  }
  if (in.failed()) return fail(Errc::file, path);
  return done();
}

}  // namespace

Result<listen::Lists> read_lists(const std::string& path, Complaints& complaints) {
  listen::Lists lists;
  CHECK_OK(each_line(path, complaints, [&](std::string_view line) { return read_list(line, lists); }));
  return lists;
}

Result<std::vector<NamedQuery>> read_queries(const std::string& path, const listen::Lists& lists,
                                             Complaints& complaints) {
  std::vector<NamedQuery> out;
  std::set<std::string> ids;
  CHECK_OK(each_line(path, complaints, [&](std::string_view line) -> Status {
    TRY(NamedQuery read, read_query(line, lists));
    if (!ids.insert(read.id).second) return fail(Errc::value, fmt::format("the id \"{}\" is used twice", read.id));
    out.push_back(std::move(read));
    return done();
  }));
  std::sort(out.begin(), out.end(), [](const NamedQuery& a, const NamedQuery& b) { return a.id < b.id; });
  return out;
}

}  // namespace resonanz::cmd
