"""Answers as charts: for print and screen, readable without colours. `choosing` tells which chart fits a question."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

FORMATS = {"svg": ".svg", "png": ".png", "pdf": ".pdf"}
"""The formats, and how their files end."""


class Form(Enum):
    """How the values are drawn."""

    BARS = "bars"
    """A bar for each label; several series are its parts."""
    PLAN = "plan"
    """Two series: an outline for what there is, and a bar in it for what has become of it."""
    LINES = "lines"
    """A line for each series; the labels are years."""
    PANELS = "panels"
    """The same, each line in a small picture of its own."""


class Figure(NamedTuple):
    """One value."""

    number: Decimal | None
    """None if nothing of it is known."""
    text: str
    """As people read it."""
    partial: bool = False
    """Whether parts of it are unknown or rounded."""


class Series(NamedTuple):
    """Values that belong together, one for each label."""

    name: str
    figures: tuple[Figure, ...]


class Chart(NamedTuple):
    """What is drawn, in the language of its readers."""

    form: Form
    title: str
    unit: str
    """What the values are, and in which unit."""
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    sums: tuple[Figure, ...]
    """What stands at the end of each label's bar."""
    notes: tuple[str, ...] = ()
