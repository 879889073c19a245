// server/report/page_style.h: the style sheet of a page. It contains no < or &, so that the page
// stays well-formed.
#pragma once

#include <string>

namespace liancheng::report {

std::string PageStyle();

}  // namespace liancheng::report
