#include "notice/courier.h"

#include <openssl/hmac.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "host/encoding.h"
#include "ingest/testing.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"
#include "notice/rules.h"

namespace resonanz::notice {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A mail server on the loopback address that takes `mails` mails and keeps what it heard.
class MailTwin {
 public:
  explicit MailTwin(std::string answer_to_data = "250 taken")
      : answer_(std::move(answer_to_data)),
        acceptor_(context_, {asio::ip::make_address("127.0.0.1"), 0}),
        thread_([this] { serve(); }) {}
  ~MailTwin() { thread_.join(); }
  std::string url() { return fmt::format("smtp://127.0.0.1:{}", acceptor_.local_endpoint().port()); }
  std::string heard;

 private:
  void serve() {
    tcp::socket socket(context_);
    acceptor_.accept(socket);
    asio::write(socket, asio::buffer("220 twin ready\r\n", 16));
    std::string buffer;
    boost::system::error_code error;
    bool in_data = false;
    while (true) {
      const auto size = asio::read_until(socket, asio::dynamic_buffer(buffer), "\r\n", error);
      if (error) return;
      const std::string line = buffer.substr(0, size);
      buffer.erase(0, size);
      heard += line;
      if (in_data && line != ".\r\n") continue;
      const std::string answer = in_data                    ? answer_
                                 : line.starts_with("EHLO") ? "250 twin"
                                 : line.starts_with("DATA") ? "354 go on"
                                 : line.starts_with("QUIT") ? "221 bye"
                                                            : "250 ok";
      in_data = line.starts_with("DATA");
      asio::write(socket, asio::buffer(answer + "\r\n"), error);
    }
  }
  std::string answer_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

struct AlertTelling : ingest::testing::House {
  Id user = 0;
  std::optional<Rules> rules;
  std::optional<Alerts> alerts;
  std::optional<Targets> targets;
  std::optional<Deliveries> deliveries;
  net::Egress door{io.get_executor(),
                   clock,
                   {.policy = {.allow = {*net::parse_cidr("127.0.0.0/8")}}, .user_agent = "test", .ca_file = ""}};
  std::optional<Courier> courier;

  void SetUp() override {
    House::SetUp();
    user = add_user();
    rules.emplace(*db);
    alerts.emplace(*db);
    targets.emplace(*db, *keys);
    deliveries.emplace(*db, clock);
    begin_anew();
  }
  void begin_anew() {
    courier.emplace(Courier::Parts{*db, *keys, door, clock, *alerts, *targets, *deliveries, "https://app.example"});
  }
  Target target(Target::Kind kind, const std::string& address, const std::string& secret = "") {
    Target made;
    made.kind = kind;
    made.name = "there";
    made.address = address;
    made.secret = secret;
    return *targets->add(made, user, clock.now());
  }
  /// An alert that is to be told there.
  Id raise(Id to, const std::string& schedule = "") {
    Rule rule;
    rule.name = "Bremse – Häufung";
    rule.kind = Rule::Kind::volume;
    rule.targets = {to};
    rule.schedule = *read_schedule(schedule);
    const Rule made = *rules->add(rule, user, clock.now());
    const Verdict verdict{true, 12, {2, 0.3}, 1008};
    return *db->write([&](soci::session& sql) -> Result<Id> {
      return raise_alert(sql, made, {"h1", clock.now() - kHourUs, clock.now(), 12, verdict, {}}, clock.now());
    });
  }
  int carry() { return net::testing::run(io, courier->carry_due()); }
  Telling telling() { return deliveries->list(0, 1)->front(); }
};

TEST_F(AlertTelling, AWebhookIsSignedAndCarriesNoText) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{204, {}, ""}; });
  const Target to = target(Target::Kind::webhook, server.url("/hook"));
  const Id alert = raise(to.id);
  EXPECT_EQ(carry(), 1);
  EXPECT_EQ(carry(), 0);
  const auto seen = server.seen();
  ASSERT_EQ(seen.size(), 1u);
  const std::string id(seen[0].header("webhook-id"));
  EXPECT_EQ(id, fmt::format("msg_{}", telling().id));
  const std::string key = *host::from_base64(to.secret.substr(6), host::Base64::standard);
  const std::string content = fmt::format("{}.{}.{}", id, seen[0].header("webhook-timestamp"), seen[0].body);
  unsigned char digest[32];
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(content.data()),
       content.size(), digest, nullptr);
  EXPECT_EQ(seen[0].header("webhook-signature"),
            "v1," + host::base64({reinterpret_cast<const char*>(digest), 32}, host::Base64::standard));
  EXPECT_NE(seen[0].body.find(fmt::format(R"("id":"{}")", alert)), std::string::npos);
  EXPECT_NE(seen[0].body.find(R"("count":12)"), std::string::npos);
  EXPECT_NE(seen[0].body.find(R"("baseline_weeks":6)"), std::string::npos) << seen[0].body;
}

TEST_F(AlertTelling, ANoticeIsToldTheSameWayInTheTargetsLanguage) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{204, {}, ""}; });
  Target to = target(Target::Kind::webhook, server.url("/hook"));
  ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                  sql << "UPDATE alert_targets SET language = 'en'";
                  post_notice(sql,
                              {0, 0, clock.now(), "crisis.opened", "/crisis/7", "Krise: Bremse", "Crisis: brake",
                               "Eröffnet.", "Opened."},
                              {to.id, 4711});
                  return done();
                }).ok());
  EXPECT_EQ(carry(), 1) << "a target that is gone is not told";
  EXPECT_NE(telling().notice, 0);
  EXPECT_EQ(telling().alert, 0);
  const std::string body = server.seen().at(0).body;
  for (const char* part : {R"("type":"crisis.opened")", R"("title":"Crisis: brake")", R"("text":"Opened.")",
                           R"("link":"https://app.example/crisis/7")"})
    EXPECT_NE(body.find(part), std::string::npos) << part << " in " << body;
}

TEST_F(AlertTelling, ANoticeIsAMailAndAPushToo) {
  const Notice notice{
      9, 7, clock.now(), "crisis.hold_begun", "/crisis/7", "Krise: Bremse", "Crisis: brake", "Angehalten.", "On hold."};
  const Message german = message_of(notice, "de", "https://app.example");
  EXPECT_EQ(german.text, "Krise: Bremse\n\nAngehalten.\n\nhttps://app.example/crisis/7\n");
  EXPECT_NE(mail_of(german, 5, "a@b.example", "c@d.example", clock.now()).find("Message-ID: <alert-5@b.example>"),
            std::string::npos);
  EXPECT_EQ(german.push.at("path").as_string(), "/crisis/7");
  EXPECT_EQ(message_of(notice, "en", "").text, "Crisis: brake\n\nOn hold.\n");
}

TEST_F(AlertTelling, AFailureIsTriedAgainUnderTheSameIdWithPauses) {
  std::atomic<int> calls = 0;
  net::testing::ScriptedServer server([&](const net::testing::Seen&) {
    return net::testing::Reply{++calls < 3 ? 500 : 200, {}, ""};
  });
  raise(target(Target::Kind::webhook, server.url()).id);
  EXPECT_EQ(carry(), 0);
  EXPECT_EQ(carry(), 0) << "not at once";
  EXPECT_EQ(calls, 1);
  clock.advance(10 * kSecondUs);
  begin_anew();  // a restart forgets nothing
  EXPECT_EQ(carry(), 0);
  EXPECT_EQ(telling().error_code, "E_SERVER");
  clock.advance(2 * kMinuteUs);
  EXPECT_EQ(carry(), 1);
  const auto seen = server.seen();
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].header("webhook-id"), seen[2].header("webhook-id"));
  EXPECT_EQ(telling().attempts, 3);
  EXPECT_EQ(telling().state, "sent");
  ASSERT_TRUE(deliveries->replay(telling().id, user).ok());
  EXPECT_EQ(carry(), 1);
  EXPECT_EQ(server.seen()[3].header("webhook-id"), seen[0].header("webhook-id"));
}

TEST_F(AlertTelling, ItIsGivenUpInTheEnd) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{503, {}, ""}; });
  raise(target(Target::Kind::webhook, server.url()).id);
  for (int i = 0; i < 20 && telling().state == "queued"; ++i, clock.advance(kDayUs)) carry();
  EXPECT_EQ(telling().state, "failed");
  EXPECT_EQ(telling().attempts, 9);
}

TEST_F(AlertTelling, WhoSaysGoneIsNotToldAgain) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{410, {}, ""}; });
  raise(target(Target::Kind::webhook, server.url()).id);
  carry();
  EXPECT_TRUE(targets->list()->empty());
  EXPECT_EQ(deliveries->replay(telling().id, user).error().code, Errc::gone);
  EXPECT_EQ(number("SELECT count(*) FROM alert_targets WHERE address_sealed <> ''"), 0);
}

TEST_F(AlertTelling, WhoeverSaysNoForAWhileLosesNothingAndTheLogSaysWhatHeSaid) {
  std::atomic<int> status = 0;
  net::testing::ScriptedServer server([&](const net::testing::Seen&) { return net::testing::Reply{status, {}, ""}; });
  const Target to = target(Target::Kind::webhook, server.url());
  raise(to.id);
  for (const int no : {404, 429, 302, 500, 401, 413}) {
    status = no;
    EXPECT_EQ(carry(), 0);
    EXPECT_EQ(telling().status, no);
    EXPECT_EQ(telling().state, "queued") << no;
    clock.advance(kDayUs);
  }
  status = 200;
  EXPECT_EQ(carry(), 1);
  EXPECT_EQ(telling().status, 200);
  EXPECT_EQ(targets->list()->size(), 1u);
}

TEST_F(AlertTelling, ASubscriptionThatItsPushServiceDoesNotKnowEnds) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{404, {}, ""}; });
  const EcKeys browser = *make_ec_keys();
  const std::string subscription =
      host::base64(browser.open, host::Base64::url) + " " + host::base64(std::string(16, 'a'), host::Base64::url);
  raise(target(Target::Kind::push, server.url("/push/1"), subscription).id);
  carry();
  EXPECT_EQ(telling().status, 404);
  EXPECT_TRUE(targets->list()->empty());
}

TEST_F(AlertTelling, TheDoorLooksAtTheAddress) {
  raise(target(Target::Kind::webhook, "http://10.0.0.1/hook").id);
  carry();
  EXPECT_EQ(telling().error_code, "E_EGRESS");
  EXPECT_EQ(telling().state, "failed");
}

TEST_F(AlertTelling, OutsideTheScheduleItWaits) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{200, {}, ""}; });
  raise(target(Target::Kind::webhook, server.url()).id, "1,2,3,4,5 14:00-18:00 UTC");  // now is Monday, 9:00
  EXPECT_EQ(carry(), 0);
  clock.advance(5 * kHourUs);
  EXPECT_EQ(carry(), 1);
}

TEST_F(AlertTelling, AMailSaysWhyAndComparedWithWhat) {
  MailTwin server;
  ASSERT_TRUE(
      write_mail_settings(*db, *keys, {{server.url(), "", "", true}, "resonanz@kranich.example"}, user, clock.now())
          .ok());
  raise(target(Target::Kind::mail, "mira@kranich.example").id);
  EXPECT_EQ(carry(), 1) << telling().error_detail;
  EXPECT_NE(server.heard.find("RCPT TO:<mira@kranich.example>"), std::string::npos) << server.heard;
  EXPECT_NE(server.heard.find(fmt::format("Message-ID: <alert-{}@kranich.example>", telling().id)), std::string::npos);
  const auto body_at = server.heard.find("\r\n\r\n") + 4;
  std::string body = server.heard.substr(body_at, server.heard.find("\r\n.\r\n") - body_at);
  std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
  const auto text = host::from_base64(body, host::Base64::standard);
  ASSERT_TRUE(text) << body;
  EXPECT_NE(text->find("12 Erwähnungen in einer Stunde, üblich sind 0 bis"), std::string::npos) << *text;
  EXPECT_NE(text->find("Vergleich: 6,0 Wochen"), std::string::npos) << *text;
  EXPECT_NE(text->find("https://app.example/alerts"), std::string::npos);
}

TEST_F(AlertTelling, AMailServersNoIsTheLastWord) {
  MailTwin server("554 no such mail here");
  ASSERT_TRUE(
      write_mail_settings(*db, *keys, {{server.url(), "", "", true}, "resonanz@kranich.example"}, user, clock.now())
          .ok());
  raise(target(Target::Kind::mail, "mira@kranich.example").id);
  EXPECT_EQ(carry(), 0);
  EXPECT_EQ(telling().state, "failed") << telling().error_code << telling().error_detail;
}

TEST_F(AlertTelling, WithoutTlsNoMailLeavesUnlessItIsAllowed) {
  MailTwin server;
  ASSERT_TRUE(write_mail_settings(*db, *keys, {{server.url(), "user", "secret", false}, "resonanz@kranich.example"},
                                  user, clock.now())
                  .ok());
  raise(target(Target::Kind::mail, "mira@kranich.example").id);
  EXPECT_EQ(carry(), 0);
  EXPECT_EQ(telling().error_code, "E_TLS");
  EXPECT_EQ(server.heard.find("MAIL FROM"), std::string::npos);
  EXPECT_EQ(number("SELECT count(*) FROM settings WHERE value LIKE '%secret%'"), 0) << "sealed";
}

TEST_F(AlertTelling, APushIsEncryptedAndSignedForItsService) {
  net::testing::ScriptedServer server([](const net::testing::Seen&) { return net::testing::Reply{201, {}, ""}; });
  const EcKeys browser = *make_ec_keys();
  const std::string subscription =
      host::base64(browser.open, host::Base64::url) + " " + host::base64(std::string(16, 'a'), host::Base64::url);
  raise(target(Target::Kind::push, server.url("/push/1"), subscription).id);
  EXPECT_EQ(carry(), 1) << telling().error_detail;
  const auto seen = server.seen();
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].header("Content-Encoding"), "aes128gcm");
  EXPECT_TRUE(seen[0].header("Authorization").starts_with("vapid t="));
  EXPECT_EQ(seen[0].header("TTL"), "86400");
  EXPECT_EQ(seen[0].body.find("count"), std::string::npos);
  EXPECT_EQ(push_keys(*db, *keys)->open, push_keys(*db, *keys)->open);
}

TEST_F(AlertTelling, BadAddressesAreRefused) {
  for (const auto& [kind, address] : {std::pair{Target::Kind::mail, "mira"},
                                      {Target::Kind::mail, "a@b.example\r\nBcc: c@d.example"},
                                      {Target::Kind::mail, "-x@b.example"},
                                      {Target::Kind::webhook, "ftp://x.example/"},
                                      {Target::Kind::webhook, "https://a:b@x.example/"}}) {
    Target bad;
    bad.kind = kind;
    bad.name = "x";
    bad.address = address;
    EXPECT_FALSE(targets->add(bad, user, clock.now()).ok()) << address;
  }
}

}  // namespace
}  // namespace resonanz::notice
