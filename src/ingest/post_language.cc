#include "ingest/post_language.h"

#include "base/log.h"
#include "understand/understand.h"

namespace resonanz::ingest {

std::string detected_language(const Post& post) {
  static const auto models = [] {
    auto read = understand::shipped_models();
    if (!read) log::error("languages cannot be detected: {}", read.error().text());
    return read;
  }();
  if (!models) return {};
  thread_local understand::Understander understander(*models);
  return std::string(understander.language(post.title, post.text).code);
}

}  // namespace resonanz::ingest
