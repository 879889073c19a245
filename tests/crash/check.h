// tests/crash/check.h: whether a store holds every commit that was acknowledged, and each as a
// whole.
#pragma once

#include <string>
#include <vector>

#include "storage/fact_store.h"
#include "tests/crash/writer.h"

namespace liancheng::crash {

// What is wrong with the store; empty when nothing is.
std::string Check(const storage::FactStore& store, const std::vector<Acknowledgement>& acks);

}  // namespace liancheng::crash
