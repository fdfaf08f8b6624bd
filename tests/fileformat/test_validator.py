"""The validators that are made straight from the annotations say what Pydantic's own would say."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CHECKOUT
from pydantic import ValidationError

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.model import Agreement, Districts, Programme, StandingFacts
from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.validator import validator
from aqb_cli.fileformat.model.wording import Pack

FILES: dict[type[Entry], str] = {
    Agreement: "tests/querying/queries/show-full.yaml",
    Districts: "data/districts.yaml",
    Programme: "data/programmes/2025.yaml",
    StandingFacts: "data/standing.yaml",
    Pack: "templates/wording/standard-2025.yaml",
}


def faulty(data: Any) -> Iterator[Any]:
    """The data with one value after the other replaced, left out, or joined by one that isn't known."""

    def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, inner in steps:
            if not isinstance(step, int) or step < 2:
                yield (*place, step)
                yield from places(inner, (*place, step))

    for place in places(data):
        for wrong in ("", "x", None, [], {}, ["x"], {"x": "x"}, ...):
            changed = copy.deepcopy(data)
            group = changed
            for step in place[:-1]:
                group = group[step]
            if wrong is ...:
                del group[place[-1]]
            else:
                group[place[-1]] = wrong
            yield changed


@pytest.mark.parametrize("model", FILES, ids=lambda model: model.__name__)
def test_pydantic_would_say_the_same(model: type[Entry]) -> None:
    data = yaml.read((CHECKOUT / FILES[model]).read_bytes()).data

    def said(read: Any, changed: Any) -> Any:
        try:
            return read(changed)
        except ValidationError as error:
            return [
                (fault["type"], fault["loc"], fault["msg"], fault["input"], str(fault.get("ctx")))
                for fault in error.errors(include_url=False)
            ]

    ours, theirs = validator(model).validate_python, model.model_validate
    assert isinstance(ours(data), model)
    assert ours(data) == theirs(data)
    assert ours(data).model_fields_set == theirs(data).model_fields_set
    for changed in faulty(data):
        assert said(ours, changed) == said(theirs, changed)
