// Talkwalker: projects and alerts.
#include <unicode/uchar.h>

#include "listen/vendors/dialects.h"
#include "text/utf8.h"

namespace resonanz::listen::vendors {
namespace {

/// At least two letters, none of them small.
bool is_in_capitals(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const text::CodePoint c = text::code_point_at(word, at);
    if (u_islower(static_cast<UChar32>(c.value))) return false;
    letters += u_isupper(static_cast<UChar32>(c.value)) ? 1 : 0;
    at += c.size;
  }
  return letters >= 2;
}

class Talkwalker : public Dialect {
 public:
  Talkwalker()
      : Dialect({.name = "Talkwalker",
                 .adjacency = Adjacency::loose_phrase,
                 .says_precedence = false,
                 .says_distance = false}) {}

  Result<Expression> word(std::string_view typed, std::size_t offset) override {
    if (typed.starts_with('+')) return raw(typed, typed.substr(typed.starts_with("++") ? 2 : 1), offset);
    const bool tag = typed.front() == '#' || typed.front() == '@' || typed.front() == '$';
    if (typed == "SENTENCE" || typed == "PARAGRAPH") return foreign(typed, offset);  // within one
    if (!tag && is_in_capitals(typed) && !has_sign(typed)) return in_capitals(typed, offset);
    if (typed.find('-', 1) != typed.npos) note(RemarkCode::hyphen, offset, std::string(typed));
    return plain(typed, offset);
  }

  /// +"…" is these characters, ++"…" these in this case.
  Result<Expression> phrase(std::string_view prefix, std::string_view inside, std::optional<std::uint32_t> slop,
                            std::size_t offset) override {
    if (!prefix.empty()) return slop ? foreign(fmt::format("{}\"…\"~", prefix), offset) : raw(prefix, inside, offset);
    auto out = plain_phrase(inside, slop, offset);
    return slop ? noted(RemarkCode::slop, std::move(out)) : out;
  }

  Result<Expression> field(std::string_view name, std::string_view value, bool, std::size_t offset) override {
    if (name == "author") return member("author", value, offset);
    if (name == "host_url") return noted(RemarkCode::site, member("host", value, offset));
    if (name == "domain_url" || name == "site") return noted(RemarkCode::site, address(value, offset));
    return foreign(fmt::format("{}:", name), offset);
  }

 private:
  Result<Expression> raw(std::string_view sign, std::string_view inside, std::size_t offset) {
    if (!sign.starts_with('+') || inside.empty()) return foreign(fmt::format("{}\"", sign), offset);
    if (sign.starts_with("++")) return noted(RemarkCode::raw, leaf(fmt::format("raw:\"{}\"", inside), offset));
    return noted(RemarkCode::raw_case, plain_phrase(inside, std::nullopt, offset));
  }

  Result<Expression> in_capitals(std::string_view typed, std::size_t offset) {
    Expression out = leaf(fmt::format("={}", typed), offset);
    out.bare = true;
    note(RemarkCode::capitals, offset, out.text);
    return out;
  }
};

}  // namespace

std::unique_ptr<Dialect> talkwalker() { return std::make_unique<Talkwalker>(); }

}  // namespace resonanz::listen::vendors
