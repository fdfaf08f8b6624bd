"""Which districts there are in a year, and what is said of those without an agreement."""

from __future__ import annotations

import pytest

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.fileformat.model import Category, Status
from aqb_cli.fileformat.vocabulary import Presence, Rest
from aqb_cli.querying.queries.dimensions import ordered
from aqb_cli.querying.queries.districts import _missing, founded_between
from aqb_cli.querying.tables import Cell
from aqb_cli.workspace.collection import Workspace

KNOWN = ReferenceData(Workspace(None)).districts
CHOSEN = [KNOWN[slug] for slug in ("fulda", "hanau", "main-kinzig-kreis")]
ALL = {(district.slug, year): Status.SIGNED for district in CHOSEN for year in (2024, 2025, 2026)}


@pytest.mark.parametrize(
    ("years", "changed", "said"),
    [
        ((2025, 2026), {}, ["2025: every district has an agreement.", "2026: every district has an agreement."]),
        ((2024, 2025), {}, ["2024–2025: every district has an agreement."]),
        ((2025,), {("fulda", 2025): None}, ["2025: 1 of 2 districts has no agreement."]),
        ((2026,), {("fulda", 2026): None, ("hanau", 2026): None}, ["2026: 2 of 3 districts have no agreement."]),
        ((2025,), {("fulda", 2025): Presence.FAULTY}, ["2025: 1 agreement has errors."]),
        (
            (2026,),
            {("fulda", 2026): Presence.FAULTY, ("hanau", 2026): None},
            ["2026: 1 of 3 districts has no agreement.", "2026: 1 agreement has errors."],
        ),
    ],
)
def test_missing_agreements(
    years: tuple[int, ...], changed: dict[tuple[str, int], Presence | None], said: list[str]
) -> None:
    state = {key: value for key, value in {**ALL, **changed}.items() if value is not None}
    assert [str(message) for message in _missing(years, CHOSEN, state)] == said


def test_nothing_is_said_where_nothing_is_chosen() -> None:
    assert not list(_missing((2025,), [], {}))


def test_hanau_is_a_district_from_2026_on() -> None:
    assert [KNOWN["hanau"].exists_in(year) for year in (2025, 2026)] == [False, True]
    assert KNOWN["fulda"].exists_in(1999)
    assert [[d.slug for d in founded_between(KNOWN.values(), year, year + 1)] for year in (2024, 2025, 2026)] == [
        [], ["hanau"], [],
    ]  # fmt: skip


def test_labels_are_ordered_as_people_look_for_them() -> None:
    names: list[Cell] = ["Stadt Kassel", "Landkreis Kassel", "Landkreis Fulda", Rest.NO_PROVIDER]
    assert ordered(names, "district") == ["Landkreis Fulda", "Landkreis Kassel", "Stadt Kassel", Rest.NO_PROVIDER]
    assert ordered(names, "provider") == ["Landkreis Fulda", "Landkreis Kassel", "Stadt Kassel", Rest.NO_PROVIDER]
    assert ordered(["Stadt Fulda", "Landkreis Kassel"], "district") == ["Stadt Fulda", "Landkreis Kassel"]
    assert ordered(["Stadt Fulda", "Landkreis Kassel"], "provider") == ["Landkreis Kassel", "Stadt Fulda"]
    words: list[Cell] = [Rest.UNALLOCATED, *reversed(Category), "B", 10, 9, "B"]
    assert ordered(words, "category") == [9, 10, "B", *Category, Rest.UNALLOCATED]
