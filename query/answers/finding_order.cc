#include "query/answers/finding_order.h"

#include "fmt/format.h"

namespace liancheng::query {
namespace {

// A body of another region may have the same short name (市商务局).
bool BelongsTo(const model::Body& body, const model::Rulebook* book) {
  if (body.regions.empty() || book == nullptr) return true;
  const std::string region = std::to_string(book->scope.region.value);
  return std::find(body.regions.begin(), body.regions.end(), region) != body.regions.end();
}

}  // namespace

void NoteBodies(const Workspace& workspace, model::Finding* finding) {
  const model::Rulebook* book = workspace.plan().FindBook(finding->rulebook);
  for (const std::string& executor : finding->executors) {
    std::vector<std::string> names;
    for (const model::Body* body : workspace.plan().BodiesNamed(executor)) {
      if (!BelongsTo(*body, book)) continue;
      for (const model::BodyName& name : body->names) {
        if (name.name == executor || !name.during.Contains(workspace.as_of())) continue;
        names.push_back(name.status == model::BasisStatus::kEffective
                            ? name.name
                            : fmt::format("{} ({})", name.name, Name(name.status)));
      }
    }
    if (names.empty()) continue;
    finding->notes.push_back(
        fmt::format("executor {}: also {} (G35)", executor, fmt::join(names, "、")));
  }
}

}  // namespace liancheng::query
