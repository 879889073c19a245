// datasets/readers/native/steps.h: one reading of one input: a CSV file of one kind of fact, or one
// phase of a file of JSON Lines.
#pragma once

#include <array>
#include <memory>

#include "absl/status/statusor.h"
#include "datasets/readers/native/facts.h"
#include "datasets/readers/native/inputs.h"
#include "datasets/readers/native/intake.h"
#include "datasets/readers/native/record.h"

namespace liancheng::datasets {

class Step {
 public:
  virtual ~Step() = default;
  // Fills the intake's batch; true when it is full and there may be more, false at the end.
  virtual absl::StatusOr<bool> Fill(Intake& intake) = 0;
  virtual Phase phase() const = 0;
  // Of the input of this step.
  virtual uint64_t bytes_read() const = 0;
};

std::unique_ptr<Step> MakeCsvStep(const Input& input, model::FactKind kind,
                                  const ReadOptions& options, const InputLimits& limits,
                                  ReadContext* context);

// What the first phase has found in a file of JSON Lines, so that a phase without lines is passed
// over; and what was said once for the whole file.
struct JsonLinesFile {
  JsonLinesFile(const Input& file_input, const ReadOptions& options, ReadContext* context)
      : input(file_input),
        forbidden(&context->forbidden),
        issues(file_input.name, options.issues, forbidden),
        builder(&issues, context) {}
  JsonLinesFile(const JsonLinesFile&) = delete;
  JsonLinesFile& operator=(const JsonLinesFile&) = delete;

  const Input& input;
  const ForbiddenScan* forbidden;
  FileIssues issues;
  FactBuilder builder;
  std::array<bool, kPhaseCount> has_phase = {true, false, false};
};

std::unique_ptr<Step> MakeJsonLinesStep(std::shared_ptr<JsonLinesFile> file, Phase phase,
                                        const InputLimits& limits);

}  // namespace liancheng::datasets
