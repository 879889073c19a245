// server/cli/text_gate.h: gate checks, worklists, feeds and feedback as text for people.
#pragma once

#include <string>

#include "query/feedback_stats.h"
#include "query/gate.h"
#include "query/worklist.h"
#include "server/cli/text.h"

namespace liancheng::cli {

std::string Text(const query::CheckAnswer& answer);
std::string Text(const query::WorklistAnswer& answer);
std::string Text(const query::FeedAnswer& answer);
std::string Text(const query::FeedbackStats& stats);

}  // namespace liancheng::cli
