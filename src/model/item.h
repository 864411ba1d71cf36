#pragma once
// One thing a source brought, as bytes. It is journalled as it is and becomes a Post only afterwards.

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace resonanz {

enum class Op {
  upsert,        ///< a new post, or a new revision of a known one
  remove,        ///< the network deleted this post
  remove_author  ///< the network deleted or took down this account; native_id is the author's stable id
};

/// "upsert", "remove" or "remove_author", as the store keeps it.
std::string_view name_of(Op op);
std::optional<Op> op_from(std::string_view name);

struct Item {
  Op op = Op::upsert;
  std::string native_id;  ///< with the source and revision the unique key; may be empty where `problem` is set
  std::string revision;   ///< changes when the content changes: a rev, a date, or a hash of the payload
  std::string payload;    ///< what the connector's normalise() reads
  std::size_t line = 0;   ///< row of the file it came from, from 1; 0 where there is none
  std::optional<TimeUs> happened_at{};  ///< removals: when, as the network says
  std::optional<Error> problem{};       ///< set: these bytes cannot be read, keep them in quarantine
};

}  // namespace resonanz
