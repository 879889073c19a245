#include "server/report/page_style.h"

#include <array>
#include <cstdint>

#include "fmt/format.h"
#include "server/report/drawing.h"
#include "server/report/palette.h"

namespace liancheng::report {
namespace {

static_assert(kSeriesColours.size() == kSeriesColourCount);
static_assert(kDarkSeriesColours.size() == kSeriesColourCount);

constexpr const char* kRules = R"(
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.75 "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif;
  text-autospace: normal; }
main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 36px; }
h1 { font-size: 27px; line-height: 1.35; margin: 0 0 2px; letter-spacing: .01em; }
.subtitle { color: var(--soft); margin: 0 0 14px; }
.band { height: 5px; background: var(--s0); }
.origin { display: flex; flex-wrap: wrap; gap: 2px 26px; margin: 0; padding: 9px 14px;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px; font-size: 13px; }
.origin div { display: flex; gap: 8px; }
.origin dt { color: var(--soft); }
.origin dd { margin: 0; font-variant-numeric: tabular-nums; }
.badge { border: 1px solid currentColor; border-radius: 4px; padding: 0 7px; color: var(--s3); }
.badge.public { color: var(--s2); }
h2 { font-size: 19px; margin: 38px 0 12px; padding-left: 11px; border-left: 4px solid var(--s0);
  line-height: 1.4; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 12px;
  margin: 0; padding: 0; list-style: none; }
.figures li { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 12px 15px 11px; break-inside: avoid; }
.figures .label { color: var(--soft); font-size: 13px; display: block; }
.figures .number { font-size: 25px; line-height: 1.4; font-weight: 600;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figures .unit { font-size: 13px; color: var(--soft); margin-left: 4px; font-weight: 400; }
.figures .note { display: block; font-size: 12px; line-height: 1.55; color: var(--soft); }
figure { margin: 0 0 18px; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 14px 18px 10px; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 6px; }
svg { display: block; width: 100%; height: auto; max-width: 900px; font-size: 12.5px; }
svg text { fill: var(--ink); font-family: inherit; }
svg .tick { fill: var(--soft); font-size: 11.5px; }
svg .value { fill: var(--soft); font-size: 11.5px; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .node { fill: var(--ink); }
svg polyline { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
svg path { fill: none; stroke-width: 1.4; opacity: .75; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 4px 0 4px; padding: 0;
  list-style: none; font-size: 13px; color: var(--soft); }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px;
  margin-right: 7px; vertical-align: -1px; }
.caption { color: var(--soft); font-size: 13px; margin: -6px 0 10px; }
.scroll { overflow: auto; max-height: 78vh; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 13.5px;
  line-height: 1.6; }
caption { text-align: left; padding: 9px 12px; color: var(--soft); font-size: 13px; }
th, td { padding: 6px 12px; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { position: sticky; top: 0; background: var(--head); color: var(--headink);
  font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) { background: var(--stripe); }
tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
td.number, td.percent, th.number, th.percent { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
td.date, td.id, th.id { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.text { min-width: 6em; }
.none { color: var(--soft); }
details { margin: 6px 0 4px; font-size: 13px; }
summary { cursor: pointer; color: var(--s0); }
.notes { padding-left: 1.4em; margin: 0; }
.notes li { margin: 4px 0; }
footer { color: var(--soft); font-size: 12.5px; padding-top: 22px; padding-bottom: 40px; }
@page { size: A4; margin: 15mm 13mm; }
@media print {
  body { font-size: 10pt; line-height: 1.6; background: #fff; }
  main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  h1 { font-size: 19pt; }
  h2 { font-size: 13pt; margin: 7mm 0 3mm; break-after: avoid; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  table { font-size: 8.5pt; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr, figure, .figures li { break-inside: avoid; }
  th, td { padding: 1.2mm 2mm; }
  thead th.text, thead th.number, thead th.percent, thead th.date, thead th.id {
    white-space: normal; }
  th.text, td.text { white-space: normal; min-width: 4.5em; }
  th.id, td.id { white-space: normal; overflow-wrap: anywhere; }
  table { table-layout: auto; max-width: 100%; }
  .figures { grid-template-columns: repeat(3, 1fr); }
  figure, .figures li, .origin { border-radius: 0; }
  details { display: none; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)";

std::string Variables(const std::array<uint32_t, kSeriesColourCount>& colours,
                      std::string_view others) {
  std::string text;
  for (size_t i = 0; i < colours.size(); ++i) {
    text += fmt::format(" --s{}: #{:06x};", i, colours[i]);
  }
  return fmt::format("{}{}", others, text);
}

}  // namespace

std::string PageStyle() {
  const std::string light = Variables(
      kSeriesColours,
      "--page: #f6f7f9; --card: #ffffff; --ink: #1c2430; --soft: #5a6573; --line: #dde2e8; "
      "--head: #23415f; --headink: #ffffff; --stripe: #f5f8fb;");
  const std::string dark = Variables(
      kDarkSeriesColours,
      "--page: #14181d; --card: #1c2229; --ink: #e6eaef; --soft: #a3aebb; --line: #333c47; "
      "--head: #2a3a4c; --headink: #f2f5f8; --stripe: #20272f;");
  std::string style = fmt::format(
      ":root {{ color-scheme: light dark; {} }}\n"
      "@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n{}",
      light, dark, kRules);
  for (size_t i = 0; i < kSeriesColourCount; ++i) {
    style += fmt::format(
        "svg rect.s{0}, svg circle.s{0} {{ fill: var(--s{0}); }}\n"
        "svg polyline.s{0}, svg path.s{0} {{ stroke: var(--s{0}); }}\n"
        ".legend i.s{0} {{ background: var(--s{0}); }}\n",
        i);
  }
  return style;
}

}  // namespace liancheng::report
