"""Who must know every field of the format (CONTRIBUTING, "A field"). What isn't known on purpose is on a list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, Command
from imported import imported

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.fileformat.yaml import read
from aqb_cli.text import german
from aqb_cli.wording import facts

FULL = CHECKOUT / "tests/querying/queries/show-full.yaml"
"""The agreement that states everything, as other tests see to."""

NOT_FOR_WORDINGS = {
    "format": "says nothing of the agreement",
    "budget.other_funds.name": "the label",
    "signatures.party": "each party's signature is a fact",
    "review": "happens after the document was signed",
}
NOT_IMPORTED = {
    "grant": "a note names it: documents tell of it in free sentences",
    "review": "happens after the document was signed",
    "sources.url": "the source is the document itself",
    "sources.retrieved_on": "the source is the document itself",
}
NOT_CARRIED = {
    "budget": "agreed anew each year",
    "measures.amount": "agreed anew each year",
    "measures.by_year": "agreed anew each year",
    "measures.starts": "a comment says it where it lies before the year",
    "places": "agreed anew each year",
    "grant": "issued each year",
    "review": "of one year",
    "signatures": "given each year",
    "sources": "of one document",
}
"""Fields or groups, and why."""

GROUPS = {
    "": facts.Facts,
    "budget": facts.BudgetFacts,
    "budget.other_funds": facts.OtherFundsFacts,
    "measures": facts.MeasureFacts,
    "places": facts.PlacesFacts,
    "grant": facts.GrantFacts,
    "signatures": facts.SignatureFacts,
    "sources": facts.SourceFacts,
}
"""The facts that stand for the groups of the format."""

WORDS = {*Category, *Earmark}


def leaves(data: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The values in a file with their fields, such as `budget.total`; years and words aren't fields."""
    if isinstance(data, list):
        for entry in data:
            yield from leaves(entry, place)
    elif isinstance(data, dict):
        for name, inner in data.items():
            yield from leaves(inner, place if name in WORDS or str(name).isdecimal() else (*place, name))
    elif place != ("measures",):  # a category without measures
        yield ".".join(place), data


def fields(path: Path) -> set[str]:
    return {field for field, _value in leaves(read(path.read_bytes()).data)}


def unknown(known: set[str], left_out: dict[str, str]) -> set[str]:
    """The fields that are neither known nor left out on purpose. Nothing is on the list that is known."""
    missing = fields(FULL) - known
    listed = {field for field in missing if any(f"{field}.".startswith(f"{each}.") for each in left_out)}
    assert all(any(f"{field}.".startswith(f"{each}.") for field in listed) for each in left_out), "is known by now"
    return missing - listed


def test_every_field_is_a_fact_for_wordings() -> None:
    known = set()
    for field in fields(FULL):
        group, _dot, name = field.rpartition(".")
        if name in getattr(GROUPS.get(group), "_fields", ()):
            known.add(field)
    assert not unknown(known, NOT_FOR_WORDINGS)


@pytest.fixture
def document(workspace: Path, aqb: Command) -> str:
    """That agreement as a document, `document.txt` in the workspace."""
    shutil.copy(FULL, workspace / "data/agreements/2025/fulda.yaml")
    assert aqb("render", "fulda/2025", "-f", "txt", "-o", "document.txt").code == 0
    return (workspace / "document.txt").read_text(encoding="utf-8")


def test_every_field_comes_back_from_a_document(document: str) -> None:
    data, _notes = imported(document)
    assert not unknown({field for field, _value in leaves(data)}, NOT_IMPORTED)


def said(value: Any) -> str:
    """A value as documents say it; empty if it is too short to be found in them for certain."""
    text = str(value)
    with suppress(ValueError):
        return german.long_date(date.fromisoformat(text))
    with suppress(InvalidOperation):
        return german.number(Decimal(text), cents=False) if len(text) > 4 else ""
    return text if len(text) > 4 else ""


def test_a_learned_wording_names_each_fact_that_stays_in_it(document: str, workspace: Path, aqb: Command) -> None:
    aqb("wording", "learn", "document.txt", "--name", "learned")
    pack = read((workspace / "templates/wording/learned.yaml").read_bytes()).data
    assert isinstance(pack, dict)
    named, text = str(pack.pop("to_check")), str(pack)
    stated = {said(value) for _field, value in leaves(read(FULL.read_bytes()).data)}
    printed = {each for each in stated if each and each in " ".join(document.split())}
    assert len(printed) > 25
    stayed = {each for each in printed if each in text}
    assert stayed
    assert {each for each in stayed if each not in named} == {"SGB II", "SGB VIII"}  # as the programme names them


def test_a_new_year_carries_every_field(workspace: Path, aqb: Command) -> None:
    shutil.copy(FULL, workspace / "data/agreements/2025/fulda.yaml")
    assert aqb("new", "fulda", "2026", "--from", "2025").code == 0
    assert not unknown(fields(workspace / "data/agreements/2026/fulda.yaml"), NOT_CARRIED)
