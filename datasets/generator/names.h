// datasets/generator/names.h: names that nobody can take for real: 福州市虚构云岭商贸有限公司, 某甲子. A firm's
// name contains 虚构 or 示例; a person's is 某 with two to four of the heavenly stems and earthly
// branches. There are so few combinations that persons share names, as they do in life.
#pragma once

#include <string>
#include <string_view>

#include "datasets/generator/random.h"

namespace liancheng::datasets {

void AppendPersonName(Random random, std::string& out);
// City, mark, two or three syllables, trade, legal form.
void AppendEnterpriseName(Random random, std::string_view city, std::string& out);
void AppendBusinessName(Random random, std::string_view city, std::string& out);
void AppendShopName(Random random, std::string& out);

}  // namespace liancheng::datasets
