#include "server/http/service/entity_tags.h"

#include <sodium.h>

#include <array>
#include <iterator>
#include <string_view>

#include "fmt/format.h"

namespace liancheng::http {
namespace {

std::string PrintOf(std::string_view text) {
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
  return hex;
}

}  // namespace

EntityTags::EntityTags(const rules::Plan& plan) {
  std::string books;
  for (const model::Rulebook* book : plan.books()) books += book->id + book->revision_hash;
  books_print_ = PrintOf(books);
}

std::string EntityTags::Of(const Call& call) const {
  return fmt::format(
      "\"{}\"", PrintOf(fmt::format(
                    "{}:{}|{}|{}|{}|{}|{}|{}|{}", call.service.epoch(), call.world->known_at.value,
                    model::FormatDate(call.workspace->as_of()), books_print_, Name(call.who.role),
                    call.who.unit.id, call.purpose, call.ground, call.request.target)));
}

void EntityTags::Put(Call& call, Response& response) const {
  const std::string tag = Of(call);
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  response.headers.emplace_back("Vary", "Authorization, X-Purpose, X-Ground");
  const std::string_view known = HeaderOf(call.request, "If-None-Match");
  if (known != "*" && known.find(tag) == std::string_view::npos) return;
  response.status = 304;
  response.body.clear();
  call.entry.items = 0;
}

}  // namespace liancheng::http
