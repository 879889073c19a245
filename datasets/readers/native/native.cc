#include "datasets/readers/native/native.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "datasets/readers/native/ahead.h"
#include "datasets/readers/native/inputs.h"
#include "datasets/readers/native/steps.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

namespace fs = std::filesystem;

struct CsvFile {
  std::string_view name;
  model::FactKind kind;
};
// In the order in which they are read within a phase.
constexpr std::array<CsvFile, 6> kCsvFiles = {{
    {"entities.csv", model::FactKind::kEntity},
    {"relations.csv", model::FactKind::kRelation},
    {"listings.csv", model::FactKind::kListing},
    {"penalties.csv", model::FactKind::kPenalty},
    {"attributions.csv", model::FactKind::kAttribution},
    {"steps.csv", model::FactKind::kStep},
}};

constexpr std::string_view kNamesExpected =
    "entities.csv, relations.csv, listings.csv, penalties.csv, attributions.csv, steps.csv or "
    "*.jsonl";

const CsvFile* CsvFileOf(const std::string& name) {
  const std::string last = fs::path(name).filename().string();
  for (const CsvFile& file : kCsvFiles) {
    if (file.name == last) return &file;
  }
  return nullptr;
}

bool IsJsonLines(const std::string& name) {
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

class NativeReader : public BatchReader {
 public:
  NativeReader(std::vector<Input> inputs, const ReadOptions& options, const InputLimits& limits)
      : inputs_(std::move(inputs)),
        options_(options),
        context_(options.words),
        intake_(options.batch_facts) {
    MakeSteps(limits);
  }

  absl::Status Fill(std::vector<model::Fact>& facts) override {
    intake_.Clear();
    while (!intake_.Full() && step_ < steps_.size()) {
      const absl::StatusOr<bool> more = steps_[step_].step->Fill(intake_);
      if (!more.ok()) return more.status();
      if (!*more) FinishStep();
    }
    intake_.Swap(facts);
    return absl::OkStatus();
  }

  Bytes bytes() const override {
    const uint64_t now = step_ < steps_.size() ? steps_[step_].step->bytes_read() : 0;
    return {std::min(bytes_done_ + now, bytes_all_), bytes_all_};
  }

 private:
  struct Reading {
    std::unique_ptr<Step> step;
    uint64_t bytes = 0;
  };

  void Add(std::unique_ptr<Step> step, uint64_t bytes) {
    steps_.push_back({std::move(step), bytes});
    bytes_all_ += bytes;
  }

  void MakeSteps(const InputLimits& limits) {
    std::vector<std::pair<std::shared_ptr<JsonLinesFile>, uint64_t>> json_files;
    for (const Input& input : inputs_) {
      if (IsJsonLines(input.name)) {
        json_files.emplace_back(std::make_shared<JsonLinesFile>(input, options_, &context_),
                                SizeOf(input));
      }
    }
    for (const Phase phase : {Phase::kEntities, Phase::kRecords, Phase::kDependents}) {
      for (const CsvFile& file : kCsvFiles) {
        if (PhaseOf(file.kind) != phase) continue;
        for (const Input& input : inputs_) {
          if (CsvFileOf(input.name) != &file) continue;
          Add(MakeCsvStep(input, file.kind, options_, limits, &context_), SizeOf(input));
        }
      }
      for (const auto& [file, bytes] : json_files) {
        Add(MakeJsonLinesStep(file, phase, limits), bytes);
      }
    }
  }

  void FinishStep() {
    const Phase before = steps_[step_].step->phase();
    bytes_done_ += steps_[step_].bytes;
    ++step_;
    if (step_ < steps_.size() && steps_[step_].step->phase() != before) {
      intake_.guard().NextPhase();
    }
  }

  std::vector<Input> inputs_;
  ReadOptions options_;
  ReadContext context_;
  Intake intake_;
  std::vector<Reading> steps_;
  size_t step_ = 0;
  uint64_t bytes_done_ = 0;
  uint64_t bytes_all_ = 0;
};

absl::StatusOr<std::vector<Input>> InputsOf(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return absl::NotFoundError(fmt::format("{}: no such file or folder", path));
  }
  if (!fs::is_directory(status)) return std::vector<Input>{{path, std::nullopt}};
  std::vector<Input> inputs;
  fs::directory_iterator entry(path, error);
  while (!error && entry != fs::directory_iterator()) {
    const std::string name = entry->path().string();
    if (IsNativeName(name)) inputs.push_back({name, std::nullopt});
    entry.increment(error);
  }
  if (error) return absl::UnavailableError(fmt::format("{}: {}", path, error.message()));
  if (inputs.empty()) {
    return absl::NotFoundError(fmt::format("{}: holds none of {}", path, kNamesExpected));
  }
  // A folder is listed in no order of its own.
  std::sort(inputs.begin(), inputs.end(),
            [](const Input& a, const Input& b) { return a.name < b.name; });
  return inputs;
}

}  // namespace

bool IsNativeName(const std::string& name) {
  return CsvFileOf(name) != nullptr || IsJsonLines(name);
}

absl::Status CheckOptions(const ReadOptions& options) {
  if (options.words == nullptr || options.issues == nullptr || options.batch_facts == 0) {
    return absl::InvalidArgumentError("ReadOptions: words, issues and batch_facts are required");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenNativeInputs(std::vector<Input> inputs,
                                                                    const ReadOptions& options,
                                                                    const InputLimits& limits) {
  if (const absl::Status status = CheckOptions(options); !status.ok()) return status;
  for (const Input& input : inputs) {
    if (!IsNativeName(input.name)) {
      return absl::InvalidArgumentError(fmt::format(
          "{}: not a file of the native form; expected {}", input.name, kNamesExpected));
    }
    // What cannot be opened is said before anything is read.
    if (const auto source = OpenInput(input); !source.ok()) return source.status();
  }
  return ReadBatches(options, [&](const ReadOptions& own) {
    return std::make_unique<NativeReader>(std::move(inputs), own, limits);
  });
}

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenNative(const std::string& path,
                                                              const ReadOptions& options) {
  absl::StatusOr<std::vector<Input>> inputs = InputsOf(path);
  if (!inputs.ok()) return inputs.status();
  return OpenNativeInputs(*std::move(inputs), options, InputLimits());
}

}  // namespace liancheng::datasets
