// TLS at the door: an unknown authority is refused, a known one accepted, for the right name only.

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include <cstdio>
#include <thread>

#include "net/egress.h"
#include "net/testing/run.h"

namespace resonanz::net {
namespace {

namespace asio = boost::asio;

/// A certificate that vouches for itself, for the name localhost.
struct Certificate {
  Certificate() : key(EVP_RSA_gen(2048)), x509(X509_new()) {
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_NAME* name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(x509, name);
    X509_set_pubkey(x509, key);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
    X509_add_ext(x509, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(x509, key, EVP_sha256());
  }
  ~Certificate() {
    X509_free(x509);
    EVP_PKEY_free(key);
  }
  EVP_PKEY* key;
  X509* x509;
};

/// Answers every connection with one small page.
class TlsServer {
 public:
  TlsServer() : acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
    tls_.use_certificate(asio::buffer(pem()), asio::ssl::context::pem);
    SSL_CTX_use_PrivateKey(tls_.native_handle(), certificate_.key);
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    stopping_ = true;
    boost::system::error_code ignored;
    asio::ip::tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  unsigned short port() const { return acceptor_.local_endpoint().port(); }
  std::string pem() const {
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, certificate_.x509);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string out(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return out;
  }

 private:
  void serve() {
    while (!stopping_) {
      boost::system::error_code error;
      asio::ssl::stream<asio::ip::tcp::socket> stream(context_, tls_);
      acceptor_.accept(stream.next_layer(), error);
      if (!error) stream.handshake(asio::ssl::stream_base::server, error);
      char request[4096];
      if (!error) stream.read_some(asio::buffer(request), error);
      const std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
      if (!error) asio::write(stream, asio::buffer(reply), error);
    }
  }

  Certificate certificate_;
  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  asio::ip::tcp::acceptor acceptor_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

struct TlsTest : ::testing::Test {
  TlsTest() : ca_file(::testing::TempDir() + "resonanz-tls-test-" + std::to_string(server.port()) + ".pem") {
    std::FILE* file = std::fopen(ca_file.c_str(), "w");
    std::fputs(server.pem().c_str(), file);
    std::fclose(file);
  }
  ~TlsTest() override { std::remove(ca_file.c_str()); }

  Egress::Options options(std::string ca) const {
    Egress::Options options;
    options.policy.allow = {*parse_cidr("127.0.0.0/8"), *parse_cidr("::1")};
    options.ca_file = std::move(ca);
    return options;
  }
  Result<HttpResponse> get(const std::string& host, std::string ca) {
    Egress egress(context.get_executor(), host::system_clock(), options(std::move(ca)));
    HttpRequest request;
    request.url = fmt::format("https://{}:{}/", host, server.port());
    return testing::run(context, egress.fetch(request));
  }
  Result<Upgrade> socket(const std::string& host, std::string ca) {
    Egress egress(context.get_executor(), host::system_clock(), options(std::move(ca)));
    WebSocketRequest request;
    request.url = fmt::format("wss://{}:{}/", host, server.port());
    return testing::run(context, egress.websocket(request));
  }

  TlsServer server;
  std::string ca_file;
  asio::io_context context;
};

TEST_F(TlsTest, AnUnknownAuthorityIsRefused) {
  EXPECT_EQ(get("localhost", "").error().code, Errc::tls);
  EXPECT_EQ(socket("localhost", "").error().code, Errc::tls);
}

TEST_F(TlsTest, AKnownAuthorityIsAcceptedForItsNameOnly) {
  const auto reply = get("localhost", ca_file);
  ASSERT_TRUE(reply) << reply.error().text();
  EXPECT_EQ(reply->body, "ok");
  const auto upgrade = socket("localhost", ca_file);
  ASSERT_TRUE(upgrade) << upgrade.error().text();
  EXPECT_EQ(upgrade->reply.status, 200);  // trusted, though it speaks no WebSocket
  EXPECT_EQ(get("127.0.0.1", ca_file).error().code, Errc::tls);
  EXPECT_EQ(socket("127.0.0.1", ca_file).error().code, Errc::tls);
}

}  // namespace
}  // namespace resonanz::net
