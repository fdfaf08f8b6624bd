"""What to say of a new year's draft: what was carried on, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from aqb_cli.importing.new_year.carrying import Carried, Fate
from aqb_cli.text.messages import Message, _, ngettext


def summary(carried: Carried) -> Iterator[Message]:
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
