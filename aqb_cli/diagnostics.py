"""What checking says of a file: one shape for YAML, format and rule findings alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum
from typing import NamedTuple

from aqb_cli.text.messages import Message

Step = str | int
"""A field's name, or an entry's place in a list, counted from 0."""

FieldPath = tuple[Step, ...]
"""The way from the top of a file to a value, such as `("budget", "total")`; `()` is the whole file."""

LINE_BREAK = re.compile(r"\r\n|\n|\r")
"""What ends a line, for editors and for us. YAML 1.1 has more; `source` refuses those."""


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The file is wrong."""
    WARNING = "warning"
    """A person should look."""
    INFO = "info"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """Its place in the order of summaries, the gravest first, counted from 0."""
        return list(Severity).index(self)


class Span(NamedTuple):
    """A stretch of a file's text, in characters from its beginning; the end is exclusive."""

    start: int
    end: int


class Position(NamedTuple):
    """A place in a file as editors count it: line and column from 1, columns in characters."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replaces a stretch of the text by another text."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A change that would fix the finding."""

    edits: tuple[Edit, ...]
    safe: bool = True
    """Whether it may be made without a person looking: it changes the spelling, never the meaning."""


class Related(NamedTuple):
    """Another place that a person needs to see to understand the finding."""

    path: str
    span: Span
    message: Message


class Diagnostic(NamedTuple):
    """One finding at its place in a file."""

    code: str
    """The rule's stable code, such as `AQB201`."""
    severity: Severity
    message: Message
    path: str
    """The file as the user would name it: relative to the working folder, with `/`."""
    span: Span | None = None
    """Where in the file; None if the finding is about the file or folder as such."""
    where: FieldPath = ()
    """The value's place in the structure, which stays the same when lines move."""
    help: Message | None = None
    """What to do about it."""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Lines:
    """A text's lines, to turn offsets into positions and to quote what stands there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset; one behind the end counts as the end."""
        offset = min(offset, len(self.text))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def span(self, line: int) -> Span:
        """The stretch of a line, counted from 1, without its line break."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line break."""
        start, end = self.span(number)
        return self.text[start:end]


def dotted(place: FieldPath) -> str:
    """The place as people write it: `measures.qualification[0].title`; empty for the whole file."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in place]
    return "".join(parts).removeprefix(".")


class Problem(Exception):
    """The command can't be carried out; says why and what to do, in one or two sentences. Exit code 2."""

    def __init__(self, message: Message, help: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help
