// tests/fuzz/checks.h: what must be true for any bytes that a reader is given; a breach aborts the
// program.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "datasets/readers/native/inputs.h"
#include "engine/model/issue.h"

namespace liancheng::fuzz {

struct Collected {
  std::vector<model::Fact> facts;
  std::vector<std::string> lines;   // each fact as JSON
  std::vector<std::string> issues;  // each issue described
};

// Opens a source over the same input with the given options and limits.
using Opener = std::function<absl::StatusOr<std::unique_ptr<model::FactSource>>(
    const datasets::ReadOptions&, const datasets::InputLimits&)>;

// Reads the input in one piece, and again with `chunk_bytes` and a batch of one; both must give the
// same facts and issues. Every fact must come back unchanged from its JSON line, every issue must
// be fit to be shown, and no fact may come before an entity that it names and the input states.
Collected CheckSource(const Opener& open, size_t chunk_bytes);

void Require(bool holds, const char* what, const std::string& shown);

}  // namespace liancheng::fuzz
