#include "understand/encoder/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace resonanz::understand {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const auto refused = [&] { return fail(Errc::file, fmt::format("{}: {}", path.string(), std::strerror(errno))); };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return refused();
  struct stat about {};
  void* at = MAP_FAILED;
  if (::fstat(file, &about) == 0 && about.st_size > 0)
    at = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED && about.st_size == 0 && S_ISREG(about.st_mode)) errno = ENODATA;
  auto result = at == MAP_FAILED
                    ? Result<MappedFile>(refused())
                    : MappedFile({static_cast<const std::uint8_t*>(at), static_cast<std::size_t>(about.st_size)});
  ::close(file);
  return result;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

}  // namespace resonanz::understand
