#include "server/trace/trace.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "fmt/format.h"
#include "server/trace/book_items.h"

namespace liancheng::trace {
namespace {

using Names = std::set<std::string>;

constexpr std::array<std::string_view, 3> kNoteWords = {"code: ", "out of scope: ", "not yet: "};

std::string GroupOf(const std::string& row) {
  if (row.front() >= '0' && row.front() <= '9') return "sections";
  const size_t dash = row.find('-');
  return dash == std::string::npos ? row.substr(0, 1) : row.substr(0, dash);
}

void AddFinding(const nlohmann::ordered_json& finding, Names* names) {
  for (const char* key : {"measure", "movement"}) {
    if (finding.is_object() && finding.contains(key) && finding.at(key).is_string()) {
      names->insert(finding.at(key).get<std::string>());
    }
  }
}

// The rows that a case is about: those it cites, what its title names, the measures and movements
// that it wants, the terms that it asks for, the lists that its facts are on.
Names NamedByCase(const cases::CaseFile& file) {
  Names names(file.cites.begin(), file.cites.end());
  for (std::string& row : RowsNamedIn(file.title)) names.insert(std::move(row));
  for (const auto& fact : file.facts) {
    if (fact.contains("list") && fact.at("list").is_string()) {
      names.insert(fact.at("list").get<std::string>());
    }
  }
  for (const auto& ask : file.asks) {
    if (ask.contains("rule") && ask.at("rule").is_string()) {
      names.insert(ask.at("rule").get<std::string>());
    }
    if (!ask.contains("want") || !ask.at("want").is_array()) continue;
    for (const auto& finding : ask.at("want")) AddFinding(finding, &names);
  }
  return names;
}

// Whether a row is named; the name of an article (`HX-31`) counts for each of its rows.
bool Mentions(const Names& named, const std::string& row) {
  if (named.contains(row)) return true;
  for (size_t dash = row.rfind('-'); dash != std::string::npos && dash > 2;
       dash = row.rfind('-', dash - 1)) {
    if (named.contains(row.substr(0, dash))) return true;
  }
  return false;
}

class Builder {
 public:
  explicit Builder(const Inputs& inputs) : inputs_(inputs), items_(BookItems(inputs.library)) {}

  Trace Run() {
    for (const std::string& row : inputs_.rows) AddRow(row, GroupOf(row));
    for (const std::string& code : inputs_.measures) AddRow(code, "measures");
    OwnIds();
    Code();
    Cases();
    Notes();
    for (const Row& row : trace_.rows) {
      if (row.items.empty() && row.code.empty() && row.note.empty()) {
        Problem("{} has no item in a book, no code and no note", row.id);
      }
    }
    return std::move(trace_);
  }

 private:
  template <typename... Args>
  void Problem(fmt::format_string<Args...> form, Args&&... args) {
    trace_.problems.push_back(fmt::format(form, std::forward<Args>(args)...));
  }

  void AddRow(const std::string& id, const std::string& group) {
    if (!row_to_index_.emplace(id, trace_.rows.size()).second) return;
    Row row;
    row.id = id;
    row.group = group;
    if (const auto found = items_.find(id); found != items_.end()) row.items = found->second;
    trace_.rows.push_back(std::move(row));
  }

  void OwnIds() {
    for (const auto& book : inputs_.library.books) {
      for (const auto& rule : book.rules) AddRow(rule.give.measure, "measures");
    }
    for (const auto& book : inputs_.library.books) {
      for (const auto& timer : book.timers) AddRow(timer.id, "timers");
    }
    for (const auto& book : inputs_.library.books) {
      for (const auto& list : book.lists) AddRow(list.id, "lists");
    }
    for (const auto& book : inputs_.library.books) {
      for (const auto& report : book.reports) AddRow(report.id, "reports");
    }
  }

  void Code() {
    for (const auto& [path, text] : inputs_.code) {
      const std::vector<std::string> all = RowsNamedIn(text);
      const Names named(all.begin(), all.end());
      for (Row& row : trace_.rows) {
        if (Mentions(named, row.id)) row.code.push_back(path);
      }
    }
  }

  void Cases() {
    for (const cases::CaseFile& file : inputs_.cases) {
      const std::string stem = std::filesystem::path(file.file).stem().string();
      for (const std::string& cited : file.cites) {
        if (!row_to_index_.contains(cited)) Problem("case {} cites unknown row {}", stem, cited);
      }
      for (const std::string& name : NamedByCase(file)) {
        const auto row = row_to_index_.find(name);
        if (row != row_to_index_.end()) trace_.rows[row->second].cases.push_back(stem);
      }
    }
  }

  void Notes() {
    for (const Note& note : inputs_.notes) {
      const auto found = row_to_index_.find(note.row);
      if (found == row_to_index_.end()) {
        Problem("a note names unknown row {}", note.row);
        continue;
      }
      Row& row = trace_.rows[found->second];
      if (!row.note.empty()) Problem("{} has two notes", note.row);
      if (!row.items.empty() && !row.cases.empty()) {
        Problem("the note on {} is superfluous: a book carries it and a case asks it", note.row);
      }
      if (std::none_of(kNoteWords.begin(), kNoteWords.end(), [&](std::string_view word) {
            return note.text.starts_with(word) && note.text.size() > word.size();
          })) {
        Problem("the note on {} begins with none of: {}", note.row, fmt::join(kNoteWords, "| "));
      }
      row.note = note.text;
    }
  }

  const Inputs& inputs_;
  std::map<std::string, std::vector<Item>> items_;
  std::map<std::string, size_t> row_to_index_;
  Trace trace_;
};

}  // namespace

Trace BuildTrace(const Inputs& inputs) {
  return Builder(inputs).Run();
}

}  // namespace liancheng::trace
