"""Fields that stand one level too high, because the lines below their group's name aren't indented."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from aqb_cli.diagnostics import Edit, FieldPath, Finding, Fix, Span
from aqb_cli.fileformat.model import Entry
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.fileformat.yaml import Node, YamlFile
from aqb_cli.fileformat.yaml.nodes import line_start
from aqb_cli.text.messages import _

_INDENT = "  "


def move_in(document: YamlFile, model: type[Entry], place: FieldPath, group: dict[str, Any]) -> Finding | None:
    """Moves the fields that follow a group without content, and can belong to it alone, into it.

    `place` is where the empty group stands, `group` what it stands in; both its data and its nodes are changed. None,
    and nothing is moved, if no such fields follow.
    """
    inside, around = Shape(model).at(place), Shape(model).at(place[:-1])
    node, found = document.root.find(place[:-1])
    if inside is None or around is None or found < len(place) - 1 or not isinstance(node.children, dict):
        return None
    names, field = list(group), str(place[-1])
    after = names[names.index(field) + 1 :]
    moved = list(takewhile(lambda name: name not in around.names and inside.takes(name), after))
    if not moved or not all(_begins_line(document.text, node.children[name]) for name in moved):
        return None
    lines = [start for name in moved for start in _line_starts(document.text, node.children[name])]
    empty = node.children[field]
    group[field] = {name: group.pop(name) for name in moved}
    empty.children = {name: node.children[name] for name in moved}
    assert empty.key is not None
    return rules.wrong_kind(
        empty.key,
        _("The lines below “{field}” aren't indented, so they don't belong to it.", field=field),
        _("Indent {names} by two more spaces.", names=moved),
        fix=Fix(tuple(Edit(Span(start, start), _INDENT) for start in lines)),
    )


def _begins_line(text: str, node: Node) -> bool:
    """Whether nothing but spaces stands before a field in its line."""
    return node.key is not None and not text[line_start(text, node.key.start) : node.key.start].strip(" ")


def _line_starts(text: str, node: Node) -> Iterator[int]:
    """Where the lines of a field begin, from its name to the end of its value."""
    assert node.key is not None
    start = line_start(text, node.key.start)
    while True:
        yield start
        start = text.find("\n", start) + 1
        if not 0 < start < len(text[: node.end].rstrip()):
            return
