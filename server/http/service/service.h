// server/http/service/service.h: a backend and the pipeline over it, opened together.
// Errors:  those of Backend::Open.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "server/http/service/backend.h"
#include "server/http/service/pipeline.h"

namespace liancheng::http {

class Service {
 public:
  // The archive and the table must outlive it.
  static absl::StatusOr<std::unique_ptr<Service>> Open(
      ServiceOptions options, query::LiveArchive& archive,
      std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words,
      const RouteTable& table);

  Backend& backend() { return *backend_; }
  Pipeline& pipeline() { return pipeline_; }

 private:
  Service(std::unique_ptr<Backend> backend, const RouteTable& table)
      : backend_(std::move(backend)), pipeline_(table, *backend_) {}
  const std::unique_ptr<Backend> backend_;
  Pipeline pipeline_;
};

}  // namespace liancheng::http
