#include "listen/document.h"

#include <bit>

#include "listen/fields.h"
#include "text/fold.h"

namespace resonanz::listen {
namespace {

std::string primary_subtag(std::string_view tag) {
  const std::string lower = text::fold_case(tag.substr(0, tag.find_first_of("-_")));
  return lower == "und" ? std::string() : lower;
}

void append_handle(std::vector<std::string>& out, std::string_view handle) {
  if (std::string folded = fold_handle(handle); !folded.empty()) out.push_back(std::move(folded));
}

LanguageDetector detector = [](const Post&) { return std::string(); };

}  // namespace

void detect_languages_by(LanguageDetector given) { detector = given; }

void Document::assign(const Post& post) {
  post_ = &post;
  declared_lang_ = post.lang.empty() ? std::string() : primary_subtag(post.lang);
  if (declared_lang_.empty() && !post.source_lang.empty()) declared_lang_ = primary_subtag(post.source_lang);
  german_ = declared_lang_ == "de";
  detected_lang_.reset();
  tokenised_ = indexed_ = false;
  nfc_[0].reset();
  nfc_[1].reset();
  url_.reset();
  links_.reset();
  replied_to_.reset();
  mentioned_.reset();
}

void Document::tokenise() const {
  tokenised_ = true;
  arena_.clear();
  output_.tokens.clear();
  for (const Field field : {Field::title, Field::text}) {
    output_.urls[static_cast<int>(field)].clear();
    tokenizer_.run(text_of(field), field, german_, arena_, output_);
  }
}

void Document::index() const {
  const std::size_t size = std::bit_ceil(std::max<std::size_t>(16, 2 * tokens().size()));
  indexed_ = true;
  heads_.assign(size, 0);
  entries_.clear();
  for (std::size_t i = output_.tokens.size(); i-- > 0;) {  // backwards, so that chains run in text order
    add_entry(static_cast<std::uint32_t>(i), false);
    if (!output_.tokens[i].stripped.empty()) add_entry(static_cast<std::uint32_t>(i), true);
  }
}

void Document::add_entry(std::uint32_t token, bool stripped) const {
  const Token& t = output_.tokens[token];
  const std::uint64_t hash = hash_of(t.kind, stripped ? t.stripped : t.folded);
  std::uint32_t& head = heads_[hash & (heads_.size() - 1)];
  entries_.push_back({hash, token, head, stripped});
  head = static_cast<std::uint32_t>(entries_.size());
}

const std::string& Document::lang() {
  if (!declared_lang_.empty()) return declared_lang_;
  if (!detected_lang_) detected_lang_ = primary_subtag(detector(*post_));
  return *detected_lang_;
}

bool Document::has_emoji() const {
  return std::any_of(tokens().begin(), tokens().end(), [](const Token& t) { return t.kind == TokenKind::emoji; });
}

bool Document::has_question() {
  for (const Field field : {Field::title, Field::text}) {
    const std::string_view all = text_of(field);
    for (const std::string_view mark : {"?", "？", "؟"})
      for (auto at = all.find(mark); at != all.npos; at = all.find(mark, at + mark.size())) {
        const auto& urls = read().urls[static_cast<int>(field)];
        const auto holds = [&](const text::Range& url) { return url.begin <= at && at < url.end; };
        if (std::none_of(urls.begin(), urls.end(), holds)) return true;
      }
  }
  return false;
}

bool Document::has_link() const {
  const auto& media = post_->media;
  return !post_->links.empty() || std::find(media.begin(), media.end(), "link") != media.end() ||
         !read().urls[0].empty() || !read().urls[1].empty();
}

const std::optional<text::Url>& Document::url() {
  if (!url_) url_ = text::parse_url(post_->url);
  return *url_;
}

const std::vector<text::Url>& Document::links() {
  if (links_) return *links_;
  links_.emplace();
  const auto add = [&](std::string_view link) {
    if (auto url = text::parse_url(link)) links_->push_back(*std::move(url));
  };
  for (const std::string& link : post_->links) add(link);
  for (const Field field : {Field::title, Field::text})
    for (const text::Range& range : read().urls[static_cast<int>(field)])
      add(text_of(field).substr(range.begin, range.end - range.begin));
  return *links_;
}

const text::Mapped& Document::nfc(Field field) {
  auto& form = nfc_[static_cast<int>(field)];
  if (!form) {
    const std::string_view original = text_of(field);
    form = text::is_nfc(original) ? text::Mapped{std::string(original), {}}
                                  : text::normalize_mapped(original, text::Form::nfc);
  }
  return *form;
}

const std::vector<std::string>& Document::replied_to() {
  if (replied_to_) return *replied_to_;
  replied_to_.emplace();
  const Post& p = *post_;
  if (p.in_reply_to.empty() && p.kind != PostKind::reply) return *replied_to_;
  if (!p.mentions.empty()) append_handle(*replied_to_, p.mentions.front());
  else if (p.text.starts_with('@'))
    append_handle(*replied_to_, std::string_view(p.text).substr(0, p.text.find_first_of(" \t\r\n,:")));
  const std::string_view parent = p.in_reply_to;
  if (parent.starts_with("at://")) {
    append_handle(*replied_to_, parent.substr(5, parent.find('/', 5) - 5));
  } else if (const auto at = parent.find("/@"); at != parent.npos) {
    append_handle(*replied_to_, parent.substr(at + 2, parent.find('/', at + 2) - at - 2));
  }
  return *replied_to_;
}

const std::vector<std::string>& Document::mentioned() {
  if (mentioned_) return *mentioned_;
  mentioned_.emplace();
  for (const std::string& handle : post_->mentions) append_handle(*mentioned_, handle);
  for (const Token& token : tokens())
    if (token.kind == TokenKind::mention)
      append_handle(*mentioned_, text_of(token.field).substr(token.begin, token.end - token.begin));
  return *mentioned_;
}

}  // namespace resonanz::listen
