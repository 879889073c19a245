#include "server/cli/files/screen_file.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <utility>

#include "datasets/readers/csv/byte_window.h"
#include "datasets/readers/csv/csv.h"
#include "fmt/format.h"

namespace liancheng::cli {
namespace {

constexpr size_t kNameBytesMax = 4096;
constexpr size_t kColumnsShown = 20;

// Header in lower case -> what the column holds: `name`, `id`, or the scheme of a code.
const std::map<std::string_view, std::string_view> kHeaders = {
    {"id", "id"},
    {"no", "id"},
    {"序号", "id"},
    {"编号", "id"},
    {"name", "name"},
    {"company", "name"},
    {"名称", "name"},
    {"姓名", "name"},
    {"主体名称", "name"},
    {"企业名称", "name"},
    {"公司名称", "name"},
    {"单位名称", "name"},
    {"当事人", "name"},
    {"uscc", "uscc"},
    {"统一社会信用代码", "uscc"},
    {"社会信用代码", "uscc"},
    {"信用代码", "uscc"},
    {"org_code", "org_code"},
    {"组织机构代码", "org_code"},
    {"registration_number", "registration_number"},
    {"注册号", "registration_number"},
    {"licence", "licence"},
    {"lei", "lei"},
    {"id_number", "id_number"},
    {"身份证号", "id_number"},
    {"身份证号码", "id_number"},
    {"公民身份号码", "id_number"},
};

std::string_view Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string Lower(std::string_view text) {
  std::string lower(Trimmed(text));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view Meaning(std::string_view header) {
  const auto it = kHeaders.find(Lower(header));
  return it == kHeaders.end() ? std::string_view() : it->second;
}

// Finds rows that cannot be screened at all.
void CheckRow(ScreenInput& input) {
  if (input.asked.name.empty() && input.asked.codes.empty()) {
    input.problem = "neither a name nor a code";
  } else if (input.asked.name.size() > kNameBytesMax) {
    input.problem = fmt::format("name: longer than {} bytes", kNameBytesMax);
    input.asked.name.resize(0);
  }
}

class CsvScreenFile : public ScreenFile {
 public:
  CsvScreenFile(const datasets::Input& input, std::unique_ptr<datasets::ByteSource> source)
      : all_(datasets::SizeOf(input)), reader_(std::move(source), {}) {}

  absl::Status ReadHeader(const std::string& path, const std::string& column) {
    const auto outcome = reader_.Next();
    if (!outcome.ok()) return outcome.status();
    if (*outcome != datasets::CsvReader::Outcome::kRecord) {
      return absl::InvalidArgumentError(fmt::format("{}: has no header that can be read", path));
    }
    std::string found;
    bool fits = false;
    for (size_t i = 0; i < reader_.fields().size(); ++i) {
      const std::string_view header = Trimmed(reader_.fields()[i]);
      std::string_view meaning = Meaning(header);
      if (!column.empty()) {
        if (meaning == "name") meaning = {};
        if (Lower(header) == Lower(column)) meaning = "name";
      }
      columns_.push_back(meaning);
      fits = fits || (column.empty() ? !meaning.empty() && meaning != "id" : meaning == "name");
      if (i < kColumnsShown) found += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", header);
    }
    if (fits) return absl::OkStatus();
    return absl::InvalidArgumentError(fmt::format(
        "{}: {}; its columns are {}", path,
        column.empty() ? "no column is known as a name or a code (--column says which is the name)"
                       : fmt::format("has no column \"{}\"", column),
        found));
  }

  absl::StatusOr<std::vector<ScreenInput>> Next(size_t rows_max) override {
    std::vector<ScreenInput> rows;
    while (rows.size() < rows_max) {
      const auto outcome = reader_.Next();
      if (!outcome.ok()) return outcome.status();
      if (*outcome == datasets::CsvReader::Outcome::kEnd) break;
      ScreenInput& input = rows.emplace_back();
      input.row = reader_.row();
      if (*outcome == datasets::CsvReader::Outcome::kFault) {
        input.problem =
            fmt::format("column {}: {}", reader_.fault_column(), Describe(reader_.fault()));
      } else {
        Fill(input);
      }
    }
    return rows;
  }

  uint64_t bytes_read() const override { return reader_.bytes_read(); }
  uint64_t bytes_all() const override { return all_; }

 private:
  void Fill(ScreenInput& input) {
    const auto& fields = reader_.fields();
    for (size_t i = 0; i < std::min(fields.size(), columns_.size()); ++i) {
      const std::string value(Trimmed(fields[i]));
      if (columns_[i].empty() || value.empty()) continue;
      if (columns_[i] == "id") {
        input.id = value;
      } else if (columns_[i] == "name") {
        if (input.asked.name.empty()) input.asked.name = value;
      } else {
        input.asked.codes.push_back({std::string(columns_[i]), value});
      }
    }
    CheckRow(input);
    if (input.problem.empty() && fields.size() > columns_.size()) {
      input.problem = fmt::format("column {}: beyond the header", columns_.size() + 1);
    }
  }

  const uint64_t all_;
  datasets::CsvReader reader_;
  std::vector<std::string_view> columns_;
};

class TextScreenFile : public ScreenFile {
 public:
  TextScreenFile(const datasets::Input& input, std::unique_ptr<datasets::ByteSource> source)
      : all_(datasets::SizeOf(input)), reader_(std::move(source), {}) {}

  absl::StatusOr<std::vector<ScreenInput>> Next(size_t rows_max) override {
    std::vector<ScreenInput> rows;
    while (rows.size() < rows_max) {
      const auto outcome = reader_.Next();
      if (!outcome.ok()) return outcome.status();
      if (*outcome == datasets::LineReader::Outcome::kEnd) break;
      const bool too_long = *outcome == datasets::LineReader::Outcome::kTooLong;
      const std::string_view line = too_long ? std::string_view() : Trimmed(reader_.line());
      if (!too_long && line.empty()) continue;
      ScreenInput& input = rows.emplace_back();
      input.row = reader_.row();
      input.asked.name = line;
      // A line may also be a code, so that a list of codes needs no header.
      if (line.size() == 18 || line.size() == 9 || line.size() == 10) AddCode(input);
      if (too_long) {
        input.problem = "a line that is too long";
      } else {
        CheckRow(input);
      }
    }
    return rows;
  }

  uint64_t bytes_read() const override { return reader_.bytes_read(); }
  uint64_t bytes_all() const override { return all_; }

 private:
  static void AddCode(ScreenInput& input) {
    const std::string& text = input.asked.name;
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
    if (!ascii) return;
    for (const char* scheme : {"uscc", "org_code", "id_number"}) {
      if (query::IsValidCode({scheme, text})) input.asked.codes.push_back({scheme, text});
    }
    if (!input.asked.codes.empty()) input.asked.name.clear();
  }

  const uint64_t all_;
  datasets::LineReader reader_;
};

// The first line, without byte order mark.
absl::StatusOr<std::string> FirstLine(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(fmt::format("{}: there is no such file", path));
  std::string line;
  std::getline(file, line);
  if (line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
  return line;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ScreenFile>> ScreenFile::Open(const std::string& path,
                                                             const std::string& column) {
  const auto first = FirstLine(path);
  if (!first.ok()) return first.status();
  datasets::Input input{path, std::nullopt};
  auto source = datasets::OpenInput(input);
  if (!source.ok()) return source.status();
  const bool csv = !column.empty() || path.ends_with(".csv") ||
                   first->find(',') != std::string::npos || !Meaning(*first).empty();
  if (!csv) return std::make_unique<TextScreenFile>(input, *std::move(source));
  auto file = std::make_unique<CsvScreenFile>(input, *std::move(source));
  if (absl::Status header = file->ReadHeader(path, column); !header.ok()) return header;
  return file;
}

}  // namespace liancheng::cli
