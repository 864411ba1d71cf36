#pragma once
// The relational store: transactions over SOCI, so that one SQL serves every back end. What only one back end
// needs (pragmas, files) stays in its folder.

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include "base/result.h"

namespace resonanz::store {

/// Thread-safe. One writer at a time; readers see the last commit and never wait for the writer.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs `work` in one write transaction; its error, or an exception of the back end, rolls everything back. Errors of
  /// its own: store, full (the disk). When this returns ok, the change is on disk. Do not nest, do not wait for the
  /// network inside.
  template <typename Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, soci::session&> {
    using R = std::invoke_result_t<Work, soci::session&>;
    std::optional<R> out;
    CHECK_OK(run_write([&](soci::session& sql) -> Status {
      out.emplace(work(sql));
      return out->ok() ? done() : Status(out->error());
    }));
    return std::move(*out);
  }

  /// Runs `work` on a snapshot.
  template <typename Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, soci::session&> {
    using R = std::invoke_result_t<Work, soci::session&>;
    std::optional<R> out;
    CHECK_OK(run_read([&](soci::session& sql) -> Status {
      out.emplace(work(sql));
      return out->ok() ? done() : Status(out->error());
    }));
    return std::move(*out);
  }

  /// Leaves nothing of what was deleted in the files: rewrites them and empties the log. Takes seconds a gigabyte;
  /// other writers wait. Error store: somebody kept reading an old state; ask again later.
  virtual Status scrub() = 0;
  /// Grows with every committed write of this process; cheap to ask.
  virtual std::uint64_t generation() const = 0;

 protected:
  using Work = std::function<Status(soci::session&)>;
  virtual Status run_write(const Work& work) = 0;
  virtual Status run_read(const Work& work) = 0;
};

}  // namespace resonanz::store
