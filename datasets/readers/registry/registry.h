// datasets/readers/registry/registry.h: reader of the business register's CSV form:
// 企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址
// Each firm becomes an entity, its legal representative a person of its own (a name is no identity:
// two firms with a representative of the same name get two persons), its address a value node.
// Errors: as datasets/readers/native/native.h.
#pragma once

#include "datasets/readers/native/native.h"

namespace liancheng::datasets {

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenRegistry(const std::string& path,
                                                                const ReadOptions& options);

}  // namespace liancheng::datasets
