"""The fast reader for files without faults: only texts, no positions. Anything unusual is left to `builder`.

Nearly all files of a collection are sound, and nobody asks where their values stand; without places a file is read
in two thirds of the time.
"""

from __future__ import annotations

from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from aqb_cli.fileformat.rules.file import DEEPEST
from aqb_cli.fileformat.yaml.nodes import Plain

EMPTY_WORDS = frozenset(("", "~", "null", "Null", "NULL"))
"""What stands for "no value" in YAML when it isn't in quotes."""

_FRAMES = frozenset((StreamStartEvent, DocumentStartEvent, DocumentEndEvent))


def read_plain(text: str) -> tuple[Plain, list[str]] | None:  # noqa: PLR0912 - a branch for each kind of event
    """What a text says that holds nothing but what the format allows, and all values' texts; None for any other text.

    Raises `YAMLError` where the text is no YAML.
    """
    next_event = CParser(text).get_event
    texts: list[str] = []
    stack: list[tuple[Any, str | None]] = [(None, None)]  # the groups around, each with its key at hand
    data, key = stack.pop()
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.anchor is not None or event.ctag is not None:
                return None
            if key is None and type(data) is dict:
                if value in data or value == "<<":
                    return None
                key = value
                continue
            if value in EMPTY_WORDS and event.style == "":
                return None
            texts.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.ctag is not None or len(stack) >= DEEPEST:
                return None
            stack.append((data, key))
            data, key = {} if kind is MappingStartEvent else [], None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = data
            data, key = stack.pop()
            if data is None:
                data = value
                continue
            if key is None and type(data) is dict:
                return None
        elif kind in _FRAMES:
            if kind is DocumentStartEvent and (data is not None or event.version or event.tags):
                return None
            continue
        else:
            return (data, texts) if kind is StreamEndEvent and type(data) is dict else None
        if key is not None:
            data[key], key = value, None
        elif type(data) is list:
            data.append(value)
        else:
            return None
