// Brandwatch Consumer Research, and its older ForSight.
#include "listen/vendors/dialects.h"

namespace resonanz::listen::vendors {
namespace {

class Brandwatch : public Dialect {
 public:
  Brandwatch() : Dialect({.name = "Brandwatch", .says_precedence = false, .says_distance = false}) {}

  /// NEAR/5, and NEAR/5f for this order.
  std::optional<Result<NearStep>> near_of(std::string_view word, std::size_t offset) override {
    if (word.starts_with("ONEAR")) return foreign(word, offset);
    const bool forward = word.starts_with("NEAR/") && word.ends_with('f');
    auto step = Dialect::near_of(forward ? word.substr(0, word.size() - 1) : word, offset);
    if (step && *step) (*step)->ordered = forward;
    return step;
  }

  /// Signs are ignored: AT&T is AT beside T, Google+ is Google.
  Result<Expression> word(std::string_view typed, std::size_t offset) override {
    const bool tag = typed.front() == '#' || typed.front() == '@';
    if (tag) note(RemarkCode::tag, offset, std::string(typed));
    std::string words = without_signs(typed, tag ? ".&+/$" : ".&+/$#@");
    if (words == typed) return plain(typed, offset);
    if (words.empty()) return foreign(typed, offset);
    if (words.find(' ') != words.npos) words = fmt::format("\"{}\"", words);
    note(RemarkCode::sign, offset, words);
    return leaf(std::move(words), offset);
  }

  Result<Expression> phrase(std::string_view prefix, std::string_view inside, std::optional<std::uint32_t> slop,
                            std::size_t offset) override {
    if (!prefix.empty()) return foreign(fmt::format("{}\"", prefix), offset);
    const std::string words = without_signs(inside, ".&+/$");
    if (words.empty()) return foreign(fmt::format("\"{}\"", inside), offset);
    auto out = plain_phrase(words, slop, offset);
    if (words != inside) out = noted(RemarkCode::sign, std::move(out));
    return slop ? noted(RemarkCode::slop, std::move(out)) : out;
  }

  Result<Expression> field(std::string_view name, std::string_view value, bool quoted, std::size_t offset) override {
    if (name == "raw") {
      Expression out =
          leaf(quoted || has_sign(value) ? fmt::format("raw:\"{}\"", value) : fmt::format("raw:{}", value), offset);
      note(RemarkCode::raw, offset, out.text);
      return out;
    }
    if (name == "site") return noted(RemarkCode::site, address(value, offset));
    if (name == "links") return noted(RemarkCode::link, link(value, offset));
    if (name == "author") return member("author", value, offset);
    if (name == "language") return member("lang", value, offset);
    if (name == "at_mentions") return noted(RemarkCode::mention, member("mentions", value, offset));
    if (name == "hashtags") return leaf(fmt::format("#{}", value.starts_with('#') ? value.substr(1) : value), offset);
    if (name == "engagementType") return kind(value, offset);
    return foreign(fmt::format("{}:", name), offset);  // url: is a part of a path, the places are not known to us
  }

 private:
  /// What they stand between are words beside one another.
  static std::string without_signs(std::string_view text, std::string_view signs) {
    std::string out;
    for (const char c : text) {
      const char kept = signs.find(c) == signs.npos ? c : ' ';
      if (kept != ' ' || (!out.empty() && out.back() != ' ')) out += kept;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }
  static Result<Expression> kind(std::string_view value, std::size_t offset) {
    if (value == "REPLY") return leaf("kind:reply", offset);
    if (value == "RETWEET") return leaf("kind:repost", offset);
    if (value == "QUOTE") return leaf("kind:quote", offset);
    return foreign(fmt::format("engagementType:{}", value), offset);
  }
};

}  // namespace

std::unique_ptr<Dialect> brandwatch() { return std::make_unique<Brandwatch>(); }

}  // namespace resonanz::listen::vendors
