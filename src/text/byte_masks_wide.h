#pragma once
// Readers of masks by instructions that not every machine has.

#include <vector>

#include "text/byte_masks.h"

namespace resonanz::text {

/// Appends those that this machine can run, the widest last.
void add_wide_mask_readers(std::vector<MaskReader>& known);

}  // namespace resonanz::text
