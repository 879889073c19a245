#include "query/work/worklist.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "query/answers/finding_order.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

bool IsEpoch(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

bool GivenByTheBooks(const rules::Plan& plan, const std::string& measure) {
  for (const model::Rulebook* book : plan.books()) {
    for (const model::Rule& rule : book->rules) {
      if (rule.give.measure == measure) return true;
    }
  }
  return false;
}

std::string FeedbackId(std::string_view kind, std::string_view what, const FeedbackEntry& entry) {
  const auto by = static_cast<uint32_t>(graph::StableHash(entry.executor));
  return fmt::format("{}-{}-{}-{:08x}", kind, what, model::FormatDate(entry.on), by);
}

// Finds an item by its id on the day; only in one listing when the entry names it.
absl::StatusOr<WorkItem> FindItem(const Workspace& workspace, const FeedbackEntry& entry) {
  ActIds one_act;
  if (!entry.listing.empty()) one_act.insert(entry.listing);
  auto all = ItemsOf(workspace.On(entry.on), entry.listing.empty() ? nullptr : &one_act);
  if (!all.ok()) return all.status();
  for (WorkItem& item : all->items) {
    if (item.id == entry.item) return std::move(item);
  }
  return absl::NotFoundError(
      fmt::format("item {} is on no worklist of {}; of one that ended, name listing, measure and "
                  "party",
                  entry.item, model::FormatDate(entry.on)));
}

absl::StatusOr<model::FeedbackFact> FeedbackOnMeasure(const Workspace& workspace,
                                                      const FeedbackEntry& entry) {
  const auto act = ResolveAct(workspace, entry.listing);
  if (!act.ok()) return act.status();
  const auto vertex = ResolveSubject(workspace, entry.party);
  if (!vertex.ok()) return vertex.status();
  if (!GivenByTheBooks(workspace.plan(), entry.measure)) {
    return absl::InvalidArgumentError(
        fmt::format("measure: no rulebook asked here gives \"{}\"", entry.measure));
  }
  if (entry.on < rules::EffectOf(workspace.plan(), **act).range.from) {
    return absl::FailedPreconditionError(
        fmt::format("on: {} is before {} has effect", model::FormatDate(entry.on), entry.listing));
  }
  Parties parties;
  const model::EntityId id = workspace.graph().entity(*vertex);
  parties.Want(id);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  model::FeedbackFact fact;
  fact.listing = entry.listing;
  fact.measure = entry.measure;
  fact.party.key = parties[id].key;
  const std::string what =
      fmt::format("{}\x1f{}\x1f{}", entry.listing, entry.measure, fact.party.key);
  fact.id = FeedbackId("fm", fmt::format("{:016x}", graph::StableHash(what)), entry);
  return fact;
}

}  // namespace

std::string FormatFeedToken(const FeedToken& token) {
  return fmt::format("{}:{}@{}", token.epoch, token.revision.value, model::FormatDate(token.day));
}

absl::StatusOr<FeedToken> ParseFeedToken(std::string_view text) {
  const auto wrong = [text] {
    return absl::InvalidArgumentError(
        fmt::format("\"{}\" is no token: expected epoch:revision@YYYY-MM-DD", text));
  };
  const size_t colon = text.find(':');
  const size_t at = text.find('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at < colon) return wrong();
  FeedToken token;
  token.epoch = text.substr(0, colon);
  const char* end = text.data() + at;
  const auto read = std::from_chars(text.data() + colon + 1, end, token.revision.value);
  if (!IsEpoch(token.epoch) || read.ec != std::errc() || read.ptr != end) return wrong();
  const auto day = model::ParseDate(text.substr(at + 1));
  if (!day.ok()) return wrong();
  token.day = *day;
  return token;
}

absl::StatusOr<WorklistAnswer> AskWorklist(const Workspace& workspace,
                                           const WorklistQuestion& question) {
  auto all = ItemsOf(workspace, nullptr);
  if (!all.ok()) return all.status();
  WorklistAnswer answer;
  answer.question = question;
  answer.token = {"", workspace.known_at(), workspace.as_of()};
  answer.parties = std::move(all->parties);
  for (WorkItem& item : all->items) {
    const Remit remit = RemitOf(workspace.plan(), question.unit,
                                {item.finding, item.decider, item.party_key}, item.executor);
    if (!OnTheListOf(remit)) continue;
    ListedItem listed;
    listed.remit = remit;
    listed.answered = !item.answers.empty();
    if (!listed.answered && IsOwedAnAnswer(item)) {
      ++answer.unanswered;
      listed.overdue =
          question.answer_days &&
          model::AddDays(item.finding.effect.from, *question.answer_days) < workspace.as_of();
      answer.overdue += listed.overdue ? 1 : 0;
    }
    listed.item = std::move(item);
    NoteBodies(workspace, &listed.item.finding);
    answer.items.push_back(std::move(listed));
  }
  answer.notes.emplace_back(
      question.answer_days
          ? fmt::format("answer_days = {}: set by the asker, no provision sets it (needs_decision)",
                        *question.answer_days)
          : std::string("no term for an answer is set: nothing is counted as overdue"));
  return answer;
}

absl::StatusOr<model::Fact> FeedbackOf(const Workspace& workspace, const FeedbackEntry& entry) {
  if (entry.executor.empty()) {
    return absl::InvalidArgumentError("executor: who reports is required");
  }
  if (!entry.executed && entry.reason.empty()) {
    return absl::InvalidArgumentError("reason: what was not carried out needs one");
  }
  model::FeedbackFact fact;
  if (!entry.item.empty()) {
    const auto item = FindItem(workspace, entry);
    if (!item.ok()) return item.status();
    fact.listing = item->finding.listing;
    fact.measure = item->finding.measure;
    fact.party.key = item->party_key;
    fact.id = FeedbackId("fb", item->id, entry);
  } else {
    auto stated = FeedbackOnMeasure(workspace, entry);
    if (!stated.ok()) return stated.status();
    fact = *std::move(stated);
  }
  fact.executor = entry.executor;
  fact.executed = entry.executed;
  fact.reason = entry.reason;
  fact.on = entry.on;
  return model::Fact{std::move(fact), {entry.executor, "", 0}};
}

}  // namespace liancheng::query
