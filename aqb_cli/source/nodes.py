"""What was read of a file: its texts, and where each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple, Union

from ruamel.yaml.error import YAMLError

from aqb_cli.diagnostics import Place, Span
from aqb_cli.source.faults import Fault

Plain = Union[str, None, list["Plain"], dict[str, "Plain"]]  # noqa: UP007 - a name in quotes can't be joined by "|"
"""A file's content: texts, nothing (an empty value), lists and mappings."""


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

    def find(self, place: Place) -> tuple[Node, int]:
        """The node at a place, or the nearest one on the way there; and how many steps were found."""
        node = self
        for count, step in enumerate(place):
            try:
                node = node.children[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return node, count
        return node, len(place)


class Content(NamedTuple):
    """What a file says, without the places where it says it."""

    data: Plain
    texts: list[str]
    """Every value's text, in the file's order."""


class Document:
    """What was read of a file."""

    def __init__(self, text: str, faults: Iterable[Fault] = ()) -> None:
        self.text = text
        self.layout = text
        """The text as it is read: the same length, but amounts that would break the layout are written rightly."""
        self.data: Plain = None
        self.texts: list[str] = []
        """Every value's text, in the file's order, without places."""
        self.faults = list(faults)
        self.empties: list[Place] = []
        """The places of fields and list entries that have no value."""
        self.unread: list[Place] = []
        """The places of values that stand elsewhere (aliases) or can't be read, and were reported."""
        self.refused: set[int] = set()
        """Where values begin that nobody can read, as was reported."""
        self.complete = False
        """Whether the whole file could be read, so that `data` is all of it."""
        self._values: list[tuple[int, int]] | None = None
        self.located: Node | None = None
        """Where everything stands, if that has been found out already."""

    @property
    def root(self) -> Node:
        """Where everything stands; found out when somebody asks for the first time."""
        if self.located is None:
            from aqb_cli.source.builder import build

            again = Document(self.layout)
            again.layout = self.layout
            with suppress(YAMLError):  # as far as it can be read; the fault itself was reported
                build(again)
            self.located = again.located or Node(0, 0, None)
        return self.located

    def is_inside_text(self, offset: int) -> bool:
        """Whether a place in the file belongs to a value, and not to the layout or a comment."""
        if self._values is None:
            self._values = sorted(_values(self.root))
        index = bisect_right(self._values, (offset, len(self.text)))
        return index > 0 and offset < self._values[index - 1][1]


def _values(node: Node) -> Iterator[tuple[int, int]]:
    stack = [node]
    while stack:
        node = stack.pop()
        if node.children is None:
            yield node.start, node.end
        else:
            stack.extend(child for _step, child in node.steps())
