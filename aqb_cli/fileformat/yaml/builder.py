"""A file as it was read, from the C parser's events; accepts only plain forms, and reports everything else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from _ruamel_yaml import CParser
from ruamel.yaml.error import YAMLError
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
    StreamStartEvent,
)

from aqb_cli.diagnostics import Edit, FieldPath, Finding, Fix, Span
from aqb_cli.fileformat.rules import file as rules
from aqb_cli.fileformat.yaml.nodes import Node, Plain, line_start
from aqb_cli.fileformat.yaml.plain import EMPTY_WORDS
from aqb_cli.text.messages import _


class YamlFile:
    """What a YAML text says, where everything stands in it, and what is wrong with it."""

    def __init__(self, text: str, findings: Iterable[Finding] = ()) -> None:
        self.text = text
        self.layout = text
        """The text as it is read: as long, but amounts and spaces that would break the layout are written rightly."""
        self.complete = False
        """Whether the whole file could be read, so that `data` is all of it."""
        self.data: Plain = None
        self.texts: list[str] = []
        """Every value's text, in the file's order, without places."""
        self.findings = list(findings)
        self.empties: list[FieldPath] = []
        """The places of fields and list entries that have no value."""
        self.unread: list[FieldPath] = []
        """The places of values that stand elsewhere (aliases) or can't be read, and were reported."""
        self.refused: set[int] = set()
        """Where values begin that nobody can read, as was reported."""
        self.located: Node | None = None
        """Where everything stands, if that has been found out already."""
        self._values: list[tuple[int, int]] | None = None

    @property
    def root(self) -> Node:
        """The tree of positions, computed when it is first needed."""
        if self.located is None:
            again = YamlFile(self.layout)
            with suppress(YAMLError):  # as far as it can be read; the fault itself was reported
                build(again)
            self.located = again.located or Node(0, 0, None)
        return self.located

    def is_inside_text(self, offset: int) -> bool:
        """Whether a place in the file belongs to a value, and not to the layout or a comment."""
        if self._values is None:
            nodes = (self.root, *self.root.walk())
            self._values = sorted((node.start, node.end) for node in nodes if node.children is None)
        index = bisect_right(self._values, (offset, len(self.text)))
        return index > 0 and offset < self._values[index - 1][1]


class _Key(NamedTuple):
    """The name of a field whose value comes next. Without a name, the value belongs to a key that was reported."""

    name: str | None
    span: Span


class _Stop(Exception):
    """Raised to stop reading the file."""


def build(document: YamlFile) -> None:
    """Fills a document's data, nodes and faults from its text. Raises `YAMLError` where the text is no YAML."""
    builder = _Builder(document)
    next_event = CParser(document.layout).get_event
    handlers = builder.handlers
    try:
        while True:
            event = next_event()
            handlers[type(event)](event)
    except _Stop:
        pass


class _Builder:
    """The state between two events: the open collections, and the field whose value comes next."""

    def __init__(self, document: YamlFile) -> None:
        self.document = document
        self.documents = 0
        self.stack: list[tuple[Any, Any, Node, _Key | None]] = []
        """The collections around the innermost one: data, children, node, pending key."""
        self.data: Any = None
        self.children: Any = None
        self.node = document.located = Node(0, 0, None)
        self.key: _Key | None = None
        self.braces: tuple[int, int, int] | None = None
        """Inside of what looks like a placeholder: how many collections, faults and empty values there were before."""
        self.joined: Any = None
        """The fields of an entry behind which those of another one stand, for want of its dash."""
        self.joining: tuple[int, Span] | None = None
        """The number and place of the finding that says so; None if the entry may be the same one, pasted twice."""
        self.handlers = {
            StreamStartEvent: lambda _event: None,
            StreamEndEvent: self.end_of_file,
            DocumentStartEvent: self.start_document,
            DocumentEndEvent: self.end_document,
            ScalarEvent: self.scalar,
            AliasEvent: self.alias,
            MappingStartEvent: lambda event: self.open(event, {}, {}),
            SequenceStartEvent: lambda event: self.open(event, [], []),
            MappingEndEvent: self.close,
            SequenceEndEvent: self.close,
        }

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.ctag is not None:
            self.document.findings.append(_special(event, start))
        text: str = event.value
        key = self.key
        if key is None and type(self.data) is dict:
            self.key = _Key(text, Span(start, end))
            return
        if start in self.document.refused:
            self.document.unread.append(self.place())
            self.put(None, Node(start, end, key.span if key else None))
        elif event.style == "" and text in EMPTY_WORDS:
            self.document.empties.append(self.place())
            self.put(None, Node(start, end, key.span if key else None))
        else:
            self.document.texts.append(text)
            self.put(text, Node(start, end, key.span if key else None))

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.document.findings.append(rules.alias(event.anchor, Span(start, end)))
        if self.key is None and type(self.data) is dict:
            self.key = _Key(None, Span(start, end))
            return
        self.document.unread.append(self.place())
        self.put(None, Node(start, end, self.key.span if self.key else None))

    def open(self, event: Any, data: Any, children: Any) -> None:
        start = event.start_mark.index
        if event.anchor is not None or event.ctag is not None:
            self.document.findings.append(_special(event, start))
        if len(self.stack) >= rules.DEEPEST:
            self.document.findings.append(rules.too_deep(start))
            raise _Stop
        if self.document.text.startswith("{{", start) and self.braces is None:
            self.braces = (len(self.stack), len(self.document.findings), len(self.document.empties))
        self.stack.append((self.data, self.children, self.node, self.key))
        self.node = Node(start, event.end_mark.index, self.key.span if self.key else None, children)
        self.data, self.children, self.key = data, children, None

    def close(self, event: Any) -> None:
        data, node = self.data, self.node
        node.end = event.end_mark.index
        self.data, self.children, self.node, self.key = self.stack.pop()
        if self.braces is not None and self.braces[0] == len(self.stack):
            self.close_placeholder(node)
            return
        if self.key is None and type(self.data) is dict:
            self.document.findings.append(rules.complex_key(Span(node.start, node.start + 1)))
            self.key = _Key(None, node.span)
        else:
            self.put(data, node)

    def close_placeholder(self, node: Node) -> None:
        """Takes `text: {{ year }}` for a text that lacks its quotes, and drops what YAML made of its braces."""
        assert self.braces is not None
        _depth, known, empties = self.braces
        self.braces = None
        del self.document.findings[known:], self.document.empties[empties:]
        self.document.findings.append(rules.complex_key(node.span, placeholder=True))
        if self.key is None and type(self.data) is dict:
            self.key = _Key(None, node.span)
            return
        self.document.unread.append(self.place())
        self.put(None, Node(node.start, node.end, node.key))

    def put(self, value: Plain, node: Node) -> None:
        """Adds a complete value to the collection that it belongs to."""
        data = self.data
        if type(data) is dict:
            assert self.key is not None
            (name, span), self.key = self.key, None
            if name is None:
                return
            if name == "<<":
                self.document.findings.append(rules.merge_key(span))
            elif name in data or data is self.joined:
                self.put_again(name, span, value, node)
            else:
                data[name] = value
                self.children[name] = node
        elif data is not None:
            data.append(value)
            self.children.append(node)
        else:
            self.document.data, self.document.located = value, node

    def put_again(self, name: str, span: Span, value: Plain, node: Node) -> None:
        """Reports a field that is given twice, and takes it for unread: nobody can say which value counts.

        Where an entry's first field comes again, the fields behind it belong to another entry, and one finding speaks
        for all of them. If another one comes again, too, and both say something else, only a dash can be missing.
        """
        findings, text = self.document.findings, self.document.text
        begins_entry = name == next(iter(self.data)) and type(self.stack[-1][0]) is list
        if begins_entry or self.data is not self.joined:
            found = rules.duplicate_field(name, span, self.children[name].key, begins_entry=begins_entry)
            findings.append(found)
            if begins_entry:
                self.joined, is_copy = self.data, self.data[name] == value
                self.joining = None if is_copy else (len(findings) - 1, span)
        elif self.data.get(name) not in (None, value) and self.joining is not None:
            number, place = self.joining
            start = place.start
            line = text[line_start(text, start) : start]
            if number < len(findings) and findings[number].place == place and len(line) > 1 and not line.strip(" "):
                findings[number] = findings[number]._replace(fix=Fix((Edit(Span(start - 2, start), "- "),)))
        self.data[name] = None
        self.children.setdefault(name, node)
        self.key = _Key(name, span)
        self.document.unread.append(self.place())
        self.key = None

    def place(self) -> FieldPath:
        """The place of the value that comes next."""
        frames = [*((data, key) for data, _children, _node, key in self.stack), (self.data, self.key)]
        return tuple((key.name or "") if key else len(data) for data, key in frames if data is not None)

    def start_document(self, event: Any) -> None:
        self.documents += 1
        start = event.start_mark.index
        if self.documents > 1:
            self.document.findings.append(_second_document(start, event.end_mark.index))
            raise _Stop
        if event.version or event.tags:
            self.document.findings.append(_directive(start, self.document.text))

    def end_document(self, _event: Any) -> None:
        if self.document.data is None:
            self.document.findings.append(rules.empty())

    def end_of_file(self, _event: Any) -> None:
        if not self.documents:
            self.document.findings.append(rules.empty())
        raise _Stop


def _special(event: Any, start: int) -> Finding:
    return rules.anchor(event.anchor, start) if event.anchor is not None else rules.tag(start)


def _second_document(start: int, end: int) -> Finding:
    return rules.second_document(
        Span(start, end),
        _("Here a second YAML document begins; one file holds one agreement."),
        _("Move what follows into a file of its own, or delete the line “---”."),
    )


def _directive(start: int, text: str) -> Finding:
    """A line that begins with a percent sign before the document."""
    return rules.second_document(
        Span(start, text.find("\n", start) if "\n" in text[start:] else len(text)),
        _("A YAML directive (“%…”) isn't allowed here."),
        _("Delete the line, and the line “---” after it."),
    )
