"""`aqb new`: begin the agreement of a new year."""

from __future__ import annotations

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
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._prompting import ask_amount, can_ask
from aqb_cli.cli._running import say
from aqb_cli.diagnostics import Diagnostic, Problem, Severity
from aqb_cli.fileformat.model import Programme
from aqb_cli.importing.new_year import beginning
from aqb_cli.importing.new_year.beginning import notes, to_confirm
from aqb_cli.importing.new_year.carrying import carried
from aqb_cli.importing.new_year.outline import Start
from aqb_cli.text.messages import _, visible
from aqb_cli.workspace.collection import Workspace, shown_path

app = App()


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
    color: option.Color = "auto",
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
    workspace = Workspace.here()
    workspace.collection()
    name, year = beginning.district_and_year(names)
    reference = ReferenceData(workspace)
    programmes = reference.programmes_until(year)
    if programmes is None or (name is not None and not reference.districts):
        end_with_faults(reference, language, color)
    if name is not None:
        _begin(workspace, reference, Manner(None, None, False, color, lang), name, year, programmes, from_year)
        return
    if from_year is not None:
        raise Problem(_("--from is for an agreement, and no district is named."))
    programme = beginning.begin_programme(workspace, year, programmes, reference.standing, language)
    print(visible(shown_path(programme)))
    say(to_confirm(programme), language)


def _begin(
    workspace: Workspace,
    reference: ReferenceData,
    manner: Manner,
    name: str,
    year: int,
    programmes: list[Programme],
    from_year: str | None,
) -> None:
    """Writes the draft of an agreement, and says what is to be done with it."""
    language = language_of(manner.lang)
    district = reference.districts[district_of(name, reference.districts.values())[0]]
    beginning.refuse_too_young(district, year, reference.districts)
    path = beginning.new_file(workspace, district, year)
    start = Start(district, year, programmes, reference.standing)
    if from_year is not None:
        before = beginning.year_of(from_year)
        earlier = beginning.earlier_file(workspace, district, before, year, reference.districts)
        _inventory, record = asked_one(workspace, str(earlier), manner)
        start = start._replace(carried=carried(record.agreement, year))
    if can_ask():
        start = _asked(start, language)
    content, made = beginning.begin(workspace, start, path, language)
    for written in filter(None, (path, made)):
        print(visible(shown_path(written)))
    for note in notes(start, made, content.decode(), _to_do(workspace, content, path)):
        say(note, language)


def _to_do(workspace: Workspace, content: bytes, path: Path) -> list[Diagnostic]:
    """What has to be mended in a draft."""
    selection = Selection(workspace.settings.select, workspace.settings.ignore)
    report = FileChecker(workspace, selection).check_bytes(content, shown_path(path)).report
    return [d for d in report.diagnostics if d.severity is Severity.ERROR or d.code == total_open.code]


def _asked(start: Start, language: str) -> Start:
    hint = _("Amounts in euros, like 595.950. Enter leaves one open, Ctrl-C stops.")
    say(hint, language)
    total = ask_amount(_("Total"), language)
    return start._replace(
        total=total, own_contribution=ask_amount(_("The district's own contribution, on top of the total"), language)
    )
