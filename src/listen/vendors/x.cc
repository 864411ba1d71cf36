// Rules of the X API v2 filtered stream, and the same in PowerTrack.
#include "listen/vendors/dialects.h"

namespace resonanz::listen::vendors {
namespace {

struct Same {
  std::string_view theirs, ours;
};
constexpr Same kMembers[] = {{"from", "author"}, {"to", "to"}, {"lang", "lang"}, {"conversation_id", "thread"}};
constexpr Same kFlags[] = {{"is:retweet", "kind:repost"}, {"is:reply", "kind:reply"},  {"is:quote", "kind:quote"},
                           {"has:links", "has:link"},     {"has:images", "has:image"}, {"has:videos", "has:video"}};

constexpr std::uint32_t kWidestSlopOfX = 6;

class XRules : public Dialect {
 public:
  XRules()
      : Dialect({.name = "X",
                 .adjacency = Adjacency::both,
                 .knows_and = false,
                 .knows_not = false,
                 .minus_takes_groups = false}) {}

  std::optional<Result<NearStep>> near_of(std::string_view word, std::size_t offset) override {
    if (word.starts_with("NEAR/") || word.starts_with("ONEAR/")) return foreign(word, offset);
    return std::nullopt;
  }
  std::string_view scope_of(std::string_view) const override { return ""; }

  Result<Expression> word(std::string_view typed, std::size_t offset) override {
    if (typed.find('*') != typed.npos) return foreign(typed, offset);
    if (typed == "NEAR" || typed == "ONEAR") return leaf(fmt::format("\"{}\"", typed), offset);
    if (typed.front() != '@') return plain(typed, offset);
    Expression out = member("mentions", typed.substr(1), offset);
    note(RemarkCode::mention, offset, out.text);
    return out;
  }

  Result<Expression> phrase(std::string_view prefix, std::string_view inside, std::optional<std::uint32_t> slop,
                            std::size_t offset) override {
    if (!prefix.empty()) return foreign(fmt::format("{}\"", prefix), offset);
    if (inside.find('*') != inside.npos) return foreign(inside, offset);
    if (slop && *slop > kWidestSlopOfX) return Error{Errc::near_range, fmt::format("~{}", *slop), offset};
    auto out = plain_phrase(inside, slop, offset);
    return has_sign(inside) ? noted(RemarkCode::punctuation, std::move(out)) : out;
  }

  Result<Expression> field(std::string_view name, std::string_view value, bool, std::size_t offset) override {
    for (const Same& same : kMembers)
      if (name == same.theirs) return member(same.ours, value, offset);
    const std::string flag = fmt::format("{}:{}", name, value);
    for (const Same& same : kFlags)
      if (flag == same.theirs) return leaf(std::string(same.ours), offset);
    if (flag == "has:media") return noted(RemarkCode::media, leaf("(has:image OR has:video)", offset));
    if (flag == "has:video_link") return noted(RemarkCode::media, leaf("has:video", offset));
    if (name == "sample") return noted(RemarkCode::sample, member("sample", value, offset));
    if (name == "url") return noted(RemarkCode::link, link(value, offset));
    if (name == "min_followers") return noted(RemarkCode::count, leaf(fmt::format("followers:{}..", value), offset));
    if (name == "followers_count") return noted(RemarkCode::count, followers(value, offset));
    return foreign(name == "is" || name == "has" ? flag : fmt::format("{}:", name), offset);
  }

 private:
  /// A number alone is the least one.
  static Expression followers(std::string_view value, std::size_t offset) {
    const bool range = value.find("..") != value.npos;
    return leaf(fmt::format("followers:{}{}", value, range ? "" : ".."), offset);
  }
};

}  // namespace

std::unique_ptr<Dialect> x_rules() { return std::make_unique<XRules>(); }

}  // namespace resonanz::listen::vendors
