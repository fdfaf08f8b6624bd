"""`aqb diff`: what has changed between two versions of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.fileformat.model import Agreement, District, Unreadable
from aqb_cli.fileformat.vocabulary import ChangeKind
from aqb_cli.querying.changes import Change, StatedValue, changes, whole
from aqb_cli.querying.tables import EXTRA, Cell, Column, FieldName, Group, Kind, Report, Row, Sum, Table, row_of
from aqb_cli.text.messages import Message, _, ngettext

COLUMNS = (
    Column("agreement", _("Agreement")),
    Column("kind", _("Change")),
    Column("topic", _("Topic"), rank=EXTRA + 1),
    Column("subject", _("What")),
    Column("measure", _("Measure")),
    Column("category", _("Category"), rank=2),
    Column("before", _("Before"), Kind.ANY),
    Column("after", _("After"), Kind.ANY),
    Column("difference", _("Difference"), Kind.EURO, rank=3, signed=True),
)


_AREAS = {
    "agreement": _("Agreement"),
    "budget": _("Budget"),
    "measure": _("Measure"),
    "measures": _("Measures"),
    "places": _("Places"),
    "grant": _("Grant notice"),
    "review": _("Review"),
    "signature": _("Signature"),
    "source": _("Source"),
}
"""The parts of an agreement that topics begin with; what exactly has changed stands in the column behind."""


class Pair(NamedTuple):
    """An agreement in two versions; one of them is None if it is new or was deleted."""

    old: Agreement | None
    new: Agreement | None

    @property
    def name(self) -> str:
        """What it is called, such as `fulda/2025`, or `fulda/2024 → fulda/2025` for two different agreements."""
        names = [agreement.name for agreement in (self.old, self.new) if agreement]
        return " → ".join(dict.fromkeys(names))


def diff(
    pairs: Sequence[Pair],
    title: Message,
    districts: Mapping[str, District],
    notes: Sequence[Message] = (),
    left_out: Sequence[str] = (),
) -> Report:
    """What is different in each pair, with a sentence that sums it up. Districts stand there with their names."""
    groups = []
    for pair in pairs:
        found = _found(pair)
        if found:
            rows = tuple(_row(pair.name, change, districts) for change in found)
            groups.append(Group(rows, pair.name, _sentence(pair, found)))
    if not groups:
        notes = notes if notes or left_out else (_("Nothing has changed."),)
    table = Table("changes", title, COLUMNS, tuple(groups), "agreement", notes=tuple(notes))
    return Report.of(table, tuple(left_out))


def _found(pair: Pair) -> list[Change]:
    if pair.old and pair.new:
        return changes(pair.old, pair.new)
    if pair.new:
        return [whole(ChangeKind.ADDED, pair.new)]
    return [whole(ChangeKind.DROPPED, pair.old)] if pair.old else []


def _row(name: str, change: Change, districts: Mapping[str, District]) -> Row:
    before, after = change.before, change.after
    if change.topic == "agreement.district":
        before, after = (districts[str(slug)].name if str(slug) in districts else str(slug) for slug in (before, after))
    cells: dict[str, Cell] = {
        "agreement": name,
        "kind": change.kind,
        "topic": FieldName(change.topic, _AREAS[change.topic.partition(".")[0]]),
        "subject": change.subject,
        "measure": change.measure,
        "category": change.category,
        "before": _cell(before, is_rounded=change.rounded[0]),
        "after": _cell(after, is_rounded=change.rounded[1]),
        "difference": None if any(change.rounded) else _difference(before, after, or_none=change.or_none),
    }
    return row_of(COLUMNS, cells)


def _cell(value: StatedValue, *, is_rounded: bool) -> Cell:
    return Sum(value, rounded=1) if is_rounded and isinstance(value, Decimal) else value


def _difference(before: StatedValue, after: StatedValue, *, or_none: bool) -> Decimal | None:
    """The difference in euros; None where one isn't an amount, or is unknown."""
    values = [Decimal(0) if value is None and or_none else value for value in (before, after)]
    amounts = [value for value in values if isinstance(value, Decimal)]
    return amounts[1] - amounts[0] if len(amounts) == 2 and (before, after) != (None, None) else None


def _sentence(pair: Pair, found: Sequence[Change]) -> tuple[Message, ...]:
    """What has happened to an agreement, in a few words."""
    if pair.old is None and pair.new is not None:
        return _all_of(pair.new, found[0].after, _("new"), lambda total: _("new, with {total}", total=total))
    if pair.new is None and pair.old is not None:
        return _all_of(pair.old, found[0].before, _("deleted"), lambda total: _("deleted, with {total}", total=total))
    parts = [_budget(change) for change in found if change.topic == "budget.total"]
    kinds = Counter(change.kind for change in found if change.topic in _WHOLE_MEASURE)
    unknown = any(isinstance(value, Message) for c in found if c.topic == "measure" for value in (c.before, c.after))
    parts += [_unknown(kind, number) if unknown else _counted(kind, number) for kind, number in kinds.items()]
    only_once = {change.measure for change in found if change.topic == "measure"}
    details = {change.measure for change in found if change.measure and change.topic not in _WHOLE_MEASURE} - only_once
    if details:
        parts.append(ngettext("details of {n} measure changed", "details of {n} measures changed", len(details)))
    signed = sum(change.topic == "signature" and change.kind is ChangeKind.ADDED for change in found)
    if signed:
        parts.append(ngettext("{n} signature added", "{n} signatures added", signed))
    rest = len(found) - sum(bool(c.measure) or c.topic == "budget.total" for c in found) - signed
    if rest:
        parts.append(ngettext("{n} other change", "{n} other changes", rest))
    return tuple(parts)


_WHOLE_MEASURE = ("measure", "measure.title", "measure.category")


def _all_of(
    agreement: Agreement, total: StatedValue, bare: Message, with_total: Callable[[Decimal], Message]
) -> tuple[Message, ...]:
    """What an agreement holds that is only in one of the versions."""
    parts = [with_total(total) if isinstance(total, Decimal) else bare]
    with suppress(Unreadable):
        number = len(agreement.all_measures)
        parts += [ngettext("{n} measure", "{n} measures", number)] if number else []
    return tuple(parts)


def _budget(change: Change) -> Message:
    before, after = change.before, change.after
    if not isinstance(before, Decimal):
        return _("budget of {after}, open before", after=after or Decimal(0))
    if not isinstance(after, Decimal):
        return _("budget of {before} no longer stated", before=before)
    if any(change.rounded):
        return _("budget of {after}, {before} before, not both of them exact", before=before, after=after)
    if after > before:
        return _("budget up by {change} to {after}", change=after - before, after=after)
    return _("budget down by {change} to {after}", change=before - after, after=after)


def _unknown(kind: ChangeKind, number: int) -> Message:
    """Measures of which the other version says nothing, so that nobody can call them new or gone."""
    if kind is ChangeKind.ADDED:
        return ngettext("{n} measure stated, unknown before", "{n} measures stated, unknown before", number)
    return ngettext("{n} measure no longer stated", "{n} measures no longer stated", number)


def _counted(kind: ChangeKind, number: int) -> Message:
    return {
        ChangeKind.ADDED: ngettext("{n} measure added", "{n} measures added", number),
        ChangeKind.DROPPED: ngettext("{n} measure dropped", "{n} measures dropped", number),
        ChangeKind.RENAMED: ngettext("{n} measure renamed", "{n} measures renamed", number),
        ChangeKind.MOVED: ngettext("{n} measure moved", "{n} measures moved", number),
    }[kind]
