// server/trace/trace.h: traces every row of the requirement list: what carries it in the rulebooks,
// which code names it, which cases ask about it, or why there is nothing.
// Rows:    requirement_ids.json, the measure codes of datasets/trace/measures.json, then the ids
//          that the books add: timers and reports with an id that is no row, and lists.
// Source:  docs/rulebook_format.md; requirement rows are cited as `TQ-14-(三)`, `D14`, `G09`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"
#include "server/cases/case_file.h"
#include "server/trace/book_items.h"

namespace liancheng::trace {

// A line written by hand: `code: ...` (the code that fulfils the row when no item of a book does),
// `out of scope: ...` or `not yet: ...`.
struct Note {
  std::string row;
  std::string text;
};

struct Inputs {
  model::RuleLibrary library;
  std::vector<std::string> rows;            // in the order of the requirement list
  std::vector<std::string> measures;        // in the order of the requirement list
  std::map<std::string, std::string> code;  // path from the project's root -> text
  std::vector<cases::CaseFile> cases;       // `file` is shown without folder and ending
  std::vector<Note> notes;
};

struct Row {
  std::string id;
  std::string group;  // "CS", ..., "D", "N", "G", "sections", "measures", "timers", ...
  std::vector<Item> items;
  std::vector<std::string> code;   // paths
  std::vector<std::string> cases;  // stems
  std::string note;
};

struct Trace {
  std::vector<Row> rows;
  std::vector<std::string> problems;  // one line each; empty = every row is accounted for
};

Trace BuildTrace(const Inputs& inputs);

// The page docs/trace.md: one table a group, then the counts.
std::string Markdown(const Trace& trace);

}  // namespace liancheng::trace
