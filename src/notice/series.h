#pragma once
// A series of counts as a table `timestamp,value`, one row a step.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::notice {

struct Sample {
  TimeUs at = 0;
  double value = 0;
  std::string timestamp;  ///< as it was written
};

/// The header line may be missing. Times are ISO ("2015-02-26 21:42:53", with fraction or zone, or a date alone; no
/// zone: UTC) and may be equal or leave gaps, but never go back; values are numbers from 0. Error csv names the line.
Result<std::vector<Sample>> read_series(std::string_view csv);

/// The usual distance of two rows: the median of the first day (of its first hundred rows; of the first two times where
/// it has one). Of these rows the detector says nothing yet, and so no row changes what was said of one before it.
/// Error value: fewer than two rows, or all at one time.
Result<TimeUs> step_of(const std::vector<Sample>& samples);

}  // namespace resonanz::notice
