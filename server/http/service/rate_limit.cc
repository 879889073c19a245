#include "server/http/service/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace liancheng::http {

int64_t RateLimit::Take(const std::string& who, int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = buckets_.try_emplace(who, Bucket{burst_, now_ms});
  Bucket& bucket = at->second;
  const auto passed_ms = static_cast<double>(std::max<int64_t>(now_ms - bucket.at_ms, 0));
  bucket.left = std::min(burst_, bucket.left + passed_ms * per_second_ / 1000);
  bucket.at_ms = std::max(bucket.at_ms, now_ms);
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return 0;
  }
  return static_cast<int64_t>(std::ceil((1 - bucket.left) * 1000 / per_second_));
}

void RateLimit::GiveBack(const std::string& who) {
  const std::lock_guard lock(mutex_);
  const auto at = buckets_.find(who);
  if (at != buckets_.end()) at->second.left = std::min(burst_, at->second.left + 1);
}

}  // namespace liancheng::http
