// datasets/rulebook_fill.h: checked JSON to the words of engine/model/rulebook.h.
// Takes only trees that ShapeCheck passed; what may be left out takes the model's default.
#pragma once

#include <vector>

#include "datasets/rulebook_json.h"
#include "engine/model/rulebook.h"

namespace liancheng::datasets {

model::Rulebook FillBook(const Json& book);

// Adds what one more file of the book holds.
void FillSection(const Json& section, model::Rulebook& book);

std::vector<model::Basis> FillBases(const Json& registry);

}  // namespace liancheng::datasets
