// engine/rules/record_book.h: listings, demands and the records that belong to them, indexed by
// party; immutable.
// Shape:   tables with the acts in order of id, and above them an overlay of later changes
//          (record_edit.h); parties are vertices of the snapshot that was built beside it.
// Threads: const after Build; share freely.
// Errors:  DataLoss when a record names a party that the snapshot does not have.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/model/fact_source.h"
#include "engine/rules/records.h"

namespace liancheng::rules {

struct RecordTables;
struct RecordOverlay;

class RecordBook {
 public:
  static absl::StatusOr<std::shared_ptr<const RecordBook>> Build(
      model::FactSource& facts, const graph::GraphSnapshot& snapshot);
  explicit RecordBook(std::shared_ptr<const RecordTables> tables);

  // Acts by the indexes that ActsOf and ActsAttributedTo give. The order of indexes has no meaning.
  class ActList {
   public:
    explicit ActList(const RecordBook& book) : book_(book) {}
    const Act& operator[](uint32_t index) const;
    size_t size() const;  // number of current acts
    bool empty() const { return size() == 0; }

   private:
    const RecordBook& book_;
  };
  ActList acts() const { return ActList(*this); }
  // Every current act, in order (ActBefore).
  std::vector<const Act*> ActsInOrder() const;
  // The listing with this id, or else the demand.
  const Act* FindAct(std::string_view id) const;
  // Acts whose party or answerable party is `v`, in order.
  std::span<const uint32_t> ActsOf(graph::VertexIndex v) const;
  // Acts that were attributed to this person, in order.
  std::span<const uint32_t> ActsAttributedTo(graph::VertexIndex person) const;
  // Penalties in order of date, then id; grades and honours newest first, then by id.
  std::span<const Penalty> PenaltiesOf(graph::VertexIndex v) const;
  std::span<const Grade> GradesOf(graph::VertexIndex v) const;
  std::span<const Honour> HonoursOf(graph::VertexIndex v) const;

  // Null when nothing changed since the tables were made.
  const RecordOverlay* overlay() const { return overlay_.get(); }
  const RecordTables& tables() const { return *tables_; }

 private:
  friend class RecordEdit;
  std::shared_ptr<const RecordTables> tables_;
  std::shared_ptr<const RecordOverlay> overlay_;
};

}  // namespace liancheng::rules
