// server/http/service/pipeline.h: the way of a request through the service, without sockets.
// Order:   route, token, role, rate, form of the body, fields, purpose, world, the question, audit.
// World:   each request is answered from one revision; a request that arrives after a commit was
//          acknowledged sees it. Changes through the service are made one at a time.
// Audit:   a request for data that are not public is logged before its response is given; a change
//          is in the log on disk before it is acknowledged. When the log cannot be written, the
//          service does not answer.
// Threads: from any thread.
// Source:  docs/api.md, docs/decisions/0052-the-service-in-parts.md
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/access/approvals.h"
#include "server/http/api/routes.h"
#include "server/http/service/backend.h"
#include "server/http/service/entity_tags.h"
#include "server/http/service/metrics.h"
#include "server/http/service/rate_limit.h"
#include "server/http/transport/handler.h"

namespace liancheng::http {

class Pipeline final : public Handler {
 public:
  // Both must outlive it.
  Pipeline(const RouteTable& table, Backend& service);

  RouteMatch Find(std::string_view method, std::string_view target) const override;
  Response Handle(const Request& request, const RouteMatch& match) override;
  std::optional<Response> HandleBriefly(const Request& request, const RouteMatch& match) override;
  // For whoever has no socket.
  Response Handle(const Request& request) {
    return Handle(request, Find(request.method, request.target));
  }
  std::optional<Response> HandleBriefly(const Request& request) {
    return HandleBriefly(request, Find(request.method, request.target));
  }

  uint64_t revision() const override { return service_.revision(); }
  void OnCommit(std::function<void()> listener) override { service_.OnCommit(std::move(listener)); }
  void Drain() override { service_.Drain(); }
  ConnectionCounts& connections() override { return metrics_.connections; }

  const RouteTable& table() const { return table_; }
  const Metrics& metrics() const { return metrics_; }

  // Carries out an approved request in the name of the user who asked, without asking for approval
  // again.
  Response CarryOut(const access::PendingRequest& request, const std::string& approved_by,
                    const std::string& request_id);

 private:
  std::optional<Response> Run(const Request& request, const RouteMatch& match, bool brief);
  Response Safely(Call& call);
  Response Checked(Call& call);
  std::optional<Response> Identify(Call& call);
  Response Authorised(Call& call);
  Response Asked(Call& call);
  Response Log(Call& call, Response response);
  void Finish(const Call& call, Response& response, int64_t elapsed_us);
  std::string NewRequestId();

  const RouteTable& table_;
  Backend& service_;
  const EntityTags tags_;
  RateLimit rate_;
  Metrics metrics_;
  const std::string id_prefix_;
  std::atomic<uint64_t> requests_{0};
};

}  // namespace liancheng::http
