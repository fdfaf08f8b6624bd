"""AQB5xx: the measures among themselves, and what the review says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aqb_cli.checking.rules.base import ERROR, INFO, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import MOST_RELATED, measure_place
from aqb_cli.fileformat.model import Category, InSum, Result, Status
from aqb_cli.text.messages import Message, plain
from aqb_cli.text.near_misses import closest
from aqb_cli.text.unseen import difference, looks_the_same

_OPENING = "„“”«»‚‘"
_IN_QUOTES = rf"[{_OPENING}][^„“”«»]*[“”«»’‘]"
"""A text that stands in typographic quotation marks as a whole."""

_TITLE_YEARS = r"(20(?<![0-9/]20)[0-9]{2})\s*[/–-]\s*(20[0-9]{2}|[0-9]{2})(?![0-9])"
"""It begins with what is looked for, so that all else is passed over quickly."""

_TITLES = 1000
"""Of how many titles it is remembered what they say: most stand in several agreements."""


@rule("AQB501", ERROR, _("A measure stands in its category twice"))
def same_title(case: Case) -> Iterator[Finding]:
    """Two measures of a category with the same title are counted twice, and the review can't tell them apart.

    If there really are two, tell them apart in their titles (place, provider, group).

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}, {title: Social coach}]
    Right:
        measures:
          training_preparation: [{title: Social Coach Bebra}, {title: Social Coach Heringen}]
    """
    first: dict[tuple[Category, str], int] = {}
    for category, index, measure in case.agreement.all_measures:
        title = _essence(measure.title)
        if (other := first.setdefault((category, title), index)) != index:
            yield Finding(
                measure_place(category, index, "title"),
                _("The measure “{title}” stands in this category twice.", title=measure.title),
                _("Delete one of them, or tell them apart in their titles."),
                related=((measure_place(category, other, "title"), _("the first of them")),),
            )


@lru_cache(_TITLES)
def _essence(title: str) -> str:
    """What of a title isn't a matter of case and spaces."""
    return " ".join(plain(title).split())


@rule("AQB502", ERROR, _("The review speaks of a measure that isn't there"), needs_all=True, about="review")
def unknown_measure(case: Case) -> Iterator[Finding]:
    """`review` names measures by their titles, to the letter.

    Wrong:
        review: {results: [{measure: FBI 2025, status: running}]}
    Right:
        review: {results: [{measure: FBI 2025/2026, status: running}]}
    """
    if case.agreement.review is None:
        return
    titles = [measure.title for _category, _index, measure in case.agreement.all_measures]
    for place, title in _named_by_review(case):
        if title in titles:
            continue
        yield Finding(place, _("The agreement has no measure “{title}”.", title=title), _which(title, titles))


def _which(title: str, titles: Sequence[str]) -> Message:
    """What to do about a title that isn't there."""
    if twin := next((other for other in titles if looks_the_same(title, other)), None):
        found, expected = difference(title, twin)
        return _(
            "One looks the same: it has {expected} where {found} stands here. Copy the title from there.",
            found=found,
            expected=expected,
        )
    if guess := closest(title, titles):
        return _("Did you mean “{guess}”?", guess=guess)
    return _("Write the title exactly as it stands under `measures`.")


def _named_by_review(case: Case) -> Iterator[tuple[FieldPath, str]]:
    """The titles of measures that the review speaks of, and where."""
    for index, deviation in enumerate(case.agreement.deviations):
        if deviation.measure is not None:
            yield ("review", "deviations", index, "measure"), deviation.measure
    for index, result in enumerate(case.agreement.results):
        yield ("review", "results", index, "measure"), result.measure


@rule("AQB503", ERROR, _("Two results for one measure"), about="review")
def two_results(case: Case) -> Iterator[Finding]:
    """Each measure has one result; a later report replaces the earlier one.

    Wrong:
        review:
          results:
            - {measure: FBI 2025/2026, status: running}
            - {measure: FBI 2025/2026, status: completed}
    Right:
        review:
          results:
            - {measure: FBI 2025/2026, status: completed}
    """
    first: dict[str, int] = {}
    for index, result in enumerate(case.agreement.results):
        if result.measure in first:
            yield Finding(
                ("review", "results", index, "measure"),
                _("There already is a result for “{title}”.", title=result.measure),
                _("Keep the latest one."),
                related=((("review", "results", first[result.measure], "measure"), _("the first of them")),),
            )
        first.setdefault(result.measure, index)


@rule("AQB504", WARNING, _("A signed agreement without measures"), needs_all=True)
def no_measures(case: Case) -> Iterator[Finding]:
    """§ 5 of every signed agreement lists measures. If they aren't known, the status is `reported`.

    Wrong:
        measures:
          training_preparation: []
          vocational_training: []
          qualification: []
          staff_training: []
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
    """
    if case.agreement.status is Status.SIGNED and not case.agreement.all_measures:
        place: FieldPath = ("measures",) if "measures" in case.agreement.model_fields_set else ("status",)
        yield Finding(
            place,
            _("The agreement is signed and lists no measure."),
            _("Enter the measures of § 5; if they aren't known, write `status: reported`."),
        )


@rule("AQB505", WARNING, _("More places are filled than there are"), about="review")
def too_many_participants(case: Case) -> Iterator[Finding]:
    """`places_filled` of a result is more than the measure's `places`, or in sum more than `places.total`.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, places: 16}]
        review: {results: [{measure: Social Coach, status: running, places_filled: 61}]}
    Right:
        measures:
          training_preparation: [{title: Social Coach, places: 16}]
        review: {results: [{measure: Social Coach, status: running, places_filled: 16}]}
    """
    agreement = case.agreement
    whole = agreement.review.in_sum if agreement.review else None
    total = agreement.places.total if agreement.places else None
    if whole and whole.places_filled is not None and total is not None and whole.places_filled > total:
        yield Finding(
            ("review", "in_sum", "places_filled"),
            _("{filled} places are filled in sum, and there are {places}.", filled=whole.places_filled, places=total),
            _("Check both numbers; participants who follow one another on a place count once."),
            related=((("places", "total"), _("all places")),),
        )
    places = {measure.title: measure.places for _category, _index, measure in agreement.all_measures}
    for index, result in enumerate(agreement.results):
        available = places.get(result.measure)
        if available is not None and result.places_filled is not None and result.places_filled > available:
            yield Finding(
                ("review", "results", index, "places_filled"),
                _(
                    "{filled} places are filled, and the measure has {places}.",
                    filled=result.places_filled,
                    places=available,
                ),
                _("Check both numbers; participants who follow one another on a place count once."),
            )


@rule("AQB506", WARNING, _("The title names other years than the period"))
def title_contradicts_period(case: Case) -> Iterator[Finding]:
    """A title such as "FBI 2025/2026" says when the measure runs, and `starts` or `ends` says something else.

    Without a period, a title that names only years before the programme year may have been left when a file was copied.

    Wrong:
        measures:
          training_preparation: [{title: FBI 2023/2024, starts: 2025-09-01, ends: 2026-08-31}]
    Right:
        measures:
          training_preparation: [{title: FBI 2025/2026, starts: 2025-09-01, ends: 2026-08-31}]
    """
    for category, index, measure in case.agreement.all_measures:
        if "20" not in measure.title or not (years := _years_of(measure.title)):  # as most titles
            continue
        known = [day.year for day in (measure.starts, measure.ends) if day]
        if known and not any(min(known) <= year <= max(known) for year in years):
            field = "starts" if measure.starts else "ends"
            yield Finding(
                measure_place(category, index, "title"),
                _("The title speaks of {years}, and the measure runs in {known}.",
                  years=sorted(map(str, years)), known=sorted(set(map(str, known)))),
                _("Compare the title and the dates with the agreement."),
                related=((measure_place(category, index, field), _("the period")),),
            )  # fmt: skip
        elif not known and max(years) < case.agreement.year:
            yield Finding(
                measure_place(category, index, "title"),
                _("The title speaks of {years}, and the programme year is {year}.",
                  years=sorted(map(str, years)), year=case.agreement.year),
                _("Compare the title with the agreement; it may have been left when the file was copied."),
            )  # fmt: skip


@lru_cache(_TITLES)
def _years_of(title: str) -> frozenset[int]:
    """The years that a title such as "FBI 2025/26" names."""
    return frozenset(year for match in re.finditer(_TITLE_YEARS, title) for year in _years(*match.groups()))


def _years(first: str, last: str) -> range:
    """The years from the first to the last, whose century may be left out."""
    return range(int(first), int(first[:2] + last if len(last) == 2 else last) + 1)


@rule("AQB507", ERROR, _("The review may mean either of two measures"), needs_all=True, about="review")
def ambiguous_measure(case: Case) -> Iterator[Finding]:
    """`review` names measures by their titles. If two categories have a measure of that title, nobody can tell which.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}]
          vocational_training: [{title: Social Coach}]
        review: {results: [{measure: Social Coach, status: running}]}
    Right:
        measures:
          training_preparation: [{title: "Social Coach (Ausbildungsvorbereitung)"}]
          vocational_training: [{title: Social Coach}]
        review: {results: [{measure: Social Coach, status: running}]}
    """
    places: dict[str, list[FieldPath]] = {}
    for category, index, measure in case.agreement.all_measures if case.agreement.review else ():
        places.setdefault(measure.title, []).append(measure_place(category, index, "title"))
    for place, title in _named_by_review(case):
        if len(places.get(title, ())) > 1:
            yield Finding(
                place,
                _("Several measures are called “{title}”.", title=title),
                _("Add to the titles what tells them apart, such as the category in brackets."),
                related=tuple((other, _("one of them")) for other in places[title][:MOST_RELATED]),
            )


@rule("AQB508", ERROR, _("Fewer participants than filled places"), about="review")
def fewer_participants(case: Case) -> Iterator[Finding]:
    """`participants` counts all who took part so far, so at least as many as there are on the places at a time.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}]
        review: {results: [{measure: Social Coach, status: running, places_filled: 16, participants: 9}]}
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
        review: {results: [{measure: Social Coach, status: running, places_filled: 16, participants: 21}]}
    """
    review = case.agreement.review
    parts: list[tuple[FieldPath, Result | InSum]] = [
        (("review", "results", index), result) for index, result in enumerate(case.agreement.results)
    ]
    if review and review.in_sum:
        parts.append((("review", "in_sum"), review.in_sum))
    for place, part in parts:
        filled, people = part.places_filled, part.participants
        if filled is not None and people is not None and people < filled:
            yield Finding(
                (*place, "participants"),
                _(
                    "The number of filled places is {filled}, and that of all participants only {people}.",
                    filled=filled,
                    people=people,
                ),
                _("Check both numbers; perhaps they were mixed up."),
                related=(((*place, "places_filled"), _("the filled places")),),
            )


@rule("AQB509", INFO, _("A title in typographic quotation marks"))
def title_in_quotes(case: Case) -> Iterator[Finding]:
    """Only straight quotation marks are YAML's. Typographic ones are a part of the title, and are printed with it.

    They often come along when a title is copied from Word.

    Wrong:
        measures:
          training_preparation: [{title: „Social Coach“}]
    Right:
        measures:
          training_preparation: [{title: "Social Coach"}]
    """
    for category, index, measure in case.agreement.all_measures:
        if measure.title[0] in _OPENING and re.fullmatch(_IN_QUOTES, measure.title):
            yield Finding(
                measure_place(category, index, "title"),
                _("The quotation marks are a part of the title: {title}", title=measure.title),
                _("Delete them, unless the agreement prints the title with them."),
            )


@rule("AQB510", ERROR, _("The numbers of places contradict each other"), needs_all=True, about="places")
def places_contradict(case: Case) -> Iterator[Finding]:
    """`places` is for the whole agreement and its categories, so the measures of a category can't have more together.

    Where all parts are known, they can't have fewer either; a draft may name its measures later.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, places: 16}, {title: Leben und Sprache}]
        places: {by_category: {training_preparation: 12}}
    Right:
        measures:
          training_preparation: [{title: Social Coach, places: 16}, {title: Leben und Sprache}]
        places: {by_category: {training_preparation: 28}}
    """
    places, measures = case.agreement.places, case.agreement.measures
    if places is None:
        return
    is_begun = case.agreement.status is Status.DRAFT and not case.agreement.all_measures
    parts: list[int | None] = []
    help = _("Compare the numbers with the agreement.")
    for category in Category:
        is_known = category in measures and not is_begun
        stated = [measure.places for measure in measures[category]] if is_known else [None]
        whole = places.by_category.get(category)
        if whole is not None and (message := _contradiction(stated, whole)):
            yield Finding(("places", "by_category", category.value), message, help)
        parts += stated if whole is None else [whole]
    if places.total is not None and (message := _contradiction(parts, places.total)):
        yield Finding(("places", "total"), message, help)


def _contradiction(parts: Sequence[int | None], whole: int) -> Message | None:
    """What is wrong with parts of which some may be unknown, and their sum; None if nothing is."""
    known = sum(part or 0 for part in parts)
    if known > whole or (known < whole and None not in parts):
        return _("The places of the parts add up to {known}, and {whole} is stated here.", known=known, whole=whole)
    return None
