"""One answer with everything that tables can hold, in each form as a whole: texts, numbers, days, what isn't known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from aqb_cli.fileformat.model import Category
from aqb_cli.querying.queries.dimensions import EARLIER, rank_across
from aqb_cli.querying.tables import (
    EXTRA,
    Between,
    Cell,
    Column,
    Group,
    Kind,
    Period,
    Report,
    Row,
    Sum,
    Table,
    View,
    row_of,
    writer,
)
from aqb_cli.querying.tables.sorting import sorted_by
from aqb_cli.querying.tables.workbook import workbook
from aqb_cli.text.messages import _

FORMS = Path(__file__).parent / "forms"

COLUMNS = (
    Column("category", _("Category"), rank=9),
    Column("title", _("Title")),
    Column("year", _("Year"), Kind.YEAR, rank=8),
    Column("amount", _("Amount"), Kind.EURO, missing=_("unknown")),
    Column("change", _("Changes"), Kind.EURO, rank=1, signed=True),
    Column("average", _("Average per agreement"), Kind.EURO, rank=7, rounded=True),
    Column("share", _("Share"), Kind.SHARE, rank=2),
    Column("bar", _("Share"), Kind.BAR, rank=10),
    Column("places", _("Places"), Kind.COUNT, rank=4),
    Column("on", _("On"), Kind.DATE, rank=5),
    Column("period", _("Period"), Kind.PERIOD, rank=6),
    Column("after", _("After"), Kind.ANY, rank=3),
    Column("course", _("Verdict"), shown=False),
    Column("office", _("Office")),
    Column("region", _("Region"), rank=EXTRA + 1),
)


def row(title: str, **cells: Cell) -> Row:
    return row_of(COLUMNS, {"title": title, **cells})


LONG = "Ausbildungscoaching für junge Erwachsene mit Berufsabschluss, Teil 12"
GROUPS = (
    Group(
        (
            row("=Kurs\tb", amount=Decimal("1234567.50"), change=Decimal(-12000), share=Decimal("0.12345"), year=2025,
                bar=Decimal("0.5"), places=1200, on=date(2025, 8, 2), after=Decimal("0.5"), course="x",
                period=Period(date(2025, 9, 1), date(2026, 8, 31)), average=Decimal("1234.56"), region="Kassel"),
            row("Kürs 2", amount=Decimal(1), change=Decimal("0.10"), share=Between(Decimal("0.1"), Decimal("0.98765")),
                bar=Decimal(1), period=Period(date(2025, 9, 1), None), after=_("amount"), year=2024),
        ),
        Category.QUALIFICATION, (_("Share"), _("Year")),
        row("Sum", amount=Decimal("1234568.50"), places=Sum(Decimal(1200), 1)), _("Nothing has changed."),
    ),
    Group(
        (
            row(LONG, amount=Sum(Decimal("1.00"), 2, 1), change=Sum(None, 1), share=Decimal(0), bar=Decimal("0.01"),
                places=0, period=Period(None, date(2026, 8, 31)), after=Category.STAFF_TRAINING),
            row("Kurs 10", amount=Sum(Decimal(0), 0, 1), places=Sum(Decimal(12)), change=Decimal("-12000.00")),
            row("\u202eXII", amount=None, after="=1+1; +2"),
        ),
        Category.STAFF_TRAINING,
    ),
    Group((), Category.TRAINING_PREPARATION, (_("no measures"),)),
)  # fmt: skip
TOTAL = row("Sum", amount=Sum(Decimal("1234569.50"), 3, 2), places=Sum(Decimal(1212), 1), share=Decimal(1))
MAIN = Table("main", _("Measures"), COLUMNS, GROUPS, "category", TOTAL, (_("Nothing has changed."),))
FACTS = (Column("fact", _("What")), Column("value", _("Content"), Kind.ANY))
SECOND = Table("facts", _("Agreement"), FACTS, (Group(((_("Places"), 16), (_("Spent"), None))),), headed=False)
REPORT = Report(_("Measures"), (SECOND, MAIN), "main", ("data/agreements/2025/fulda.yaml",))
ALONE = Report(_("Measures"), (MAIN._replace(groups=GROUPS[:1], grouped_by=None, total=None, notes=()),), "main")


def of_workbook(report: Report, view: View) -> str:
    """The workbook in words: a line for each line of a sheet."""

    def lines() -> Iterator[str]:
        for sheet in workbook(report, view).sheets:
            yield f"{sheet.name}: {sheet.widths}, head {sheet.head}, {'filtered' if sheet.filtered else 'printed'}"
            for line in sheet.lines:
                cells = [f"{c.value!r} {c.kind.value}{f' sum of {c.adds_up}' * bool(c.adds_up)}" for c in line.contents]
                yield f"  {line.role.value} ({sheet.height(line)}): {' | '.join(cells)}"

    return "\n".join(lines()) + "\n"


VIEWS: dict[str, tuple[str, View]] = {
    "de.csv": ("csv", View("de")),
    "en.csv": ("csv", View("en")),
    "de.md": ("markdown", View("de")),
    "en.json": ("json", View("en")),
    "de.txt": ("table", View("de")),
    "en.80.txt": ("table", View("en", width=80)),
    "de.120.txt": ("table", View("de", width=120)),
    "de.30.txt": ("table", View("de", width=30)),
    "ascii.txt": ("table", View("de", width=140, encoding="ascii")),
    "color.txt": ("table", View("en", color=True)),
    "de.book.txt": ("", View("de", as_of=date(2025, 8, 8))),
}


@pytest.mark.parametrize("name", VIEWS)
def test_forms(name: str, expect: Callable[[Path, str], None]) -> None:
    form, view = VIEWS[name]
    shown = []
    for report in (REPORT, ALONE):
        made = writer(form)(report, view) if form else of_workbook(report, view)
        shown.append(made if isinstance(made, str) else made.decode())
    expect(FORMS / name, "".join(text.replace("\r\n", "\n") for text in shown))


@pytest.mark.parametrize("sort", [column.key for column in COLUMNS if column.kind is not Kind.BAR])
def test_rows_are_sorted_by_each_kind_of_value(sort: str) -> None:
    """What isn't known comes last, whether the smallest comes first or the largest."""
    place = [column.key for column in COLUMNS].index(sort)
    for key in (sort, f"-{sort}"):
        (table,) = sorted_by(REPORT, key, "de", {}).tables[1:]
        for group in table.groups:
            empty = [
                row[place] is None or (isinstance(row[place], Sum) and row[place] == Sum(None, 1)) for row in group.rows
            ]
            assert empty == sorted(empty)
    titles = [[each[1] for each in group.rows] for group in sorted_by(REPORT, "title", "de", {}).tables[1].groups]
    assert titles == [["=Kurs\tb", "Kürs 2"], [LONG, "Kurs 10", "\u202eXII"], []]
    falling = [[each[1] for each in group.rows] for group in sorted_by(REPORT, "-amount", "de", {}).tables[1].groups]
    assert falling == [["=Kurs\tb", "Kürs 2"], [LONG, "Kurs 10", "\u202eXII"], []]
    by_share = [[each[1] for each in group.rows] for group in sorted_by(REPORT, "share", "de", {}).tables[1].groups]
    assert by_share[0] == ["Kürs 2", "=Kurs\tb"]
    by_value = [[each[1] for each in group.rows] for group in sorted_by(REPORT, "after", "de", {}).tables[1].groups]
    assert by_value[0] == ["=Kurs\tb", "Kürs 2"]  # a number before a word


def test_of_years_the_latest_two_stay_and_the_earliest_give_way_first() -> None:
    assert [rank_across(place, 4) for place in range(4)] == [EARLIER + 3, EARLIER + 2, 2, 2]
    assert [rank_across(place, 4, "district") for place in range(4)] == [2, 2, EARLIER + 2, EARLIER + 3]
    assert rank_across(0, 500) == EXTRA - 1
