"""From a file's bytes to its texts and their places: the only reader of YAML.

Every scalar stays the text that it is in the file; what it means is the model's business. Of YAML only the plain
forms are taken: mappings, lists, scalars. What else YAML can do (anchors, aliases, merge keys, tags, several
documents) is reported, because a form is filled in, not programmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from aqb_cli.diagnostics import Edit, Fix, Lines, Span
from aqb_cli.messages import Message, _
from aqb_cli.source.builder import build
from aqb_cli.source.faults import Fault
from aqb_cli.source.nodes import Document, Node, Plain
from aqb_cli.source.plain import read_plain
from aqb_cli.source.syntax import explain

__all__ = ["LARGEST_FILE", "Document", "Fault", "Node", "Plain", "read"]

LARGEST_FILE = 1024 * 1024
"""In bytes. The longest agreement known takes four kilobytes."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


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
        content = None if "\t" in text else read_plain(text)
        if content is not None:
            document.data, document.texts, document.complete = content.data, content.texts, True
            return document
        build(document)
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
