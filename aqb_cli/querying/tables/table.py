"""For people: tables as wide as the terminal, long texts wrapped; in a pipe as wide as they need to be."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from aqb_cli.checking.reporters import ENDLESS, console_on
from aqb_cli.querying.tables import (
    EXTRA,
    Cell,
    Column,
    Group,
    Kind,
    Report,
    Row,
    Table,
    View,
    columns_for_people,
    encodable,
    totals_of,
)
from aqb_cli.querying.tables.values import NUMERIC, has_cents, heading, label_of, written
from aqb_cli.text.messages import IN_AMOUNT, _, visible

GAP = 2
"""How many cells are left between columns."""

BAR = 20
"""How many cells the longest bar takes."""

NARROW = 16
"""How many cells a column of texts keeps at least before another column gives way."""

LONG = 24
"""Words up to this length, such as "Ausbildungsvorbereitung", aren't broken as long as a column can give way."""

_WRAPPED = {Kind.TEXT, Kind.ANY}
"""What may be broken into several lines."""

_SPELLINGS = str.maketrans(
    {"≥": ">=", "≈": "~", "–": "-", "“": '"', "”": '"', "„": '"', "’": "'", "…": "..."}
    | {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)
"""How terminals that lack a character show what we write ourselves and what German names need."""


def render(report: Report, view: View) -> str | bytes:
    """The report's tables, one below the other. What is written as UTF-8 is so already: as a text it takes double."""
    out = _Trimmed()
    console = console_on(out, view.width, color=view.color)
    _print(console, view, view.text(report.title), "bold")
    for table in report.tables:
        console.print()
        layout = _Layout(table, view)
        if table.as_list and any(shown.column.kind is Kind.EURO for shown in layout.hidden):
            layout = _Layout(table.as_list(), view)
        layout.write(console, titled=len(report.tables) > 1 and table.headed)
    if report.left_out:
        console.print()
        _print(console, view, view.text(_("Left out because of errors: {paths}.", paths=report.left_out)), "bold")
    return out.content() if view.encoding.lower() == "utf-8" else out.content().decode()


class _Trimmed(io.StringIO):
    """Collects lines without the blanks at their ends, as UTF-8: a text in memory takes up to four bytes a letter."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = io.BytesIO()
        self._begun = ""

    def write(self, text: str) -> int:
        """Keeps whole lines, and what is begun of the next one."""
        *whole, self._begun = (self._begun + text).split("\n")
        for line in whole:
            self._lines.write(f"{line.rstrip()}\n".encode("utf-8", "backslashreplace"))
        return len(text)

    def content(self) -> bytes:
        """All that was written."""
        self._lines.write(self._begun.rstrip().encode("utf-8", "backslashreplace"))
        return self._lines.getvalue()


class _ShownColumn(NamedTuple):
    place: int
    """Its index in the table."""
    column: Column
    heading: str
    least: int
    """The fewest cells that it can do with."""
    natural: int
    """The cells that it takes where nothing is wrapped."""


class _Layout:
    def __init__(self, table: Table, view: View) -> None:
        self.table = table
        self.view = view
        totals = [total for group in table.groups if (total := totals_of(table, group))]
        self.rows = [*table.rows, *totals, *([table.total] if table.total else [])]
        self.cents = has_cents(table)
        self.shown = [self._measured(index, column) for index, column in columns_for_people(table)]
        self.hidden: list[_ShownColumn] = []
        self._give_way()
        self.widths = self._widths()

    def write(self, console: Console, *, titled: bool) -> None:
        """Prints the title, the headings, each group, the total and the notes."""
        if titled:
            _print(console, self.view, self.view.text(self.table.title), "bold")
        if self.table.headed and self.rows:
            self._print_rows(console, [tuple(shown.heading for shown in self.shown)], "dim")
            rule = "-" if self.view.ascii else "─"
            width = sum(self.widths) + GAP * (len(self.widths) - 1)
            _print(console, self.view, rule * min(width, self.view.width or width), "dim")
        for index, group in enumerate(self.table.groups):
            if index and self.table.grouped_by:
                console.print()
            self._write_group(console, group)
        if self.table.total:
            if len(self.table.groups) > 1:
                console.print()
            self._print_rows(console, [self._texts(self.table.total, total=True)], "bold")
        if (self.table.notes or self.hidden) and (self.rows or (self.table.grouped_by and self.table.groups)):
            console.print()
        for note in self.table.notes:
            _print(console, self.view, self.view.text(note), "")
        if self.hidden and self.rows:
            left = [shown.heading for shown in self.hidden]
            _print(
                console,
                self.view,
                self.view.text(_("No room for: {columns}. Other formats have them.", columns=left)),
                "dim",
            )

    def _write_group(self, console: Console, group: Group) -> None:
        if self.table.grouped_by:
            label = visible(label_of(group, self.table, self.view.language))
            remarks = ", ".join(self.view.text(remark) for remark in group.remarks)
            _print(console, self.view, f"{label}: {remarks}" if remarks else label, "bold cyan")
        self._print_rows(console, (self._texts(row) for row in group.rows), "")
        if total := totals_of(self.table, group):
            self._print_rows(console, [self._texts(total, total=True)], "bold")
        if group.conclusion:
            _print(console, self.view, self.view.text(group.conclusion), "")

    def _texts(self, row: Row, *, total: bool = False) -> tuple[str, ...]:
        return tuple(self._text(row[shown.place], shown.column, total=total) for shown in self.shown)

    def _text(self, cell: Cell, column: Column, *, total: bool = False) -> str:
        if cell is None and total:
            return ""
        if column.kind is Kind.BAR:
            return "" if cell is None else _bar(float(cell), ascii_only=self.view.ascii)  # type: ignore[arg-type]
        text = written(cell, column, self.view.language, cents=self.cents)
        text = _spelt(text, self.view)
        return visible(" ".join(text.splitlines()))

    def _measured(self, index: int, column: Column) -> _ShownColumn:
        title = "" if column.kind is Kind.BAR else heading(column, self.view.language)
        title = _spelt(title, self.view)
        between = " – " if column.kind is Kind.PERIOD else None
        widest = longest = 0
        for text in (self._text(row[index], column) for row in self.rows):  # one after the other: they may be many
            widest = max(widest, cell_len(text))
            longest = max(longest, *map(cell_len, text.split(between)), 0)
        natural = max(widest, cell_len(title))
        word = max(map(cell_len, title.split()), default=0)
        if column.kind in _WRAPPED:
            least = max(min(longest, LONG), word, min(widest, NARROW))
        elif column.kind is Kind.PERIOD:
            least = longest + 2
        else:
            least = max(widest, word)
        return _ShownColumn(index, column, title, min(max(least, 1), natural or 1), natural or 1)

    def _give_way(self) -> None:
        """Takes columns away until the rest has room, all of the highest rank together.

        Columns of `EXTRA` rank and above are only there where nothing has to be wrapped for them.
        """
        if self.view.width is None:
            return
        ranked = [shown for shown in self.shown if shown.column.rank]
        ranked.sort(key=lambda shown: shown.column.rank)
        while ranked and self._needed(natural=ranked[-1].column.rank >= EXTRA) > self.view.width:
            for shown in [shown for shown in ranked if shown.column.rank == ranked[-1].column.rank]:
                ranked.remove(shown)
                self.shown.remove(shown)
                if shown.column.kind is not Kind.BAR and shown.column.rank < EXTRA:
                    self.hidden.append(shown)

    def _needed(self, *, natural: bool = False) -> int:
        """How many cells the shown columns take at least, or where nothing is wrapped."""
        cells = sum(shown.natural if natural else shown.least for shown in self.shown)
        return cells + GAP * (len(self.shown) - 1)

    def _widths(self) -> list[int]:
        """The columns' widths: what each needs, and the rest to those that still have to wrap."""
        if self.view.width is None:
            return [shown.natural for shown in self.shown]
        widths = [shown.least for shown in self.shown]
        rest = self.view.width - self._needed()
        while rest < 0 and max(widths) > 4:  # no column can give way any more: the widest texts are folded
            texts = [index for index, shown in enumerate(self.shown) if shown.column.kind in _WRAPPED]
            widest = max(texts or range(len(widths)), key=lambda index: widths[index])
            if widths[widest] <= 4:
                break
            widths[widest] -= 1
            rest += 1
        while rest > 0:
            wanting = [index for index, shown in enumerate(self.shown) if widths[index] < shown.natural]
            if not wanting:
                break
            narrowest = min(wanting, key=lambda index: widths[index] / self.shown[index].natural)
            widths[narrowest] += 1
            rest -= 1
        return widths

    def _print_rows(self, console: Console, rows: Iterable[tuple[str, ...]], style: str) -> None:
        from rich.table import Table as Grid

        if not self.shown:
            return
        if self.view.width is None:  # nothing to wrap, and perhaps very many rows
            for row in rows:
                line = "".join(self._padded(row)).rstrip()
                if self.view.color:
                    console.print(Text(line, style), soft_wrap=True)
                else:
                    console.file.write(f"{line}\n")
            return
        grid = Grid.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        for shown, width in zip(self.shown, self.widths, strict=True):
            right = shown.column.kind in NUMERIC
            grid.add_column(width=width, justify="right" if right else "left", overflow="fold", vertical="top")
        for row in rows:
            styles = ["green" if shown.column.kind is Kind.BAR else style for shown in self.shown]
            grid.add_row(*(Text(text, own) for text, own in zip(row, styles, strict=True)))
        console.print(grid)

    def _padded(self, row: tuple[str, ...]) -> Iterator[str]:
        """The texts of a row, each as wide as its column."""
        for text, shown, width in zip(row, self.shown, self.widths, strict=True):
            space = " " * (width - cell_len(text))
            yield f"{space}{text}" if shown.column.kind in NUMERIC else f"{text}{space}"
            yield " " * GAP


def _spelt(text: str, view: View) -> str:
    """The text without what the output's encoding lacks and other letters can stand for."""
    lacking = _lacking(view.encoding)
    return text.translate(lacking) if lacking else text


@cache
def _lacking(encoding: str) -> dict[int, str]:
    return {code: text for code, text in _SPELLINGS.items() if not encodable(chr(code), encoding)}


def _print(console: Console, view: View, text: str, style: str) -> None:
    """Prints a paragraph; its lines are never broken inside an amount."""
    text = _spelt(text, view)
    if console.width < ENDLESS:
        whole = re.sub(IN_AMOUNT, "\u00a0", text)
        text = "\n".join(textwrap.wrap(whole, console.width, break_on_hyphens=False)).replace("\u00a0", " ")
    console.print(Text(text, style), soft_wrap=True)


def _bar(share: float, *, ascii_only: bool) -> str:
    """A bar of a share of `BAR`, exact to an eighth of a cell."""
    eighths = round(min(max(share, 0.0), 1.0) * BAR * 8)
    if ascii_only:
        return "#" * round(eighths / 8)
    return "█" * (eighths // 8) + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[eighths % 8]
