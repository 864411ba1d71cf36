#include "govern/erasure_ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/json.hpp>

#include <fstream>

namespace resonanz::govern {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

Error file_error(const fs::path& file, std::string_view what) {
  return fail(Errc::file, fmt::format("{} ({})", file.filename().string(), what));
}

json::array list_of(const std::set<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

std::string write_line(const LedgerEntry& e) {
  return json::serialize(json::object{{"id", e.id},
                                      {"at", format_rfc3339(e.at)},
                                      {"kind", e.kind},
                                      {"network", e.network},
                                      {"keys", list_of(e.keys)},
                                      {"handles", list_of(e.handles)}}) +
         "\n";
}

Result<LedgerEntry> read_line(const std::string& line) {
  boost::system::error_code error;
  const auto value = json::parse(line, error);
  if (error || !value.is_object()) return fail(Errc::file, "a line of the erasure ledger is damaged");
  const auto& in = value.as_object();
  const auto text = [&](std::string_view name) {
    const auto* member = in.if_contains(name);
    return member && member->is_string() ? std::string(member->as_string()) : std::string();
  };
  const auto texts = [&](std::string_view name) {
    std::set<std::string> out;
    const auto* member = in.if_contains(name);
    if (member && member->is_array())
      for (const auto& item : member->as_array())
        if (item.is_string()) out.emplace(item.as_string());
    return out;
  };
  return LedgerEntry{text("id"),    parse_rfc3339(text("at")).value_or(0),
                     text("kind"),  text("network"),
                     texts("keys"), texts("handles")};
}

}  // namespace

fs::path ErasureLedger::beside(const fs::path& key_file) { return fs::path(key_file).replace_extension(".erasures"); }

bool ErasureLedger::exists() const {
  std::error_code ignored;
  return fs::is_regular_file(file_, ignored);
}

Status ErasureLedger::create() const {
  const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return file_error(file_, std::strerror(errno));
  ::close(fd);
  return done();
}

Status ErasureLedger::append(const LedgerEntry& entry) const {
  const std::string line = write_line(entry);
  const int fd = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return file_error(file_, std::strerror(errno));
  ::flock(fd, LOCK_EX);
  // A line that a crash left half must not swallow the next one.
  char last = '\n';
  const auto size = ::lseek(fd, 0, SEEK_END);
  const bool whole = size <= 0 || (::pread(fd, &last, 1, size - 1) == 1 && last == '\n');
  const std::string text = whole ? line : "\n" + line;
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  ::close(fd);
  return written ? done() : Status(file_error(file_, "it cannot be written"));
}

Result<std::vector<LedgerEntry>> ErasureLedger::read() const {
  std::ifstream in(file_, std::ios::binary);
  if (!in) return file_error(file_, "it is missing; put the erasure ledger of this key file back");
  std::vector<LedgerEntry> out;
  // A half line is what a crash left of a request that was never answered: it was not carried out, nor promised.
  for (std::string line; std::getline(in, line);)
    if (auto entry = read_line(line)) out.push_back(std::move(*entry));
    else if (line.ends_with('}')) return entry.error();
  return out;
}

}  // namespace resonanz::govern
