"""The draft of a year's programme file: what earlier years say stands in comments, until somebody confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from aqb_cli.fileformat.drafting import drafted, harmless
from aqb_cli.fileformat.model import Programme, StandingFacts
from aqb_cli.text.messages import _

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
