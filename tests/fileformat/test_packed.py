"""Agreements that come from another process: the same in less memory, or as much of them as is needed."""

from __future__ import annotations

import copy
import gc
import pickle
import tracemalloc
from collections.abc import Callable
from typing import Any

import generated
import pytest
from conftest import CHECKOUT
from pydantic import ValidationError

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, Unreadable
from aqb_cli.fileformat.model.validator import ALL, packed, unpacker

TEXTS = [
    (CHECKOUT / "tests/querying/queries/show-full.yaml").read_bytes(),
    *(generated.dumped(agreement).encode() for agreement in generated.agreements()[:40]),
]
FILES = [yaml.read(text) for text in TEXTS]


def loaded(file: yaml.YamlFile) -> Agreement:
    model = load(file, Agreement).sound
    assert model is not None
    return model


def test_they_are_the_same() -> None:
    unpacked = unpacker(Agreement)
    for file in FILES:
        before, after = loaded(file), unpacked(packed(file.data))
        assert after == before
        assert after.all_measures == before.all_measures
        assert after.model_dump() == before.model_dump()
        assert pickle.loads(pickle.dumps(after)) == copy.deepcopy(after) == after  # noqa: S301 - our own
        with pytest.raises(ValueError, match="frozen"):
            setattr(after, "year", 2000)  # noqa: B010 - what type checkers refuse


def test_only_what_is_needed_is_read() -> None:
    content = packed(FILES[0].data)
    found = unpacker(Agreement, {"year": ALL, "budget": {"total": ALL}, "measures": {"places": ALL}})(content)
    whole = loaded(FILES[0])
    assert (found.year, found.budget.total) == (whole.year, whole.budget.total)
    places = [measure.places for _category, _index, measure in found.all_measures]
    assert places == [measure.places for _category, _index, measure in whole.all_measures]
    for entry, field in ((found, "signatures"), (found.budget, "by_year"), (found.all_measures[0][2], "title")):
        with pytest.raises(Unreadable):
            getattr(entry, field)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"year": "20"}', b"\xff", b'{"year": 2025}'])
def test_what_isnt_an_agreement_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        unpacker(Agreement, {"year": ALL})(content)


def test_they_take_less_memory() -> None:
    """Two thirds of it here, where agreements are small, half where they state everything; five sixths from 3.13 on."""

    def memory(entries: Callable[[], list[Any]]) -> int:
        entries()  # what is set up once isn't counted
        gc.collect()
        tracemalloc.start()
        kept = entries()
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert len(kept) == len(FILES)
        return size

    contents = [packed(file.data) for file in FILES]
    whole = memory(lambda: [loaded(file) for file in FILES])
    unpacked = unpacker(Agreement)
    assert memory(lambda: list(map(unpacked, contents))) < 0.9 * whole
