"""Compares the sum of budgets that a site shows (standard input) with that of the rows of a spreadsheet."""

import re
import sys
import zipfile
from decimal import Decimal

shown = Decimal(sys.stdin.read().strip().lstrip("≥≈ ").replace(".", "").replace(",", "."))
with zipfile.ZipFile(sys.argv[1]) as workbook:
    content = workbook.read("content.xml").decode()
sheets = re.findall(r'<table:table table:name="([^"]*)".*?</table:table>', content, re.DOTALL)
tables = re.findall(r"<table:table .*?</table:table>", content, re.DOTALL)
total = Decimal(0)
for name, table in zip(sheets, tables, strict=True):
    if name.isdecimal():  # a sheet for each year
        rows = re.findall(r"<table:table-row.*?</table:table-row>", table, re.DOTALL)
        heads = re.findall(r"<text:p>(.*?)</text:p>", rows[0])
        for row in rows[1:]:
            cells = re.findall(r"<table:table-cell.*?(?:/>|</table:table-cell>)", row, re.DOTALL)
            if "/2" in row:  # such as kassel-stadt/2025: an agreement, not the sum
                total += Decimal(re.findall(r'office:value="([^"]*)"', cells[heads.index("Budget (Euro)")])[0])
if total != shown:
    sys.exit(f"the site shows {shown}, and the rows of the spreadsheet add up to {total}")
print(f"a person with a keyboard: the same total, {total}")
