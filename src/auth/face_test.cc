#include "auth/face.h"

#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include "host/random.h"
#include "specs/settings.h"

namespace resonanz::auth {
namespace {

constexpr int kSide = settings::kFaceSide;
using Pixels = std::vector<std::uint8_t>;

/// Upper half red, lower half blue; the left upper quarter green.
Pixels flag(int width, int height) {
  Pixels out;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool upper = y < height / 2, green = upper && x < width / 2;
      const std::uint8_t pixel[] = {static_cast<std::uint8_t>(upper && !green ? 255 : 0),
                                    static_cast<std::uint8_t>(green ? 255 : 0),
                                    static_cast<std::uint8_t>(upper ? 0 : 255), 255};
      out.insert(out.end(), pixel, pixel + 4);
    }
  return out;
}

std::string jpeg(int width, int height) {
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const auto coder = tjInitCompress();
  tjCompress2(coder, flag(width, height).data(), width, 0, height, TJPF_RGBA, &bytes, &size, TJSAMP_444, 95, 0);
  std::string out(reinterpret_cast<char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(coder);
  return out;
}

std::string png(int width, int height) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  const Pixels pixels = flag(width, height);
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
  std::string out(size, '\0');
  png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr);
  return out;
}

/// The JPEG with an Exif block that says how it lies and where it was taken.
std::string lying(std::string picture, char orientation) {
  std::string exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
  exif += orientation;
  exif += std::string("\0\0\0\0\0\0", 6) + "GPS 54.3233 N 10.1228 E";
  const auto length = static_cast<unsigned>(exif.size() + 2);
  return picture.insert(2, "\xFF\xE1" + std::string{static_cast<char>(length >> 8), static_cast<char>(length)} + exif);
}

/// The PNG with a header that claims to be `side` wide and high.
std::string claiming(std::string picture, std::uint32_t side) {
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) picture[at + i] = static_cast<char>(value >> (24 - 8 * i));
  };
  put(16, side), put(20, side);
  std::uint32_t sum = ~0u;
  for (std::size_t i = 12; i < 29; ++i) {
    sum ^= static_cast<unsigned char>(picture[i]);
    for (int bit = 0; bit < 8; ++bit) sum = sum & 1 ? sum >> 1 ^ 0xEDB88320u : sum >> 1;
  }
  put(29, ~sum);
  return picture;
}

/// The colour in a corner of the face: 'r', 'g' or 'b'.
char colour(const std::string& face, int x, int y) {
  int width = 0, height = 0;
  std::uint8_t* pixels =
      WebPDecodeRGBA(reinterpret_cast<const std::uint8_t*>(face.data()), face.size(), &width, &height);
  EXPECT_EQ(width, kSide);
  EXPECT_EQ(height, kSide);
  const std::uint8_t* at = pixels + (static_cast<std::size_t>(y) * kSide + x) * 4;
  const char out = at[0] > at[1] && at[0] > at[2] ? 'r' : at[1] > at[2] ? 'g' : 'b';
  WebPFree(pixels);
  return out;
}

std::string corners(const std::string& face) {
  const int near = kSide / 8, far = kSide - near;
  return {colour(face, near, near), colour(face, far, near), colour(face, far, far),
          colour(face, near, far)};  // clockwise
}

TEST(Face, EveryTypeBecomesAnUprightSquare) {
  for (const std::string& upload : {png(300, 200), jpeg(200, 300), png(3, 5), *make_face(png(64, 64))})
    EXPECT_EQ(corners(*make_face(upload)), "grbb");
}

TEST(Face, APictureIsTurnedTheWayItsExifSays) {
  const char* wanted[] = {"grbb", "rgbb", "bbgr", "bbrg", "gbbr", "bgrb", "brgb", "rbbg"};
  for (char orientation = 1; orientation <= 8; ++orientation)
    EXPECT_EQ(corners(*make_face(lying(jpeg(320, 240), orientation))), wanted[orientation - 1]) << int{orientation};
}

TEST(Face, NothingButPixelsIsKept) {
  const std::string upload = lying(jpeg(320, 240), 6) + "<script>alert(1)</script>";
  ASSERT_NE(upload.find("GPS 54"), std::string::npos);
  const std::string face = *make_face(upload);
  for (const char* trace : {"GPS", "Exif", "EXIF", "script"}) EXPECT_EQ(face.find(trace), std::string::npos) << trace;
  EXPECT_LT(face.size(), 20'000u);
}

TEST(Face, OtherTypesAndDamagedPicturesAreRefused) {
  const std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)";
  for (const std::string& upload :
       {std::string(), svg, std::string("GIF89a....."), std::string("\x89PNG\r\n\x1a\n<svg>"),
        png(64, 64).substr(0, 60), jpeg(64, 64).substr(0, 30), std::string("RIFF\x10\0\0\0WEBPVP8 ", 16)})
    EXPECT_EQ(make_face(upload).error().code, Errc::value) << upload.substr(0, 12);
}

TEST(Face, LimitsAreLookedAtBeforeAnythingIsDecoded) {
  EXPECT_EQ(make_face(std::string(settings::kFaceMaxBytes + 1, 'x')).error().code, Errc::too_large);
  EXPECT_EQ(make_face(claiming(png(64, 64), 100'000)).error().code, Errc::too_large);
  std::string wide = jpeg(64, 64);
  const auto frame = wide.find("\xFF\xC0");
  wide.replace(frame + 5, 4, std::string("\x80\0\x80\0", 4));
  EXPECT_EQ(make_face(wide).error().code, Errc::too_large);
}

TEST(Face, RandomBytesNeverDoHarm) {
  const std::string seeds[] = {png(20, 30), jpeg(20, 30), *make_face(png(20, 30)), lying(jpeg(20, 30), 3)};
  for (int round = 0; round < 300; ++round) {
    std::string upload = seeds[round % 4];
    for (int i = 0; i < 3; ++i)
      upload[8 + host::random_below(static_cast<std::uint32_t>(upload.size() - 8))] =
          static_cast<char>(host::random_below(256));
    if (const auto face = make_face(upload)) EXPECT_EQ(corners(*face).size(), 4u);
  }
}

}  // namespace
}  // namespace resonanz::auth
