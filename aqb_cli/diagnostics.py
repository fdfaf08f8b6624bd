"""The one shape of "something is wrong": a rule makes a `Finding`, and at its place in a file it is a `Diagnostic`.

YAML, format, agreements, collections, reference data and wording packs alike. What ends a command is a `Problem`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from aqb_cli.text.messages import Message, _

Step = str | int
"""A field's name, or an entry's place in a list, counted from 0."""

FieldPath = tuple[Step, ...]
"""The way from the top of a file to a value, such as `("budget", "total")`; `()` is the whole file."""

LINE_BREAK = re.compile(r"\r\n|\n|\r")
"""The line breaks of editors and of this program. YAML 1.1 has more; the reader refuses those."""


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The file is wrong."""
    WARNING = "warning"
    """A person should look."""
    INFO = "info"
    """Worth knowing."""


SEVERITY_NAMES = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("note")}


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


Where = FieldPath | Span | None
"""Where a finding stands in its file: at a field, at a stretch of the text, or (None) nowhere in particular."""


class Fix(NamedTuple):
    """A change that would fix the finding. It changes the spelling, never the meaning: nobody has to look first."""

    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another place that a person needs to see to understand the finding."""

    path: str
    span: Span
    message: Message


Parameters = ParamSpec("Parameters")
Found = TypeVar("Found")


class Rule(Generic[Parameters, Found]):
    """One thing that is checked, under a code that never changes. The check's docstring is the rule's manual page."""

    def __init__(
        self,
        code: str,
        severity: Severity,
        title: Message,
        check: Callable[Parameters, Found],
        *,
        needs_all: bool = False,
        fatal: bool = False,
        blocks_format: bool = False,
        unreadable: bool = False,
        only_complete: bool = False,
    ) -> None:
        self.code = code
        self.severity = severity
        self.title = title
        self.check = check
        """Finds the faults, or makes the finding for a fault that a reader has come upon."""
        self.needs_all = needs_all
        """Whether a value that could not be read, taken for one that isn't stated, could lead to a false finding."""
        self.fatal = fatal
        """Whether the fault keeps the file from being understood: nobody can leave the rule out or silence it."""
        self.blocks_format = blocks_format
        """Whether `aqb fmt` must leave a file with the fault as it is."""
        self.unreadable = unreadable
        """Whether nothing at all can be said of such a file, so that the exit code is 2."""
        self.only_complete = only_complete
        """Whether the rule is applied with `--complete` only."""

    def __reduce__(self) -> str:
        """Pickled by its name: in another process it is the rule of that process."""
        self.__module__ = self.check.__module__
        return self.check.__name__

    @property
    def page(self) -> str:
        """The manual page: the check's docstring. Python 3.13 takes tabs out of those, so “␉” stands for one."""
        from textwrap import dedent

        first, _line_break, rest = (self.check.__doc__ or "").partition("\n")
        return f"{first}\n{dedent(rest)}".rstrip().replace("␉", "\t")


class ReaderRule(Rule[Parameters, "Finding"]):
    """A rule about what a reader comes upon. Called with what it needs to know, it makes the finding."""

    def __call__(self, *values: Parameters.args, **named: Parameters.kwargs) -> Finding:
        """The finding for one fault."""
        return self.check(*values, **named).of(self)


def reader_rule(
    code: str, severity: Severity, title: Message, **attributes: bool
) -> Callable[[Callable[Parameters, Finding]], ReaderRule[Parameters]]:
    """Makes a function that makes findings a rule; `attributes` are those of `Rule`."""
    return lambda check: ReaderRule(code, severity, title, check, **attributes)


class PageRule(Rule[[], None]):
    """A rule about what a reader comes upon, who says in each case what is wrong. All that is written is its page."""

    def __call__(self, place: Where, message: Message, help: Message | None = None, **more: Any) -> Finding:
        """The finding for one fault; `more` are other fields of `Finding`."""
        return Finding(place, message, help, self, **more)


def page_rule(
    code: str, severity: Severity, title: Message, **attributes: bool
) -> Callable[[Callable[[], None]], PageRule]:
    """Makes a rule of a function that has nothing but a docstring; `attributes` are those of `Rule`."""
    return lambda page: PageRule(code, severity, title, page, **attributes)


class Finding(NamedTuple):
    """Something found, before its field has a position in the file."""

    place: Where
    message: Message
    help: Message | None = None
    rule: Rule[Any, Any] | None = None
    """The rule that found it; filled in by whoever applies the rule."""
    on_key: bool = False
    """Whether the field's name is meant rather than its value."""
    part: tuple[int, int] | None = None
    """The stretch of the value that is meant, in characters of its text; otherwise all of it."""
    spelling: str | None = None
    """What to write instead of the value, its part or its key."""
    related: tuple[tuple[FieldPath | Span, Message], ...] = ()
    """Other places that belong to it, with a word on what stands there."""
    fix: Fix | None = None
    """The change that would fix it, where the reader knows that already."""
    path: str | None = None
    """The file or folder that is meant, where the rule looks at a whole collection."""
    related_path: str | None = None
    """The file in which the related places are, if that is another one."""

    def of(self, rule: Rule[Any, Any]) -> Finding:
        """The same finding, made by a rule."""
        return self if self.rule is not None else self._replace(rule=rule)

    @property
    def made_by(self) -> Rule[Any, Any]:
        """The rule that found it."""
        assert self.rule is not None, self.message
        return self.rule

    @property
    def field(self) -> FieldPath:
        """The field that is meant; `()` where it isn't about one."""
        return () if self.place is None or isinstance(self.place, Span) else self.place


class Diagnostic(NamedTuple):
    """A finding at its position in a file."""

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


def known_word(typed: str, known: Mapping[str, Message], refused: Message) -> str:
    """The word of a list that is meant, by itself or by what it is called in any language.

    Raises `Problem` with that sentence if there is none.
    """
    from aqb_cli.text.near_misses import choices, meant

    if (word := meant(typed, known)) is not None:
        return word
    raise Problem(refused, choices(known, typed, known)[0])


_REASONS = {
    message.text: message
    for message in (
        _("Permission denied"),
        _("Operation not permitted"),
        _("No such file or directory"),
        _("Is a directory"),
        _("Not a directory"),
        _("File exists"),
        _("No space left on device"),
        _("Read-only file system"),
        _("File name too long"),
        _("Too many levels of symbolic links"),
        _("Address already in use"),
    )
}
"""What operating systems say most often; they say it in English unless the whole program is set to another language."""


def reason_of(error: BaseException) -> Message | str:
    """Why the operating system refused something, in words that can be translated where they are known."""
    reason = getattr(error, "strerror", None) or str(error)
    return _REASONS.get(reason, reason)
