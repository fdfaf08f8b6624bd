"""A finding before it has a position: it names a place in the structure, and the reader's nodes give the line.

Loading and rules speak only of places such as `budget.total`. `locate` is where they become lines and columns.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aqb_cli.diagnostics import Diagnostic, Edit, FieldPath, Fix, Related, Severity, Span
from aqb_cli.fileformat.yaml import Node, YamlFile
from aqb_cli.text.messages import Message

_CUT_OFF = re.compile(r"\s*,\s*[-–—0-9][^:{}\[\]\"']*[,}]")
"""What follows an amount in braces of which a comma has cut a part off, as if that were a field of its own."""

_NEEDS_QUOTES = re.compile(r"^$|^[-?:](?= |$)|^[\s,\[\]{}#&*!|>'\"%@`~]|:(?= |$)| #|\s$")
"""What must not come about in a text without quotes when a part of it is written anew."""


class Finding(NamedTuple):
    """Something found at a place."""

    place: FieldPath
    message: Message
    help: Message | None = None
    code: str = ""
    """The rule's code; filled in by the engine for findings of rules."""
    on_key: bool = False
    """Whether the field's name is meant rather than its value."""
    part: tuple[int, int] | None = None
    """The stretch of the value that is meant, in characters of its text; otherwise all of it."""
    spelling: str | None = None
    """What to write instead of the value, its part or its key."""
    related: tuple[tuple[FieldPath, Message], ...] = ()
    """Other places in the same file, with a word on what stands there."""

    def of(self, code: str) -> Finding:
        """The same finding under a rule's code."""
        return self if self.code else self._replace(code=code)


def locate(finding: Finding, severity: Severity, document: YamlFile, path: str) -> Diagnostic:
    """The finding at its position in the file."""
    span, exact = _span(finding, document)
    fix = None
    if exact and finding.spelling is not None and not _is_cut(finding, document):
        fix = Fix((_edit(finding, document, span, finding.spelling),))
    related = tuple(
        Related(path, place_span(document, place), message)
        for place, message in finding.related
        if place_span(document, place) != span
    )
    return Diagnostic(finding.code, severity, finding.message, path, span, finding.place, finding.help, related, fix)


def _is_cut(finding: Finding, document: YamlFile) -> bool:
    """Whether a value may be only the first part of what was meant, so that a new spelling would change it."""
    node, _found = document.root.find(finding.place)
    return not finding.on_key and node.children is None and _CUT_OFF.match(document.text, node.end) is not None


def _edit(finding: Finding, document: YamlFile, span: Span, spelling: str) -> Edit:
    """What to write; the whole value in quotes where it would otherwise be taken for something else."""
    if finding.part is None:
        return Edit(span, spelling)
    node, _found = document.root.find(finding.place)
    raw = document.text[node.start : node.end]
    start, end = finding.part
    if raw[:1] in ("'", '"'):
        return Edit(span, spelling)
    value = raw[:start] + spelling + raw[end:]
    if not _NEEDS_QUOTES.search(value):
        return Edit(span, spelling)
    return Edit(Span(node.start, node.end), "'" + value.replace("'", "''") + "'")


def place_span(document: YamlFile, place: FieldPath, *, on_key: bool = False) -> Span:
    """Where a place stands: a value's text; for a group or list, its name or the first line of it."""
    node, found = document.root.find(place)
    if found < len(place):  # something missing: its group is meant
        on_key = True
    if node.key is not None and (on_key or node.children is not None or node.start == node.end):
        return node.key
    return _first_line(document.text, node)


def _span(finding: Finding, document: YamlFile) -> tuple[Span, bool]:
    """The finding's span, and whether it is exactly what a new spelling would replace."""
    node, found = document.root.find(finding.place)
    whole = place_span(document, finding.place, on_key=finding.on_key)
    if found < len(finding.place):
        return whole, False
    if finding.on_key:
        return whole, node.key is not None and _is_plain(document.text[whole.start : whole.end])
    if node.children is not None:
        return whole, False
    if node.start == node.end:  # an empty value: what is written goes behind the colon
        return whole if finding.spelling is None else Span(node.start, node.end), True
    if finding.part is None:
        return whole, "\n" not in document.text[node.start : node.end]
    raw = document.text[node.start : node.end]
    offset = 1 if raw[:1] in ("'", '"') else 0
    start, end = (node.start + offset + index for index in finding.part)
    value = _value(document, finding.place)
    if raw[offset : len(raw) - offset] == value:
        return Span(start, end), True
    return _spread(raw, str(value), finding.part, node.start) or whole, False


def _spread(raw: str, value: str, part: tuple[int, int], offset: int) -> Span | None:
    """Where a part of a text stands whose lines are folded: the same words, as often before as in the value."""
    words = value[slice(*part)].split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    before = sum(1 for _match in pattern.finditer(value, 0, part[0]))
    for number, match in enumerate(pattern.finditer(raw)):
        if number == before:
            return Span(offset + match.start(), offset + match.end())
    return None


def _is_plain(text: str) -> bool:
    return not text.startswith(("'", '"', "?"))


def _first_line(text: str, node: Node) -> Span:
    end = len(text[: node.end].rstrip()) if node.children is not None else node.end
    line_end = min(
        (index for index in (text.find("\n", node.start), text.find("\r", node.start)) if index >= 0), default=end
    )
    return Span(node.start, max(min(end, line_end), node.start))


def _value(document: YamlFile, place: FieldPath) -> object:
    value: object = document.data
    for step in place:
        value = value[step]  # type: ignore[index]
    return value
