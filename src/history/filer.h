#pragma once
// Files stored posts in a segment.

#include "history/stored_posts.h"
#include "history/terms.h"

namespace resonanz::history {

/// Not thread-safe. Borrows both.
class Filer {
 public:
  Filer(const privacy::Keys& keys, SegmentBuilder& builder) : keys_(keys), builder_(builder) {}

  void add(const StoredPost& stored) {
    const Stratum stratum = stratum_of(stored.source, stored.entry.id);
    builder_.add_post(stored.entry, stratum);
    document_.assign(stored.post);
    each_term(
        document_, [&](std::string_view key) { return keys_.filing_key(stratum.source, stratum.quarter, key); },
        [&](std::string_view term) { builder_.add_term(term); });
  }

 private:
  const privacy::Keys& keys_;
  SegmentBuilder& builder_;
  listen::Document document_;
};

}  // namespace resonanz::history
