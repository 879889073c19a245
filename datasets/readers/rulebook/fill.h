// datasets/readers/rulebook/fill.h: checked JSON to the words of engine/model/rulebook.h.
// Takes only trees that ShapeCheck passed; what may be left out takes the model's default.
#pragma once

#include <vector>

#include "datasets/readers/rulebook/json.h"
#include "engine/model/rulebook.h"

namespace liancheng::datasets {

model::Rulebook FillBook(const Json& book);

// Adds what one more file of the book holds.
void FillSection(const Json& section, model::Rulebook& book);

// Its part on time, repair, steps, disclosure and reports.
void FillLife(const Json& section, model::Rulebook& book);

model::CalendarDays FillCalendar(const Json& calendar);

std::vector<model::Body> FillBodies(const Json& registry);

std::vector<model::Basis> FillBases(const Json& registry);

}  // namespace liancheng::datasets
