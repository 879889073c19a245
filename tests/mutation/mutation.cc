// tests/mutation/mutation.cc: the program that script/mutate runs: every mutation of the books
// named (default: all), a table by kind, and each survivor with its place.

#include <filesystem>

#include "datasets/readers/rulebook/files.h"
#include "fmt/format.h"
#include "tests/mutation/runner.h"

namespace liancheng::mutation {
namespace {

struct Tally {
  int made = 0;
  int killed = 0;
  int refused = 0;
  int survived = 0;
};

void Count(Fate fate, Tally* tally) {
  ++tally->made;
  tally->killed += fate == Fate::kKilled;
  tally->refused += fate == Fate::kRefused;
  tally->survived += fate == Fate::kSurvived;
}

void PrintRow(const std::string& name, const Tally& tally) {
  fmt::print("| {} | {} | {} | {} | {} |\n", name, tally.made, tally.killed, tally.refused,
             tally.survived);
}

void PrintTable(const char* title, const std::map<std::string, Tally>& rows) {
  fmt::print(
      "\n| {} | mutations | killed by a case | refused by the reader | survived |\n"
      "|---|---|---|---|---|\n",
      title);
  Tally sum;
  for (const auto& [name, tally] : rows) {
    PrintRow(name, tally);
    sum.made += tally.made;
    sum.killed += tally.killed;
    sum.refused += tally.refused;
    sum.survived += tally.survived;
  }
  PrintRow("all", sum);
}

std::string PlaceOf(const Mutation& mutation) {
  return fmt::format("{} {} ({}, {}): {} -> {}", mutation.file, mutation.edits.front().pointer,
                     mutation.where, mutation.kind, mutation.before, mutation.after);
}

int Report(const Runner& runner, const std::vector<std::string>& books) {
  std::map<std::string, Tally> by_kind;
  std::map<std::string, Tally> by_book;
  std::vector<std::string> survivors;
  for (const std::string& book : books) {
    const std::vector<Mutation> mutations = runner.MutationsOfBook(book);
    if (mutations.empty()) {
      fmt::print(stderr, "mutation: nothing to change in {}\n", book);
      return 2;
    }
    for (const Mutation& mutation : mutations) {
      const Outcome outcome = runner.Run(mutation);
      Count(outcome.fate, &by_kind[mutation.kind]);
      Count(outcome.fate, &by_book[book]);
      if (outcome.fate == Fate::kSurvived) survivors.push_back(PlaceOf(mutation));
    }
  }
  PrintTable("kind", by_kind);
  PrintTable("book", by_book);
  fmt::print("\nSurvivors:\n");
  for (const std::string& place : survivors) fmt::print("- {}\n", place);
  return survivors.empty() ? 0 : 1;
}

int Main(int argc, char** argv) {
  const std::string root = LIANCHENG_SOURCE_DIR;
  auto texts = datasets::ReadJsonTexts(root + "/datasets/rulebooks");
  auto cases = ReadCases(root + "/tests/cases");
  if (!texts.ok() || !cases.ok()) {
    const absl::Status status = texts.ok() ? cases.status() : texts.status();
    fmt::print(stderr, "mutation: {}\n", std::string(status.message()));
    return 2;
  }
  std::vector<std::string> books(argv + 1, argv + argc);
  if (books.empty()) {
    for (const auto& [path, text] : *texts) {
      if (path.ends_with("/book.json")) books.push_back(path.substr(0, path.find('/')));
    }
  }
  const auto runner = Runner::Make(*std::move(texts), *std::move(cases));
  if (!runner.ok()) {
    fmt::print(stderr, "mutation: {}\n", std::string(runner.status().message()));
    return 2;
  }
  for (const std::string& path : runner->left_out()) {
    const std::string name = std::filesystem::path(path).filename();
    fmt::print("left out, fails on the unchanged rulebooks: {}\n", name);
  }
  return Report(*runner, books);
}

}  // namespace
}  // namespace liancheng::mutation

int main(int argc, char** argv) {
  return liancheng::mutation::Main(argc, argv);
}
