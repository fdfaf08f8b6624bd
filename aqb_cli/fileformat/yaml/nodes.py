"""Where the texts of a file stand, and what it says without places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Union

from aqb_cli.diagnostics import FieldPath, Span

Plain = Union[str, None, list["Plain"], dict[str, "Plain"]]  # noqa: UP007 - a name in quotes can't be joined by "|"
"""A file's content: texts, None (an empty value), lists and mappings."""

TEXT_FIELDS = ("title", "measure", "provider", "publisher", "reason")
"""Fields whose value is always a single text, and never a list."""


def quoted(text: str) -> str:
    """A text in single quotes, in which only they themselves have a meaning."""
    return "'" + text.replace("'", "''") + "'"


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1


class Node:
    """Where a value stands: offsets of itself and of its key, and the nodes inside it."""

    __slots__ = ("children", "end", "key", "start")

    def __init__(self, start: int, end: int, key: Span | None, children: Any = None) -> None:
        self.start = start
        self.end = end
        self.key = key
        self.children: dict[str, Node] | list[Node] | None = children

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.start, self.end)

    def steps(self) -> Iterator[tuple[str | int, Node]]:
        """The nodes inside it, by field name or place in the list."""
        if isinstance(self.children, dict):
            yield from self.children.items()
        elif self.children:
            yield from enumerate(self.children)

    def walk(self) -> Iterator[Node]:
        """All nodes inside it, in the file's order."""
        for _step, child in self.steps():
            yield child
            yield from child.walk()

    def find(self, place: FieldPath) -> tuple[Node, int]:
        """The node at a place, or the nearest one on the way there; and how many steps were found."""
        node = self
        for count, step in enumerate(place):
            try:
                node = node.children[step]  # type: ignore[index] # what doesn't fit is caught below
            except (KeyError, IndexError, TypeError):
                return node, count
        return node, len(place)
