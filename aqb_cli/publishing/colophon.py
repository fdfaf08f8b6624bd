"""What stands at the end of a document: which version of the agreement it shows, and what was corrected since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat import vocabulary, yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, Status, Unreadable
from aqb_cli.fileformat.vocabulary import ChangeKind
from aqb_cli.querying.changes import Change, StatedValue, changes
from aqb_cli.text.messages import Message, _, chained
from aqb_cli.workspace.versions import FileChange, FileVersion, Histories

_AGREED = ("agreement.", "budget", "measure", "places", "signature")
"""The topics of what was agreed. Grant notice, review and sources are what becomes known later: no corrections."""


class Colophons(NamedTuple):
    """The lines at the end of documents."""

    lines: Mapping[str, tuple[str, ...]]
    """By the path of the agreement file, in German."""
    notes: Sequence[Message] = ()
    """What can't be said, and why."""


def colophons(records: Iterable[Record], *, corrections: bool) -> Colophons:
    """Which version of each agreement it is; with `corrections`, also what was changed after it was signed."""
    histories = Histories(record.path for record in records)
    lines = {path: [*_version(version)] for path, version in histories.versions.items()}
    if corrections:
        for path, history in histories.changes():
            lines[path] += _corrections(history)
    return Colophons(
        {path: tuple(line.translated("de") for line in own) for path, own in lines.items()}, tuple(histories.notes)
    )


def _version(version: FileVersion) -> Iterator[Message]:
    day, revision = version.day, version.revision
    if version.is_changed and day is not None:
        yield _("Working copy, changed after {day} (revision {revision}).", day=day, revision=revision)
    elif version.is_changed:
        yield _("Working copy, without a revision yet.")
    elif day is not None and revision:
        yield _("State of the facts: {day} (revision {revision}).", day=day, revision=revision)
    elif day is not None:
        yield _("State of the facts: {day} (date of the file).", day=day)
    elif revision:
        yield _("State of the facts: revision {revision}.", revision=revision)


def _corrections(history: Sequence[FileChange]) -> Iterator[Message]:
    """A line for each day on which what was agreed was changed, the earliest first."""
    by_day: dict[date, list[Message]] = {}
    for change in history:
        before, after = (load(yaml.read(content), Agreement).model for content in (change.before, change.after))
        if before is not None and after is not None and is_fixed(before):
            by_day.setdefault(change.day, []).extend(_clauses(changes(before, after)))
    for day, clauses in by_day.items():
        if clauses:
            yield _("Corrected on {day}: {what}.", day=day, what=chained(clauses, "; "))


def is_fixed(agreement: Agreement) -> bool:
    """Whether it was signed, or published as reported."""
    try:
        return agreement.status is not Status.DRAFT
    except Unreadable:
        return False


def _clauses(found: Sequence[Change]) -> Iterator[Message]:
    agreed = [change for change in found if change.topic.startswith(_AGREED)]
    whole = {change.measure for change in agreed if change.topic == "measure"}
    topics = {change.topic for change in agreed}
    for change in agreed:
        if change.topic == "measure":
            yield _whole_measure(change)
        elif change.topic == "budget.rounded":
            if "budget.total" not in topics:  # whose clause says it
                yield _("total now stated as rounded") if change.after else _("total now stated exactly")
        elif change.measure not in whole or change.measure is None:
            yield _clause(change)


def _whole_measure(change: Change) -> Message:
    title, amount = change.measure, change.after if change.kind is ChangeKind.ADDED else change.before
    added = change.kind is ChangeKind.ADDED
    if isinstance(amount, Decimal):
        if added:
            return _("measure “{title}” added ({amount})", title=title or "", amount=amount)
        return _("measure “{title}” deleted ({amount})", title=title or "", amount=amount)
    return (
        _("measure “{title}” added", title=title or "") if added else _("measure “{title}” deleted", title=title or "")
    )


def _clause(change: Change) -> Message:
    subject = change.subject
    if change.kind is ChangeKind.RENAMED and subject == _(
        "title"
    ):  # which else says how texts that look the same differ
        return _("measure “{before}” renamed to “{after}”", before=change.before or "", after=change.after or "")
    if change.measure is not None:
        subject = _("{subject} of the measure “{title}”", subject=subject, title=change.measure)
    before, after = map(_said, (change.before, change.after), change.rounded)
    if before is None and after is not None:
        return _("{subject} added: {after}", subject=subject, after=after)
    if before is not None and after is None:
        return _("{subject} deleted, before: {before}", subject=subject, before=before)
    assert before is not None
    assert after is not None
    if isinstance(change.before, (int, Decimal)) and isinstance(change.after, (int, Decimal)):
        return _("{subject} from {before} to {after}", subject=subject, before=before, after=after)
    return _("{subject}: {after} in place of {before}", subject=subject, before=before, after=after)


def _said(value: StatedValue, is_rounded: bool) -> str | int | Decimal | date | Message | None:
    """A value as documents say it."""
    if isinstance(value, Decimal) and is_rounded:
        return _("around {amount}", amount=value)
    if isinstance(value, StrEnum):
        return vocabulary.name(value)
    return _("“{text}”", text=value) if isinstance(value, str) else value
