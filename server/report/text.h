// server/report/text.h: text as the written forms bear it.
#pragma once

#include <string>
#include <string_view>

namespace liancheng::report {

// Bytes that are no UTF-8 become U+FFFD; control characters other than tab and line feed, which no
// XML may hold, are left out.
std::string Clean(std::string_view text);

// Clean, with & < > " ' escaped; fit for HTML and XML, between tags and in attributes.
std::string Escaped(std::string_view text);

// `text` cut to `width_max` half-width cells, with "…" where something was cut. Of clean text.
std::string Shortened(std::string_view text, int width_max);

}  // namespace liancheng::report
