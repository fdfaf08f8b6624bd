"""AQB704: what contradicts itself in the districts, the standing facts, or the programme file of a year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aqb_cli.checking.rules.base import ERROR
from aqb_cli.diagnostics import FieldPath, Finding, reader_rule
from aqb_cli.fileformat.model import Cases, Districts, Gender, Ministry, Programme, StandingFacts
from aqb_cli.text.messages import Message, _

_ARTICLES = {
    Gender.MASCULINE: ("der", "des", "dem", "den"),
    Gender.FEMININE: ("die", "der", "der", "die"),
    None: ("das", "des", "dem", "das"),
}
"""The articles in the order of the cases; names of neither gender are neuter."""

_PLURAL = ("die", "der", "den", "die")
"""Those of a ministry that is called by several names at once: of it, no gender is stated."""

_BOOK = r"(?i)SGB[ .-]*(?:[0-9]+|[IVX]+)\.?"
"""A book of the social code and nothing else, however it is written."""


@reader_rule("AQB704", ERROR, _("Reference data that contradict themselves"))
def contradiction(field: FieldPath, message: Message, help: Message, *related: tuple[FieldPath, Message]) -> Finding:
    """In `data/districts.yaml`, `data/standing.yaml` or a programme file, one entry doesn't fit another.

    Two districts share a short name, a key or a name, one refers to a district that isn't there, there is no district
    at all, a case has another article than the gender asks for, or a region isn't that of the key. Two categories have
    one heading, a legal basis is written in digits, the name of a programme file isn't its year, or the programme's
    name is that of an earlier year.
    """
    return Finding(field, message, help, related=related)


def check_districts(reference: Districts) -> Iterator[Finding]:
    """What contradicts itself in the list of districts."""
    if not reference.districts:
        yield contradiction(
            ("districts",),
            _("There is no district, and agreements can't be checked without."),
            _("Enter the districts, or delete the file: then those that come with aqb count."),
        )
    yield from _shared_names(reference)
    slugs = {district.slug for district in reference.districts}
    for index, district in enumerate(reference.districts):
        if district.until_then is not None and (
            district.until_then not in slugs or district.until_then == district.slug
        ):
            yield contradiction(
                ("districts", index, "until_then"),
                _("“{given}” isn't the short name of another district.", given=district.until_then),
                _("Write the short name of the district that it belonged to before."),
            )
        yield from _wrong_articles(("districts", index), district.cases, district.gender)
    yield from _wrong_regions(reference)


def _shared_names(reference: Districts) -> Iterator[Finding]:
    """Names that stand for two districts, as they do where an entry was copied."""
    first: dict[str, int] = {}
    for index, district in enumerate(reference.districts):
        names: dict[FieldPath, str | None] = {(field,): getattr(district, field) for field in ("slug", "key", "name")}
        names |= {("cases", case): getattr(district.cases, case) for case in Cases.model_fields}
        for field, name in names.items():
            if name is not None and first.setdefault(name, index) != index:
                yield contradiction(
                    ("districts", index, *field),
                    _("“{name}” stands for another district already.", name=name),
                    _("Each district has names and an official key of its own."),
                    (("districts", first[name]), _("the other district")),
                )


def _wrong_articles(place: FieldPath, cases: Cases, gender: Gender | None) -> Iterator[Finding]:
    """Cases without the article that is theirs; where no gender is stated, the one is meant that fits most of them."""
    texts = {case: getattr(cases, case) for case in Cases.model_fields}

    def other_than(articles: Sequence[str]) -> dict[str, str]:
        stated = zip(texts.items(), articles, strict=True)
        return {case: article for (case, text), article in stated if text.split()[:1] != [article]}

    wrong = {of: other_than(articles) for of, articles in _ARTICLES.items()}
    if gender is not None and wrong[gender] and not all(wrong.values()):
        message = _("The cases are those of a name of another gender.")
        yield contradiction((*place, "gender"), message, _("Correct the gender, or the articles of the cases."))
        return
    fewest = min(*wrong.values(), other_than(_PLURAL), key=len) if gender is None else wrong[gender]
    for case, article in fewest.items():
        yield contradiction(
            (*place, "cases", case),
            _("“{text}” doesn't begin with “{article}”.", text=texts[case], article=article),
            _("Write the name with its article, as it stands inside a sentence; documents print it so."),
        )


def _wrong_regions(reference: Districts) -> Iterator[Finding]:
    """Districts whose region isn't that of the others: the third digit of the official key tells it."""
    regions: dict[str, Counter[str]] = {}
    for district in reference.districts:
        if district.key is not None:
            regions.setdefault(district.key[:3], Counter())[district.region] += 1
    for index, district in enumerate(reference.districts):
        if district.key is None:
            continue
        usual = regions[district.key[:3]].most_common(1)[0][0]
        if district.region != usual:
            yield contradiction(
                ("districts", index, "region"),
                _("Other districts whose key begins with {digits} lie in “{usual}”, and this one in “{region}”.",
                  digits=district.key[:3], usual=usual, region=district.region),
                _("Correct the region or the key."),
            )  # fmt: skip


def _bases(place: FieldPath, bases: Sequence[str]) -> Iterator[Finding]:
    """Legal bases that no agreement could name as it prints them, or that stand there twice."""
    for index, basis in enumerate(bases):
        if re.fullmatch(_BOOK, basis) and not re.fullmatch("SGB [IVX]+", basis):
            message = _("“{text}” isn't how agreements write it.", text=basis)
            yield contradiction((*place, index), message, _("Write SGB, a space and a Roman number: SGB II."))
        elif basis in bases[:index]:
            yield contradiction(
                (*place, index), _("“{text}” stands here twice.", text=basis), _("Delete one of them."),
                ((*place, bases.index(basis)), _("the other one")),
            )  # fmt: skip


def check_standing(standing: StandingFacts) -> Iterator[Finding]:
    """What contradicts itself in what depends on no year."""
    before = None
    for index, ministry in enumerate(standing.ministries):
        if index and (ministry.since is None or (before is not None and ministry.since <= before)):
            yield contradiction(
                ("ministries", index, "since"),
                _("This ministry's name doesn't begin after the one above it."),
                _("Give the first day of each name but the earliest, and put the names in the order of their days."),
            )
        before = ministry.since or before
        yield from _articles_of_ministry(("ministries", index), ministry)
    if standing.rules is not None:
        yield from _bases(("rules", "legal_bases"), standing.rules.legal_bases)


def check_programme(programme: Programme, name: str) -> Iterator[Finding]:
    """What contradicts itself in a programme file, or its name."""
    named = [int(year) for year in re.findall(r"(?<!\d)2\d{3}(?!\d)", programme.name or "")]
    if str(programme.year) != name:
        yield contradiction(
            ("year",),
            _(
                "The file is called “{name}”, and for this year it must be “{expected}”.",
                name=f"{name}.yaml",
                expected=f"{programme.year}.yaml",
            ),
            _("One of the two is wrong: correct the file, or rename it."),
        )
    elif named and max(named) < programme.year:
        yield contradiction(
            ("name",),
            _("“{name}” is the name of an earlier year, and the file is that of {year}.",
              name=programme.name or "", year=programme.year),
            _("Write the name as the agreements of {year} print it; documents name the programme so.",
              year=programme.year),
        )  # fmt: skip
    yield from _bases(("legal_bases",), programme.legal_bases)
    for field in ("categories", "earmarks"):
        yield from _shared_headings(field, getattr(programme, field))
    if programme.ministry is not None:
        yield from _articles_of_ministry(("ministry",), programme.ministry)


def _articles_of_ministry(place: FieldPath, ministry: Ministry) -> Iterator[Finding]:
    if ministry.cases is not None:
        yield from _wrong_articles(place, ministry.cases, ministry.gender)


def _shared_headings(field: str, headings: Mapping[str, str]) -> Iterator[Finding]:
    """Headings that are no words, or that stand for two."""
    first: dict[str, str] = {}
    for word, heading in headings.items():
        other = first.setdefault(heading, word)
        if not any(map(str.isalpha, heading)):
            yield contradiction(
                (field, word),
                _("“{text}” isn't what agreements call this.", text=heading),
                _("Write the words that the agreements of the year print; amounts of all districts together belong "
                  "under `statewide_budget` and `statewide_earmarked`."),
            )  # fmt: skip
        elif other != word:
            yield contradiction(
                (field, word),
                _("“{text}” stands here twice.", text=heading),
                _("Write what the agreements of the year call each of them; documents print it so."),
                ((field, other), _("the other one")),
            )
