"""For documents and comments: headings, paragraphs, and tables as GitHub and many others understand them."""

from __future__ import annotations

from collections.abc import Iterator

from aqb_cli.querying.tables import (
    EXTRA,
    Cell,
    Column,
    Kind,
    Report,
    Row,
    Table,
    View,
    columns_for_people,
    totals_of,
)
from aqb_cli.querying.tables.values import NUMERIC, has_cents, heading, label_of, written
from aqb_cli.text.markdown import heading as heading_of
from aqb_cli.text.markdown import inline, paragraph
from aqb_cli.text.messages import Message, _


def render(report: Report, view: View) -> str:
    """The report, with a heading for itself, and for its tables where there are several."""
    blocks = [f"# {heading_of(report.title, view.language)}"]
    several = len(report.tables) > 1
    for table in report.tables:
        if several and table.headed:
            blocks.append(f"## {paragraph(view.text(table.title))}")
        blocks.extend(_MarkdownWriter(table, view).blocks("###" if several else "##"))
    if report.left_out:
        blocks.append(paragraph(view.text(_("Left out because of errors: {paths}.", paths=report.left_out))))
    return "\n\n".join(blocks) + "\n"


class _MarkdownWriter:
    def __init__(self, table: Table, view: View) -> None:
        self.table = table
        self.view = view
        self.cents = has_cents(table)
        self.shown = [
            (index, column)
            for index, column in columns_for_people(table)
            if column.kind is not Kind.BAR and column.rank < EXTRA
        ]

    def blocks(self, level: str) -> Iterator[str]:
        """The groups, the total and the notes."""
        for group in self.table.groups:
            if self.table.grouped_by:
                yield f"{level} {inline(label_of(group, self.table, self.view.language))}"
                if group.remarks:
                    yield ", ".join(map(self._message, group.remarks))
            alone = self.table.total if len(self.table.groups) == 1 else None
            last = totals_of(self.table, group) or alone
            if group.rows:
                yield self._grid(group.rows, last)
            if group.conclusion:
                yield self._message(group.conclusion)
        if self.table.total and len(self.table.groups) > 1:
            together = _("All together")
            yield f"{level} {self._message(together)}"
            yield self._grid((), self.table.total)
        yield from map(self._message, self.table.notes)

    def _grid(self, rows: tuple[Row, ...], total: Row | None) -> str:
        heads = [inline(heading(column, self.view.language)) for _index, column in self.shown]
        rules = ["---:" if column.kind in NUMERIC else "---" for _index, column in self.shown]
        lines = [heads, rules]
        lines += [[self._text(row[index], column) for index, column in self.shown] for row in rows]
        if total:
            lines.append([self._total(total[index], column) for index, column in self.shown])
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _text(self, cell: Cell, column: Column) -> str:
        return inline(written(cell, column, self.view.language, cents=self.cents))

    def _total(self, cell: Cell, column: Column) -> str:
        return "" if cell is None else f"**{self._text(cell, column)}**"

    def _message(self, message: Message) -> str:
        return paragraph(self.view.text(message))
