"""The comments of a file, and the field or list entry that each of them belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from aqb_cli.diagnostics import Lines
from aqb_cli.source import Document, Node, Plain

_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*")


class Comment(NamedTuple):
    """One comment, from its "#" to the end of the line."""

    start: int
    text: str
    line: int
    column: int
    own_line: bool
    """Whether nothing else stands on its line."""


class Part:
    """A field, a list entry, or the whole file, with the comments that belong to it."""

    def __init__(self, key: str | None, value: Plain, start: int, end: int, *, in_braces: bool) -> None:
        self.key = key
        self.value = value
        """Its text, nothing, or an empty list or mapping, whose content is in `parts`."""
        self.start = start
        """Where its key begins, or else its value."""
        self.end = end
        self.in_braces = in_braces
        """Whether it stands in braces or brackets."""
        self.parts: list[Part] = []
        self.before: list[str] = []
        """The comments on lines of their own above it; an empty text is a blank line between them."""
        self.beside: str | None = None
        """The comment at the end of its first line."""
        self.after: list[str] = []
        """The comments on lines of their own below its last part."""

    def walk(self) -> Iterator[Part]:
        """Itself and all parts inside it, in the file's order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def has_comments_inside(self) -> bool:
        """Whether comments belong to the parts inside it, or stand below them."""
        inside = (part for child in self.parts for part in child.walk())
        return bool(self.after) or any(part.before or part.beside or part.after for part in inside)


def comments_of(document: Document) -> list[Comment]:
    """All comments of a file, in its order."""
    lines = Lines(document.text)
    texts = sorted(_texts(document))
    found = []
    for match in _COMMENT.finditer(document.text):
        index = bisect_right(texts, (match.start(), len(document.text))) - 1
        if index >= 0 and match.start() < texts[index][1]:
            continue
        position = lines.position(match.start())
        own_line = not lines.line(position.line)[: position.column - 1].strip()
        found.append(Comment(match.start(), match[0].rstrip(), position.line, position.column, own_line))
    return found


def parts_of(document: Document) -> Part:
    """The whole file as parts with their comments."""
    whole = _part(None, document.data, document.root, document.text)
    whole.start = 0
    lines = Lines(document.text)
    parts = [part for part in whole.walk() if part is not whole]
    starts = [part.start for part in parts]
    for comment in comments_of(document):
        index = bisect_right(starts, comment.start)
        if not comment.own_line:
            _put_beside(comment, parts[:index], lines, whole)
        else:
            _put_on_line(comment, parts, index, lines, whole)
    return whole


def _texts(document: Document) -> Iterator[tuple[int, int]]:
    """Where keys and texts stand; of a block text, only its lines, not its first one."""
    for _key, node in _nodes(document.root):
        if node.key is not None:
            yield node.key
        if node.children is None and node.end > node.start:
            start = node.start
            if document.text[start] in "|>":
                start = min(document.text.find("\n", start) + 1 or node.end, node.end)
            yield start, node.end


def _nodes(node: Node) -> Iterator[tuple[object, Node]]:
    for step, child in node.steps():
        yield step, child
        yield from _nodes(child)


def _part(key: str | None, value: Plain, node: Node, text: str) -> Part:
    start = node.key.start if node.key else node.start
    part = Part(key, value, start, node.end, in_braces=text[node.start : node.start + 1] in ("{", "["))
    children = list(node.steps())
    if isinstance(value, dict):
        part.value = {}
        part.parts = [_part(str(name), value[str(name)], child, text) for name, child in children]
    elif isinstance(value, list):
        part.value = []
        part.parts = [_part(None, item, child, text) for item, (_index, child) in zip(value, children, strict=True)]
    return part


def _put_beside(comment: Comment, before: list[Part], lines: Lines, whole: Part) -> None:
    """A comment at the end of a line belongs to the last part that begins on that line, or that ends there."""
    here = [part for part in before if lines.position(part.start).line == comment.line]
    closed = [part for part in here if part.end <= comment.start]
    if closed:
        owner = closed[0]  # all of `{…}`, rather than the last value in it
    elif here:
        owner = here[-1]
    else:
        ending = [part for part in before if lines.position(max(part.end - 1, part.start)).line == comment.line]
        owner = ending[0] if ending else whole
    if owner.beside is None and owner is not whole:
        owner.beside = comment.text
    else:
        owner.before.append(comment.text)


def _put_on_line(comment: Comment, parts: list[Part], index: int, lines: Lines, whole: Part) -> None:
    """A comment on a line of its own belongs to what follows; or to the end of what it is indented like."""
    following = parts[index] if index < len(parts) else None
    if comment.column > (_column(following, lines) if following else 1):
        last = parts[index - 1] if index else whole
        for part in reversed(parts[:index]):  # from the inside out, what the comment may stand at the end of
            is_around = part.start <= last.start and part.end >= last.end
            is_over = following is None or following.start >= part.end
            has_lines = bool(part.parts) and not part.in_braces
            if is_around and is_over and has_lines and _column(part.parts[0], lines) <= comment.column:
                part.after.append(comment.text)
                return
    if following is None:
        whole.after.append(comment.text)
    elif index == 0 and _blank_below(comment, parts, lines):
        whole.before.append(comment.text)
    else:
        following.before.append(comment.text)


def _column(part: Part, lines: Lines) -> int:
    """The column in which a part begins: its key's, or its dash's."""
    position = lines.position(part.start)
    if part.key is not None:
        return position.column
    line = lines.line(position.line)
    return len(line) - len(line.lstrip(" ")) + 1


def _blank_below(comment: Comment, parts: list[Part], lines: Lines) -> bool:
    """Whether a blank line stands between a comment and the first field; then it is about the whole file."""
    first = lines.position(parts[0].start).line if parts else comment.line + 1
    return any(not lines.line(number).strip() for number in range(comment.line + 1, first))
