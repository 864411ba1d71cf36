#pragma once
// Tells alerts and notices where they are to be told: by mail, to browsers, to other programs. Everything leaves by the
// egress door.

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "net/egress.h"
#include "notice/deliveries.h"
#include "notice/message.h"
#include "notice/targets.h"
#include "notice/web_push.h"

namespace resonanz::notice {

/// How mail leaves; an empty server: it does not. The password is sealed where it is stored.
struct MailSettings {
  net::MailServer server;
  std::string from;
};
Result<MailSettings> read_mail_settings(store::Database& db, const privacy::Keys& keys);
/// Audited. Errors: address, value.
Status write_mail_settings(store::Database& db, const privacy::Keys& keys, const MailSettings& settings, Id user,
                           TimeUs now);

/// The house's key for browsers, made at the first call.
Result<EcKeys> push_keys(store::Database& db, const privacy::Keys& keys);

/// Not thread-safe; carry() never overlaps. All parts outlive it.
class Courier {
 public:
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    net::Egress& egress;
    const host::Clock& clock;
    Alerts& alerts;
    Targets& targets;
    Deliveries& deliveries;
    std::string place;  ///< where people reach the application, "" where nobody said
  };
  explicit Courier(Parts parts) : parts_(std::move(parts)) {}

  /// Everything that is due, one after the other. How many were told.
  boost::asio::awaitable<int> carry_due();

 private:
  struct Answer {
    int status = 0;              ///< as the receiver sent it
    std::optional<Error> error;  ///< where that is a no
  };
  static Answer answer_of(const net::HttpResponse& reply, Target::Kind kind);
  boost::asio::awaitable<Result<Answer>> carry(Telling telling);
  Result<Message> message_for(const Telling& telling, const Target& target);
  boost::asio::awaitable<Result<Answer>> mail(Telling telling, Target target, Message message);
  boost::asio::awaitable<Result<Answer>> webhook(Telling telling, Target target, Message message);
  boost::asio::awaitable<Result<Answer>> push(Target target, Message message);
  /// `status` 0: nobody answered.
  void record_failure(const Telling& telling, const Error& error, int status);

  Parts parts_;
};

/// Asks a courier about once a second, on an executor that serialises (a strand).
class CourierLoop {
 public:
  CourierLoop(boost::asio::any_io_executor executor, Courier::Parts parts);
  ~CourierLoop();
  void start();
  /// Looks now. Thread-safe.
  void wake();
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace resonanz::notice
