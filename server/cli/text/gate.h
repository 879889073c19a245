// server/cli/text/gate.h: writes gate checks, worklists, feeds and feedback as text for people.
#pragma once

#include <string>

#include "query/gate/gate.h"
#include "query/work/feedback_stats.h"
#include "query/work/worklist.h"
#include "server/cli/text/text.h"

namespace liancheng::cli {

std::string Text(const query::CheckAnswer& answer);
std::string Text(const query::WorklistAnswer& answer);
std::string Text(const query::FeedAnswer& answer);
std::string Text(const query::FeedbackStats& stats);

}  // namespace liancheng::cli
