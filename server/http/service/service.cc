#include "server/http/service/service.h"

#include <utility>

namespace liancheng::http {

absl::StatusOr<std::unique_ptr<Service>> Service::Open(
    ServiceOptions options, query::LiveArchive& archive,
    std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words,
    const RouteTable& table) {
  auto backend = Backend::Open(std::move(options), archive, std::move(library), std::move(words));
  if (!backend.ok()) return backend.status();
  return std::unique_ptr<Service>(new Service(*std::move(backend), table));
}

}  // namespace liancheng::http
