// datasets/readers/rulebook/fill.h: turns checked JSON into the types of engine/model/rulebook.h.
// Takes only trees that ShapeCheck passed; a missing optional key takes the model's default.
#pragma once

#include <vector>

#include "datasets/readers/rulebook/json.h"
#include "engine/model/rulebook.h"

namespace liancheng::datasets {

model::Rulebook FillBook(const Json& book);

// Adds the content of one more file to the book.
void FillSection(const Json& section, model::Rulebook& book);

// The part of FillSection on time, repair, steps, disclosure and reports.
void FillLife(const Json& section, model::Rulebook& book);

model::CalendarDays FillCalendar(const Json& calendar);

std::vector<model::Body> FillBodies(const Json& registry);

std::vector<model::Basis> FillBases(const Json& registry);

}  // namespace liancheng::datasets
