"""What a rule is, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from aqb_cli.diagnostics import FieldPath, Severity
from aqb_cli.fileformat.findings import Finding
from aqb_cli.text.messages import Message, _

if TYPE_CHECKING:
    from aqb_cli.fileformat.model import Agreement, District, Programme

__all__ = [
    "ERROR",
    "INFO",
    "WARNING",
    "Case",
    "Check",
    "FieldPath",
    "Finding",
    "Iterator",
    "Rule",
    "_",
    "reader_rule",
    "rule",
]

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Case(NamedTuple):
    """What a rule looks at: one agreement, and what agreements refer to."""

    agreement: Agreement
    folder: str | None
    """The name of the folder that the file lies in; None where it has no place in a collection."""
    name: str | None
    """The file's name, with its ending."""
    districts: Mapping[str, District]
    """All districts by slug."""
    programme: Programme | None
    """The rules of the agreement's year, if a file gives them."""
    texts: tuple[tuple[FieldPath, str], ...]
    """Every text of the file that is worth a closer look, with its place (see `rules.text.suspicious`)."""


Check = Callable[[Case], Iterable[Finding]]
Function = TypeVar("Function", bound=Callable[..., object])


class Rule(NamedTuple, Generic[Function]):
    """One thing that is checked, under a code that never changes."""

    code: str
    severity: Severity
    title: Message
    check: Function
    """Finds the faults of one agreement; for rules of the reader and the collection, a mere description."""
    by: str = "agreement"
    """Who does the checking: `agreement` rules see one `Case`; `reader` and `collection` faults arise elsewhere."""

    needs_all: bool = False
    """Whether a value that could not be read, taken for one that isn't stated, could lead to a false finding."""

    @property
    def page(self) -> str:
        """The manual page: the docstring."""
        from textwrap import dedent  # and not inspect.cleandoc, which takes the tabs out of examples

        first, _line_break, rest = (self.check.__doc__ or "").partition("\n")
        return f"{first}\n{dedent(rest)}".rstrip()


def rule(code: str, severity: Severity, title: Message, *, needs_all: bool = False) -> Callable[[Check], Rule[Check]]:
    """Makes a function that looks at one agreement a rule; its docstring is the manual page."""
    return lambda check: Rule(code, severity, title, check, needs_all=needs_all)


def reader_rule(
    code: str, severity: Severity, title: Message, *, needs_all: bool = False
) -> Callable[[Callable[[], None]], Rule[Callable[[], None]]]:
    """Describes what the reader, the loader or the engine reports under a code; the docstring is the manual page."""
    return lambda description: Rule(code, severity, title, description, by="reader", needs_all=needs_all)


def collection_rule(code: str, severity: Severity, title: Message) -> Callable[[Function], Rule[Function]]:
    """Makes a function that looks at many files at once a rule."""
    return lambda check: Rule(code, severity, title, check, by="collection")
