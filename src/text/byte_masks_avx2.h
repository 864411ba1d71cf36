#pragma once
// The widest way of byte_masks.h.

#include "text/byte_masks.h"

namespace resonanz::text {

/// 32 bytes at a time; null where the machine cannot.
MaskReader avx2_mask_reader();

}  // namespace resonanz::text
