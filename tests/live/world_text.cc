#include "tests/live/world_text.h"

#include <sstream>

#include "tests/graph/drawn.h"

namespace liancheng::query {
namespace {

class RecordText {
 public:
  explicit RecordText(const LoadedWorld& world) : graph_(*world.graph), book_(*world.records) {}

  std::string All() {
    const std::vector<const rules::Act*> acts = book_.ActsInOrder();
    out_ << acts.size() << "/" << book_.acts().size() << " acts\n";
    for (const rules::Act* act : acts) {
      Write(*act);
      const rules::Act* found = book_.FindAct(act->id);
      out_ << " found "
           << (found == nullptr   ? "none"
               : found->is_demand ? "demand"
                                  : "listing")
           << "\n";
    }
    for (uint32_t v = 0; v < graph_.vertex_count(); ++v) {
      if (!graph_.IsGone({v})) WriteParty({v});
    }
    return out_.str();
  }

 private:
  uint64_t Id(graph::VertexIndex v) const { return graph_.entity(v).value; }

  void Write(const rules::Act& act) {
    out_ << act.id << (act.is_demand ? " demand " : " listing ") << Id(act.party) << " "
         << Id(act.answerable) << " " << act.listing.list << " " << act.listing.decided_on.days
         << " " << act.demanded_on.days << " " << act.cooperated;
    for (const auto& one : act.endings) out_ << " ending " << one.id << " " << one.on.days;
    for (const auto& one : act.objections) {
      out_ << " objection " << one.id << " " << one.on.days << (one.result ? " answered" : "");
    }
    for (const auto& one : act.attributions) {
      out_ << " attribution " << one.id << " " << Id(one.person);
    }
    for (const auto& one : act.confirmations) {
      out_ << " confirmation " << one.id << " " << one.provision << " " << Id(one.party);
    }
    for (const auto& one : act.notices) out_ << " notice " << one.id << one.delivered_on.days;
    for (const auto& one : act.steps) {
      out_ << " step " << one.id << static_cast<int>(one.to) << one.on.days;
    }
    for (const auto& one : act.feedback) {
      out_ << " feedback " << one.id << one.measure << Id(one.party) << one.executor << one.executed
           << one.reason << one.on.days;
    }
  }

  void WriteParty(graph::VertexIndex v) {
    out_ << "party " << Id(v) << ":";
    for (const uint32_t index : book_.ActsOf(v)) {
      out_ << " " << book_.acts()[index].id << book_.acts()[index].is_demand;
    }
    out_ << " attributed:";
    for (const uint32_t index : book_.ActsAttributedTo(v)) out_ << " " << book_.acts()[index].id;
    for (const auto& one : book_.PenaltiesOf(v)) {
      out_ << " penalty " << one.fact.id << " " << one.fact.decided_on.days << one.fact.ground;
    }
    for (const auto& one : book_.GradesOf(v)) {
      out_ << " grade " << one.id << one.value << one.decided_on.days;
    }
    for (const auto& one : book_.HonoursOf(v)) {
      out_ << " honour " << one.id << one.name << one.during.from.days;
    }
    out_ << "\n";
  }

  const graph::GraphSnapshot& graph_;
  const rules::RecordBook& book_;
  std::ostringstream out_;
};

}  // namespace

std::string TextOf(const LoadedWorld& world) {
  return std::to_string(world.known_at.value) + "\n" + graph::TextOf(*world.graph) +
         RecordText(world).All();
}

}  // namespace liancheng::query
