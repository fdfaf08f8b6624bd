"""`aqb new`: begin the agreement of a new year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.checking.names import district_of
from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.checking.rules.totals import total_open
from aqb_cli.checking.runner import FileChecker
from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import Manner, asked_one
from aqb_cli.cli._faults import end_with_faults
from aqb_cli.cli._language import language_of
from aqb_cli.cli._options import When
from aqb_cli.cli._prompting import ask_amount, can_ask
from aqb_cli.cli._running import new_app, say
from aqb_cli.diagnostics import Diagnostic, Lines, Problem, Severity, dotted
from aqb_cli.fileformat.model import District, Programme
from aqb_cli.fileformat.rules.form import wrong_kind
from aqb_cli.importing.new_year import beginning
from aqb_cli.importing.new_year.carrying import carried
from aqb_cli.importing.new_year.outline import Start
from aqb_cli.importing.new_year.summary import summary
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.workspace.collection import Workspace, shown_path

app = new_app()


@app.command()
def new(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="[DISTRICT] YEAR",
            help="The district (fulda, 06631, or Landkreis Fulda) and the programme year; the year alone is for its "
            "programme file.",
        ),
    ],
    from_year: Annotated[
        str | None,
        typer.Option("--from", metavar="YEAR", help="Carry on what the district's agreement of this year says."),
    ] = None,
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
) -> None:
    """Begin the agreement of a new year: a draft with all that is known, and comments on what is to be filled in.

    In a terminal it asks for the amounts; Enter leaves one open. With --from, measures that run on are carried over:
    those that end in the new year or later, have funds for it, or name it in their titles. Amounts, signatures, dates
    and sources are not. A year that has no programme file gets the draft of one. An existing file is never touched.

    \b
    Examples:
      aqb new fulda 2026                     data/agreements/2026/fulda.yaml
      aqb new "Landkreis Fulda" 2026 --lang de
      aqb new fulda 2026 --from 2025         with the measures that run on
      aqb new 2026                           only data/programmes/2026.yaml
    """
    language = language_of(lang)
    workspace = Workspace.around(Path.cwd())
    workspace.collection()
    name, year = _district_and_year(names)
    reference = ReferenceData(workspace, Selection())
    programmes = _programmes(reference, year, language, color)
    if name is None:
        if from_year is not None:
            raise Problem(_("--from is for an agreement, and no district is named."))
        _begin_programme(workspace, reference, year, programmes, language)
        return
    district = _district(reference, name, language, color)
    beginning.refuse_too_young(district, year, reference.districts)
    path = beginning.new_file(workspace, district, year)
    start = Start(district, year, programmes, reference.standing)
    if from_year is not None:
        before = beginning.year_of(from_year)
        earlier = beginning.earlier_file(workspace, district, before, year, reference.districts)
        _inventory, record = asked_one(workspace, str(earlier), Manner(None, None, False, color, lang))
        start = start._replace(carried=carried(record.agreement, year))
    if can_ask():
        start = _asked(start, language)
    content, made = beginning.begin(workspace, start, path, language)
    for written in filter(None, (path, made)):
        print(visible(shown_path(written)))
    for note in _notes(start, workspace, content, path, made):
        say(note, language)


def _begin_programme(
    workspace: Workspace, reference: ReferenceData, year: int, programmes: list[Programme], language: str
) -> None:
    """Writes the draft of a year's programme file."""
    programme = beginning.begin_programme(workspace, year, programmes, reference.standing, language)
    print(visible(shown_path(programme)))
    say(_to_confirm(programme), language)


def _district_and_year(names: list[str]) -> tuple[str | None, int]:
    *district, year = names
    if len(district) > 1:
        message = _("There are {n} names, and only a district and a year can be given.", n=len(names))
        raise Problem(message, _("Put a name with spaces into quotation marks."))
    if district and not district[0].strip():
        raise Problem(_("The name of the district is empty."), _("Write a name such as fulda."))
    return (district[0].strip() if district else None), beginning.year_of(year)


def _district(reference: ReferenceData, name: str, language: str, color: When) -> District:
    """The district that is meant. Raises `Problem` if there is none; ends if the reference has faults."""
    if not reference.districts:
        end_with_faults(reference, language, color)
    return reference.districts[district_of(name, reference.districts.values())[0]]


def _programmes(reference: ReferenceData, year: int, language: str, color: When) -> list[Programme]:
    """The year and the ones before it that have a file, the latest first. Ends if one of the files has faults."""
    years = {int(name) for name in reference.workspace.programme_files if name.isdecimal() and int(name) < year}
    found = [reference.programme(each) for each in (year, *sorted(years, reverse=True))]
    if any(programme is None for programme in found):
        end_with_faults(reference, language, color)
    return [programme for programme in found if programme is not None]


def _asked(start: Start, language: str) -> Start:
    hint = _("Amounts in euros, like 595.950. Enter leaves one open, Ctrl-C stops.")
    say(hint, language)
    total = ask_amount(_("Total"), language)
    return start._replace(
        total=total, own_contribution=ask_amount(_("The district's own contribution, on top of the total"), language)
    )


def _notes(
    start: Start, workspace: Workspace, content: bytes, draft: Path, programme: Path | None
) -> Iterator[Message]:
    """What to say of the new files: what is in them, and what is to be done."""
    if programme is not None:
        yield _to_confirm(programme)
    if start.carried is not None:
        yield from summary(start.carried)
    lines = Lines(content.decode())
    selection = Selection(workspace.settings.select, workspace.settings.ignore)
    report = FileChecker(workspace, selection).check_bytes(content, shown_path(draft)).report
    for diagnostic in report.diagnostics:
        if diagnostic.severity is Severity.ERROR or diagnostic.code == total_open.code:
            yield _to_do(diagnostic, lines)
    yield _("`aqb validate {name}` says what is still to be filled in, and where.",
            name=f"{start.district.slug}/{start.year}")  # fmt: skip


def _to_confirm(path: Path) -> Message:
    return _(
        "{path} is a draft: what earlier years say stands there in comments, to be confirmed.", path=shown_path(path)
    )


def _to_do(diagnostic: Diagnostic, lines: Lines) -> Message:
    place = dotted(diagnostic.where)
    line = lines.position(diagnostic.span.start).line if diagnostic.span else 1
    if diagnostic.code in (wrong_kind.code, total_open.code):
        return _("To be filled in: {place} in line {line}.", place=place, line=line)
    return _("To be corrected: {place} in line {line}: {message}", place=place, line=line, message=diagnostic.message)
