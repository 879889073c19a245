#include "query/finding_order.h"

#include "fmt/format.h"

namespace liancheng::query {
namespace {

// A body of another region may bear the same short name (市商务局).
bool BelongsTo(const model::Body& body, const model::Rulebook* book) {
  if (body.regions.empty() || book == nullptr) return true;
  const std::string region = std::to_string(book->scope.region.value);
  return std::find(body.regions.begin(), body.regions.end(), region) != body.regions.end();
}

const model::Rulebook* BookOf(const rules::Plan& plan, const std::string& id) {
  for (const model::Rulebook& book : plan.library().books) {
    if (book.id == id) return &book;
  }
  return nullptr;
}

}  // namespace

void NoteBodies(const Workspace& workspace, model::Finding* finding) {
  const model::Rulebook* book = BookOf(workspace.plan(), finding->rulebook);
  for (const std::string& executor : finding->executors) {
    for (const model::Body* body : workspace.plan().BodiesNamed(executor)) {
      if (!BelongsTo(*body, book)) continue;
      for (const model::BodyName& name : body->names) {
        if (name.name == executor || !name.during.Contains(workspace.as_of())) continue;
        // Without a day for the change it is not known which name the body bears on the asked day.
        const bool dated = name.during.from != model::kOpenStart;
        finding->notes.push_back(fmt::format("executor {}{} {} ({}; G35)", executor,
                                             dated ? " is called" : " may be called", name.name,
                                             Name(name.status)));
      }
    }
  }
}

}  // namespace liancheng::query
