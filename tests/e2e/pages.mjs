// Reports as Chromium lays them out: charts of the right sizes, the numbers of the JSON beside
// them, nothing fetched, nothing complained of, and pages when they are printed.
// Usage: node pages.mjs IMPACT_FOLDER STANDING_STEM     (STEM.html and STEM.json)
import { equal, deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";

const kPrintedWidthPx = 695; // of A4 between margins of 13 mm, at 96 to the inch

// Runs in the page.
function laidOut() {
  const box = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  };
  const number = (text) => Number(text.replace(/[,，\s]/g, "").match(/-?[\d.]+%?$/)?.[0].replace("%", ""));
  return {
    width: document.documentElement.clientWidth,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    figures: [...document.querySelectorAll(".figures li")].map((tile) => ({
      label: tile.querySelector(".label").textContent,
      value: tile.querySelector(".number").firstChild.textContent,
      ...box(tile),
    })),
    charts: [...document.querySelectorAll("figure")].map((figure) => ({
      title: figure.querySelector("figcaption").textContent,
      ...box(figure.querySelector("svg")),
      bars: [...figure.querySelectorAll("rect > title")].map((title) => ({
        title: title.textContent,
        value: number(title.textContent),
        ...box(title.parentElement),
      })),
      dots: [...figure.querySelectorAll("circle > title")].map((title) => ({
        title: title.textContent,
        value: number(title.textContent),
        ...box(title.parentElement),
      })),
      values: [...figure.querySelectorAll("text.value")].map((text) => number(text.textContent)),
      texts: [...figure.querySelectorAll("text")].map(box),
    })),
    tables: [...document.querySelectorAll("table")].map((table) => ({
      rows: [...table.tBodies[0].rows].filter((row) => row.getBoundingClientRect().height > 0)
        .length,
      ...box(table),
    })),
  };
}

function checkInside(chart, { title, left, top, width, height }) {
  ok(left >= chart.left && left + width <= chart.left + chart.width + 0.5, title);
  ok(top >= chart.top && top + height <= chart.top + chart.height + 0.5, title);
}

function largestOf(marks) {
  return marks.reduce((a, b) => (a.value >= b.value ? a : b));
}

// Each as long as its value says.
function checkBars(chart) {
  const largest = largestOf(chart.bars);
  for (const bar of chart.bars) {
    checkInside(chart, bar);
    const { title, value, width, height } = bar;
    ok((width > 0 || value === 0) && height > 0, `${title}: ${width} x ${height}`);
    const wanted = value === 0 ? 0 : (largest.width * value) / largest.value;
    ok(Math.abs(width - wanted) < 1, `${title}: ${width} wide, not ${wanted}`);
  }
}

// Each as high as its value says, on one scale for all lines of the chart.
function checkDots(chart) {
  const largest = largestOf(chart.dots);
  const smallest = chart.dots.reduce((a, b) => (a.value <= b.value ? a : b));
  const scale = (smallest.top - largest.top) / (largest.value - smallest.value || 1);
  for (const dot of chart.dots) {
    checkInside(chart, dot);
    ok(dot.width > 0 && dot.height > 0, dot.title);
    const wanted = smallest.top - scale * (dot.value - smallest.value);
    ok(Math.abs(dot.top - wanted) < 1, `${dot.title}: at ${dot.top}, not ${wanted}`);
  }
}

function checkChart(chart) {
  ok(chart.width > 200 && chart.height > 60, `${chart.title}: ${chart.width} x ${chart.height}`);
  ok(chart.bars.length + chart.dots.length > 0, `${chart.title} shows nothing`);
  if (chart.bars.length > 0) checkBars(chart);
  if (chart.dots.length > 0) checkDots(chart);
  for (const { width, height } of chart.texts) ok(width > 0 && height > 0, chart.title);
}

async function checkPage(browser, path) {
  const url = pathToFileURL(resolve(path)).href;
  const page = await browser.open(url);
  await page.size(1280, 900);
  const seen = await page.ask(laidOut);
  equal(seen.overflow, 0, "the page is wider than its window");
  for (const { label, width, height } of seen.figures) ok(width > 50 && height > 30, label);
  seen.charts.forEach(checkChart);
  // A telephone.
  await page.size(390, 800);
  equal((await page.ask(laidOut)).overflow, 0, "the page is wider than a narrow window");
  await checkPrint(page);
  deepEqual(page.requests, [url], "the page fetches something");
  deepEqual(page.complaints, []);
  return seen;
}

async function checkPrint(page) {
  await page.send("Emulation.setEmulatedMedia", { media: "print" });
  await page.size(kPrintedWidthPx, 1000);
  const printed = await page.ask(laidOut);
  for (const [i, { width }] of printed.tables.entries()) {
    ok(width <= kPrintedWidthPx + 1, `table ${i + 1} is ${width} wide on paper`);
  }
  const { data } = await page.send("Page.printToPDF", { preferCSSPageSize: true });
  const pdf = Buffer.from(data, "base64").toString("latin1");
  ok(pdf.startsWith("%PDF-"));
  const pages = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
  ok(pages.length > 1, `${pages.length} printed pages`);
  await page.send("Emulation.setEmulatedMedia", { media: "" });
}

async function checkImpact(browser, folder) {
  const { result } = JSON.parse(readFileSync(`${folder}/summary.json`, "utf8"));
  const seen = await checkPage(browser, `${folder}/report.html`);
  deepEqual(
    seen.figures.map(({ value }) => Number(value)),
    [result.listings, result.listings_with_findings, result.findings, result.parties],
  );
  // The demo world on 2020-06-01, as README.md shows it.
  deepEqual([result.listings, result.findings, result.parties], [45, 221, 49]);
  const counts = (rows) => rows.slice(0, 20).map(({ findings }) => findings);
  const wanted = [counts(result.by_measure), counts(result.by_executor), counts(result.by_hops)];
  deepEqual(seen.charts.map(({ bars }) => bars.map(({ value }) => value)), wanted);
  deepEqual(seen.charts.map(({ values }) => values), wanted);
}

// A key figure as people read it: a text, a count, or a share of one as percent.
function written(value, unit) {
  if (typeof value === "string") return value;
  return unit === "%" ? `${(value * 100).toFixed(1)}%` : String(value);
}

async function checkStanding(browser, stem) {
  const book = JSON.parse(readFileSync(`${stem}.json`, "utf8"));
  const seen = await checkPage(browser, `${stem}.html`);
  deepEqual(
    seen.figures.map(({ label, value }) => [label, value]),
    book.figures.map(({ label, value, unit }) => [label, written(value, unit)]),
  );
  ok(seen.charts.length > 0);
  deepEqual(
    seen.tables.map(({ rows }) => rows),
    book.sheets.map(({ rows }) => rows.length).filter((rows) => rows > 0),
  );
}

const browser = new Browser();
try {
  await checkImpact(browser, process.argv[2]);
  await checkStanding(browser, process.argv[3]);
} finally {
  await browser.close();
}
