#pragma once
// A stored mention, opened for the program's own use. What of it a person may see is decided by the api.

#include <string>
#include <vector>

#include "base/id.h"
#include "listen/evaluate.h"
#include "model/post.h"

namespace resonanz::ingest {

/// Where a query's words stand; byte offsets into title or text, end exclusive.
struct Span {
  bool in_title = false;
  std::size_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

struct Match {
  Id query = 0;
  std::vector<Span> spans;
  bool is_tag = false;            ///< it labels the post and is no reason to keep it; not known of stored ones
  std::string sentiment{};        ///< of the sentences that the query's words stand in; "" as the whole post
  std::optional<double> about{};  ///< how likely it is about what the query seeks; not known of stored ones
  bool is_hidden = false;         ///< it is not about what the query seeks
};

/// What the models read out of a post. Labels are "" where no model reads its language.
struct Reading {
  std::string lang;  ///< ISO 639-1, "" unknown
  std::string sentiment, intent;
  bool is_toxic = false;
  bool is_doubtful = false;  ///< a second look may change it
  std::string said;  ///< JSON: the models' labels with their probabilities
  std::string versions;
};

/// A query that listens asks for it; tags alone keep nothing.
inline bool is_wanted(const std::vector<Match>& matches) {
  return std::any_of(matches.begin(), matches.end(), [](const Match& match) { return !match.is_tag; });
}

/// What a person said of a tag on a mention, whatever its query says.
struct TagMark {
  Id query = 0;
  bool given = false;
};

/// A query's hit as it is stored.
inline Match match_from(Id query, const std::vector<listen::Span>& spans, bool is_tag = false) {
  Match match{query, {}, is_tag};
  for (const auto& span : spans) match.spans.push_back({span.field == listen::Field::title, span.begin, span.end});
  return match;
}

struct Mention {
  Id id = 0;
  Id source = 0;
  Id conversation = 0;
  std::string purpose = "listening";  ///< why it is kept: listening, or dialogue
  std::string author_ref;
  std::string revision;
  TimeUs received_at = 0;
  std::optional<TimeUs> edited_at;  ///< post.edited_at, or where the network does not say it, when we heard of the edit
  std::optional<TimeUs> deleted_at;
  Post post;  ///< empty but for network and kind once deleted
  std::vector<Match> matches;
  std::vector<TagMark> tags{};
};

}  // namespace resonanz::ingest
