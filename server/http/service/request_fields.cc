#include "server/http/service/request_fields.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "fmt/format.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

// The value of a header, which may be percent-encoded UTF-8 because headers hold ASCII only.
std::string HeaderText(const Request& request, std::string_view name) {
  bool ok = true;
  const std::string_view raw = HeaderOf(request, name);
  std::string text = Unescape(raw, false, &ok);
  return ok ? text : std::string(raw);
}

// `application/json; charset=utf-8` is application/json.
bool IsType(std::string_view header, std::string_view type) {
  header = header.substr(0, header.find(';'));
  while (header.ends_with(' ')) header.remove_suffix(1);
  return header == type;
}

bool FitsForm(std::string_view type, BodyForm form) {
  if (form == BodyForm::kObject) return IsType(type, "application/json");
  return IsType(type, "application/x-ndjson") || IsType(type, "application/jsonl") ||
         IsType(type, "application/json-lines");
}

// A problem for the first name that is not known. `extra` names are accepted wherever there is a
// body.
std::optional<Response> UnknownField(const std::vector<std::string_view>& names,
                                     std::span<const Param> known,
                                     std::span<const std::string_view> extra,
                                     const std::string& in) {
  const auto unknown = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return std::none_of(known.begin(), known.end(),
                        [name](const Param& param) { return param.name == name; }) &&
           std::find(extra.begin(), extra.end(), name) == extra.end();
  });
  if (unknown == names.end()) return std::nullopt;
  std::string all;
  const auto add = [&all](std::string_view name) {
    all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
  };
  for (const Param& param : known) add(param.name);
  for (const std::string_view name : extra) add(name);
  return Problem(400, "unknown-field",
                 FieldAtFault{in, fmt::format("{}{}", in == "body" ? "/" : "", *unknown),
                              all.empty() ? "nothing is taken here" : "known are " + all});
}

}  // namespace

uint64_t BodyBytesMax(const Route& route, const ServiceOptions& options) {
  if (route.body == BodyForm::kNone) return 0;
  switch (route.body_size) {
    case BodySize::kPlain:
      return options.body_bytes_max;
    case BodySize::kFiles:
      return options.upload_bytes_max;
    case BodySize::kRows:
      return options.screen_bytes_max;
    case BodySize::kImport:
      return options.import_bytes_max;
  }
  return 0;
}

std::optional<Response> ReadFields(Call& call) {
  const Request& request = call.request;
  const Route& route = *call.route;
  call.query = Fields::OfQuery(QueryOf(request.target));
  if (call.query.fault()) return call.query.problem();
  if (const auto names = call.query.Names(); !names.empty()) {
    if (auto unknown = UnknownField(names, QueryOf(route), {}, "query")) return unknown;
  }
  call.purpose = HeaderText(request, "X-Purpose");
  call.ground = HeaderText(request, "X-Ground");
  if (route.body == BodyForm::kNone) return std::nullopt;
  const uint64_t body_max = BodyBytesMax(route, call.service.options());
  if (request.body.size() > body_max) {
    return Problem(413, "body-too-large", fmt::format("at most {} bytes are taken", body_max));
  }
  if (!FitsForm(HeaderOf(request, "Content-Type"), route.body)) {
    return Problem(415, "wrong-type",
                   FieldAtFault{"header", "Content-Type",
                                route.body == BodyForm::kObject ? "expected application/json"
                                                                : "expected application/x-ndjson"});
  }
  if (route.body == BodyForm::kLines) return std::nullopt;
  call.object = Json::parse(request.body, nullptr, false);
  if (!call.object.is_object()) {
    return Problem(400, "bad-json", std::string("the body is not a JSON object"));
  }
  std::vector<std::string_view> names;
  for (const auto& [name, value] : call.object.get_ref<const Json::object_t&>()) {
    names.push_back(name);
  }
  constexpr std::string_view kOfEveryBody[] = {"purpose", "ground"};
  if (auto unknown = UnknownField(names, route.fields, kOfEveryBody, "body")) return unknown;
  // Handlers read objects inside the body.
  call.body = Fields::OfBody(call.object, Fields::Nested::kLeft);
  if (call.body.fault()) return call.body.problem();
  if (call.purpose.empty()) call.purpose = call.body.Text("purpose");
  // For a change of a listing, `ground` is the row on which it rests and not the ground of a query.
  if (call.ground.empty() && !route.change) call.ground = call.body.Text("ground");
  return std::nullopt;
}

}  // namespace liancheng::http
