"""What is wrong with a file as such, and what to do about it: the texts of the family AQB0xx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aqb_cli.diagnostics import Fix, Span
from aqb_cli.text.messages import Message, _

if TYPE_CHECKING:
    from aqb_cli.fileformat.yaml.nodes import Node

DEEPEST = 12
"""How many levels of nesting are read. The format has five."""


class Fault(NamedTuple):
    """Something about the file as such that is wrong; its code is of the family AQB0xx."""

    code: str
    span: Span | None
    message: Message
    help: Message | None = None
    fix: Fix | None = None
    other: tuple[Span, Message] | None = None
    """Another place in the same file that belongs to it."""


def special(event: Any, start: int) -> Fault:
    """An anchor or a tag on a value."""
    if event.anchor is not None:
        return Fault(
            "AQB008",
            Span(start, start + len(event.anchor) + 1),
            _("“&{name}” makes an anchor, which isn't allowed here.", name=event.anchor),
            _("Write each value where it belongs. If the “&” is part of the text, put the text in quotes."),
        )
    return Fault(
        "AQB011",
        Span(start, start + 1),
        _("The value begins with a tag (“!”), which isn't allowed here."),
        _("Delete the tag. If the “!” is part of the text, put the text in quotes."),
    )


def alias(name: str, start: int, end: int) -> Fault:
    """A reference to another value."""
    return Fault(
        "AQB009",
        Span(start, end),
        _("“*{name}” refers to another value, which isn't allowed here.", name=name),
        _("Write the value itself. If the “*” is part of the text, put the text in quotes."),
    )


def merge_key(span: Span) -> Fault:
    """Fields that would be taken over from elsewhere."""
    return Fault(
        "AQB010",
        span,
        _("“<<” merges other fields into these, which isn't allowed here."),
        _("Write the fields out where they belong."),
    )


def duplicate(name: str, span: Span, first: Span) -> Fault:
    """A field that is given again."""
    return Fault(
        "AQB013",
        span,
        _("The field “{name}” is given twice.", name=name),
        _("Keep the right one and delete the other; only one value can count."),
        other=(first, _("first given here")),
    )


def complex_key(node: Node) -> Fault:
    """A list or group in the place of a field's name."""
    return Fault(
        "AQB015",
        Span(node.start, node.start + 1),
        _("A list or a group of fields stands where a field's name is expected."),
        _("Write a simple name, a colon and a space. If the brackets are part of a text, put the text in quotes."),
    )


def placeholder(node: Node) -> Fault:
    """A text that begins with a placeholder, without quotes."""
    return Fault("AQB015", Span(node.start, node.end), *begins_with_brace())


def ask_digits() -> Message:
    """How amounts are written."""
    return _("Write plain digits, with a point before exactly two digits of cents: 595950 or 595950.50.")


def begins_with_brace() -> tuple[Message, Message]:
    """What to say of such a text."""
    return _("A text that begins with a brace needs quotes."), _("Put the whole text in quotes.")


def too_deep(start: int) -> Fault:
    """Nesting beyond anything that an agreement can need."""
    return Fault(
        "AQB005",
        Span(start, start + 1),
        _("The file is nested more than {most} levels deep; the format has five.", most=DEEPEST),
        _("Check the brackets and the indentation."),
    )


def second_document(start: int, end: int) -> Fault:
    """What follows a whole document."""
    return Fault(
        "AQB012",
        Span(start, end),
        _("Here a second YAML document begins; one file holds one agreement."),
        _("Move what follows into a file of its own, or delete the line “---”."),
    )


def directive(start: int, text: str) -> Fault:
    """A line that begins with a percent sign before the document."""
    return Fault(
        "AQB012",
        Span(start, text.find("\n", start) if "\n" in text[start:] else len(text)),
        _("A YAML directive (“%…”) isn't allowed here."),
        _("Delete the line, and the line “---” after it."),
    )


def empty() -> Fault:
    """Nothing but blank lines and comments."""
    return Fault("AQB003", None, _("The file is empty."), _("Fill it in, or delete it."))
