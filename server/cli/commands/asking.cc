#include "server/cli/commands/asking.h"

#include <CLI/CLI.hpp>

namespace liancheng::cli {

void BindQuestion(CLI::App* command, CommandLine& line,
                  std::function<int(const GlobalOptions&, const query::Workspace&)> ask) {
  command->callback([&line, ask = std::move(ask)] {
    line.run = [&line, ask] {
      auto opened = OpenWorkspace(line.options);
      if (!opened.ok()) return Report(opened.status());
      return ask(line.options, *opened->workspace);
    };
  });
}

model::RelationSet RelationsOf(const std::string& text) {
  if (text.empty()) return model::kAllRelations;
  model::RelationSet relations = 0;
  for (const std::string& word : CLI::detail::split(text, ',')) {
    if (const auto relation = model::Parse<model::Relation>(word)) {
      relations |= model::SetOf(*relation);
    }
  }
  return relations;
}

std::string CheckRelations(const std::string& text) {
  for (const std::string& word : CLI::detail::split(text, ',')) {
    if (!model::Parse<model::Relation>(word)) {
      return fmt::format("\"{}\" is not a relation; known are {}", word, model::AllRelations());
    }
  }
  return "";
}

std::string CheckPercent(const std::string& text) {
  const auto ppm = model::ParsePercent(text);
  if (ppm.ok()) return "";
  return fmt::format("\"{}\" is not a percentage from 0 to 100", text);
}

uint32_t PercentPpm(const std::string& text) {
  const auto ppm = model::ParsePercent(text);
  return ppm.ok() ? *ppm : model::kWholePpm;
}

}  // namespace liancheng::cli
