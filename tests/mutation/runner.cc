#include "tests/mutation/runner.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "datasets/readers/rulebook/files.h"
#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "server/cases/case_run.h"

namespace liancheng::mutation {
namespace {

namespace fs = std::filesystem;

std::string FolderOf(const std::string& path) {
  return path.substr(0, path.find('/'));
}

// Parameters whose value no list, rule, walk or timer asks for.
std::vector<std::string> UnreadParameters(const model::RuleLibrary& library) {
  std::set<std::string> read;
  for (const model::Rulebook& book : library.books) {
    for (const auto& list : book.lists) {
      read.insert(list.term);
      for (const auto& [severity, parameter] : list.terms_by_severity) read.insert(parameter);
    }
    for (const auto& rule : book.rules) {
      read.insert(rule.give.term);
      read.insert(rule.reading_parameter);
      for (const auto& step : rule.walk) {
        for (const char* part : {"", ".control_percent", ".chain_percent"}) {
          read.insert(step.definition + part);
        }
      }
    }
    for (const auto& timer : book.timers) read.insert(timer.parameter);
  }
  std::vector<std::string> unread;
  for (const model::Rulebook& book : library.books) {
    for (const auto& parameter : book.parameters) {
      if (!read.contains(parameter.id)) unread.push_back(parameter.id);
    }
  }
  return unread;
}

}  // namespace

absl::StatusOr<Runner> Runner::Make(Texts texts, std::vector<cases::CaseFile> cases) {
  const auto library = datasets::ReadRulebookTexts(texts);
  if (!library.ok()) return library.status();
  Runner runner;
  for (const model::Rulebook& book : library->books) {
    for (const model::ListDefinition& list : book.lists) {
      runner.words_.lists.insert(list.id);
      runner.book_to_lists_[book.id].push_back(list.id);
    }
  }
  runner.unread_parameters_ = UnreadParameters(*library);
  for (const auto& [path, text] : texts) {
    if (path.find('/') != std::string::npos) runner.roots_[path] = Json::parse(text);
  }
  const cases::CaseSetting setting{std::make_shared<const model::RuleLibrary>(*library),
                                   &runner.words_, cases::InProcess(query::LoadFromFacts)};
  for (cases::CaseFile& file : cases) {
    if (cases::RunCase(file, setting).ok()) {
      runner.cases_.push_back(std::move(file));
    } else {
      runner.left_out_.push_back(file.file);
    }
  }
  runner.texts_ = std::move(texts);
  return runner;
}

std::vector<Mutation> Runner::MutationsOfBook(const std::string& book) const {
  FolderWords words;
  words.unread_parameters = unread_parameters_;
  if (const auto lists = book_to_lists_.find(book); lists != book_to_lists_.end()) {
    words.lists = lists->second;
  }
  std::vector<Mutation> all;
  for (const auto& [path, root] : roots_) {
    if (FolderOf(path) != book) continue;
    std::vector<Mutation> of_file = MutationsOf(path, root, words);
    std::move(of_file.begin(), of_file.end(), std::back_inserter(all));
  }
  return all;
}

bool Runner::CouldNotice(const cases::CaseFile& file, const std::string& book) const {
  const auto names = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  if (book == "national" || names(file.rulebooks, book)) return true;
  const auto lists = book_to_lists_.find(book);
  for (const Json& fact : file.facts) {
    if (lists != book_to_lists_.end() && names(lists->second, fact.value("list", ""))) return true;
  }
  return std::any_of(file.asks.begin(), file.asks.end(), [&book](const Json& ask) {
    return ask.value("rule", "").starts_with(book + "-");
  });
}

Outcome Runner::Run(const Mutation& mutation) const {
  Texts texts = texts_;
  texts[mutation.file] = Apply(mutation, roots_.at(mutation.file)).dump();
  const auto failing = FirstFailing(texts, FolderOf(mutation.file));
  if (!failing.ok()) return {Fate::kRefused, std::string(failing.status().message())};
  if (failing->empty()) return {Fate::kSurvived, ""};
  return {Fate::kKilled, *failing};
}

absl::StatusOr<std::string> Runner::FirstFailing(const Texts& texts,
                                                 const std::string& book) const {
  auto library = datasets::ReadRulebookTexts(texts);
  if (!library.ok()) return library.status();
  const cases::CaseSetting setting{std::make_shared<const model::RuleLibrary>(*std::move(library)),
                                   &words_, cases::InProcess(query::LoadFromFacts)};
  for (const cases::CaseFile& file : cases_) {
    if (CouldNotice(file, book) && !cases::RunCase(file, setting).ok()) return file.file;
  }
  return "";
}

absl::StatusOr<std::vector<cases::CaseFile>> ReadCases(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator entries(folder, error), end; !error && entries != end;
       entries.increment(error)) {
    if (entries->path().extension() == ".json") paths.push_back(entries->path().string());
  }
  if (error) return absl::NotFoundError(fmt::format("{}: {}", folder, error.message()));
  std::sort(paths.begin(), paths.end());
  std::vector<cases::CaseFile> files;
  for (const std::string& path : paths) {
    auto file = cases::ReadCaseFile(path);
    if (!file.ok()) return file.status();
    files.push_back(*std::move(file));
  }
  return files;
}

}  // namespace liancheng::mutation
