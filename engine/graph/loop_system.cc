#include "engine/graph/loop_system.h"

#include <algorithm>
#include <cmath>

namespace liancheng::graph {
namespace {

// Up to this size the system is solved by elimination, above it by iteration, which is then faster.
constexpr size_t kDenseMax = 400;
constexpr int kRoundsMax = 200'000;
constexpr double kStill = 1e-15;

// Gaussian elimination with partial pivoting on (I - shares transposed).
std::optional<std::vector<double>> Eliminate(const LoopSystem& system, std::vector<double> right) {
  const size_t n = system.size;
  std::vector<double> matrix(n * n, 0.0);
  for (size_t i = 0; i < n; ++i) matrix[i * n + i] = 1.0;
  for (const LoopSystem::Share& s : system.shares) matrix[s.firm * n + s.holder] -= s.share;
  for (size_t column = 0; column < n; ++column) {
    size_t pivot = column;
    for (size_t row = column + 1; row < n; ++row) {
      if (std::abs(matrix[row * n + column]) > std::abs(matrix[pivot * n + column])) pivot = row;
    }
    if (std::abs(matrix[pivot * n + column]) < 1e-14) return std::nullopt;
    if (pivot != column) {
      for (size_t k = 0; k < n; ++k) std::swap(matrix[pivot * n + k], matrix[column * n + k]);
      std::swap(right[pivot], right[column]);
    }
    for (size_t row = column + 1; row < n; ++row) {
      const double factor = matrix[row * n + column] / matrix[column * n + column];
      if (factor == 0) continue;
      for (size_t k = column; k < n; ++k) matrix[row * n + k] -= factor * matrix[column * n + k];
      right[row] -= factor * right[column];
    }
  }
  for (size_t row = n; row-- > 0;) {
    for (size_t k = row + 1; k < n; ++k) right[row] -= matrix[row * n + k] * right[k];
    right[row] /= matrix[row * n + row];
  }
  return right;
}

// Adds the terms of the series one after another; every term is >= 0.
std::optional<std::vector<double>> SumUp(const LoopSystem& system, std::vector<double> right) {
  std::vector<double> term = right;
  for (int round = 0; round < kRoundsMax; ++round) {
    std::vector<double> next(system.size, 0.0);
    for (const LoopSystem::Share& s : system.shares) next[s.firm] += term[s.holder] * s.share;
    term = std::move(next);
    double largest = 0;
    for (size_t i = 0; i < system.size; ++i) {
      right[i] += term[i];
      largest = std::max(largest, term[i]);
    }
    if (largest < kStill) return right;
    if (!std::isfinite(largest)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::vector<double>> SolveFor(const LoopSystem& system, std::vector<double> right) {
  auto held = system.size <= kDenseMax ? Eliminate(system, std::move(right))
                                       : SumUp(system, std::move(right));
  if (!held) return std::nullopt;
  // In a strongly connected group a solution without negative entries exists exactly when the
  // series converges (Perron and Frobenius).
  const bool sound = std::all_of(held->begin(), held->end(),
                                 [](double value) { return std::isfinite(value) && value >= 0; });
  return sound ? held : std::nullopt;
}

double Residual(const LoopSystem& system, const std::vector<double>& held) {
  std::vector<long double> rest(system.size);
  for (size_t i = 0; i < system.size; ++i) {
    rest[i] = static_cast<long double>(system.inflow[i]) - static_cast<long double>(held[i]);
  }
  for (const LoopSystem::Share& s : system.shares) {
    rest[s.firm] += static_cast<long double>(held[s.holder]) * static_cast<long double>(s.share);
  }
  long double largest = 0;
  for (const long double r : rest) largest = std::max(largest, std::abs(r));
  return static_cast<double>(largest);
}

}  // namespace

std::optional<LoopSolution> Solve(const LoopSystem& system) {
  auto held = SolveFor(system, system.inflow);
  if (!held) return std::nullopt;
  // The inverse has no negative entry, so its product with a vector of ones bounds how much it
  // enlarges a residual.
  const auto sensitivity = SolveFor(system, std::vector<double>(system.size, 1.0));
  if (!sensitivity) return std::nullopt;
  LoopSolution solution{*std::move(held), 0};
  solution.error =
      Residual(system, solution.held) * *std::max_element(sensitivity->begin(), sensitivity->end());
  return solution;
}

}  // namespace liancheng::graph
