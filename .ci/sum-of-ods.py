"""Compares the sum of budgets that a site shows (standard input) with that of the rows of a spreadsheet."""

import re
import sys
import zipfile
from decimal import Decimal

shown = Decimal(sys.stdin.read().strip().lstrip("≥≈ ").replace(".", "").replace(",", "."))
with zipfile.ZipFile(sys.argv[1]) as workbook:
    content = workbook.read("content.xml").decode()
table = content.partition('<table:table table:name="Daten"')[2].partition("</table:table>")[0]
rows = re.findall(r"<table:table-row.*?</table:table-row>", table, re.DOTALL)
cells = [re.findall(r"<table:table-cell.*?(?:/>|</table:table-cell>)", row, re.DOTALL) for row in rows]
place = next(number for number, cell in enumerate(cells[0]) if "<text:p>Budget (Euro)</text:p>" in cell)
total = sum(Decimal(value) for row in cells[1:] for value in re.findall(r'office:value="([^"]*)"', row[place]))
if total != shown or len(rows) < 3:
    sys.exit(f"the site shows {shown}, and {len(rows) - 1} rows of the spreadsheet add up to {total}")
sys.stdout.write(f"a person with a keyboard: the same total, {total}\n")
