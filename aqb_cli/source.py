"""From a file's bytes to its texts and their places: the only reader of YAML.

Every scalar stays the text that it is in the file; what it means is the model's business. Of YAML only the plain
forms are taken: mappings, lists, scalars. What else YAML can do (anchors, aliases, merge keys, tags, several
documents) is reported, because a form is filled in, not programmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Union

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from aqb_cli.diagnostics import Edit, Fix, Lines, Place, Span
from aqb_cli.messages import Message, _
from aqb_cli.yaml_errors import explain

LARGEST_FILE = 1024 * 1024
"""In bytes. The longest agreement known takes four kilobytes."""

DEEPEST = 12
"""How many levels of nesting are read. The format has five."""

Plain = Union[str, None, list["Plain"], dict[str, "Plain"]]
"""A file's content: texts, nothing (an empty value), lists and mappings."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_EMPTY_WORDS = frozenset(("", "~", "null", "Null", "NULL"))


class Fault(NamedTuple):
    """Something about the file as such that is wrong; its code is of the family AQB0xx."""

    code: str
    span: Span | None
    message: Message
    help: Message | None = None
    fix: Fix | None = None
    other: tuple[Span, Message] | None = None
    """Another place in the same file that belongs to it."""


class Node:
    """Where a value stands: offsets of itself and of its key, and the nodes inside it."""

    __slots__ = ("children", "end", "key", "start")

    def __init__(self, start: int, end: int, key: Span | None, children: Any = None) -> None:
        self.start = start
        self.end = end
        self.key = key
        self.children: dict[str, Node] | list[Node] | None = children

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def steps(self) -> Iterator[tuple[str | int, Node]]:
        """The nodes inside it, by field name or place in the list."""
        if isinstance(self.children, dict):
            yield from self.children.items()
        elif self.children:
            yield from enumerate(self.children)

    def find(self, place: Place) -> tuple[Node, int]:
        """The node at a place, or the nearest one on the way there; and how many steps were found."""
        node = self
        for count, step in enumerate(place):
            try:
                node = node.children[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return node, count
        return node, len(place)


class Document:
    """What was read of a file."""

    def __init__(self, text: str, faults: Iterable[Fault] = ()) -> None:
        self.text = text
        self.data: Plain = None
        self.root = Node(0, 0, None)
        self.faults = list(faults)
        self.texts: list[str] = []
        """Every value's text, in the file's order, without places."""
        self.empties: list[Place] = []
        """The places of fields and list entries that have no value."""
        self.unread: list[Place] = []
        """The places of values that stand elsewhere (aliases) and were reported."""
        self.complete = False
        """Whether the whole file could be read, so that `data` is all of it."""


def read(raw: bytes) -> Document:
    """Reads a file's bytes. Never raises: what can't be read is among the faults."""
    if len(raw) > LARGEST_FILE:
        return _refused(
            "",
            "AQB004",
            None,
            _("The file is larger than 1 MiB; an agreement takes a few kilobytes."),
            _("Check whether this is the right file."),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(raw, error)
    document = Document(text)
    if _NOT_TEXT.search(text):
        document.faults = list(_control_characters(text))
        return document
    try:
        _parse(document)
    except MarkedYAMLError as error:
        document.faults.append(_syntax_fault(text, error))
    except YAMLError as error:
        document.faults.append(
            Fault("AQB006", None, _("The file can't be read as YAML: {problem}.", problem=str(error)))
        )
    else:
        document.complete = not any(fault.code in ("AQB003", "AQB005") for fault in document.faults)
    if "\t" in text:
        document.faults.extend(_tabs(document))
    return document


def _refused(text: str, code: str, span: Span | None, message: Message, help: Message) -> Document:
    return Document(text, [Fault(code, span, message, help)])


def _undecodable(raw: bytes, error: UnicodeDecodeError) -> Document:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[1:2] == b"\0" or raw[:1] == b"\0":
        return _refused(
            "",
            "AQB002",
            None,
            _("The file is stored as UTF-16 (“Unicode” in some Windows programs), not as UTF-8."),
            _("Save it again with the encoding UTF-8."),
        )
    text = raw.decode("cp1252", errors="replace")
    # Bytes before the first bad one are sound UTF-8; what follows is shown as Windows would read it.
    sound = raw[: error.start].decode("utf-8-sig")
    rest = raw[error.start :].decode("cp1252", errors="replace")
    line = len(re.findall(r"\r\n|\n|\r", sound)) + 1
    return _refused(
        sound + rest if text else "",
        "AQB002",
        Span(len(sound), len(sound) + 1),
        _("From line {line} on the file isn't UTF-8; it was probably saved as Windows-1252 or ISO 8859-1.", line=line),
        _("Save it again with the encoding UTF-8, and look at every umlaut."),
    )


def _control_characters(text: str) -> Iterator[Fault]:
    for number, match in enumerate(_NOT_TEXT.finditer(text)):
        if number == 20:
            return
        yield Fault(
            "AQB014",
            Span(*match.span()),
            _("Here stands a control character, which no text file may contain: {character}.", character=match[0]),
            _("Delete the character; it often comes along when text is copied out of a PDF."),
            Fix((Edit(Span(*match.span()), ""),)),
        )


def _tabs(document: Document) -> Iterator[Fault]:
    inside = [(start, end) for start, end, quoted in _scalars(document.root)]
    last_line = 0
    lines = Lines(document.text)
    for match in re.finditer(r"\t+", document.text):
        position = lines.position(match.start())
        line = lines.line(position.line)
        before = line[: position.column - 1]
        if position.line == last_line or "#" in before or not line.strip():
            continue
        if any(start <= match.start() < end for start, end in inside):
            continue  # inside a text: a matter of AQB605
        if not before.strip() or document.complete:
            last_line = position.line
            yield Fault(
                "AQB007",
                Span(*match.span()),
                _("Here stands a tab character; the layout of these files is made of spaces."),
                _("Replace the tab by spaces: two for each level. Most editors can be set to do so."),
                Fix((Edit(Span(*match.span()), " "),)) if before.strip() else None,
            )


def _scalars(node: Node) -> Iterator[tuple[int, int, bool]]:
    stack = [node]
    while stack:
        node = stack.pop()
        if node.children is None:
            yield node.start, node.end, True
        else:
            stack.extend(child for _step, child in node.steps())


def _syntax_fault(text: str, error: MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, max(len(text.rstrip()) - 1, 0)) if mark else 0
    context = error.context_mark.index if error.context_mark else None
    code, offset, message, help, other = explain(text, str(error.problem), start, context)
    related = None
    if other is not None and other[0] != offset:
        related = (Span(other[0], other[0] + 1), other[1])
    return Fault(code, Span(offset, offset + 1), message, help, other=related)


def _parse(document: Document) -> None:
    """Fills the document's data, nodes and faults from the events of the C parser."""
    parser = CParser(document.text)
    next_event = parser.get_event
    faults, texts = document.faults, document.texts
    # The open collections: (data, children, node, pending key) of each.
    stack: list[tuple[Any, Any, Node, Any]] = []
    data: Any = None  # the innermost open collection
    children: Any = None
    node: Node = document.root
    key: Any = None  # in a mapping: (text, span) of the field whose value comes next
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            start, end = event.start_mark.index, event.end_mark.index
            if event.anchor is not None or event.ctag is not None:
                faults.append(_special(event, start, end))
            text = event.value
            if key is None and type(data) is dict:
                key = (text, Span(start, end))
                continue
            value: Any = None if event.style == "" and text in _EMPTY_WORDS else text
            child = Node(start, end, key[1] if key else None)
            if value is None:
                document.empties.append(_place(stack, data, key))
            else:
                texts.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start, end = event.start_mark.index, event.end_mark.index
            if event.anchor is not None or event.ctag is not None:
                faults.append(_special(event, start, end))
            if len(stack) >= DEEPEST:
                faults.append(_too_deep(start))
                return
            value, inner = ({}, {}) if kind is MappingStartEvent else ([], [])
            child = Node(start, end, key[1] if key else None, inner)
            stack.append((data, children, node, key))
            data, children, node, key = value, inner, child, None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value, child = data, node
            # A block collection ends where the next thing begins; its text ends before that.
            child.end = event.end_mark.index
            data, children, node, key = stack.pop()
            if key is None and type(data) is dict:
                faults.append(_complex_key(child))
                key = (f"\0{child.start}", child.span)  # no field can be called so
                continue
        elif kind is AliasEvent:
            start, end = event.start_mark.index, event.end_mark.index
            faults.append(_alias(event.anchor, start, end))
            if key is None and type(data) is dict:
                key = (f"\0{start}", Span(start, end))
                continue
            value, child = None, Node(start, end, key[1] if key else None)
            document.unread.append(_place(stack, data, key))
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                start = event.start_mark.index
                faults.append(_second_document(start, event.end_mark.index))
                return
            if event.version or event.tags:
                faults.append(_directive(event.start_mark.index, document.text))
            continue
        elif kind is StreamEndEvent:
            if not documents:
                faults.append(_empty())
            return
        else:
            if kind is DocumentEndEvent and document.data is None:
                faults.append(_empty())
            continue
        # A value is complete: put it where it belongs.
        if type(data) is dict:
            name, span = key
            key = None
            if name == "<<":
                faults.append(_merge_key(span))
            elif name.startswith("\0"):
                continue  # belongs to a key that was reported
            elif name in data:
                faults.append(_duplicate(name, span, children[name].key))
            else:
                data[name] = value
                children[name] = child
        elif data is not None:
            data.append(value)
            children.append(child)
        else:
            document.data, document.root = value, child


def _place(stack: list[tuple[Any, Any, Node, Any]], data: Any, key: Any) -> Place:
    """The place of the value that comes next."""
    frames = [*((data, key) for data, _children, _node, key in stack), (data, key)]
    return tuple(key[0] if key else len(data) for data, key in frames if data is not None)


def _special(event: Any, start: int, end: int) -> Fault:
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


def _alias(name: str, start: int, end: int) -> Fault:
    return Fault(
        "AQB009",
        Span(start, end),
        _("“*{name}” refers to another value, which isn't allowed here.", name=name),
        _("Write the value itself. If the “*” is part of the text, put the text in quotes."),
    )


def _merge_key(span: Span) -> Fault:
    return Fault(
        "AQB010",
        span,
        _("“<<” merges other fields into these, which isn't allowed here."),
        _("Write the fields out where they belong."),
    )


def _duplicate(name: str, span: Span, first: Span) -> Fault:
    return Fault(
        "AQB013",
        span,
        _("The field “{name}” is given twice.", name=name),
        _("Keep the right one and delete the other; only one value can count."),
        other=(first, _("first given here")),
    )


def _complex_key(node: Node) -> Fault:
    return Fault(
        "AQB015",
        Span(node.start, node.start + 1),
        _("A list or a group of fields stands where a field's name is expected."),
        _("Write a simple name, a colon and a space. If the brackets are part of a text, put the text in quotes."),
    )


def _too_deep(start: int) -> Fault:
    return Fault(
        "AQB005",
        Span(start, start + 1),
        _("The file is nested more than {most} levels deep; the format has five.", most=DEEPEST),
        _("Check the brackets and the indentation."),
    )


def _second_document(start: int, end: int) -> Fault:
    return Fault(
        "AQB012",
        Span(start, end),
        _("Here a second YAML document begins; one file holds one agreement."),
        _("Move what follows into a file of its own, or delete the line “---”."),
    )


def _directive(start: int, text: str) -> Fault:
    return Fault(
        "AQB012",
        Span(start, text.find("\n", start) if "\n" in text[start:] else len(text)),
        _("A YAML directive (“%…”) isn't allowed here."),
        _("Delete the line, and the line “---” after it."),
    )


def _empty() -> Fault:
    return Fault("AQB003", None, _("The file is empty."), _("Fill it in, or delete it."))
