#pragma once
// Where an entry stands in its conversation.

#include <compare>
#include <tuple>

#include "base/time.h"

namespace resonanz::api {

/// Many networks date by whole seconds: within one, what came to us first stands first, so that a reaction follows the
/// answer that it reacts to; what came together stands as it was written. A total order.
struct Place {
  TimeUs written, arrived;

  friend std::strong_ordering operator<=>(const Place& a, const Place& b) { return a.key() <=> b.key(); }
  friend bool operator==(const Place&, const Place&) = default;

 private:
  std::tuple<TimeUs, TimeUs, TimeUs> key() const { return {written / kSecondUs, arrived, written}; }
};

}  // namespace resonanz::api
