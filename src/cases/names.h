#pragma once
// Who an author is, where the network's stream brought an id only. Asked of the network when somebody has opened the
// name for a reason, never before: whom we ask about tells the network whom we talk to.

#include <boost/asio/awaitable.hpp>

#include "base/id.h"
#include "privacy/vault.h"
#include "sources/source_table.h"
#include "store/database.h"

namespace resonanz::cases {

/// Thread-safe.
class Names {
 public:
  Names(store::Database& db, const privacy::Keys& keys, sources::SourceTable& sources, sources::Services services)
      : db_(db), vault_(keys), sources_(sources), services_(std::move(services)) {}

  /// Completes the vault's entry of the case's person, if it is only an id. The name of this case was opened before
  /// (a recorded reveal). Call from a strand; waits at most settings privacy.name_wait, then all stays as it is.
  boost::asio::awaitable<void> look_up(Id case_id);

 private:
  struct Wanted {
    std::string author_ref;
    Id source = 0;
    Author known;
  };
  Result<Wanted> wanted(Id case_id);
  boost::asio::awaitable<Result<Author>> ask(Wanted wanted);

  store::Database& db_;
  privacy::Vault vault_;
  sources::SourceTable& sources_;
  sources::Services services_;
};

}  // namespace resonanz::cases
