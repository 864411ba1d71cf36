#pragma once
#include <string_view>

namespace resonanz::auth {

/// How a JPEG picture lies, as Exif counts (1 upright, … 8); 1 where it does not say. Any bytes are taken.
int exif_orientation(std::string_view jpeg);

}  // namespace resonanz::auth
