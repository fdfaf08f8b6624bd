"""Any agreement, printed by us and taken in again, says the same, or the import says that it isn't certain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import CHECKOUT
from hypothesis import HealthCheck, Phase, given, settings
from imported import known
from takeable import takeable

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.checking.runner import check_text
from aqb_cli.diagnostics import Severity
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, StandingFacts
from aqb_cli.fileformat.yaml import read
from aqb_cli.importing.importer import ImportedAgreement, import_printed
from aqb_cli.importing.reading import reader_of
from aqb_cli.publishing.formats import Render, renderer
from aqb_cli.publishing.wordings import Library, Volume
from aqb_cli.wording.blocks import Publication
from aqb_cli.wording.facts import facts_of
from aqb_cli.workspace.collection import Workspace

WORKSPACE = Workspace.around(CHECKOUT)
PRINTED = ("district", "year", "status", "budget", "measures", "places", "grant", "signatures")
PURPOSES = {"part_time_training": "Teilzeit", "migrant_integration": "Migration", "digitalisation": "Digital"}


@cache
def render(format: str) -> Render:
    return renderer(format, [CHECKOUT / "templates"])


@cache
def standing() -> StandingFacts:
    return ReferenceData(WORKSPACE).standing


def document_of(data: dict[str, Any]) -> Publication | None:
    """The agreement in the standard wording; nothing if it has errors."""
    raw = drafted(data, {}).encode()
    run = check_text(WORKSPACE, raw, "x.yaml", Selection())
    agreement = load(read(raw), Agreement).sound
    if run.count(Severity.ERROR) or agreement is None:
        return None
    volume = Library(WORKSPACE, None).volume_for(agreement.year)
    assert isinstance(volume, Volume)
    programme = known().programmes[agreement.year]
    district = known().districts[agreement.district]
    return volume.wording.document(facts_of(agreement, district, programme, standing()))


def flat(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each value with its place; texts and amounts in one form."""
    if isinstance(value, (dict, list, tuple)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flat(inner, (*place, str(step)))
    else:
        yield place, f"{value:.2f}" if isinstance(value, Decimal) else " ".join(str(value).replace("**", "").split())


def is_said(value: Any, text: str) -> bool:
    """Whether a text states a value."""
    if isinstance(value, (dict, list)):
        return all(is_said(inner, text) for inner in (value.values() if isinstance(value, dict) else value))
    shown = f"{value:%d.%m.%Y}" if isinstance(value, date) else PURPOSES.get(str(value), str(value))
    return shown.replace(".", "") in text.replace(".", "")


def without_what_titles_say(expected: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    """What was taken in; facts that stand at the end of a title are in the title again, sums of years left out."""
    measures: dict[str, list[dict[str, Any]]] = {}
    for category, found in taken["measures"].items():
        wanted = expected["measures"][category]
        measures[category] = [dict(measure) for measure in found]
        for measure, want in zip(measures[category], wanted, strict=False):
            if "by_year" in want and "amount" not in want and measure.get("amount") == sum(want["by_year"].values()):
                del measure["amount"]
            title = " ".join(want["title"].split())
            more = set(measure) - set(want)
            if more and title.startswith(measure["title"]):
                rest = title[len(measure["title"]) :]
                if all(is_said(measure[field], rest) for field in more):
                    measure |= {"title": title}
                    measures[category][measures[category].index(measure)] = measure
                    for field in more:
                        del measure[field]
    return {**taken, "measures": measures}


def untold(expected: dict[str, Any], taken: ImportedAgreement) -> list[tuple[str, ...]]:
    """The places where something else was taken in, or nothing, without a word."""
    wanted = dict(flat({name: expected[name] for name in PRINTED if name in expected}))
    data = without_what_titles_say(expected, taken.data)
    found = dict(flat({name: data[name] for name in PRINTED if name in data}))
    different = [place for place in {**wanted, **found} if wanted.get(place) != found.get(place)]
    doubtful = [tuple(str(step) for step in note.field) for note in taken.notes if note.field]
    unread = " ".join(note.message.translated("en") for note in taken.notes if note.field is None)
    return [place for place in different if not is_told(place, wanted.get(place), doubtful, unread)]


def is_told(place: tuple[str, ...], value: str | None, doubtful: list[tuple[str, ...]], unread: str) -> bool:
    """Whether a note is about a place, about a measure above it in its category, or about what is missing."""
    for field in doubtful:
        if field == place[: len(field)] or place == field[: len(place)]:
            return True
        if place[0] == "measures" == field[0] and place[1] == field[1] and int(field[2]) <= int(place[2]):
            return True
    if place[0] == "measures":
        return "measures" in unread or "row of" in unread or "no field" in unread
    if place[0] in ("signatures", "status"):
        told = ("signature", "no field")  # a signature that names nobody for certain is reported line by line
        return any(word in unread for word in told) or any(field[0] == "status" for field in doubtful)
    return value is not None and "no field" in unread


@pytest.mark.parametrize(
    ("format", "count"),
    [
        ("md", 8),
        ("txt", 8),
        *(pytest.param(format, 60, marks=pytest.mark.slow) for format in ("docx", "md", "pdf", "txt")),
    ],
)
def test_no_wrong_value_in_silence(format: str, count: int) -> None:
    # The same agreements each time, and no search for a smaller one: rendering takes its time.
    @settings(
        max_examples=count, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(takeable())
    def printed_and_imported(data: dict[str, Any]) -> None:
        document = document_of(data)
        if document is None:
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"agreement.{format}"
            path.write_bytes(render(format)(document).content)
            found = import_printed(reader_of(path)(path), path, known())
        assert untold(data, found) == []

    printed_and_imported()
