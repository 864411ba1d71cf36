#include "crash/faulty_disk.h"

#include <algorithm>
#include <cstring>
#include <fstream>

namespace resonanz::crash {
namespace {

FaultyDisk* disk = nullptr;
sqlite3_vfs* real_vfs = nullptr;

/// SQLite allocates this with the real file behind it.
struct File {
  sqlite3_file base;
  std::vector<FaultyDisk::Write>* unsynced;  ///< null for what is not a database or its log
};
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }
std::vector<FaultyDisk::Write>* unsynced(sqlite3_file* file) { return reinterpret_cast<File*>(file)->unsynced; }

std::int64_t size_of(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  real(file)->pMethods->xFileSize(real(file), &size);
  return size;
}

std::string bytes_at(sqlite3_file* file, std::int64_t offset, std::int64_t count) {
  count = std::max<std::int64_t>(0, std::min(size_of(file) - offset, count));
  std::string out(static_cast<std::size_t>(count), '\0');
  if (count > 0) real(file)->pMethods->xRead(real(file), out.data(), static_cast<int>(count), offset);
  return out;
}

int file_close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int file_read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  if (const int error = disk->call(false, SQLITE_IOERR_READ)) return error;
  return real(file)->pMethods->xRead(real(file), to, count, offset);
}

int file_write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  if (unsynced(file) && disk->before_write) disk->before_write();
  if (const int error = disk->call(true, SQLITE_IOERR_WRITE)) return error;
  if (unsynced(file)) {
    const std::int64_t size = size_of(file);
    unsynced(file)->push_back({offset, size, std::max<std::int64_t>(size, offset + count),
                               bytes_at(file, offset, count),
                               std::string(static_cast<const char*>(from), static_cast<std::size_t>(count))});
  }
  return real(file)->pMethods->xWrite(real(file), from, count, offset);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (unsynced(file) && disk->before_write) disk->before_write();
  if (const int error = disk->call(true, SQLITE_IOERR_TRUNCATE)) return error;
  if (unsynced(file))
    unsynced(file)->push_back({size, size_of(file), size, bytes_at(file, size, size_of(file) - size), {}});
  return real(file)->pMethods->xTruncate(real(file), size);
}

int file_sync(sqlite3_file* file, int flags) {
  if (const int error = disk->call(true, SQLITE_IOERR_FSYNC)) return error;
  const int status = real(file)->pMethods->xSync(real(file), flags);
  if (status == SQLITE_OK && unsynced(file) && !disk->lies) unsynced(file)->clear();
  return status;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int file_lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int file_unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int file_reserved(sqlite3_file* file, int* out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); }
int file_control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int file_sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int file_traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  if (disk->call(true, SQLITE_IOERR_SHMMAP))
    return SQLITE_IOERR_SHMSIZE;  // full or read-only, too: it could not be extended
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

constexpr sqlite3_io_methods kMethods = {
    2,         file_close,  file_read,     file_write,   file_truncate, file_sync,   file_size,
    file_lock, file_unlock, file_reserved, file_control, file_sector,   file_traits, shm_map,
    shm_lock,  shm_barrier, shm_unmap,     nullptr,      nullptr};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  file->pMethods = nullptr;
  if (const int error = disk->call(false, SQLITE_CANTOPEN)) return error;
  const int status = real_vfs->xOpen(real_vfs, name, real(file), flags, out);
  if (status != SQLITE_OK) return status;
  const bool kept = name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL));
  reinterpret_cast<File*>(file)->unsynced = kept ? &disk->unsynced[name] : nullptr;
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char* name, int sync) {
  if (const int error = disk->call(true, SQLITE_IOERR_DELETE)) return error;
  if (const auto known = disk->unsynced.find(name); known != disk->unsynced.end()) known->second.clear();
  return real_vfs->xDelete(real_vfs, name, sync);
}
int vfs_access(sqlite3_vfs*, const char* name, int flags, int* out) {
  return real_vfs->xAccess(real_vfs, name, flags, out);
}
int vfs_path(sqlite3_vfs*, const char* name, int size, char* out) {
  return real_vfs->xFullPathname(real_vfs, name, size, out);
}
int vfs_random(sqlite3_vfs*, int size, char* out) { return real_vfs->xRandomness(real_vfs, size, out); }
int vfs_sleep(sqlite3_vfs*, int time) { return real_vfs->xSleep(real_vfs, time); }
int vfs_time(sqlite3_vfs*, double* out) { return real_vfs->xCurrentTime(real_vfs, out); }
int vfs_error(sqlite3_vfs*, int size, char* out) { return real_vfs->xGetLastError(real_vfs, size, out); }
int vfs_time64(sqlite3_vfs*, sqlite3_int64* out) { return real_vfs->xCurrentTimeInt64(real_vfs, out); }

sqlite3_vfs vfs{};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void put(std::string& content, std::int64_t offset, std::string_view bytes) {
  const auto end = static_cast<std::size_t>(offset) + bytes.size();
  if (content.size() < end) content.resize(end);
  std::memcpy(content.data() + offset, bytes.data(), bytes.size());
}

void undo(std::string& content, const FaultyDisk::Write& write) {
  content.resize(static_cast<std::size_t>(write.size_before));
  put(content, write.offset, write.before);
}

void redo(std::string& content, const FaultyDisk::Write& write, std::size_t most = std::string::npos) {
  if (write.after.empty()) content.resize(static_cast<std::size_t>(write.size_after));
  else put(content, write.offset, std::string_view(write.after).substr(0, most));
}

/// The file as a power cut would leave it. The drive has written all, some or none of what was not synced.
std::string damaged(std::string content, std::vector<FaultyDisk::Write> writes, Damage damage,
                    std::mt19937_64& chance) {
  for (auto write = writes.rbegin(); write != writes.rend(); ++write) undo(content, *write);
  if (writes.empty() || damage == Damage::drop) return content;
  if (damage == Damage::reorder) {
    std::shuffle(writes.begin(), writes.end(), chance);
    for (const auto& write : writes)
      if (chance() % 2) redo(content, write);
    return content;
  }
  const std::size_t whole = chance() % writes.size();
  for (std::size_t i = 0; i < whole; ++i) redo(content, writes[i]);
  if (const auto& torn = writes[whole]; !torn.after.empty()) redo(content, torn, chance() % torn.after.size());
  return content;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  disk = this;
  real_vfs = sqlite3_vfs_find("unix");
  vfs = {2,
         static_cast<int>(sizeof(File)) + real_vfs->szOsFile,
         real_vfs->mxPathname,
         nullptr,
         "faulty",
         nullptr,
         vfs_open,
         vfs_delete,
         vfs_access,
         vfs_path,
         nullptr,
         nullptr,
         nullptr,
         nullptr,
         vfs_random,
         vfs_sleep,
         vfs_time,
         vfs_error,
         vfs_time64,
         nullptr,
         nullptr,
         nullptr};
  sqlite3_vfs_register(&vfs, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs);
  sqlite3_vfs_register(real_vfs, 1);
  disk = nullptr;
}

void FaultyDisk::fail_at(std::int64_t n, Fault fault, bool sticky) {
  left_ = n;
  fault_ = fault;
  sticky_ = sticky;
  armed_ = true;
  fired_ = false;
}

int FaultyDisk::call(bool writes, int io_error) {
  if (!armed_ || (fault_ != Fault::io_error && !writes)) return SQLITE_OK;
  if (--left_ > 0 || (fired_ && !sticky_)) return SQLITE_OK;
  fired_ = true;
  return fault_ == Fault::full ? SQLITE_FULL : fault_ == Fault::read_only ? SQLITE_READONLY : io_error;
}

void FaultyDisk::image(const std::filesystem::path& from, const std::filesystem::path& to, Damage damage,
                       std::mt19937_64& chance) const {
  for (const char* part : {"", "-wal"}) {
    const std::string path = from.string() + part;
    if (!std::filesystem::exists(path)) continue;
    const auto known = unsynced.find(path);
    const auto writes = known == unsynced.end() ? std::vector<Write>{} : known->second;
    std::ofstream(to / (from.filename().string() + part), std::ios::binary)
        << damaged(read_file(path), writes, damage, chance);
  }
}

}  // namespace resonanz::crash
