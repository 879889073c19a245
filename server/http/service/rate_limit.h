// server/http/service/rate_limit.h: limits the requests of a token by a bucket that fills with
// time.
// Threads: from any thread.
// Units:   seconds of the caller's clock, in milliseconds.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace liancheng::http {

class RateLimit {
 public:
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  // Takes one request: 0 when it is allowed, else the milliseconds to wait.
  int64_t Take(const std::string& who, int64_t now_ms);
  // Gives back what was taken for a request that was not made after all.
  void GiveBack(const std::string& who);

 private:
  struct Bucket {
    double left;
    int64_t at_ms;
  };
  const double per_second_;
  const double burst_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_;
};

}  // namespace liancheng::http
