"""Which chart fits a question: told by its table, whatever was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Status
from aqb_cli.fileformat.vocabulary import Presence
from aqb_cli.querying.charts import Chart, Figure, Form, Series
from aqb_cli.querying.tables import Column, Kind, Report, Row, Sum, Table, is_unknown
from aqb_cli.querying.tables.values import has_cents, heading, label_of, written
from aqb_cli.text.messages import _

MOST_PARTS = 5
"""How many shades, dashes and marks can be told apart in print without colours."""

MOST_ROWS = 100
"""How many bars or panels one picture has room for: they fill about two printed pages."""


def chart_of(report: Report, language: str) -> Chart:
    """The chart that answers what the report answers. Raises `Problem` if there is none."""
    for table in report.tables:
        if table.name in (report.main, "summary") and (choose := _WAYS.get(table.name)):
            grid = choose(table, language)
            break
    else:
        raise Problem(
            _("There is no chart of “{title}”.", title=report.title),
            _("Charts come from {commands}.", commands=[f"aqb {words}" for words in _COMMANDS]),
        )
    if not any(group.rows for group in table.groups):
        raise Problem(_("There is nothing to draw: nothing fits what was asked for."))
    if all(figure.number is None for row in grid.cells for figure in row):
        raise Problem(_("There is nothing to draw: no value is known."))
    chart = _arranged(grid)
    rows = max(len(chart.labels), len(chart.series))
    if rows > MOST_ROWS:
        message = _("A chart has room for {most} rows, and there are {n}.", most=MOST_ROWS, n=rows)
        raise Problem(message, _("Choose fewer, such as one year or a few districts, or take a table."))
    notes = list(table.notes)
    if report.left_out:
        notes.append(_("Left out because of errors: {paths}.", paths=report.left_out))
    return chart._replace(
        title=report.title.translated(language), notes=tuple(note.translated(language) for note in notes)
    )


class _Values(NamedTuple):
    """Values by two things, and what each row and each column comes to."""

    unit: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Figure]]
    """Row by row."""
    ends: Sequence[Figure]
    """What stands at the end of each row."""
    feet: Sequence[Figure] = ()
    """The same of each column."""
    form: Form | None = None
    """The form, where the question allows no other."""

    def turned(self) -> _Values:
        """The same with rows and columns exchanged."""
        cells = tuple(zip(*self.cells, strict=True))
        return self._replace(rows=self.columns, columns=self.rows, cells=cells, ends=self.feet, feet=self.ends)

    def drawn(self, form: Form) -> Chart:
        """The chart: each row is a bar, or a line from column to column."""
        grid = self if form in (Form.BARS, Form.PLAN) else self.turned()
        values = zip(*grid.cells, strict=True)
        series = tuple(Series(name, tuple(found)) for name, found in zip(grid.columns, values, strict=True))
        return Chart(form, "", grid.unit, tuple(grid.rows), series, tuple(grid.ends))


def _arranged(grid: _Values) -> Chart:
    """The values in a form in which they can be told apart."""
    if grid.form:
        return grid.drawn(grid.form)
    rows_are_years, columns_are_years = _are_years(grid.rows), _are_years(grid.columns)
    if rows_are_years and len(grid.columns) == 1:
        return grid.turned().drawn(Form.LINES)
    if columns_are_years and len(grid.rows) <= MOST_PARTS:
        return grid.drawn(Form.LINES)
    if len(grid.columns) <= MOST_PARTS:
        return grid.drawn(Form.BARS)
    if len(grid.rows) <= MOST_PARTS:
        return grid.turned().drawn(Form.BARS)
    if rows_are_years or columns_are_years:
        return (grid if columns_are_years else grid.turned()).drawn(Form.PANELS)
    message = _("More than {most} parts of a bar can't be told apart; there are {n}.", most=MOST_PARTS,
                n=min(len(grid.rows), len(grid.columns)))  # fmt: skip
    raise Problem(message, _("Ask by one thing only, or choose fewer."))


def _are_years(labels: Sequence[str]) -> bool:
    return len(labels) > 1 and all(label.isdecimal() for label in labels)


def _budget(table: Table, language: str) -> _Values:
    if table.grouped_by:
        raise Problem(_("A chart shows budgets by up to two things."), _("Give --by at most twice."))
    read = _reader(table, language)
    keys = [column.key for column in table.columns]
    last = keys.index("sum" if "sum" in keys else "amount")
    heads = range(1, last) if "sum" in keys else [last]
    rows = [row for row in table.rows if "sum" in keys or not is_unknown(row[last])]
    return _Values(
        heading(Column("sum", _("Amount"), Kind.EURO) if "sum" in keys else table.columns[last], language),
        [written(row[0], table.columns[0], language) for row in rows],
        [table.columns[place].heading.translated(language) for place in heads],
        [[read(row, place) for place in heads] for row in rows],
        [read(row, last) for row in rows],
        [read(table.total, place) for place in heads] if table.total else (),
    )


def _categories(table: Table, language: str) -> _Values:
    """What the measures of each category cost; how many they are, where nothing is known of that."""
    read = _reader(table, language)
    keys = [column.key for column in table.columns]
    amount, number = keys.index("amount"), keys.index("measures")
    place = amount if any(read(row, amount).number for row in table.rows) else number
    label = keys.index("category")
    of_group = [[read(row, place) for row in group.rows] for group in table.groups]
    ends = [read(group.total, place) for group in table.groups if group.total]
    names = [written(row[label], table.columns[label], language) for row in table.groups[0].rows] if of_group else []
    if not table.grouped_by:
        return _Values(
            heading(table.columns[place], language), names, [""], [[figure] for figure in of_group[0]], of_group[0]
        )
    groups = [label_of(group, table, language) for group in table.groups]
    return _Values(heading(table.columns[place], language), groups, names, of_group, ends, form=Form.BARS)


def _reviewed(table: Table, language: str) -> _Values:
    """What many agreements may spend, and have spent."""
    if table.grouped_by:
        raise Problem(_("A chart shows reviews by one thing."), _("Give --by once."))
    return _summary(table, language)


def _summary(table: Table, language: str) -> _Values:
    """What the measures of each category may spend, and have spent."""
    keys = [column.key for column in table.columns]
    places = [keys.index("available"), keys.index("spent")]
    read = _reader(table, language)
    nothing = (Sum(Decimal(0)), None)  # as where a category has no measures
    rows = [row for row in table.rows if not all(row[place] in nothing for place in places)]
    cells = [[read(row, place) for place in places] for row in rows]
    ends = [
        Figure(None, _("{whole}; nothing reported", whole=whole.text).translated(language))
        if spent.number is None
        else Figure(spent.number, _("{part} of {whole}", part=spent.text, whole=whole.text).translated(language))
        for whole, spent in cells
    ]
    return _Values(
        heading(Column("amount", _("Amount"), Kind.EURO), language),
        [written(row[0], table.columns[0], language) for row in rows],
        [table.columns[place].heading.translated(language) for place in places],
        cells,
        ends,
        form=Form.PLAN,
    )


_STATES = (Status.SIGNED, Status.REPORTED, Status.DRAFT, Presence.FAULTY)


def _districts(table: Table, language: str) -> _Values:
    """How many districts have an agreement in each year, and how firmly."""
    years = [place for place, column in enumerate(table.columns) if column.key.isdecimal()]
    counts = [Counter(row[place] for row in table.rows) for place in years]
    states = [state for state in (*_STATES, None) if any(count[state] for count in counts)]
    names = [_("missing") if state is None else vocabulary.name(state) for state in states]
    return _Values(
        _("Number of districts").translated(language),
        [table.columns[place].key for place in years],
        [name.translated(language) for name in names],
        [[_counted(count[state]) for state in states] for count in counts],
        [_counted(sum(count[state] for state in states)) for count in counts],
        form=Form.BARS,
    )


_WAYS = {
    "budget": _budget,
    "categories": _categories,
    "summary": _summary,
    "review": _reviewed,
    "districts": _districts,
}
"""How the table of each name is drawn."""

_COMMANDS = ("budget", "review", "list categories", "list districts")


def _counted(number: int) -> Figure:
    return Figure(Decimal(number), str(number))


def _reader(table: Table, language: str) -> Callable[[Row, int], Figure]:
    """What gives a cell of a row as it is drawn and written."""
    cents = has_cents(table)

    def read(row: Row, place: int) -> Figure:
        cell = row[place]
        text = written(cell, table.columns[place], language, cents=cents)
        if isinstance(cell, Sum):
            return Figure(cell.known, text, bool(cell.unknown or cell.rounded))
        return Figure(Decimal(cell) if isinstance(cell, (int, Decimal)) else None, text)

    return read
