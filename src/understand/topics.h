#pragma once
// What many posts speak of: terms that come together, named by the words people used, compared with the posts before.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/salient.h"

namespace resonanz::understand {

struct TopicPost {
  std::int64_t id = 0;
  std::string text;
  std::string language;
  bool is_negative = false;
  bool is_earlier = false;  ///< of the time that is compared with
};

struct Topic {
  enum class Status { is_new, rising, steady, fading };
  std::string name;
  std::vector<std::string> terms;  ///< the most telling first
  std::int64_t count = 0;          ///< posts of now
  double before = 0;               ///< how many were to be expected from the earlier ones
  std::int64_t negative = 0;       ///< of count
  Status status = Status::steady;
  std::vector<std::int64_t> examples;  ///< ids of posts that have most of the terms, newest first
};
std::string_view name_of(Topic::Status status);

/// New and rising ones first, by how sure that is (log-likelihood ratio), then the largest. The same posts give the
/// same topics in whatever order they come. `expected`: how many posts of now one earlier post stands for; empty where
/// there is no earlier time, and all are steady. `queries`: the texts of those that selected the posts; a word of theirs
/// that most posts have makes no topic.
std::vector<Topic> find_topics(std::span<const TopicPost> posts, std::optional<double> expected,
                               const CommonWords& common, std::span<const std::string> queries = {},
                               std::size_t most = 12);

}  // namespace resonanz::understand
