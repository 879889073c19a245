// datasets/readers/rulebook/reader.h: reads rulebooks from JSON folders, checks them against the
// shipped schema and lints them.
// Errors:  InvalidArgument with every problem, one a line: file, JSON pointer, what was expected.
// Source:  docs/rulebook_format.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "engine/model/rulebook.h"

namespace liancheng::datasets {

// Reads every folder below `folder` that has a book.json, and the basis registry
// national/bases.json. NotFound when there is no such folder; Unavailable when a file cannot be
// read.
absl::StatusOr<model::RuleLibrary> ReadRulebooks(const std::string& folder);

// The same from texts: path relative to the rulebook root -> bytes. Does no I/O. Files that do not
// end in .json are skipped. A book's revision_hash is the hex of a 16-byte libsodium generichash
// over its files in order of path: each path and each text, both preceded by their length in eight
// bytes, lowest first.
absl::StatusOr<model::RuleLibrary> ReadRulebookTexts(
    const std::map<std::string, std::string>& file_to_text);

// The lists of all books, and those that national/lists.json registers for books not yet written;
// the forbidden data of all books.
absl::StatusOr<KnownWords> ReadKnownWords(const std::string& folder);

// The same of a library that was read from these texts.
KnownWords KnownWordsOf(const model::RuleLibrary& library,
                        const std::map<std::string, std::string>& file_to_text);

// Finds what the schema cannot check: gaps and overlaps in time, measures without executor or basis
// that have no flag, movements without citation, ids unknown to requirement_ids.json, parameters
// without value, timers without unit, grounds without list. One line each; empty = sound.
std::vector<std::string> LintRulebooks(const model::RuleLibrary& library,
                                       const std::string& folder);

}  // namespace liancheng::datasets
