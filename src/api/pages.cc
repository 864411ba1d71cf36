#include "api/pages.h"

#include <span>

namespace resonanz::api {

struct Asset {
  std::string_view path, type;
  const unsigned char *begin, *end;  ///< gzip
};

#include "specs/assets.inc"

namespace {

constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "script-src-attr 'none'; worker-src 'none'; frame-src 'none'";

const Asset* find(std::string_view path) {
  for (const Asset& asset : kAssets)
    if (asset.path == path) return &asset;
  return nullptr;
}

}  // namespace

net::Response page(const net::Request& request) {
  net::Response out;
  out.content_type = "text/plain; charset=utf-8";
  if (request.method != "GET") return out.status = 404, out;
  const Asset* asset = find(request.path);
  const bool hashed = asset && request.path.starts_with("/assets/");
  if (!asset && request.path.find('.') == std::string::npos) asset = find("/index.html");
  if (!asset) return out.status = 404, out.body = "not found", out;
  out.content_type = asset->type;
  out.body.assign(reinterpret_cast<const char*>(asset->begin), reinterpret_cast<const char*>(asset->end));
  out.headers.emplace_back("Content-Encoding", "gzip");
  out.headers.emplace_back("Content-Security-Policy", std::string(kPolicy));
  out.headers.emplace_back("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  return out;
}

}  // namespace resonanz::api
