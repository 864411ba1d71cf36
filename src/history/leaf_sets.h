#pragma once
// What the index says about the leaves of a query: words, raw texts, what is known of a post.

#include "history/candidates.h"

namespace resonanz::history {

// Errors: those of the reader.
Result<Answer> word_sets(const listen::Words& words, SegmentReader& segment);
Result<Answer> raw_sets(const listen::Raw& raw, SegmentReader& segment);
Result<Answer> predicate_sets(const listen::Predicate& predicate, SegmentReader& segment, const FilingKey& filing_key);

}  // namespace resonanz::history
