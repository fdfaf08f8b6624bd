"""What a new year's agreement may be: which district, which year, which earlier one, and the files that are written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat.model import District, Programme, StandingFacts
from aqb_cli.importing.new_year.outline import Start, outline
from aqb_cli.importing.new_year.programme import programme_draft
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import AGREEMENTS, PROGRAMMES, Workspace, shown_path
from aqb_cli.workspace.files import create


def district_and_year(names: Sequence[str]) -> tuple[str | None, int]:
    """The district's name, if one was typed, and the programme year. Raises `Problem` for anything else."""
    *district, year = names
    if len(district) > 1:
        message = _("There are {n} names, and only a district and a year can be given.", n=len(names))
        raise Problem(message, _("Put a name with spaces into quotation marks."))
    if district and not district[0].strip():
        raise Problem(_("The name of the district is empty."), _("Write a name such as fulda."))
    return (district[0].strip() if district else None), year_of(year)


def year_of(text: str) -> int:
    """The programme year that was typed. Raises `Problem` if it is none."""
    if not re.fullmatch("[0-9]{4}", text):
        raise Problem(_("“{text}” isn't a year.", text=text), _("Write four digits, such as 2025."))
    if text < "2000" or text > "2999":
        raise Problem(_("There are no agreements of {year}.", year=text), _("Write a year from 2000 on, such as 2025."))
    return int(text)


def refuse_too_young(district: District, year: int, districts: Mapping[str, District]) -> None:
    """Raises `Problem` for a year in which there was no such district."""
    if district.since is not None and district.since > date(year, 12, 31):
        message = _("{district} has been a district of its own only since {since}.",
                    district=district.name, since=district.since)  # fmt: skip
        raise Problem(message, _formerly(districts, district))


def _formerly(districts: Mapping[str, District], district: District) -> Message | None:
    """Where a young district's area belonged before."""
    before = districts.get(district.until_then or "")
    if before is None:
        return None
    return _("Until then its area belonged to “{before}” (`{slug}`).", before=before.name, slug=before.slug)


def new_file(workspace: Workspace, district: District, year: int) -> Path:
    """Where the agreement goes. Raises `Problem` if there is one already."""
    for there in workspace.agreements(district.slug, str(year)):
        raise _there_already(there)
    return workspace.collection() / AGREEMENTS / str(year) / f"{district.slug}.yaml"


def earlier_file(
    workspace: Workspace, district: District, before: int, year: int, districts: Mapping[str, District]
) -> Path:
    """The agreement of an earlier year. Raises `Problem` if there is none, or if the year isn't an earlier one."""
    if before >= year:
        raise Problem(_("--from has to name an earlier year than {year}.", year=year))
    for path in workspace.agreements(district.slug, str(before)):
        return path
    message = _("There is no agreement {district}/{year}.", district=district.slug, year=before)
    others = [other.parent.name for other in workspace.agreements(district.slug)]
    help = _("For this district there is {others}.", others=others) if others else _formerly(districts, district)
    raise Problem(message, help or _("Leave --from out to begin with an empty draft."))


def begin(workspace: Workspace, start: Start, path: Path, language: str) -> tuple[bytes, Path | None]:
    """Writes the draft, and before it that of the year's programme file where there is none.

    In this order, a run that is killed between the two is made good by the next one, which refuses only a draft that
    is there. Returns the content of the draft, and the path of the programme file if it was made.
    """
    content = outline(start, language, workspace.schema_from(path)).encode()
    programme = None
    if str(start.year) not in workspace.programme_files:
        programme = begin_programme(workspace, start.year, start.programmes, start.standing, language)
    if not create(workspace.collection(), path, content):
        raise _there_already(path)
    return content, programme


def begin_programme(
    workspace: Workspace, year: int, programmes: Sequence[Programme], standing: StandingFacts, language: str
) -> Path:
    """Writes the draft of a year's programme file. Raises `Problem` if there is one, or one comes with aqb."""
    path = workspace.collection() / PROGRAMMES / f"{year}.yaml"
    if str(year) in workspace.programme_files and not os.path.lexists(path):
        message = _("The programme file of {year} comes with aqb; nothing is written.", year=year)
        raise Problem(message, _("It counts as long as the collection has no file of its own for the year."))
    earlier = [programme for programme in programmes if programme.year < year]
    text = programme_draft(year, earlier, standing, language, workspace.schema_from(path, "programme"))
    if not create(workspace.collection(), path, text.encode()):
        raise _there_already(path)
    return path


def _there_already(path: Path) -> Problem:
    return Problem(
        _("{path} is there already; nothing is written.", path=shown_path(path)),
        _("Edit it, or delete or rename it first."),
    )
