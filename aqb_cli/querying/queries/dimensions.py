"""What agreements and their measures are counted under, in which order, and what that is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple, TypeVar

from aqb_cli.checking.valid import Record
from aqb_cli.diagnostics import Problem, known_word
from aqb_cli.fileformat.model import Category, Earmark, Measure
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.tables import EXTRA, Cell, Column, Kind
from aqb_cli.text.german import name_key, sort_key
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices

Thing = TypeVar("Thing")

MOST_DIMENSIONS = 3

EARLIER = 20
"""The rank from which on years give way, the earliest first: before all other columns that people need to see."""


class Dimension(NamedTuple):
    """One way to count."""

    heading: Message
    in_titles: Message
    of_measures: bool = False
    """Whether the measures of one agreement can differ in it."""


DIMENSIONS = {
    "category": Dimension(_("Category"), _("category"), of_measures=True),
    "district": Dimension(_("District"), _("district")),
    "earmark": Dimension(_("Earmarked for"), _("earmark"), of_measures=True),
    "provider": Dimension(_("Provider"), _("provider"), of_measures=True),
    "region": Dimension(_("Region"), _("region")),
    "year": Dimension(_("Year"), _("year")),
}

OF_MEASURES = frozenset(name for name, dimension in DIMENSIONS.items() if dimension.of_measures)


def names_of(dimensions: Iterable[str]) -> dict[str, Message]:
    """What dimensions are called."""
    return {name: DIMENSIONS[name].in_titles for name in dimensions}


def dimensions_of(given: Iterable[str], message: Callable[[str], Message]) -> tuple[str, ...]:
    """The dimensions that `--by` names. Raises `Problem`, with the message for a word that is none."""
    parts = [part.strip() for item in given for part in item.split(",")]
    words = [known_word(text, names_of(DIMENSIONS), message(text)) for text in parts]
    if len(set(words)) < len(words) or len(words) > MOST_DIMENSIONS:
        raise Problem(
            _("--by takes up to {most} different words.", most=MOST_DIMENSIONS),
            choices(DIMENSIONS, "", names_of(DIMENSIONS))[0],
        )
    return tuple(words)


def label_column(dimension: str) -> Column:
    """The column that says what a row is about."""
    return Column(dimension, DIMENSIONS[dimension].heading, Kind.YEAR if dimension == "year" else Kind.TEXT)


def rank_across(index: int, count: int, dimension: str = "year") -> int:
    """The rank of a column across: the two latest years stay, and the earliest give way first; of others, the last."""
    before = count - 1 - index if dimension == "year" else index
    return 2 if before < 2 else min(EARLIER + before, EXTRA - 1)


def label_of(
    dimension: str, record: Record, use: Category | Earmark | Rest | None = None, measure: Measure | None = None
) -> Cell:
    """What an agreement, or a measure or rest of it, is counted under."""
    if dimension == "district":
        return record.district.name
    if dimension == "region":
        return record.district.region
    if dimension == "year":
        return record.agreement.year
    provider, earmark = (measure.provider, measure.earmark) if measure else (None, None)
    return label_in_agreement(dimension, use, provider, earmark)


def label_in_agreement(
    dimension: str, use: Category | Earmark | Rest | None, provider: str | None, earmark: Earmark | None
) -> Cell:
    """The same for a dimension in which the measures of one agreement can differ."""
    if isinstance(use, (Earmark, Rest)) or dimension == "category":
        return use
    if dimension == "provider":
        return provider or Rest.NO_PROVIDER
    return earmark or Rest.NOT_EARMARKED


def ordered(labels: Iterable[Cell], dimension: str) -> list[Cell]:
    """Labels, each once and sorted: as the file format orders its words, other texts as German does, rests last."""
    found = set(labels)
    words: list[Cell] = [*Category, *Earmark, *Rest]
    fixed = sorted((label for label in found if isinstance(label, StrEnum)), key=words.index)
    key = name_key if dimension == "district" else sort_key
    return [*sorted(found - set(fixed), key=lambda label: key(str(label))), *fixed]


def grouped(things: Iterable[Thing], dimension: str, label: Callable[[Thing], Cell]) -> list[tuple[Cell, list[Thing]]]:
    """Things by their labels, in the order of the labels."""
    found: dict[Cell, list[Thing]] = {}
    for thing in things:
        found.setdefault(label(thing), []).append(thing)
    return [(name, found[name]) for name in ordered(found, dimension)]
