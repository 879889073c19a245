// server/http/api/routes.h: what is declared of each endpoint: how it is called, who may, what it
// needs, what it answers. Dispatch, docs/access_matrix.md and /openapi.json are made from it; the
// rows are in server/http/run/route_table.cc.
// Source:  docs/api.md, docs/decisions/0052-the-service-in-parts.md
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/asker.h"
#include "server/http/transport/handler.h"
#include "server/http/transport/message.h"

namespace liancheng::http {

struct Call;

// When a request must say for which purpose and on which ground it is made (HX-21, HX-33).
enum class Purpose : uint8_t {
  kNone,
  kPerson,  // when the party asked about is a natural person
  kAlways,  // the answer names natural persons
};
std::string_view Name(Purpose purpose);

enum class BodyForm : uint8_t { kNone, kObject, kLines };

// Which limit of the configuration a body has.
enum class BodySize : uint8_t { kPlain, kFiles, kRows, kImport };

// The parameter by which a client asks for a stream of server-sent events.
inline constexpr std::string_view kStreamName = "stream";

struct Param {
  std::string_view name;
  // string, integer, boolean, date, percent, strings, object, objects, files
  std::string_view type;
  std::string_view what;
  bool required = false;
};

struct Route {
  std::string_view method;
  std::string_view path;  // /v1/entities/{subject}
  std::string_view operation;
  std::string_view summary;
  model::RoleSet roles = 0;  // with kPublic: without a token
  Purpose purpose = Purpose::kNone;
  bool change = false;
  bool four_eyes = false;  // a second user of the unit must approve
  bool heavy = false;      // takes long: runs beside the threads that read and write sockets
  bool world = true;       // answers from one revision on one day
  bool paged = false;
  bool logged = true;  // in the audit log
  BodySize body_size = BodySize::kPlain;
  BodyForm body = BodyForm::kNone;
  std::vector<Param> query = {};   // without those that every question of a world takes
  std::vector<Param> fields = {};  // of the body
  std::string_view answer;         // its schema (schemas.h)
  Response (*handle)(Call&) = nullptr;
};

// The table of routes, with their paths taken apart so that one is found without a heap.
class RouteTable {
 public:
  explicit RouteTable(std::vector<Route> routes);
  RouteTable(const RouteTable&) = delete;
  RouteTable& operator=(const RouteTable&) = delete;
  // In the order of the table.
  std::span<const Route> routes() const { return routes_; }
  auto begin() const { return routes_.begin(); }
  auto end() const { return routes_.end(); }
  size_t size() const { return routes_.size(); }

  // `body_bytes_max` is left for whoever knows the limits.
  RouteMatch Match(std::string_view method, std::string_view path) const;

 private:
  struct Row {
    const Route* route;
    std::vector<std::string_view> segments;
  };
  std::span<const Row> OfLength(size_t length) const;

  const std::vector<Route> routes_;
  std::vector<std::vector<Row>> by_length_;
};

// Names of the {} in a path.
std::vector<std::string> PathNames(const Route& route);

// The parameters of the query that a route takes, the common ones among them.
std::vector<Param> QueryOf(const Route& route);

// docs/access_matrix.md
std::string AccessMatrix(const RouteTable& table);

}  // namespace liancheng::http
