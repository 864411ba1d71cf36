#pragma once
#include <memory>

#include "privacy/keys.h"
#include "store/database.h"
#include "stream/journal.h"

namespace resonanz::stream {

/// The journal as rows of the relational store, payloads sealed. Both arguments outlive it.
std::unique_ptr<Journal> make_embedded_journal(store::Database& db, const privacy::Keys& keys);

}  // namespace resonanz::stream
