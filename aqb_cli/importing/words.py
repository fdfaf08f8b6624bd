"""The German words that documents are recognised by. They stand in `words.toml`, as patterns with names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _source(name: str) -> str:
    """A pattern's source; several alternatives are one, and "@name@" stands for another pattern."""
    words = _words()[name]
    source = words if isinstance(words, str) else "|".join(words)
    return re.sub(r"@(\w+)@", lambda match: f"(?:{_source(match[1])})", source)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern with this name; upper and lower case are the same, but where it says `(?-i:…)`."""
    return re.compile(_source(name), re.IGNORECASE)


def alternatives(name: str) -> list[str]:
    """The alternatives of a pattern that has several."""
    return list(_words()[name])


def named(name: str) -> dict[str, str]:
    """The patterns of a table of the file, such as the names of columns."""
    return dict(_words()[name])


def finds(name: str, text: str) -> bool:
    """Whether a pattern is found in a text."""
    return pattern(name).search(text) is not None


def is_all(name: str, text: str) -> bool:
    """Whether a pattern matches all of a text."""
    return pattern(name).fullmatch(text.strip()) is not None
