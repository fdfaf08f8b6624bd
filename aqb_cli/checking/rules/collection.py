"""AQB7xx: what can only be seen when many files are looked at together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from aqb_cli.checking.rules.base import ERROR, INFO
from aqb_cli.diagnostics import Finding, Rule, Severity
from aqb_cli.fileformat.model import District
from aqb_cli.text.messages import Message, _


class Member(NamedTuple):
    """What the collection needs to know of one agreement file."""

    path: str
    district: str
    year: int


class Collection(NamedTuple):
    """All agreement files of a run that could be understood, and what they refer to."""

    members: Sequence[Member]
    districts: Mapping[str, District]
    programme_years: frozenset[str]
    """The years that have a programme file."""

    def years(self) -> dict[int, list[Member]]:
        """The members by programme year, the earliest first."""
        years: dict[int, list[Member]] = {}
        for member in sorted(self.members, key=lambda member: (member.year, member.path)):
            years.setdefault(member.year, []).append(member)
        return years


class CollectionRule(Rule[[Collection], Iterator[Finding]]):
    """A rule that looks at many files at once. Its findings name the file or folder that is meant."""


def collection_rule(
    code: str, severity: Severity, title: Message, *, only_complete: bool = False
) -> Callable[[Callable[[Collection], Iterator[Finding]]], CollectionRule]:
    """Makes a function that looks at a collection a rule; its docstring is the manual page."""
    return lambda check: CollectionRule(code, severity, title, check, only_complete=only_complete)


@collection_rule("AQB701", ERROR, _("Two files for one district and year"))
def two_files(collection: Collection) -> Iterator[Finding]:
    """Each district has one agreement a year, so it has one file. Otherwise its budget would be counted twice."""
    if len({(member.district, member.year) for member in collection.members}) == len(collection.members):
        return
    # A file that lies where it belongs is nobody's copy.
    first: dict[tuple[str, int], Member] = {}
    for members in collection.years().values():
        for member in sorted(members, key=lambda each: not each.path.endswith(f"/{each.year}/{each.district}.yaml")):
            other = first.setdefault((member.district, member.year), member)
            if other is not member:
                yield Finding(
                    ("district",),
                    _(
                        "There is another file for this district and the year {year}: {path}.",
                        year=member.year,
                        path=other.path,
                    ),
                    _("Keep one of the files."),
                    path=member.path,
                    related=((("district",), _("the other file")),),
                    related_path=other.path,
                )


@collection_rule("AQB702", ERROR, _("Districts without an agreement"), only_complete=True)
def missing_districts(collection: Collection) -> Iterator[Finding]:
    """With `--complete`, every district that existed in a year must have an agreement of that year.

    Only years that have an agreement at all are looked at. Until 2025 there are 26 districts, from 2026 on 27.
    """
    for year, members in collection.years().items():
        there = {member.district for member in members}
        existing = [district for district in collection.districts.values() if district.exists_in(year)]
        missing = [district.slug for district in existing if district.slug not in there]
        if missing:
            folder = PurePosixPath(members[0].path).parent.as_posix()
            message = _(
                "{year}: {count} of {of} districts have no agreement: {missing}.",
                year=year, count=len(missing), of=len(existing), missing=missing,
            )  # fmt: skip
            help = _("Add the missing files, for example with status “draft”.")
            yield Finding(None, message, help, path=folder)


@collection_rule("AQB703", INFO, _("A year without a programme file"))
def missing_programme(collection: Collection) -> Iterator[Finding]:
    """`data/programmes/<year>.yaml` gives what is known of a year. Without it, only the standing rules are applied."""
    lacking = {str(member.year) for member in collection.members} - collection.programme_years
    for year, members in collection.years().items() if lacking else ():
        if str(year) in lacking:
            yield Finding(
                ("year",),
                _(
                    "There is no programme file for {year}, so only the programme's standing rules were applied.",
                    year=year,
                ),
                _("`aqb new {year}` drafts `data/programmes/{year}.yaml`.", year=year),
                path=members[0].path,
            )
