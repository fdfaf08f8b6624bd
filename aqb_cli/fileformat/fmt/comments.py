"""The comments of a file, and the field or list entry that each of them belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from aqb_cli.diagnostics import Lines
from aqb_cli.fileformat.yaml import Node, Plain, YamlFile

_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n'\"\]},]))#[^\r\n]*")

_GLUED = re.compile(r"#[^\s#!:]")
"""A comment that looks like a part of the text before it, unless that stands in quotes (AQB016)."""


class Comment(NamedTuple):
    """One comment, from its "#" to the end of the line."""

    start: int
    text: str
    line: int
    column: int
    own_line: bool
    """Whether nothing else stands on its line."""


class CommentedField:
    """A field, a list entry, or the whole file, with the comments that belong to it."""

    def __init__(self, key: str | None, value: Plain, start: int, end: int, sign: str) -> None:
        self.key = key
        self.value = value
        """Its text, None, or an empty list or mapping, whose content is in `parts`."""
        self.start = start
        """Where its key begins, or else its value."""
        self.end = end
        self.in_braces = sign in ("{", "[")
        """Whether it stands in braces or brackets."""
        self.is_marked_text = sign in ("'", '"', "|", ">")
        """Whether it stands in quotes or in a block, so that no program takes it for a number or the like."""
        self.parts: list[CommentedField] = []
        self.around: CommentedField | None = None
        """The list or mapping that it stands in."""
        self.before: list[str] = []
        """The comments on lines of their own above it; an empty text is a blank line between them."""
        self.beside: str | None = None
        """The comment at the end of its first line."""
        self.after: list[str] = []
        """The comments on lines of their own below its last part."""

    def walk(self) -> Iterator[CommentedField]:
        """Itself and all parts inside it, in the file's order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def has_comments_inside(self) -> bool:
        """Whether comments belong to the parts inside it, or stand below them."""
        inside = (part for child in self.parts for part in child.walk())
        return bool(self.after) or any(part.before or part.beside or part.after for part in inside)


def comments_of(document: YamlFile) -> list[Comment]:
    """All comments of a file, in its order."""
    lines = Lines(document.text)
    texts = sorted(_texts(document))
    found = []
    offset = 0
    while match := _COMMENT.search(document.text, offset):
        index = bisect_right(texts, (match.start(), len(document.text))) - 1
        if index >= 0 and match.start() < texts[index][1]:
            offset = texts[index][1]  # part of a text; a comment may stand behind it
            continue
        offset = match.end()
        position = lines.position(match.start())
        own_line = not lines.line(position.line)[: position.column - 1].strip()
        found.append(Comment(match.start(), match[0].rstrip(), position.line, position.column, own_line))
    return found


def parts_of(document: YamlFile) -> CommentedField:
    """The whole file as parts with their comments."""
    whole = _part(None, document.data, document.root, document.text)
    whole.start = 0
    places = _Places(whole, document)
    for comment in comments_of(document):
        index = bisect_right(places.starts, comment.start)
        if not comment.own_line:
            _put_beside(comment, places, index)
        else:
            _put_on_line(comment, places, index)
    return whole


class _Places:
    """The parts of a file by their positions."""

    def __init__(self, whole: CommentedField, document: YamlFile) -> None:
        self.whole = whole
        self.lines = Lines(document.text)
        self.parts = [part for part in whole.walk() if part is not whole]
        self.starts = [part.start for part in self.parts]
        self.beginning: dict[int, list[CommentedField]] = {}
        self.ending: dict[int, list[CommentedField]] = {}
        for part in self.parts:
            self.beginning.setdefault(self.lines.position(part.start).line, []).append(part)
            self.ending.setdefault(self.lines.position(max(part.end - 1, part.start)).line, []).append(part)

    def following(self, index: int) -> CommentedField | None:
        """The part that begins next."""
        return self.parts[index] if index < len(self.parts) else None

    def column(self, part: CommentedField) -> int:
        """The column in which a part begins: its key's, or its dash's."""
        position = self.lines.position(part.start)
        if part.key is not None:
            return position.column
        line = self.lines.line(position.line)
        return len(line) - len(line.lstrip(" ")) + 1


def _texts(document: YamlFile) -> Iterator[tuple[int, int]]:
    """Where keys and texts stand; of a block text, only its lines, not its first one."""
    for node in document.root.walk():
        if node.key is not None:
            yield node.key
        if node.children is None and node.end > node.start:
            start = node.start
            if document.text[start] in "|>":
                start = min(document.text.find("\n", start) + 1 or node.end, node.end)
            yield start, node.end


def _part(key: str | None, value: Plain, node: Node, text: str) -> CommentedField:
    start = node.key.start if node.key else node.start
    part = CommentedField(key, value, start, node.end, text[node.start : node.start + 1])
    children = list(node.steps())
    if isinstance(value, dict):
        part.value = {}
        part.parts = [_part(str(name), value[str(name)], child, text) for name, child in children]
    elif isinstance(value, list):
        part.value = []
        part.parts = [_part(None, item, child, text) for item, (_index, child) in zip(value, children, strict=True)]
    for inner in part.parts:
        inner.around = part
    if part.parts and not part.in_braces:
        part.end = part.parts[-1].end  # and not where the next thing begins
    return part


def _put_beside(comment: Comment, places: _Places, index: int) -> None:
    """A comment at the end of a line belongs to what begins on that line, or to what ends there."""
    here = [part for part in places.beginning.get(comment.line, ()) if part.start <= comment.start]
    closed = [part for part in here if part.end <= comment.start]
    ending = [part for part in places.ending.get(comment.line, ()) if part.start <= comment.start]
    if closed:
        owner = next((part for part in closed if part.in_braces), closed[-1])  # all of `{…}`, not the last value in it
    elif here or ending:
        owner = here[-1] if here else ending[0]
    else:
        owner = places.following(index) or places.whole  # a dash alone, with its entry on the next line
    glued = owner.is_marked_text and _GLUED.match(comment.text)  # without its quotes, the text would go on there
    if owner.beside is None and owner is not places.whole and not glued:
        owner.beside = comment.text
    else:
        owner.before.append(comment.text)


def _put_on_line(comment: Comment, places: _Places, index: int) -> None:
    """A comment on a line of its own belongs to what follows; or to the end of what it is indented like."""
    following = places.following(index)
    if comment.column > (places.column(following) if following else 1):
        part: CommentedField | None = places.parts[index - 1] if index else None
        while part is not None and part is not places.whole:  # from the inside out
            is_over = following is None or following.start >= part.end
            has_lines = bool(part.parts) and not part.in_braces
            if is_over and has_lines and places.column(part.parts[0]) <= comment.column:
                part.after.append(comment.text)
                return
            part = part.around
    if following is None:
        places.whole.after.append(comment.text)
    elif index == 0 and _blank_below(comment, following, places.lines):
        places.whole.before.append(comment.text)
    else:
        following.before.append(comment.text)


def _blank_below(comment: Comment, first: CommentedField, lines: Lines) -> bool:
    """Whether a blank line stands between a comment and the first field; then it is about the whole file."""
    numbers = range(comment.line + 1, lines.position(first.start).line)
    return any(not lines.line(number).strip() for number in numbers)
