// tests/http_cases/over_http.h: a service over the facts of one case, asked through a socket: one
// connection that is kept for all its questions.
// Asked by: stewards, for a purpose and on a ground, so that disclosure withholds nothing; an
//           answer that says that something was withheld is an error.
#pragma once

#include <cstdint>
#include <memory>

#include "datasets/readers/native/known_words.h"
#include "server/cases/answerer.h"

namespace liancheng::http_cases {

// Makes what all cases of this process share, and an answerer for each case. `requests` counts what
// went over sockets. The words must outlive the maker.
cases::AnswererMaker OverHttp(const datasets::KnownWords& words, uint64_t& requests);

}  // namespace liancheng::http_cases
