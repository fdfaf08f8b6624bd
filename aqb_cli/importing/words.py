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


@cache
def _lower(name: str) -> re.Pattern[str] | None:
    """The pattern for texts in lower case, which takes half the time to make; None if it tells upper case from it."""
    source = _source(name)
    return None if "(?-i" in source else re.compile(re.sub(r"\\.|\(\?P|[A-ZÄÖÜ]", _lowered, source))


def _lowered(sign: re.Match[str]) -> str:
    return sign[0] if len(sign[0]) > 1 else sign[0].lower()


def finds(name: str, text: str) -> bool:
    """Whether a pattern is found in a text."""
    found = lower.search(text.lower()) if (lower := _lower(name)) else pattern(name).search(text)
    return found is not None


def is_all(name: str, text: str) -> bool:
    """Whether a pattern matches all of a text."""
    text = text.strip()
    found = lower.fullmatch(text.lower()) if (lower := _lower(name)) else pattern(name).fullmatch(text)
    return found is not None
