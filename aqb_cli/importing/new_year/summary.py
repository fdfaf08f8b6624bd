"""What to say of a new year's draft: what was carried on or left out, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aqb_cli.diagnostics import Diagnostic, Lines, Severity, dotted
from aqb_cli.fileformat.rules.form import wrong_kind
from aqb_cli.importing.new_year.carrying import Carried, Fate
from aqb_cli.importing.new_year.outline import Start
from aqb_cli.text.messages import Message, _, ngettext
from aqb_cli.workspace.collection import shown_path


def notes(start: Start, programme: Path | None, text: str, to_do: Iterable[Diagnostic]) -> Iterator[Message]:
    """What to say of a draft and its programme file, if that was made; `to_do` is what has to be mended in the text."""
    if programme is not None:
        yield to_confirm(programme)
    if start.carried is not None:
        yield from _becomes_of(start.carried)
    lines = Lines(text)
    for diagnostic in to_do:
        yield _to_do(diagnostic, lines)
    name = f"{start.district.slug}/{start.year}"
    yield _("`aqb validate {name}` says what is still to be filled in, and where.", name=name)


def to_confirm(path: Path) -> Message:
    """What to do with the draft of a programme file."""
    return _(
        "{path} is a draft: what earlier years say stands there in comments, to be confirmed.", path=shown_path(path)
    )


def _to_do(diagnostic: Diagnostic, lines: Lines) -> Message:
    place = dotted(diagnostic.where)
    line = lines.position(diagnostic.span.start).line if diagnostic.span else 1
    if diagnostic.severity is not Severity.ERROR or diagnostic.code == wrong_kind.code:
        return _("To be filled in: {place} in line {line}.", place=place, line=line)
    return _("To be corrected: {place} in line {line}: {message}", place=place, line=line, message=diagnostic.message)


def _becomes_of(carried: Carried) -> Iterator[Message]:
    """What became of an earlier agreement's measures, line by line."""
    year = carried.agreement.year
    if not carried.agreement.measures:
        yield _("The measures of {year} aren't known.", year=year)
    running, unclear, over = (len(fates) for fates in carried[1:])
    if running:
        yield ngettext(
            "{n} measure of {year} is carried on:", "{n} measures of {year} are carried on:", running, year=year
        )
        yield from map(_line, carried.running)
    if unclear:
        yield ngettext(
            "{n} measure of {year} stands in a comment, to be decided on:",
            "{n} measures of {year} stand in comments, to be decided on:",
            unclear,
            year=year,
        )
        yield from map(_line, carried.unclear)
    if over:
        yield ngettext("{n} measure of {year} is left out:", "{n} measures of {year} are left out:", over, year=year)
        yield from map(_line, carried.over)
    yield _("Nothing else is carried: amounts, grant notice, review, signatures and sources are new each year.")


def _line(fate: Fate) -> Message:
    return _("  {title}: {reason}", title=fate.measure.title, reason=fate.reason)
