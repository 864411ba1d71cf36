#pragma once
// The language of posts that declare none, for queries that ask for one.

#include <string>

#include "model/post.h"

namespace resonanz::ingest {

/// As the shipped models read title and text (ISO 639-1), "" where they cannot tell; a listen::LanguageDetector. The
/// models are read when the first post asks.
std::string detected_language(const Post& post);

}  // namespace resonanz::ingest
