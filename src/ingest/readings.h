#pragma once
// What was read out of mentions, with what people set right: a person's label stands above the models', for good.

#include "ingest/mention.h"
#include "ingest/repeats.h"
#include "specs/settings.h"
#include "store/database.h"

namespace resonanz::ingest {

/// The models' answer for a post; fills in how each match is spoken of. Thread-safe.
using Reader = std::function<Reading(const Post&, std::vector<Match>&)>;

/// What a person set right.
struct Label {
  Id query = 0;  ///< 0: the whole post
  std::string what, label;
};

/// As it counts: with what people set right.
struct StoredReading {
  Reading reading;
  std::int64_t repeats = 0;  ///< other mentions that say nearly the same
  std::vector<Label> labels;
};
/// Empty until it is read.
std::optional<StoredReading> load_reading(soci::session& sql, Id mention);

/// Whether a mention is about what the query seeks. One that no query that listens finds about it is hidden. Inside the
/// caller's write transaction.
/// The tone that a person set for the post is that of all it names, but where a person set that too.
void set_tone_of_all(soci::session& sql, Id mention);
void set_about(soci::session& sql, Id mention, Id query, bool about);

class Readings {
 public:
  /// Without a reader nothing is read or stored. Among the newest `remembered` mentions repeats are found.
  explicit Readings(Reader reader, std::size_t remembered = settings::kUnderstandRemembered)
      : reader_(std::move(reader)), repeats_(remembered) {}

  /// Thread-safe; empty without a reader.
  std::optional<Reading> read(const Post& post, std::vector<Match>& matches) const;

  /// Inside the caller's write transaction, once the mention and its matches are stored. Replaces an earlier reading.
  void store(soci::session& sql, const Mention& mention, const Reading& reading);

 private:
  Reader reader_;
  Repeats repeats_;
};

}  // namespace resonanz::ingest
