#include "server/trace/book_items.h"

#include <cctype>

#include "fmt/format.h"

namespace liancheng::trace {
namespace {

bool IsAlnum(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

// The end of the row id that begins at `at`: letters and digits, then parts after `-` or `.`; a
// part in brackets is taken as a whole.
size_t RowEnd(std::string_view text, size_t at) {
  const auto peek = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  while (at < text.size()) {
    const char next = peek(at + 1);
    if (IsAlnum(text[at])) {
      ++at;
    } else if (text[at] == '-' && IsAlnum(next)) {
      at += 2;
    } else if (text[at] == '.' && (IsAlnum(next) || next == '*')) {
      at += 2;
    } else if (text[at] == '-' && next == '(') {
      const size_t close = text.find(')', at);
      if (close == std::string_view::npos || close - at > 16) return at;
      at = close + 1;
    } else {
      return at;
    }
  }
  return at;
}

class Collector {
 public:
  std::map<std::string, std::vector<Item>> Run(const model::RuleLibrary& library) {
    for (const model::Rulebook& book : library.books) Book(book);
    for (const model::Basis& basis : library.bases) Add(basis.code, "basis", basis.code);
    for (const model::Body& body : library.bodies) AddAll(body.cites, "body", body.id);
    return std::move(row_to_items_);
  }

 private:
  void Add(const std::string& row, const char* kind, const std::string& name) {
    std::vector<Item>& items = row_to_items_[row];
    if (!items.empty() && items.back().kind == kind && items.back().name == name) return;
    items.push_back({kind, name});
  }

  void AddAll(const std::vector<std::string>& rows, const char* kind, const std::string& name) {
    for (const std::string& row : rows) Add(row, kind, name);
  }

  void Flags(const std::vector<std::string>& flags, const char* kind, const std::string& name) {
    for (const std::string& flag : flags) {
      for (const std::string& row : RowsNamedIn(flag)) {
        if (row.size() == 3) Add(row, "flag", fmt::format("{} {}", kind, name));
      }
    }
  }

  void Book(const model::Rulebook& book) {
    Flags(book.flags, "book", book.id);
    AddAll(book.scope.cites, "scope", book.id);
    for (const auto& list : book.lists) List(list);
    for (const auto& ground : book.grounds) {
      Add(ground.id, "ground", ground.name);
      Flags(ground.flags, "ground", ground.id);
    }
    for (const auto& rule : book.rules) Rule(rule);
    for (const auto& exception : book.exceptions) {
      for (const std::string& row : RowsNamedIn(exception.label)) {
        Add(row, "exception", fmt::format("{} {}", book.id, exception.label));
      }
    }
    for (const auto& parameter : book.parameters) {
      AddAll(parameter.cites, "parameter", parameter.id);
      Flags({parameter.flag}, "parameter", parameter.id);
    }
    for (const auto& note : book.notes) {
      Add(note.id, "note", "in words");
      Flags(note.flags, "note", note.id);
    }
    Life(book);
  }

  void List(const model::ListDefinition& list) {
    Add(list.id, "list", list.name);
    AddAll(list.cites, "list", list.id);
    AddAll(list.subject_rows, "list", list.id);
    Flags(list.flags, "list", list.id);
  }

  void Rule(const model::Rule& rule) {
    Add(rule.id, "rule", rule.label);
    if (!rule.movement.empty()) Add(rule.movement, "rule", rule.label);
    Add(rule.give.measure, "rule", rule.label);
    for (const model::BasisUse& use : rule.give.bases) Add(use.code, "basis of rule", rule.label);
    Flags(rule.flags, "rule", rule.label);
  }

  void Life(const model::Rulebook& book) {
    for (const auto& timer : book.timers) Timer(timer);
    for (const auto& repair : book.repairs) Repair(repair);
    for (const auto& step : book.steps) {
      Add(step.id, "step", std::string(Name(step.to)));
      Flags(step.flags, "step", step.id);
    }
    for (const auto& field : book.fields) {
      Add(field.id, "field", field.key);
      Flags(field.flags, "field", field.id);
    }
    for (const auto& data : book.forbidden) Add(data.id, "forbidden", data.name);
    for (const auto& report : book.reports) {
      Add(report.id, "report", report.name);
      Flags(report.flags, "report", report.id);
    }
  }

  // A row with several terms has timers -a, -b, -c; what each of them carries counts for the row
  // too.
  void Timer(const model::Timer& timer) {
    Add(timer.id, "timer", timer.id);
    const size_t dash = timer.id.rfind('-');
    if (timer.id.size() - dash == 2 && dash > 3) {
      Add(timer.id.substr(0, dash), "timer", timer.id);
    }
    Flags(timer.flags, "timer", timer.id);
  }

  void Repair(const model::Repair& repair) {
    Add(repair.id, "repair", repair.id);
    AddAll(repair.cites, "repair", repair.id);
    for (const model::RepairWay& way : repair.ways) {
      Add(way.id, "way of repair", repair.id);
      for (const auto& need : way.needs) Add(need.id, "need of repair", repair.id);
    }
    for (const auto& need : repair.needs) Add(need.id, "need of repair", repair.id);
    for (const auto& bar : repair.bars) Add(bar.id, "bar of repair", repair.id);
    Flags(repair.flags, "repair", repair.id);
  }

  std::map<std::string, std::vector<Item>> row_to_items_;
};

}  // namespace

std::vector<std::string> RowsNamedIn(std::string_view text) {
  std::vector<std::string> rows;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool starts =
        IsUpper(text[i]) &&
        (i == 0 || (!IsAlnum(text[i - 1]) && text[i - 1] != '-' && text[i - 1] != '_'));
    if (!starts) continue;
    const size_t end = RowEnd(text, i);
    rows.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return rows;
}

std::map<std::string, std::vector<Item>> BookItems(const model::RuleLibrary& library) {
  return Collector().Run(library);
}

}  // namespace liancheng::trace
