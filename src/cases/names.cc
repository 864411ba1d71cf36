#include "cases/names.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"
#include "cases/case_rows.h"
#include "specs/settings.h"

namespace resonanz::cases {

namespace asio = boost::asio;

Result<Names::Wanted> Names::wanted(Id case_id) {
  return db_.read([&](soci::session& sql) -> Result<Wanted> {
    TRY(const Case the_case, load_case(sql, case_id));
    Wanted wanted{the_case.author_ref, 0, {}};
    sql << "SELECT source_id FROM mentions WHERE id = :id", soci::use(the_case.mention), soci::into(wanted.source);
    TRY(wanted.known, vault_.author(sql, the_case.author_ref));
    return wanted;
  });
}

asio::awaitable<Result<Author>> Names::ask(Wanted wanted) {
  CO_TRY(const auto connector, sources::make_connector(sources_, wanted.source, services_));
  co_return co_await connector->author(wanted.known.id);
}

asio::awaitable<void> Names::look_up(Id case_id) {
  using namespace asio::experimental::awaitable_operators;
  const auto person = wanted(case_id);
  if (!person || person->known.id.empty() || !privacy::is_only_an_id(person->known)) co_return;
  asio::steady_timer limit(co_await asio::this_coro::executor, std::chrono::seconds(settings::kPrivacyNameWait));
  const auto first = co_await (ask(*person) || limit.async_wait(asio::use_awaitable));
  if (first.index() == 1) co_return log::info("case {}: the network did not say in time whose post it is", case_id);
  const Result<Author>& found = std::get<0>(first);
  if (!found && found.error().code == Errc::state) co_return;  // this kind of source knows no more than it brought
  if (!found) co_return log::warn("case {}: {}", case_id, code_of(found.error().code));  // details may name the person
  const Status kept = db_.write([&](soci::session& sql) -> Status {
    // Erased meanwhile: then nothing of it comes back.
    CHECK_OK(vault_.key_of(sql, person->author_ref));
    CHECK_OK(vault_.key_for(sql, person->source, person->author_ref, *found, services_.clock.now()));
    return done();
  });
  if (!kept) log::warn("case {}: {}", case_id, kept.error().text());
}

}  // namespace resonanz::cases
