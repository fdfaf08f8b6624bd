"""Entries of which many are kept: the same in less memory."""

from __future__ import annotations

import gc
import re
import tracemalloc
from collections.abc import Callable
from multiprocessing import Pipe
from typing import Any

import generated
import pytest

from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, Unreadable
from aqb_cli.fileformat.model.base import compact
from aqb_cli.fileformat.yaml import read

TEXTS = [generated.dumped(agreement).encode() for agreement in generated.agreements()[:40]]


def loaded(text: bytes) -> Agreement:
    model = load(read(text), Agreement).model
    assert model is not None
    return model


def sent(entry: Agreement) -> Agreement:
    """The entry as another process gets it."""
    theirs, ours = Pipe()
    theirs.send(entry)
    received = ours.recv()
    assert isinstance(received, Agreement)
    return received


@pytest.mark.parametrize("same", [compact, sent])
def test_they_are_the_same(same: Callable[[Agreement], Agreement]) -> None:
    for text in TEXTS:
        before = loaded(text)
        assert before.all_measures is not None  # what was worked out once isn't taken along
        after = same(before)
        assert after == before
        assert after.model_fields_set == before.model_fields_set
        assert after.all_measures == before.all_measures
        assert after.model_dump() == before.model_dump()
        with pytest.raises(ValueError, match="frozen"):
            setattr(after, "year", 2000)  # noqa: B010 - what type checkers refuse


def test_what_could_not_be_read_stays_so() -> None:
    broken = loaded(re.sub(rb"status: \w+", b"status: 17", TEXTS[0]))
    for entry in (compact(broken), sent(broken)):
        assert entry.year == broken.year
        with pytest.raises(Unreadable):
            _ = entry.status


def test_they_take_less_memory() -> None:
    """Little more than half of it here, where agreements are small; a third where they state everything."""

    def memory(entries: Callable[[], list[Any]]) -> int:
        entries()  # what is set up once isn't counted
        gc.collect()
        tracemalloc.start()
        kept = entries()
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert len(kept) == len(TEXTS)
        return size

    whole = memory(lambda: [loaded(text) for text in TEXTS])
    assert memory(lambda: [compact(loaded(text)) for text in TEXTS]) < 0.75 * whole
