"""`aqb new`: begin the agreement of a new year."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.checking.names import district_of
from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.checking.runner import FileChecker
from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import Manner, asked_one
from aqb_cli.cli._faults import end_with_faults
from aqb_cli.cli._options import When
from aqb_cli.cli._prompting import ask_amount, can_ask
from aqb_cli.cli._running import language_of, new_app, say
from aqb_cli.diagnostics import Diagnostic, Lines, Problem, Severity, dotted
from aqb_cli.fileformat.model import District, Programme
from aqb_cli.fileformat.rules.form import wrong_kind
from aqb_cli.importing.new_year import Carried, Fate, Start, carried, outline
from aqb_cli.text.messages import Message, _, ngettext, visible
from aqb_cli.workspace.collection import AGREEMENTS, PROGRAMMES, Workspace, shown_path
from aqb_cli.workspace.files import create

app = new_app()


@app.command()
def new(
    district: Annotated[str, typer.Argument(help="The district: fulda, 06631, or Landkreis Fulda.")],
    year: Annotated[str, typer.Argument(help="The programme year, such as 2026.")],
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
    and sources are not. An existing file is never touched.

    \b
    Examples:
      aqb new fulda 2026                     data/agreements/2026/fulda.yaml
      aqb new "Landkreis Fulda" 2026 --lang de
      aqb new fulda 2026 --from 2025         with the measures that run on
    """
    language = language_of(lang)
    workspace = Workspace.around(Path.cwd())
    root = workspace.collection()
    number = _year(year)
    reference = ReferenceData(workspace, Selection())
    chosen = _district(reference, district, number, language, color)
    programmes = _programmes(reference, number, language, color)
    path = root / AGREEMENTS / str(number) / f"{chosen.slug}.yaml"
    _refuse_existing(path)
    earlier = _earlier(workspace, reference, chosen, number, from_year, Manner(None, None, False, color, lang))
    start = Start(chosen, number, programmes, earlier)
    if can_ask():
        start = _asked(start, language)
    content = outline(start, language, workspace.schema_from(path)).encode()
    if not create(root, path, content):
        raise _there_already(path)
    print(visible(shown_path(path)))
    for note in _notes(start, workspace, content, shown_path(path)):
        say(note, language)


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text):
        raise Problem(_("“{text}” isn't a year.", text=text), _("Write four digits, such as 2025."))
    if text < "2000" or text > "2999":
        raise Problem(_("There are no agreements of {year}.", year=text), _("Write a year from 2000 on, such as 2025."))
    return int(text)


def _district(reference: ReferenceData, name: str, year: int, language: str, color: When) -> District:
    """The district that is meant. Raises `Problem` if there is none in the year; ends if the reference has faults."""
    if not name.strip():
        raise Problem(_("The name of the district is empty."), _("Write a name such as fulda."))
    if not reference.districts:
        end_with_faults(reference, language, color)
    found = reference.districts[district_of(name.strip(), reference.districts.values())[0]]
    if found.since is not None and found.since > date(year, 12, 31):
        message = _("{district} has been a district of its own only since {since}.",
                    district=found.name, since=found.since)  # fmt: skip
        raise Problem(message, _formerly(reference, found))
    return found


def _formerly(reference: ReferenceData, district: District) -> Message | None:
    """Where a young district's area belonged before."""
    before = reference.districts.get(district.until_then or "")
    if before is None:
        return None
    return _("Until then its area belonged to “{before}” (`{slug}`).", before=before.name, slug=before.slug)


def _programmes(reference: ReferenceData, year: int, language: str, color: When) -> list[Programme]:
    """The programme years up to this one, the latest first. Ends if one of their files has faults."""
    years = sorted((int(name) for name in reference.workspace.programme_files if name.isdecimal()), reverse=True)
    found = [reference.programme(earlier) for earlier in years if earlier <= year]
    if any(programme is None for programme in found):
        end_with_faults(reference, language, color)
    return [programme for programme in found if programme is not None]


def _refuse_existing(path: Path) -> None:
    for there in (path, path.with_suffix(".yml")):
        if there.parent.is_dir() and os.path.lexists(there):
            raise _there_already(there)


def _there_already(path: Path) -> Problem:
    return Problem(
        _("{path} is there already; nothing is written.", path=shown_path(path)),
        _("Edit it, or delete or rename it first."),
    )


def _earlier(
    workspace: Workspace, reference: ReferenceData, district: District, year: int, text: str | None, manner: Manner
) -> Carried | None:
    """What becomes of an earlier year's measures, if it is asked for. Ends if that agreement has errors."""
    if text is None:
        return None
    before = _year(text)
    if before >= year:
        raise Problem(_("--from has to name an earlier year than {year}.", year=year))
    folder = workspace.collection() / AGREEMENTS
    path = folder / text / f"{district.slug}.yaml"
    if not path.is_file():
        message = _("There is no agreement {district}/{year}.", district=district.slug, year=text)
        others = sorted(other.parent.name for other in folder.glob(f"*/{district.slug}.yaml"))
        help = _("For this district there is {others}.", others=others) if others else _formerly(reference, district)
        raise Problem(message, help or _("Leave --from out to begin with an empty draft."))
    _inventory, record = asked_one(workspace, str(path), manner)
    return carried(record.agreement, year)


def _asked(start: Start, language: str) -> Start:
    hint = _("Amounts in euros, like 595.950. Enter leaves one open, Ctrl-C stops.")
    say(hint, language)
    total = ask_amount(_("Total"), language)
    return start._replace(
        total=total, own_contribution=ask_amount(_("The district's own contribution, on top of the total"), language)
    )


def _notes(start: Start, workspace: Workspace, content: bytes, shown: str) -> Iterator[Message]:
    """What to say of the new file: what is in it, and what is to be done."""
    if not any(programme.year == start.year for programme in start.programmes):
        yield _("There is no programme file for {year} ({path}); headings and dates are those of earlier years.",
                year=start.year, path=f"{PROGRAMMES.as_posix()}/{start.year}.yaml")  # fmt: skip
    if start.carried is not None:
        yield from _about_carried(start.carried)
    lines = Lines(content.decode())
    selection = Selection(workspace.settings.select, workspace.settings.ignore)
    report = FileChecker(workspace, selection).check_bytes(content, shown).report
    for diagnostic in report.diagnostics:
        if diagnostic.severity is Severity.ERROR:
            yield _to_do(diagnostic, lines)
    yield _("`aqb validate {name}` says what is still to be filled in, and where.",
            name=f"{start.district.slug}/{start.year}")  # fmt: skip


def _to_do(diagnostic: Diagnostic, lines: Lines) -> Message:
    place = dotted(diagnostic.where)
    line = lines.position(diagnostic.span.start).line if diagnostic.span else 1
    if diagnostic.code == wrong_kind.code:
        return _("To be filled in: {place} in line {line}.", place=place, line=line)
    return _("To be corrected: {place} in line {line}: {message}", place=place, line=line, message=diagnostic.message)


def _about_carried(carried: Carried) -> Iterator[Message]:
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
