// server/report/text.h: prepares text for workbooks and pages.
#pragma once

#include <string>
#include <string_view>

namespace liancheng::report {

// Replaces bytes that are not UTF-8 by U+FFFD; leaves out control characters other than tab and
// line feed, which XML forbids.
std::string Clean(std::string_view text);

// Clean text with & < > " ' escaped; fit for HTML and XML, between tags and in attributes.
std::string Escaped(std::string_view text);

// Clean text cut to `width_max` half-width cells, with "…" when something was cut.
std::string Shortened(std::string_view text, int width_max);

}  // namespace liancheng::report
