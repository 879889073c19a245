// The service behind TLS: a client that trusts its certificate is answered; one that speaks without
// TLS, or not its newer versions, is not.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "server/http/transport/transport.h"
#include "tests/http/desk.h"
#include "tests/http/socket_client.h"

namespace liancheng::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A key and a certificate of its own, for a day, in two files.
void MakeCertificate(const std::string& certificate_file, const std::string& key_file) {
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3'600);
  X509_set_pubkey(certificate, key);
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  ASSERT_GT(X509_sign(certificate, key, EVP_sha256()), 0);
  std::FILE* const certificates = std::fopen(certificate_file.c_str(), "w");
  std::FILE* const keys = std::fopen(key_file.c_str(), "w");
  ASSERT_TRUE(certificates != nullptr && keys != nullptr);
  EXPECT_EQ(PEM_write_X509(certificates, certificate), 1);
  EXPECT_EQ(PEM_write_PrivateKey(keys, key, nullptr, nullptr, 0, nullptr, nullptr), 1);
  std::fclose(certificates);
  std::fclose(keys);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

// The server's answer to a request; empty when no connection can be made.
std::string AskOverTls(uint16_t port, const std::string& trusted, int version_max,
                       const std::string& request) {
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_load_verify_locations(context, trusted.c_str(), nullptr);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_max_proto_version(context, version_max);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  SSL* const tls = SSL_new(context);
  SSL_set_fd(tls, socket);
  std::string answer;
  if (SSL_connect(tls) == 1 &&
      SSL_write(tls, request.data(), static_cast<int>(request.size())) > 0) {
    std::array<char, 4096> buffer;
    for (int got = 0; (got = SSL_read(tls, buffer.data(), buffer.size())) > 0;) {
      answer.append(buffer.data(), static_cast<size_t>(got));
    }
  }
  SSL_free(tls);
  SSL_CTX_free(context);
  ::close(socket);
  return answer;
}

TEST(Tls, AnswersThoseWhoTrustItsCertificate) {
  Desk desk({.demo = false});
  TransportOptions options;
  options.certificate_file = desk.folder() + "/cert.pem";
  options.key_file = desk.folder() + "/key.pem";
  MakeCertificate(options.certificate_file, options.key_file);
  const std::string trusted = options.certificate_file;
  const auto transport = Transport::Start(options, desk.pipeline());
  ASSERT_TRUE(transport.ok()) << transport.status();
  const uint16_t port = (*transport)->port();
  const std::string request = "GET /v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                              ("Authorization: Bearer " + desk.token("steward")) + "\r\n\r\n";
  const std::string answer = AskOverTls(port, trusted, TLS1_3_VERSION, request);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("\"role\":\"steward\""));
  EXPECT_THAT(AskOverTls(port, trusted, TLS1_2_VERSION, request), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(AskOverTls(port, trusted, TLS1_1_VERSION, request), "");
  const std::string other = desk.folder() + "/other.pem";
  MakeCertificate(other, desk.folder() + "/other_key.pem");
  EXPECT_EQ(AskOverTls(port, other, TLS1_3_VERSION, request), "") << "another certificate";
  SocketClient plain(port);
  plain.Send(request);
  plain.EndSending();
  EXPECT_EQ(plain.ReadToTheEnd().find("HTTP/1.1"), std::string::npos);
  (*transport)->Stop();
}

}  // namespace
}  // namespace liancheng::http
