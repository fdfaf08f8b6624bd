"""What a new year's agreement may be: which district, year and earlier one; the files that are written; what to say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from aqb_cli.diagnostics import Diagnostic, Lines, Problem, Severity, dotted
from aqb_cli.fileformat.drafting import drafted, harmless
from aqb_cli.fileformat.model import District, Programme, StandingFacts
from aqb_cli.fileformat.rules.form import wrong_kind
from aqb_cli.importing.new_year.carrying import Carried, Fate
from aqb_cli.importing.new_year.outline import Start, outline
from aqb_cli.text.messages import Message, _, ngettext
from aqb_cli.workspace.collection import AGREEMENTS, PROGRAMMES, Workspace, shown_path
from aqb_cli.workspace.files import create

_KEPT = ("name", "grant_authority", "application_deadline", "earliest_start", "legal_bases", "categories", "earmarks")
"""What may be the same in the next year. Figures, and the ministry, which has its own file, are not."""


def programme_draft(
    year: int, programmes: Sequence[Programme], standing: StandingFacts, language: str, schema: str | None
) -> str:
    """The text of a year's programme file. `programmes` are those of earlier years, the latest first.

    Raises `Unformattable` if it can't be written.
    """
    head = [
        _("The programme year {year}, as far as it is known.", year=year),
        _("What stands in comments is from earlier years. Confirm each line in an official text of {year} and take the "
          "“# ” before it away; delete what isn't confirmed. What isn't known stays out.", year=year),
    ]  # fmt: skip
    fields = {"format": 1, "year": year}
    comments = [each.translated(language) for each in head]
    lines = drafted(fields, {}, comments, schema, Programme).splitlines()
    before = None
    for earlier, field in _carried(year, programmes, standing):
        said_in = _("As in {year}:", year=earlier).translated(language)
        lines += ["", f"## {said_in}"] if earlier != before else []
        lines += [f"# {harmless(line)}" for line in drafted(field, {}, (), None, Programme).splitlines()]
        before = earlier
    where = _("Where that is said:").translated(language)
    lines += ["", f"## {where}", "# sources:", "#   - title: …", "#     publisher: …", "#     url: https://…"]
    return "\n".join(lines) + "\n"


def _carried(
    year: int, programmes: Sequence[Programme], standing: StandingFacts
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each field, with the latest year before that states it; not what the standing rules say anyway."""
    for name in _KEPT:
        for programme in programmes:
            value = getattr(programme, name)
            if not value or value == getattr(standing.programme(programme.year, None), name):
                continue
            yield programme.year, {name: _of_year(value, programme.year, year)}
            break


def _of_year(value: Any, before: int, year: int) -> Any:
    """The value as it would be in another year: a day of that year, a name with that year in it."""
    if isinstance(value, date):
        with suppress(ValueError):  # 29 February
            return value.replace(year=value.year + year - before)
    return value.replace(str(before), str(year)) if isinstance(value, str) else value


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
