#pragma once
// A colleague's picture: whatever is uploaded is decoded, turned upright, cut to a square and written anew, so that
// only pixels are kept: no place, no camera, no hidden bytes. docs/adr/0006.

#include <string>
#include <string_view>

#include "base/result.h"

namespace resonanz::auth {

inline constexpr std::string_view kFaceType = "image/webp";

/// `upload` is a PNG, JPEG or WebP picture; the result a square WebP of settings face.side pixels. Pure; time and
/// memory are bounded by settings face.max_bytes and face.max_pixels, which are looked at before anything is decoded.
/// Errors: too_large; value (another type, damaged, animated).
Result<std::string> make_face(std::string_view upload);

}  // namespace resonanz::auth
