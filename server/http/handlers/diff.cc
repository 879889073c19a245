#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "datasets/readers/native/inputs.h"
#include "datasets/readers/native/text.h"
#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/http/handlers/handlers.h"
#include "server/http/handlers/job_calls.h"
#include "server/impact/diff_report.h"
#include "server/impact/diff_run.h"
#include "server/impact/dry_facts.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;
using Files = std::map<std::string, std::string>;
namespace fs = std::filesystem;

constexpr char kRulebooks[] = "rulebooks";
constexpr char kFacts[] = "facts";
constexpr size_t kNameBytesMax = 200;

// Uploaded files, kept on disk for a job that may have to wait; removed with the last reference.
class Upload {
 public:
  static absl::StatusOr<std::shared_ptr<const Upload>> Keep(const std::string& spool,
                                                            const Files& files) {
    if (absl::Status made = access::MakeFolder(spool); !made.ok()) return made;
    std::string folder = spool + "/dry-run-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) {
      return absl::UnavailableError(fmt::format("{}: {}", spool, std::strerror(errno)));
    }
    const std::shared_ptr<const Upload> upload(new Upload(std::move(folder)));
    for (const auto& [name, text] : files) {
      absl::Status kept = access::ReplaceWhole(fmt::format("{}/{}", upload->folder(), name), text);
      if (!kept.ok()) return kept;
    }
    return upload;
  }
  ~Upload() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  const std::string& folder() const { return folder_; }

 private:
  explicit Upload(std::string folder) : folder_(std::move(folder)) {}
  const std::string folder_;
};

// The two states of a dry run. What is not given for the second is as in the first.
struct DiffAsked {
  query::LoadedWorld now;  // the world of the request
  model::Date as_of;
  model::Date as_of_to;
  std::optional<model::Revision> known_at;
  std::optional<model::Revision> known_at_to;
  std::shared_ptr<const rules::Plan> plan_to;
  datasets::KnownWords words_to;
  std::shared_ptr<const Upload> facts;
  std::optional<uint64_t> fail_above;
};

bool Given(const Call& call, const char* field) {
  return call.object.contains(field) && !call.object.at(field).is_null();
}

// Escapes a name as a reference token of a JSON pointer (RFC 6901).
std::string Token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

// Whether a name denotes a file in the upload's own folder and nowhere else.
bool IsPlainName(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && name.front() != '.' &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
             "0123456789-_.") == std::string_view::npos;
}

bool IsFactsName(const std::string& name) {
  return IsPlainName(name) && datasets::IsNativeName(name);
}

// Whether a name can be that of a rulebook file. No such path is opened: it only tells the reader
// which text is which.
bool IsRulebookName(const std::string& name) {
  return name.size() <= kNameBytesMax && name.ends_with(".json");
}

// Takes the files of a field from the body; faults are reported for the body.
Files TakeFiles(Call& call, const char* field, bool (*fits)(const std::string&),
                std::string_view expected) {
  Files files;
  if (!Given(call, field)) return files;
  Json& object = call.object.at(field);
  if (!object.is_object() || object.empty()) {
    call.body.Fail(field, "expected an object: the name of each file and its text");
    return files;
  }
  for (auto member = object.begin(); member != object.end(); ++member) {
    const std::string& name = member.key();
    Json& text = member.value();
    const std::string at = fmt::format("{}/{}", field, Token(datasets::ShownValue(name)));
    if (!fits(name)) {
      call.body.Fail(at, fmt::format("expected {}", expected));
    } else if (!text.is_string()) {
      call.body.Fail(at, "expected the file's text");
    } else {
      files[name] = std::move(text.get_ref<std::string&>());
    }
  }
  return files;
}

// Makes field errors from a message with one problem a line:
// `HX/measures.json: /rules/0/tier: ...`.
Response RulebookProblem(const absl::Status& status) {
  constexpr size_t kShown = 20;
  if (!absl::IsInvalidArgument(status)) return ProblemOf(status);
  const std::string message(status.message());
  std::vector<FieldAtFault> faults;
  for (size_t at = 0; at < message.size() && faults.size() < kShown;) {
    const size_t end = std::min(message.find('\n', at), message.size());
    const std::string line = message.substr(at, end - at);
    const size_t colon = line.find(": ");
    const bool of_file = colon != std::string::npos && line.substr(0, colon).ends_with(".json");
    at = end + 1;
    if (of_file) {
      faults.push_back({"body", fmt::format("/rulebooks/{}", Token(line.substr(0, colon))),
                        line.substr(colon + 2)});
    } else if (!line.empty()) {
      faults.push_back({"body", "/rulebooks", line});
    }
  }
  if (faults.empty()) faults.push_back({"body", "/rulebooks", "cannot be read"});
  return Problem(400, "bad-field", faults);
}

// Reads the proposed rulebooks, if there are any.
std::optional<Response> ReadRulebooks(Call& call, const Files& files, DiffAsked* asked) {
  asked->plan_to = call.service.plan();
  asked->words_to = call.service.words();
  if (files.empty()) return std::nullopt;
  auto library = datasets::ReadRulebookTexts(files);
  if (!library.ok()) return RulebookProblem(library.status());
  asked->words_to = datasets::KnownWordsOf(*library, files);
  auto plan =
      rules::Plan::Make(std::make_shared<const model::RuleLibrary>(*std::move(library)), {});
  if (!plan.ok()) return RulebookProblem(plan.status());
  asked->plan_to = *std::move(plan);
  return std::nullopt;
}

std::optional<model::Revision> RevisionOf(Call& call, const char* field) {
  if (!Given(call, field)) return std::nullopt;
  return model::Revision{call.body.Number(field, 1, 1, call.service.revision())};
}

void ReadStates(Call& call, DiffAsked* asked) {
  asked->as_of = call.body.Day("as_of").value_or(Today(call.service));
  asked->as_of_to = call.body.Day("as_of_to").value_or(asked->as_of);
  asked->known_at = RevisionOf(call, "known_at");
  asked->known_at_to = RevisionOf(call, "known_at_to");
  if (Given(call, "fail_above")) {
    asked->fail_above = call.body.Number("fail_above", 0, 0, INT64_MAX);
  }
  if (Given(call, kFacts)) {
    for (const char* field : {"known_at", "known_at_to"}) {
      if (Given(call, field)) {
        call.body.Fail(field, "does not go with facts: they are applied to what is known now");
      }
    }
  }
  const bool any = Given(call, kRulebooks) || Given(call, kFacts) || Given(call, "as_of_to") ||
                   Given(call, "known_at_to");
  if (!any) {
    call.body.Fail(kRulebooks,
                   "nothing to compare with: give rulebooks, facts, as_of_to or known_at_to");
  }
}

// Both states and what they need to stay valid; declared in that order.
struct States {
  IssueList issues;
  std::unique_ptr<impact::DryFacts> dry;
  std::optional<query::Workspace> before;
  std::optional<query::Workspace> after;
};

absl::Status ApplyFacts(const query::LiveArchive& archive, const DiffAsked& asked, States* states) {
  impact::DryStore store;
  store.fork_to = [&archive](const std::string& folder) { return archive.Fork(folder); };
  store.options = archive.store_options();
  store.files = archive.graph_files();
  auto dry = impact::DryFacts::Make(std::move(store), {asked.facts->folder()}, asked.words_to,
                                    states->issues);
  if (!dry.ok()) return dry.status();
  states->dry = *std::move(dry);
  return absl::OkStatus();
}

absl::Status OpenStates(Backend& service, const DiffAsked& asked, States* states) {
  const query::LiveArchive& archive = service.archive();
  absl::StatusOr<query::LoadedWorld> before = asked.now;
  if (asked.facts != nullptr) {
    if (absl::Status applied = ApplyFacts(archive, asked, states); !applied.ok()) return applied;
    // The state to which the facts were applied: there may have been a commit since the request.
    before = archive.At(states->dry->base());
  } else if (asked.known_at) {
    before = archive.At(*asked.known_at);
  }
  if (!before.ok()) return before.status();
  absl::StatusOr<query::LoadedWorld> after = *before;
  if (states->dry != nullptr) {
    after = states->dry->archive().Load(std::nullopt);
  } else if (asked.known_at_to) {
    after = archive.At(*asked.known_at_to);
  }
  if (!after.ok()) return after.status();
  states->before.emplace(*std::move(before), service.plan(), asked.as_of);
  states->after.emplace(*std::move(after), asked.plan_to, asked.as_of_to);
  return absl::OkStatus();
}

Json FactsJson(const States& states) {
  if (states.dry == nullptr) return nullptr;
  const query::ImportTotals& totals = states.dry->totals();
  return {{"read", totals.read},           {"stored", totals.stored},
          {"unchanged", totals.unchanged}, {"quarantined", states.issues.refused},
          {"noted", states.issues.noted},  {"issues", states.issues.shown}};
}

// Only counts and names of files, because a job is shown without a purpose.
Json ResultOf(const States& states, const impact::WrittenDiff& written, const DiffAsked& asked,
              Json files) {
  const Json& totals = written.summary.at("result").at("totals");
  Json result = {{"before", impact::StateJson(*states.before)},
                 {"after", impact::StateJson(*states.after)},
                 {"known_at", states.before->known_at().value},
                 {"changes", written.tally.changes.all()}};
  for (const char* key : {"listings", "listings_touched", "added", "ended", "changed", "unchanged",
                          "newly_reached", "no_longer_reached", "by_executor", "by_measure"}) {
    result[key] = totals.at(key);
  }
  result["threshold"] = impact::ThresholdJson(written.tally, asked.fail_above);
  result["facts"] = FactsJson(states);
  result["files"] = std::move(files);
  return result;
}

absl::StatusOr<Json> RunDiff(Backend& service, const DiffAsked& asked, const JobRun& run) {
  const auto cancelled = [] { return absl::CancelledError("ended before it began"); };
  if (!run.GoOn(0, 0)) return cancelled();
  States states;
  if (absl::Status opened = OpenStates(service, asked, &states); !opened.ok()) return opened;
  if (!run.GoOn(0, 0)) return cancelled();
  if (absl::Status made = access::MakeFolder(run.folder()); !made.ok()) return made;
  impact::DiffReportOptions how;
  how.out = ReportFolder(run.folder());
  how.threads = JobThreads();
  how.acts_a_chunk = service.options().impact_acts_a_chunk;
  how.fail_above = asked.fail_above;
  how.progress = [&run](uint64_t done, uint64_t all) { return run.GoOn(done, all); };
  const auto written = impact::WriteDiffReport(*states.before, *states.after, how);
  if (!written.ok()) return written.status();
  auto files = FilesIn(how.out);
  if (!files.ok()) return files.status();
  return ResultOf(states, *written, asked, *std::move(files));
}

}  // namespace

// Disclosure: as for impact, whose two roles see every finding for a purpose and on a ground. The
//             uploaded facts are in no file; problems in them are reported as an import reports
//             them.
// uploaded facts are in no file; what is wrong with them is told as an import tells it.
Response StartDiff(Call& call) {
  auto asked = std::make_shared<DiffAsked>();
  ReadStates(call, asked.get());
  const Files rulebooks =
      TakeFiles(call, kRulebooks, IsRulebookName, "a path that ends in .json, as HX/measures.json");
  const Files facts = TakeFiles(call, kFacts, IsFactsName,
                                "entities.csv, relations.csv, listings.csv, penalties.csv, "
                                "attributions.csv, steps.csv or a name of letters, digits, . _ - "
                                "that ends in .jsonl");
  if (call.body.fault()) return call.body.problem();
  if (auto problem = ReadRulebooks(call, rulebooks, asked.get())) return *std::move(problem);
  auto now = call.service.archive().Current();
  if (!now.ok()) return ProblemOf(now.status());
  asked->now = *std::move(now);
  if (!facts.empty()) {
    auto upload = Upload::Keep(call.service.options().folder + "/spool", facts);
    if (!upload.ok()) return ProblemOf(upload.status());
    asked->facts = *std::move(upload);
  }
  call.entry.subject = "(dry run)";
  call.entry.revision = asked->known_at.value_or(asked->now.known_at).value;
  Backend* const service = &call.service;
  return StartJob(call, {.kind = kDiffJob, .can_be_cancelled = true},
                  [service, asked = std::move(asked)](const JobRun& run) {
                    return RunDiff(*service, *asked, run);
                  });
}

}  // namespace liancheng::http
