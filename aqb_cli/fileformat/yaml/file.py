"""What was read of a file: its texts, and where each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ruamel.yaml.error import YAMLError

from aqb_cli.diagnostics import Finding
from aqb_cli.fileformat.yaml.builder import Tree, build
from aqb_cli.fileformat.yaml.nodes import Node


class YamlFile(Tree):
    """A file as it was read. Positions are computed when they are first needed."""

    def __init__(self, text: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(text, findings)
        self.complete = False
        """Whether the whole file could be read, so that `data` is all of it."""
        self._values: list[tuple[int, int]] | None = None

    @property
    def root(self) -> Node:
        """The tree of positions, computed when it is first needed."""
        if self.located is None:
            again = Tree(self.layout)
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
