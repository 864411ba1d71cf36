#include "auth/face.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <memory>
#include <vector>

#include "auth/exif.h"
#include "specs/settings.h"

namespace resonanz::auth {
namespace {

constexpr int kSide = settings::kFaceSide;
constexpr float kQuality = 85;

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba{};  ///< not multiplied by alpha
  int orientation = 1;               ///< as Exif counts, 1 to 8
};

const std::uint8_t* data(std::string_view bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }

Error damaged() { return fail(Errc::value, "the picture is damaged"); }

Result<Picture> blank(std::int64_t width, std::int64_t height) {
  if (width <= 0 || height <= 0) return damaged();
  if (width > settings::kFaceMaxPixels / height)
    return fail(Errc::too_large,
                fmt::format("a picture has at most {} megapixels", settings::kFaceMaxPixels / 1'000'000));
  Picture out{static_cast<int>(width), static_cast<int>(height)};
  out.rgba.resize(static_cast<std::size_t>(width * height) * 4);
  return out;
}

Result<Picture> read_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, void (*)(png_image*)> release(&image, png_image_free);
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return damaged();
  image.format = PNG_FORMAT_RGBA;
  TRY(Picture out, blank(image.width, image.height));
  if (!png_image_finish_read(&image, nullptr, out.rgba.data(), 0, nullptr)) return damaged();
  return out;
}

Result<Picture> read_jpeg(std::string_view bytes) {
  const std::unique_ptr<void, int (*)(void*)> decoder(tjInitDecompress(), tjDestroy);
  int width = 0, height = 0, sampling = 0, colours = 0;
  const auto size = static_cast<unsigned long>(bytes.size());
  if (tjDecompressHeader3(decoder.get(), data(bytes), size, &width, &height, &sampling, &colours) != 0)
    return damaged();
  TRY(Picture out, blank(width, height));
  // Few scans: a progressive picture can ask for thousands, each as much work as the whole.
  if (tjDecompress2(decoder.get(), data(bytes), size, out.rgba.data(), width, 0, height, TJPF_RGBA,
                    TJFLAG_LIMITSCANS) != 0 &&
      tjGetErrorCode(decoder.get()) == TJERR_FATAL)
    return damaged();
  out.orientation = exif_orientation(bytes);
  return out;
}

Result<Picture> read_webp(std::string_view bytes) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(data(bytes), bytes.size(), &features) != VP8_STATUS_OK) return damaged();
  if (features.has_animation) return fail(Errc::value, "the picture moves");
  TRY(Picture out, blank(features.width, features.height));
  if (!WebPDecodeRGBAInto(data(bytes), bytes.size(), out.rgba.data(), out.rgba.size(), out.width * 4)) return damaged();
  return out;
}

Result<Picture> read_picture(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return read_png(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return read_jpeg(bytes);
  if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return read_webp(bytes);
  return fail(Errc::value, "the picture is not PNG, JPEG or WebP");
}

/// Where the pixel (x, y) of the upright square stands in the picture as it lies, in 1/kSide of its square middle.
std::pair<int, int> as_it_lies(int x, int y, int orientation) {
  if (orientation >= 5) std::swap(x, y);
  const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  return {flip_x ? kSide - 1 - x : x, flip_y ? kSide - 1 - y : y};
}

/// The mean of all pixels that fall together, colours weighed by their opacity.
void shrink(const Picture& from, int left, int top, int width, int height, std::uint8_t* to) {
  std::uint64_t sum[3] = {}, alpha = 0;
  for (int y = top; y < top + height; ++y)
    for (int x = left; x < left + width; ++x) {
      const std::uint8_t* pixel = &from.rgba[(static_cast<std::size_t>(y) * from.width + x) * 4];
      for (int c = 0; c < 3; ++c) sum[c] += std::uint64_t{pixel[c]} * pixel[3];
      alpha += pixel[3];
    }
  for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>(alpha ? sum[c] / alpha : 0);
  to[3] = static_cast<std::uint8_t>(alpha / (static_cast<std::uint64_t>(width) * height));
}

std::vector<std::uint8_t> square_of(const Picture& from) {
  const int middle = std::min(from.width, from.height);
  const int left = (from.width - middle) / 2, top = (from.height - middle) / 2;
  const auto edge = [&](int i) { return static_cast<int>(std::int64_t{middle} * i / kSide); };
  std::vector<std::uint8_t> out(static_cast<std::size_t>(kSide) * kSide * 4);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const auto [u, v] = as_it_lies(x, y, from.orientation);
      shrink(from, left + edge(u), top + edge(v), std::max(1, edge(u + 1) - edge(u)),
             std::max(1, edge(v + 1) - edge(v)), &out[(static_cast<std::size_t>(y) * kSide + x) * 4]);
    }
  return out;
}

}  // namespace

Result<std::string> make_face(std::string_view upload) {
  if (upload.size() > static_cast<std::size_t>(settings::kFaceMaxBytes))
    return fail(Errc::too_large, fmt::format("a picture takes at most {} MB", settings::kFaceMaxBytes / 1'000'000));
  TRY(const Picture picture, read_picture(upload));
  const auto pixels = square_of(picture);
  std::uint8_t* written = nullptr;
  const std::size_t size = WebPEncodeRGBA(pixels.data(), kSide, kSide, kSide * 4, kQuality, &written);
  const std::unique_ptr<std::uint8_t, void (*)(void*)> release(written, WebPFree);
  if (size == 0) return fail(Errc::internal, "a face cannot be written");
  return std::string(reinterpret_cast<const char*>(written), size);
}

}  // namespace resonanz::auth
