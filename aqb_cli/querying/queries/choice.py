"""Which agreements and measures a question is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeVar

from aqb_cli.checking.names import district_of
from aqb_cli.checking.valid import Record
from aqb_cli.diagnostics import Problem, known_word
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, District, Earmark, Measure, Status
from aqb_cli.text.german import folded, slug
from aqb_cli.text.messages import LANGUAGES, Message, _, chained, some
from aqb_cli.text.near_misses import meant

Word = TypeVar("Word", bound=StrEnum)


SEARCHED = (
    _("title"), _("provider"), _("target groups"), _("legal bases"), _("category"), _("purpose"), _("district"),
    _("region"), _("status"),
)  # fmt: skip
"""Where is searched for words."""


class LocatedMeasure(NamedTuple):
    """One measure and where it stands."""

    record: Record
    category: Category
    measure: Measure


class Choice(NamedTuple):
    """What was asked for. An empty part chooses everything."""

    districts: frozenset[str] = frozenset()
    """Short names."""
    years: frozenset[int] = frozenset()
    statuses: frozenset[Status] = frozenset()
    categories: frozenset[Category] = frozenset()
    earmarks: frozenset[Earmark] = frozenset()
    search: str = ""
    """Words that all have to occur somewhere, in any case and spelling of umlauts."""
    names: tuple[str, ...] = ()
    """What of the collection was named to be read at all."""

    def may_lie_in(self, path: str) -> bool:
        """Whether a file can be about what is chosen, by its path, such as `<year>/<district>.yaml`."""
        *folders, name = path.split("/")
        stem, folder = name.partition(".")[0], folders[-1] if folders else ""
        year = stem if folder == "programmes" else folder
        if self.years and re.fullmatch("[0-9]{4}", year) and int(year) not in self.years:
            return False
        return not (self.districts and re.fullmatch("[0-9]{4}", folder) and stem not in self.districts)

    @property
    def words(self) -> list[str]:
        """What is searched for, as `german.folded` writes it."""
        return folded(self.search).split()

    @property
    def of_measures(self) -> bool:
        """Whether measures are chosen by more than the agreement they belong to."""
        return bool(self.categories or self.earmarks or self.search)

    def described(self) -> tuple[Message, ...]:
        """What was chosen, as a note under the answer; None if that is everything."""
        parts = [
            *([_("{names}", names=some(self.names))] if self.names else []),
            *([_("years {years}", years=[str(year) for year in sorted(self.years)])] if self.years else []),
            *([_("districts {names}", names=sorted(self.districts))] if self.districts else []),
            *(_("status {name}", name=vocabulary.name(status)) for status in Status if status in self.statuses),
            *(_("category {name}", name=vocabulary.name(word)) for word in Category if word in self.categories),
            *(_("earmarked for {name}", name=vocabulary.name(word)) for word in Earmark if word in self.earmarks),
            *([_("with “{search}” in {places}", search=self.search, places=SEARCHED)] if self.search else []),
        ]
        return (_("Chosen: {parts}.", parts=chained(parts, "; ")),) if parts else ()

    def records(self, records: Sequence[Record]) -> list[Record]:
        """The agreements of the districts, years and statuses."""
        return list(filter(self.fits, records))

    def fits(self, record: Record) -> bool:
        """Whether an agreement is one of the districts, years and statuses."""
        agreement = record.agreement
        return (
            _fits(agreement.district, self.districts)
            and _fits(agreement.year, self.years)
            and _fits(agreement.status, self.statuses)
        )

    def items(self, records: Sequence[Record]) -> list[LocatedMeasure]:
        """The measures of the categories and earmarks that have all the words, in the order of the agreements."""
        every = [item for record in records for item in _items(record)]
        return list(filter(self._has, every)) if self.of_measures else every

    def has_agreement(self, record: Record) -> bool:
        """Whether an agreement is chosen: for one of its measures, or for what was searched for in itself."""
        if not self.of_measures or any(map(self._has, _items(record))):
            return True
        return not (self.categories or self.earmarks) and self.matches(*_texts_of(record))

    def matches(self, *texts: str | None) -> bool:
        """Whether all the words occur somewhere in the texts."""
        text = folded("\n".join(text for text in texts if text))
        return all(word in text for word in self.words)

    def _has(self, item: LocatedMeasure) -> bool:
        measure = item.measure
        return (
            _fits(item.category, self.categories)
            and (not self.earmarks or measure.earmark in self.earmarks)
            and (
                not self.search
                or self.matches(
                    measure.title,
                    measure.provider,
                    *measure.target_groups,
                    *measure.legal_bases,
                    *_names_of(item.category),
                    *(_names_of(measure.earmark) if measure.earmark else ()),
                    *_texts_of(item.record),
                )
            )
        )


def choice_of(
    known: Mapping[str, District],
    districts: list[str] | None = None,
    years: list[str] | None = None,
    statuses: list[str] | None = None,
    categories: list[str] | None = None,
    earmarks: list[str] | None = None,
    search: str | None = None,
    names: Sequence[str] = (),
) -> Choice:
    """What the options choose, of the known districts. Raises `Problem` for one, a year or a word that there isn't."""
    if search is not None and not search.strip():
        raise Problem(_("{option} is given without a value.", option="--search"))
    return Choice(
        frozenset(
            slug
            for value in districts or ()
            for name in ([value] if _is_name(value, known) else _parts("--district", [value]))
            for slug in district_of(name, known.values())
        ),
        frozenset(year for text in _parts("--year", years) for year in _years(text)),
        frozenset(
            Status(known_word(text, _names(Status), _("There is no status “{text}”.", text=text)))
            for text in _parts("--status", statuses)
        ),
        frozenset(_category(text) for text in _parts("--category", categories)),
        frozenset(
            Earmark(known_word(text, _names(Earmark), _("There are no earmarked funds called “{text}”.", text=text)))
            for text in _parts("--earmark", earmarks)
        ),
        (search or "").strip(),
        tuple(dict.fromkeys(names)),
    )


def _is_name(value: str, known: Mapping[str, District]) -> bool:
    """Whether an option's value is one name with a comma in it: "Kassel, documenta-Stadt"."""
    return "," in value and any(slug(value) in district.forms() for district in known.values())


def _parts(option: str, values: list[str] | None) -> list[str]:
    """The parts of an option's values. An empty value is a mistake, such as a script's empty variable."""
    parts = [part.strip() for value in values or () for part in value.split(",")]
    if not all(parts):
        raise Problem(_("{option} is given without a value.", option=option))
    return parts


def _names(words: type[Word]) -> dict[str, Message]:
    return {word: vocabulary.name(word) for word in words}


def _category(text: str) -> Category:
    """A category by its word, its name or its number. Raises `Problem` if there is none."""
    categories = list(Category)
    if text in [str(number) for number in range(1, len(categories) + 1)]:
        return categories[int(text) - 1]
    refused = _("There is no category “{text}”.", text=text)
    if meant(text, _names(Category)) is None and meant(text, _names(Earmark)):
        raise Problem(refused, _("These are earmarked funds: --earmark {text}", text=text))
    return Category(known_word(text, _names(Category), refused))


def _years(text: str) -> Iterable[int]:
    first, dash, last = text.replace("–", "-").partition("-")
    years = [part.strip() for part in (first, last if dash else first)]
    if not all(len(year) == 4 and year.isdecimal() and year.isascii() for year in years) or years[0] > years[1]:
        raise Problem(
            _("“{text}” is neither a year nor a span of years.", text=text),
            _("Write four digits, or the first and the last year: 2024, or 2020-2024."),
        )
    return range(int(years[0]), int(years[1]) + 1)


def _fits(value: object, wanted: frozenset[object] | frozenset[str] | frozenset[int]) -> bool:
    return not wanted or value in wanted


def _texts_of(record: Record) -> tuple[str, ...]:
    """What is searched of an agreement itself."""
    district = record.district
    return district.name, district.slug, district.seat, district.region, *_names_of(record.agreement.status)


@cache
def _names_of(word: StrEnum) -> tuple[str, ...]:
    """What a word of the file format is called, in all languages."""
    return tuple(vocabulary.name(word).translated(language) for language in LANGUAGES)


_CATEGORIES = tuple(Category)


def _items(record: Record) -> list[LocatedMeasure]:
    stated = record.agreement.measures
    return [LocatedMeasure(record, word, measure) for word in _CATEGORIES for measure in stated.get(word, ())]
