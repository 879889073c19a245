#include <memory>
#include <utility>

#include "fmt/format.h"
#include "query/work/worklist.h"
#include "server/http/handlers/handlers.h"
#include "server/http/service/disclosing.h"
#include "server/wire/gate_json.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

constexpr uint64_t kWaitMaxS = 60;
// A stream says something at least so often, so that a client that is gone is noticed.
constexpr uint32_t kBeatMs = 15'000;

// The credit office and investigators follow all changes; others, and a worklist, the unit's own.
bool SeesAll(const Call& call) {
  const bool may =
      call.who.role == access::Role::kSteward || call.who.role == access::Role::kInvestigator;
  return may && call.route->operation == "changes";
}

// One reader of the stream of changes: where it stands, and what comes next.
class Reader {
 public:
  Reader(const Call& call, query::Workspace before, query::FeedToken since)
      : service_(call.service),
        before_(std::move(before)),
        since_(std::move(since)),
        asker_(AskerOf(call)),
        entry_(call.entry),
        unit_(call.who.unit),
        all_(SeesAll(call)) {}

  uint64_t revision() const { return before_.known_at().value; }
  const audit::Entry& entry() const { return entry_; }

  struct News {
    Json envelope;
    std::string token;
    size_t entries = 0;
  };
  // What has changed since; the next question begins there.
  absl::StatusOr<News> Next() {
    const auto world = service_.archive().Current();
    if (!world.ok()) return world.status();
    query::Workspace now(*world, service_.plan(), Today(service_));
    auto answer = query::AskFeed(before_, now, all_ ? nullptr : &unit_);
    if (!answer.ok()) return answer.status();
    answer->since = since_;
    if (absl::Status set = SetEpoch(service_, &answer->token); !set.ok()) return set;
    asker_.day = now.as_of();
    const query::WithheldList withheld =
        query::Disclose({now, asker_, query::DisclosurePolicy()}, &*answer);
    News news;
    news.entries = answer->entries.size();
    news.token = query::FormatFeedToken(answer->token);
    news.envelope = wire::Envelope(now, true, wire::Result(*answer));
    news.envelope["withheld"] = wire::ToJson(withheld);
    since_ = answer->token;
    before_ = std::move(now);
    return news;
  }

  // What a stream gives after its first piece is logged as it is given.
  absl::Status Log(const News& news) {
    entry_.at_ms = service_.now_ms();
    entry_.items = news.entries;
    entry_.status = 200;
    entry_.revision = revision();
    return service_.audit().Append(entry_, audit::Sync::kSoon);
  }

 private:
  Backend& service_;
  query::Workspace before_;
  query::FeedToken since_;
  query::Asker asker_;
  audit::Entry entry_;
  const model::Unit unit_;
  const bool all_;
};

Response Poll(std::shared_ptr<Reader> reader, uint32_t wait_ms) {
  const auto news = reader->Next();
  if (!news.ok()) return ProblemOf(news.status());
  if (news->entries > 0 || wait_ms == 0) {
    // The call's own line tells of the first answer; this one of what was given after a wait.
    if (news->entries > 0) {
      if (absl::Status logged = reader->Log(*news); !logged.ok()) return ProblemOf(logged);
    }
    return JsonResponse(200, news->envelope);
  }
  Response response = JsonResponse(200, news->envelope);
  Follow follow;
  follow.after = reader->revision();
  follow.wait_ms = wait_ms;
  // One wait: then whatever there is.
  follow.next = [reader] { return Poll(reader, 0); };
  response.follow = std::make_shared<const Follow>(std::move(follow));
  return response;
}

Response Stream(std::shared_ptr<Reader> reader) {
  Response response;
  response.type = "text/event-stream";
  response.stream = true;
  response.headers.emplace_back("Cache-Control", "no-store");
  const auto news = reader->Next();
  if (!news.ok()) {
    response.body = fmt::format("event: problem\ndata: {}\n\n", ProblemOf(news.status()).body);
    return response;
  }
  if (news->entries > 0) {
    if (absl::Status logged = reader->Log(*news); !logged.ok()) return response;
    response.body =
        fmt::format("id: {}\nevent: changes\ndata: {}\n\n", news->token,
                    news->envelope.dump(-1, ' ', false, Json::error_handler_t::replace));
  } else {
    response.body = ": nothing new\n\n";
  }
  Follow follow;
  follow.after = reader->revision();
  follow.wait_ms = kBeatMs;
  follow.next = [reader] { return Stream(reader); };
  response.follow = std::make_shared<const Follow>(std::move(follow));
  return response;
}

// The world that a token speaks of.
std::optional<Response> WorldAt(Call& call, const query::FeedToken& token,
                                std::optional<query::Workspace>* before) {
  query::FeedToken own = token;
  if (!SetEpoch(call.service, &own).ok() || own.epoch != token.epoch) {
    return Problem(409, "revision-not-here",
                   std::string("the token is of another history: ask for the whole list again"));
  }
  absl::StatusOr<query::LoadedWorld> world;
  if (token.revision == call.workspace->known_at()) {
    world = *call.world;
  } else if (auto kept = call.service.worlds().Kept(token.revision)) {
    world = *std::move(kept);
  } else {
    world = call.service.archive().At(token.revision);
  }
  if (!world.ok()) return ProblemOf(world.status());
  call.service.worlds().Keep(*world);
  before->emplace(*std::move(world), call.service.plan(), token.day);
  return std::nullopt;
}

}  // namespace

Response Changes(Call& call) {
  std::string text = call.query.Text("since");
  // A stream that was broken is taken up where it ended.
  const std::string_view last = HeaderOf(call.request, "Last-Event-ID");
  if (!last.empty()) text = last;
  const uint64_t wait_s = call.query.Number("wait", 0, 0, kWaitMaxS);
  const bool stream = call.query.Flag("stream");
  query::FeedToken since{"", call.workspace->known_at(), call.workspace->as_of()};
  if (!text.empty()) {
    const auto read = query::ParseFeedToken(text);
    if (read.ok()) {
      since = *read;
    } else {
      call.query.Fail("since", std::string(read.status().message()));
    }
  }
  if (call.query.fault()) return call.query.problem();
  if (text.empty()) {
    if (absl::Status set = SetEpoch(call.service, &since); !set.ok()) return ProblemOf(set);
  }
  std::optional<query::Workspace> before;
  if (auto problem = WorldAt(call, since, &before)) return *std::move(problem);
  call.entry.subject = SeesAll(call) ? "(all)" : "(own)";
  auto reader = std::make_shared<Reader>(call, *std::move(before), std::move(since));
  return stream ? Stream(std::move(reader))
                : Poll(std::move(reader), static_cast<uint32_t>(wait_s * 1'000));
}

}  // namespace liancheng::http
