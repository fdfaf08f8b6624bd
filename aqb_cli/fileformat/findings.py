"""From findings to diagnostics: field paths such as `budget.total` become positions in the file.

Loading and rules know no lines; the nodes of the YAML reader do.
"""

from __future__ import annotations

import re

from aqb_cli.diagnostics import Diagnostic, Edit, FieldPath, Finding, Fix, Related, Span
from aqb_cli.fileformat.yaml import Node, YamlFile
from aqb_cli.fileformat.yaml.nodes import quoted

_CUT_OFF = r"\s*,\s*[-–—0-9][^:{}\[\]\"']*[,}]"
"""The rest of an amount in braces that YAML has cut at its decimal comma, as if it were a field of its own."""

_NEEDS_QUOTES = r"^$|^[-?:](?= |$)|^[\s,\[\]{}#&*!|>'\"%@`~]|:(?= |$)| #|\s$"
"""What a text without quotes must not contain after a part of it has been replaced."""


def locate(finding: Finding, document: YamlFile, path: str) -> Diagnostic:
    """The finding at its position in the file, which messages name by its path."""
    if finding.place is None or isinstance(finding.place, Span):
        span, fix = finding.place, finding.fix
    else:
        span, exact = _span(finding, document)
        fix = None
        if exact and finding.spelling is not None and not _is_cut(finding, document):
            fix = Fix((_edit(finding, document, span, finding.spelling),))
    others = (
        (where if isinstance(where, Span) else field_span(document, where), message)
        for where, message in finding.related
    )
    related = tuple(Related(path, other, message) for other, message in others if other != span)
    rule = finding.made_by
    return Diagnostic(rule.code, rule.severity, finding.message, path, span, finding.field, finding.help, related, fix)


def _is_cut(finding: Finding, document: YamlFile) -> bool:
    """Whether a value may be only the first part of what was meant, so that a new spelling would change it."""
    node, _found = document.root.find(finding.field)
    return (
        not finding.on_key and node.children is None and re.compile(_CUT_OFF).match(document.text, node.end) is not None
    )


def _edit(finding: Finding, document: YamlFile, span: Span, spelling: str) -> Edit:
    """The edit that writes the right spelling; the whole value in quotes where it would otherwise be misread."""
    if finding.part is None:
        return Edit(span, spelling)
    node, _found = document.root.find(finding.field)
    raw = document.text[node.start : node.end]
    start, end = finding.part
    if raw[:1] in ("'", '"'):
        return Edit(span, spelling)
    value = raw[:start] + spelling + raw[end:]
    if not re.search(_NEEDS_QUOTES, value):
        return Edit(span, spelling)
    return Edit(Span(node.start, node.end), quoted(value))


def field_span(document: YamlFile, field: FieldPath, *, on_key: bool = False) -> Span:
    """Where a field stands: a value's text; for a group or list, its name or the first line of it."""
    node, found = document.root.find(field)
    if found < len(field):  # something missing: its group is meant
        on_key = True
    if node.key is not None and (on_key or node.children is not None or node.start == node.end):
        return node.key
    return _first_line(document.text, node)


def _span(finding: Finding, document: YamlFile) -> tuple[Span, bool]:
    """The finding's span, and whether it is exactly what a new spelling would replace."""
    node, found = document.root.find(finding.field)
    whole = field_span(document, finding.field, on_key=finding.on_key)
    if found < len(finding.field):
        return whole, False
    if finding.on_key:
        plain = not document.text[whole.start : whole.end].startswith(("'", '"', "?"))
        return whole, node.key is not None and plain
    if node.children is not None:
        return whole, False
    if node.start == node.end:  # an empty value: what is written goes behind the colon
        return whole if finding.spelling is None else Span(node.start, node.end), True
    if finding.part is None:
        return whole, "\n" not in document.text[node.start : node.end]
    raw = document.text[node.start : node.end]
    offset = 1 if raw[:1] in ("'", '"') else 0
    start, end = (node.start + offset + index for index in finding.part)
    value = _value(document, finding.field)
    if raw[offset : len(raw) - offset] == value:
        return Span(start, end), True
    return _spread(raw, str(value), finding.part, node.start) or whole, False


def _spread(raw: str, value: str, part: tuple[int, int], offset: int) -> Span | None:
    """The span of a part of a text whose lines are folded, found by counting how often the same words come before."""
    words = value[slice(*part)].split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    before = sum(1 for _match in pattern.finditer(value, 0, part[0]))
    for number, match in enumerate(pattern.finditer(raw)):
        if number == before:
            return Span(offset + match.start(), offset + match.end())
    return None


def _first_line(text: str, node: Node) -> Span:
    end = len(text[: node.end].rstrip()) if node.children is not None else node.end
    line_end = min(
        (index for index in (text.find("\n", node.start), text.find("\r", node.start)) if index >= 0), default=end
    )
    return Span(node.start, max(min(end, line_end), node.start))


def _value(document: YamlFile, place: FieldPath) -> object:
    value: object = document.data
    for step in place:
        value = value[step]  # type: ignore[index] # the place was found in it before
    return value
