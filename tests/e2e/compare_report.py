"""Compares the workbook and the page of a report with its JSON, cell by cell.

Usage: compare_report.py STEM      reads STEM.json, STEM.xlsx (by xlsx2csv) and STEM.html
"""
import csv
import html.parser
import io
import json
import re
import subprocess
import sys
import zipfile

PAGE_ROWS_MAX = 2000  # kTableRowsMax of server/report/html.h


class Tables(html.parser.HTMLParser):
    """The body cells of every table, and what must not be on the page."""

    def __init__(self):
        super().__init__()
        self.tables, self.text, self.problems = [], "", []
        self.in_body, self.in_cell = False, False

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "iframe", "img"):
            self.problems.append(f"<{tag}>")
        for name, value in attrs:
            if name in ("href", "src") or (value or "").startswith(("http:", "https:")):
                self.problems.append(f"{name}={value}")
        if tag == "tbody":
            self.tables.append([])
            self.in_body = True
        elif tag == "tr" and self.in_body:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.in_body:
            self.in_cell, self.text = True, ""

    def handle_data(self, data):
        if self.in_cell:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.in_body = False
        elif tag in ("td", "th") and self.in_cell:
            self.in_cell = False
            self.tables[-1][-1].append(self.text)


def same(cell, text, kind):
    """Whether a read text is the cell; numbers may be written in several ways."""
    if cell is None or cell == "":
        return text == ""
    if kind == "number":
        return abs(float(text.replace(",", "")) - cell) < 0.006
    if kind == "percent":
        scale = 100 if text.endswith("%") else 1
        return abs(float(text.rstrip("%")) / scale - cell) < 0.0006
    return text == cell


def compare(where, sheet, rows, problems):
    want = sheet["rows"]
    if len(rows) != len(want):
        problems.append(f"{where} {sheet['title']}: {len(rows)} rows, not {len(want)}")
        return
    kinds = [column["kind"] for column in sheet["columns"]]
    for number, (cells, texts) in enumerate(zip(want, rows), 1):
        texts = texts + [""] * (len(cells) - len(texts))
        for cell, text, kind in zip(cells, texts, kinds):
            if not same(cell, text, kind):
                problems.append(f"{where} {sheet['title']} row {number}: {text!r}, not {cell!r}")


def worksheet(path, number):
    output = subprocess.run(
        ["xlsx2csv", "-f", "%Y-%m-%d", "-s", str(number), path],
        check=True, capture_output=True, text=True).stdout
    return list(csv.reader(io.StringIO(output)))


def main(stem):
    with open(stem + ".json", encoding="utf-8") as file:
        book = json.load(file)
    problems = []
    with zipfile.ZipFile(stem + ".xlsx") as workbook:
        names = re.findall('<sheet name="([^"]*)"', workbook.read("xl/workbook.xml").decode())
    first = 3 if names[1:2] == ["图表"] else 2
    if len(names) != first - 1 + len(book["sheets"]):
        problems.append(f"workbook: worksheets {names}")
    for number, sheet in enumerate(book["sheets"], first):
        table = worksheet(stem + ".xlsx", number)
        headings = [column["heading"] for column in sheet["columns"]]
        if table[0] != headings:
            problems.append(f"workbook {sheet['title']}: headings {table[0]}")
        compare("workbook", sheet, table[1:], problems)
    page = Tables()
    with open(stem + ".html", encoding="utf-8") as file:
        page.feed(file.read())
    problems += page.problems
    filled = [sheet for sheet in book["sheets"] if sheet["rows"]]
    if len(page.tables) != len(filled):
        problems.append(f"page: {len(page.tables)} tables, not {len(filled)}")
    for sheet, rows in zip(filled, page.tables):
        short = dict(sheet, rows=sheet["rows"][:PAGE_ROWS_MAX])
        compare("page", short, rows, problems)
    for problem in problems[:10]:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
