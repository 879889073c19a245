#include "server/impact/listing_file.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "datasets/readers/csv/byte_window.h"
#include "datasets/readers/csv/csv.h"
#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "query/names/resolve.h"

namespace liancheng::impact {
namespace {

constexpr size_t kProblemsShown = 10;

// The problems of a file: the first lines are listed, the rest is counted.
class Problems {
 public:
  void Add(std::string problem) {
    if (++count_ <= kProblemsShown) text_ += (text_.empty() ? "" : "\n  ") + std::move(problem);
  }
  absl::Status ToStatus() const {
    if (count_ == 0) return absl::OkStatus();
    const size_t more = count_ - std::min(count_, kProblemsShown);
    return absl::InvalidArgumentError(
        more == 0 ? text_ : fmt::format("{}\n  ... and {} more", text_, more));
  }

 private:
  size_t count_ = 0;
  std::string text_;
};

bool IsHeader(std::string_view text) {
  return text == "id" || text == "listing";
}

}  // namespace

absl::StatusOr<std::vector<const rules::Act*>> ReadListings(const std::string& path,
                                                            const query::Workspace& workspace) {
  const datasets::Input input{path, std::nullopt};
  auto source = datasets::OpenInput(input);
  if (!source.ok()) return source.status();
  datasets::CsvReader reader(*std::move(source), {});
  std::vector<const rules::Act*> acts;
  Problems problems;
  for (bool first = true;; first = false) {
    const auto outcome = reader.Next();
    if (!outcome.ok()) return outcome.status();
    if (*outcome == datasets::CsvReader::Outcome::kEnd) break;
    if (*outcome == datasets::CsvReader::Outcome::kFault) {
      problems.Add(fmt::format("{} line {}: {}", path, reader.row(), Describe(reader.fault())));
      continue;
    }
    const std::string id(datasets::Trim(reader.fields().empty() ? "" : reader.fields()[0]));
    const auto act = query::ResolveAct(workspace, id);
    if (act.ok()) {
      acts.push_back(*act);
    } else if (!id.empty() && !(first && IsHeader(id))) {
      problems.Add(fmt::format("{} line {}: there is no listing or demand \"{}\"", path,
                               reader.row(), datasets::ShownValue(id)));
    }
  }
  if (absl::Status status = problems.ToStatus(); !status.ok()) return status;
  std::sort(acts.begin(), acts.end(),
            [](const rules::Act* a, const rules::Act* b) { return rules::ActBefore(*a, *b); });
  acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
  return acts;
}

}  // namespace liancheng::impact
