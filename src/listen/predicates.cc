#include "listen/predicates.h"

#include "listen/fields.h"
#include "text/fold.h"

namespace resonanz::listen {
namespace {

bool is_value(const Predicate& predicate, std::string_view text) {
  return std::binary_search(predicate.values.begin(), predicate.values.end(), text);
}

bool is_author(const Predicate& predicate, const Author& author) {
  return (!author.handle.empty() && is_value(predicate, fold_handle(author.handle))) ||
         (!author.id.empty() && is_value(predicate, fold_handle(author.id)));
}

bool is_handle(const Predicate& predicate, const std::vector<std::string>& handles) {
  return std::any_of(handles.begin(), handles.end(),
                     [&](const std::string& handle) { return is_value(predicate, handle); });
}

bool is_address(const Predicate& predicate, const text::Url& url) {
  std::string domain;  // worked out when first needed
  for (const Address& address : predicate.addresses) {
    if (address.domain.empty()) {
      if (url.host == address.host && url.target.starts_with(address.target)) return true;
    } else {
      if (domain.empty()) domain = text::registrable_domain(url.host);
      if (domain == address.domain) return true;
    }
  }
  return false;
}

/// What addresses are looked up by.
std::string domain_or_host(const std::string& host) {
  std::string domain = text::registrable_domain(host);
  return domain.empty() ? host : domain;
}

template <typename Number>
bool in_range(const Predicate& predicate, const std::optional<Number>& value) {
  if (!value) return false;
  const auto number = static_cast<double>(*value);
  return predicate.low <= number && number <= predicate.high;
}

bool has(const Predicate& predicate, Document& document) {
  const std::string& what = predicate.values[0];
  if (what == "link") return document.has_link();
  if (what == "question") return document.has_question();
  if (what == "emoji") return document.has_emoji();
  const auto& media = document.post().media;
  return std::find(media.begin(), media.end(), what) != media.end();
}

void add_key(std::vector<std::string>& out, Member member, std::string_view value) {
  if (!value.empty()) out.push_back(key_of(member, value));
}

}  // namespace

std::string key_of(Member member, std::string_view value) {
  std::string out(1, static_cast<char>('a' + static_cast<int>(member)));
  return out += value;
}

std::vector<std::string> keys_of(const Predicate& predicate) {
  std::vector<std::string> out;
  switch (predicate.member) {
    case Member::author:
    case Member::to:
    case Member::mentions:
    case Member::network:
    case Member::source:
    case Member::lang:
    case Member::thread:
      for (const std::string& value : predicate.values) out.push_back(key_of(predicate.member, value));
      break;
    case Member::kind:
      out.push_back(key_of(predicate.member, std::to_string(static_cast<int>(predicate.kind))));
      break;
    case Member::site:
    case Member::host:
    case Member::url:
    case Member::link:
      for (const Address& address : predicate.addresses)
        out.push_back(key_of(predicate.member, address.domain.empty() ? domain_or_host(address.host) : address.domain));
      break;
    default:
      break;
  }
  return out;
}

std::vector<std::string> keys_of(Member member, Document& document) {
  std::vector<std::string> out;
  const Post& post = document.post();
  switch (member) {
    case Member::author:
      add_key(out, member, fold_handle(post.author.handle));
      add_key(out, member, fold_handle(post.author.id));
      break;
    case Member::to:
      for (const std::string& handle : document.replied_to()) add_key(out, member, handle);
      break;
    case Member::mentions:
      for (const std::string& handle : document.mentioned()) add_key(out, member, handle);
      break;
    case Member::network:
      out.push_back(key_of(member, text::fold_case(post.network)));
      break;
    case Member::source:
      out.push_back(key_of(member, text::fold_case(post.source)));
      break;
    case Member::lang:
      out.push_back(key_of(member, document.lang()));
      break;
    case Member::thread:
      out.push_back(key_of(member, post.thread.empty() ? post.id : post.thread));
      break;
    case Member::kind:
      out.push_back(key_of(member, std::to_string(static_cast<int>(post.kind))));
      break;
    case Member::site:
    case Member::host:
    case Member::url:
      if (document.url()) out.push_back(key_of(member, domain_or_host(document.url()->host)));
      break;
    case Member::link:
      for (const text::Url& link : document.links()) out.push_back(key_of(member, domain_or_host(link.host)));
      break;
    default:
      break;
  }
  return out;
}

int sample_of(const Post& post) {
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a: written down, so that it is the same everywhere and for ever
  const auto feed = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  };
  feed(post.source);
  feed(std::string_view("\0", 1));
  feed(post.id);
  hash ^= hash >> 32;
  return static_cast<int>(hash % 100);
}

bool holds(const Predicate& predicate, Document& document) {
  const Post& post = document.post();
  switch (predicate.member) {
    case Member::author:
      return is_author(predicate, post.author);
    case Member::to:
      return is_handle(predicate, document.replied_to());
    case Member::mentions:
      return is_handle(predicate, document.mentioned());
    case Member::site:
    case Member::host:
    case Member::url:
      return document.url() && is_address(predicate, *document.url());
    case Member::link: {
      const auto& links = document.links();
      return std::any_of(links.begin(), links.end(),
                         [&](const text::Url& link) { return is_address(predicate, link); });
    }
    case Member::network:
      return is_value(predicate, text::fold_case(post.network));
    case Member::source:
      return is_value(predicate, text::fold_case(post.source));
    case Member::lang:
      return is_value(predicate, document.lang());
    case Member::kind:
      return post.kind == predicate.kind;
    case Member::has:
      return has(predicate, document);
    case Member::followers:
      return in_range(predicate, post.author.followers);
    case Member::likes:
      return in_range(predicate, post.counts.likes);
    case Member::shares:
      return in_range(predicate, post.counts.shares);
    case Member::replies:
      return in_range(predicate, post.counts.replies);
    case Member::rating:
      return in_range(predicate, post.rating);
    case Member::thread:
      return is_value(predicate, post.thread.empty() ? post.id : post.thread);
    case Member::sample:
      return sample_of(post) < predicate.percent;
    case Member::after:
      return post.created_at && *post.created_at >= predicate.time;
    case Member::before:
      return post.created_at && *post.created_at < predicate.time;
  }
  return false;
}

}  // namespace resonanz::listen
