#include <map>

#include "fmt/format.h"
#include "server/trace/trace.h"

namespace liancheng::trace {
namespace {

constexpr size_t kNamesShown = 6;

struct Count {
  size_t rows = 0;
  size_t with_item = 0;
  size_t only_words = 0;  // of these, rows with notes only
  size_t with_code = 0;
  size_t with_case = 0;
  size_t out_of_scope = 0;
  size_t not_yet = 0;
};

std::string_view TitleOf(const std::string& group) {
  static const std::map<std::string, std::string_view> titles = {
      {"CS", "CS 仓山区"},
      {"SX", "SX 陕西省"},
      {"TQ", "TQ 突泉县"},
      {"FZ", "FZ 福州市"},
      {"HJ", "HJ 淮安市 联合奖惩"},
      {"HX", "HX 淮安市 公共信用信息"},
      {"HP", "HP 淮安市 个人诚信"},
      {"HE", "HE 淮安市 电子商务"},
      {"D", "D: movements between parties"},
      {"N", "N: movements set by statutes"},
      {"G", "G: conflicts and gaps"},
      {"sections", "Sections that name no provision"},
      {"measures", "Measures and incentives"},
      {"timers", "Terms that share a row"},
      {"lists", "Lists"},
      {"reports", "Reports"},
  };
  const auto found = titles.find(group);
  return found == titles.end() ? std::string_view(group) : found->second;
}

// A cell of a table; characters that would end the cell are escaped.
std::string Cell(const std::string& text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

std::string Shortened(const std::vector<std::string>& names, const char* between) {
  const size_t shown = names.size() > kNamesShown ? kNamesShown - 1 : names.size();
  std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, between));
  if (shown < names.size()) text += fmt::format("{}+{}", between, names.size() - shown);
  return text;
}

// "rule TQ-14-(三)/a, TQ-14-(三)/b; flag list TQ-black": kinds in the order of their first item.
std::string ItemsCell(const std::vector<Item>& items) {
  std::vector<std::string> kinds;
  std::map<std::string, std::vector<std::string>> kind_to_names;
  for (const Item& item : items) {
    std::vector<std::string>& names = kind_to_names[item.kind];
    if (names.empty()) kinds.push_back(item.kind);
    if (names.empty() || names.back() != item.name) names.push_back(item.name);
  }
  std::vector<std::string> parts;
  for (const std::string& kind : kinds) {
    parts.push_back(fmt::format("{} {}", kind, Shortened(kind_to_names[kind], ", ")));
  }
  return Cell(fmt::format("{}", fmt::join(parts, "; ")));
}

bool OnlyWords(const Row& row) {
  for (const Item& item : row.items) {
    if (item.kind != "note") return false;
  }
  return !row.items.empty();
}

void Add(const Row& row, Count* count) {
  ++count->rows;
  count->with_item += !row.items.empty();
  count->only_words += OnlyWords(row);
  count->with_code += !row.code.empty();
  count->with_case += !row.cases.empty();
  count->out_of_scope += row.note.starts_with("out of scope");
  count->not_yet += row.note.starts_with("not yet");
}

std::string CountLine(std::string_view title, const Count& count) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} % | {} | {} |\n", title, count.rows,
                     count.with_item, count.only_words, count.with_code, count.with_case,
                     count.rows == 0 ? 0 : count.with_case * 100 / count.rows, count.out_of_scope,
                     count.not_yet);
}

std::string RowLine(const Row& row) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", Cell(row.id), ItemsCell(row.items),
                     Shortened(row.code, ", "), Shortened(row.cases, ", "), Cell(row.note));
}

}  // namespace

std::string Markdown(const Trace& trace) {
  std::string page =
      "# Trace\n\n"
      "Every row of the requirement list: what carries it in the rulebooks, the code whose "
      "comments "
      "cite it or its article, the cases that cite it (for a measure, a movement, a term or a "
      "list: "
      "that want it, ask for it or list someone on it), and a note where a book or a case has "
      "nothing. Where there are more than six names, `+n` says how many are left out. "
      "Written by `script/trace`; the notes are in `datasets/trace/notes.json`.\n";
  std::vector<std::string> groups;
  std::map<std::string, Count> counts;
  Count all;
  for (const Row& row : trace.rows) {
    if (!counts.contains(row.group)) {
      groups.push_back(row.group);
      page += fmt::format(
          "\n## {}\n\n| row | in the books | code | cases | note |\n|---|---|---|---|---|\n",
          TitleOf(row.group));
    }
    Add(row, &counts[row.group]);
    Add(row, &all);
    page += RowLine(row);
  }
  page +=
      "\n## Counts\n\n| group | rows | in a book | of these only in words | named in code "
      "| with a case | share | out of scope | not yet |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const std::string& group : groups) page += CountLine(TitleOf(group), counts[group]);
  page += CountLine("all", all);
  return page;
}

}  // namespace liancheng::trace
