"""What the options of a question choose: districts, years and words, however people write them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.checking.valid import Inventory
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, District, Earmark, Status
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.text.german import folded, slug
from aqb_cli.text.messages import LANGUAGES, Message, _
from aqb_cli.text.near_misses import GERMAN_WORDS, choices, closest
from aqb_cli.workspace.collection import AGREEMENTS, Workspace

_ARTICLE = "^(?:der|die|das|des|dem|den)-"
_KIND = "^(?:(?:der|die|das|des|dem|den|kreis|kreises|landkreis|landkreises|stadt)-)+"
"""What may stand before a district's own name, after `slug`."""

Word = TypeVar("Word", bound=StrEnum)


def choice_of(
    inventory: Inventory,
    districts: list[str] | None = None,
    years: list[str] | None = None,
    statuses: list[str] | None = None,
    categories: list[str] | None = None,
    earmarks: list[str] | None = None,
    search: str | None = None,
) -> Choice:
    """What the options choose. Raises `Problem` for a district, year or word that there isn't."""
    if search is not None and not search.strip():
        raise Problem(_("{option} is given without a value.", option="--search"))
    return Choice(
        frozenset(
            slug for name in _parts("--district", districts) for slug in district_of(name, inventory.districts.values())
        ),
        frozenset(year for text in _parts("--year", years) for year in _years(text)),
        frozenset(
            _word(Status, text, _("There is no status “{text}”.", text=text)) for text in _parts("--status", statuses)
        ),
        frozenset(
            _word(Category, text, _("There is no category “{text}”.", text=text))
            for text in _parts("--category", categories)
        ),
        frozenset(
            _word(Earmark, text, _("There are no earmarked funds called “{text}”.", text=text))
            for text in _parts("--earmark", earmarks)
        ),
        (search or "").strip(),
    )


def _parts(option: str, values: list[str] | None) -> list[str]:
    """The parts of an option's values. An empty value is a mistake, such as a script's empty variable."""
    parts = [part.strip() for value in values or () for part in value.split(",")]
    if not all(parts):
        raise Problem(_("{option} is given without a value.", option=option))
    return parts


def _word(words: type[Word], text: str, message: Message) -> Word:
    """A word of the file format, also by its name in German or English."""
    names = {folded(vocabulary.name(word).translated(language)): word for word in words for language in LANGUAGES}
    names |= {folded(word): word for word in words}
    wanted = folded(text)
    if wanted in names:
        return names[wanted]
    german = GERMAN_WORDS.get(slug(text))
    if german in set(words):
        return words(german)
    if wanted.replace(" ", "_").replace("-", "_") in names:
        return names[wanted.replace(" ", "_").replace("-", "_")]
    raise Problem(message, choices(words, text)[0])


def district_of(text: str, districts: Iterable[District]) -> list[str]:
    """The district of a short name, official key, or name with or without its kind."""
    known = list(districts)
    wanted = folded(text)
    tests: tuple[Callable[[District], bool], ...] = (
        lambda district: text in (district.slug, district.key) or wanted == folded(district.name),
        lambda district: f"{wanted} " in f"{folded(district.name).partition(' ')[2]} ",
        lambda district: slug(text) == district.slug,
        lambda district: re.sub(_ARTICLE, "", slug(text)) in district.forms(),
    )
    for test in tests:
        found = [district.slug for district in known if test(district)]
        if len(found) == 1:
            return found
        if found:
            raise Problem(_("“{text}” could be several districts.", text=text), choices(found, text)[0])
    guess = closest(re.sub(_KIND, "", slug(text)), [district.slug for district in known])
    known_by = _("Which districts there are, `aqb list districts` says.")
    advice = _("Did you mean “{guess}”?", guess=guess) if guess else known_by
    raise Problem(_("There is no district “{text}”.", text=text), advice)


def _years(text: str) -> Iterable[int]:
    first, dash, last = text.replace("–", "-").partition("-")
    years = [part.strip() for part in (first, last if dash else first)]
    if not all(len(year) == 4 and year.isdecimal() and year.isascii() for year in years) or years[0] > years[1]:
        raise Problem(
            _("“{text}” is neither a year nor a span of years.", text=text),
            _("Write four digits, or the first and the last year: 2024, or 2020-2024."),
        )
    return range(int(years[0]), int(years[1]) + 1)


def full_name(workspace: Workspace, name: str) -> str:
    """What a path or name stands for: a district, however it is called, for its latest agreement."""
    if not name.strip():
        raise Problem(_("The name of the agreement is empty."), _("Write a name such as fulda/2025."))
    district, _slash, year = name.rpartition("/") if re.search("/[0-9]{4}$", name) else (name, "", "")
    if os.path.exists(name) or workspace.root is None or district.endswith((".yaml", ".yml")):
        return name
    districts = ReferenceData(workspace, Selection()).districts.values()
    slug = district_of(district, districts)[0] if districts else district
    if year:
        return f"{slug}/{year}"
    years = sorted(path.parent.name for path in (workspace.root / AGREEMENTS).glob(f"*/{slug}.yaml"))
    if not years:
        raise Problem(_("There is no agreement of {district}.", district=slug))
    return f"{slug}/{years[-1]}"
