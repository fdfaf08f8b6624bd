"""From a file's bytes to its texts and their places: the only reader of YAML.

Every scalar stays the text that it is in the file; the model says what it means. Of YAML only the plain
forms are accepted: mappings, lists, scalars. What else YAML can do (anchors, aliases, merge keys, tags, several
documents) is reported, because a form is filled in, not programmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from aqb_cli.diagnostics import Edit, Finding, Fix, Lines, Span
from aqb_cli.fileformat.rules import file as rules
from aqb_cli.fileformat.rules.form import amount, ask_digits
from aqb_cli.fileformat.yaml.builder import YamlFile, build
from aqb_cli.fileformat.yaml.nodes import TEXT_FIELDS, Node, Plain, line_start
from aqb_cli.fileformat.yaml.plain import read_plain
from aqb_cli.text import german
from aqb_cli.text.messages import _

__all__ = ["LARGEST_FILE", "Node", "Plain", "YamlFile", "read"]

LARGEST_FILE = 256 * 1024
"""In bytes. The longest agreement known takes four kilobytes."""

# What only some files need stays text: to compile all of these at the start takes 3 of 180 ms of a short run.
_UNUSUAL = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = f"[\t{_UNUSUAL}]+"
_FIELD = rf"(?m)^[ {_UNUSUAL}-]*(?:[a-z_]+|2[0-9]{{3}}):[ {_UNUSUAL}]*"
"""What a line begins with, up to the value of its field; whatever spaces stand there are a part of the layout."""
_DECIMAL_COMMA = r"""(?x)(?<=[:{]\ )
    (?P<amount>-?(?:[0-9]{1,3}(?:[.'’\ \u00a0\u202f\u2009][0-9]{3})+|[0-9]+),(?:[0-9]+-?|-{1,2})(?:\ ?(?:€|EUR|Euro))?)
    (?=\s*[,}])"""
_COMMA = re.compile(",[0-9-]")
_TWO_DECIMALS = r",(?:[0-9]{2}(?![0-9])|-)"
"""Cents, or the dash in their place."""
_LOST_WORD = r"(?<= )#[^\s#!:]\S*"
_PLAIN_END = r"[^\s'\"\]}:>|-]"
"""How a text without quotes ends; a comment behind anything else can't have been meant as a part of it."""
_QUOTED_KEY = r"""^[\s{-]*(?:"[^"]*|'[^']*)$"""
"""What a line begins with, up to a place inside of a field's name that stands in quotes."""
_OPEN_QUOTE = r"""(?:^|[\s\[{,])(?:"[^"]*|'[^']*)$"""
"""The same for a value; the best guess where the file can't be read."""
_TURNING = "[\u202a-\u202e\u2066-\u2069]"
_NOT_TEXT = "\\A\ufeff|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"


_DOCUMENTS = {
    b"%PDF": _("a PDF file"),
    b"PK\x03\x04": _("a Word, Excel or OpenDocument file"),
    b"\xd0\xcf\x11\xe0": _("an old Word or Excel file"),
}
"""What files of other programs begin with."""


def read(raw: bytes) -> YamlFile:
    """Reads a file's bytes. Never raises: what can't be read is among the findings."""
    if kind := _DOCUMENTS.get(raw[:4]):
        message = _("This is {kind}, whatever its name says.", kind=kind)
        help = _("Give it its own ending back. `aqb import` makes agreement files of signed documents.")
        return YamlFile("", [rules.encoding(None, message, help)])
    if len(raw) > LARGEST_FILE:
        return YamlFile("", [rules.too_large()])
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return _undecodable(raw, error)
    document = YamlFile(text)
    # Python's own look at all characters spares three patterns: a tenth of what a file takes.
    plain = text.replace("\n", "").isprintable()
    if not plain and re.search(_NOT_TEXT, text):
        document.findings = list(_control_characters(text))
        return document
    odd = not plain and re.search(_ODD_SPACE, text) is not None
    document.findings = list(_decimal_commas(document)) if _COMMA.search(text) else []
    if odd:
        document.layout = re.sub(_FIELD, lambda found: re.sub(f"[{_UNUSUAL}]", " ", found[0]), document.layout)
    try:
        content = None if odd or document.refused else read_plain(document.layout)
        if content is not None:
            (document.data, document.texts), document.complete = content, True
            return _with_comments(document, plain=plain)
        build(document)
    except MarkedYAMLError as error:
        _add_syntax_fault(document, error)
    except YAMLError as error:
        document.findings.append(
            rules.syntax(None, _("The file can't be read as YAML: {problem}.", problem=str(error)))
        )
    else:
        document.complete = document.data is not None
    if odd:
        document.findings.extend(_odd_spaces(document))
    return _with_comments(document, plain=plain)


def _undecodable(raw: bytes, error: UnicodeDecodeError) -> YamlFile:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[1:2] == b"\0" or raw[:1] == b"\0":
        message = _("The file is stored as UTF-16 (“Unicode” in some Windows programs), not as UTF-8.")
        return YamlFile("", [rules.encoding(None, message, _("Save it again with the encoding UTF-8."))])
    # Bytes before the first bad one are sound UTF-8; what follows is shown as Windows would read it.
    sound = raw[: error.start].decode()
    rest = raw[error.start :].decode("cp1252", errors="replace")
    line = len(re.findall(r"\r\n|\n|\r", sound)) + 1
    finding = rules.encoding(
        Span(len(sound), len(sound) + 1),
        _("From line {line} on the file isn't UTF-8; it was probably saved as Windows-1252 or ISO 8859-1.", line=line),
        _("Save it again with the encoding UTF-8, and look at every umlaut."),
    )
    return YamlFile(sound + rest, [finding])


def _control_characters(text: str) -> Iterator[Finding]:
    for match in islice(re.finditer(_NOT_TEXT, text), 20):
        span = Span(*match.span())
        meant = german.ungarbled(text[span.start - 1 : span.end]) if span.start else None
        if meant:
            span = Span(span.start - 1, span.end)
            message = _("“{found}” is a garbled “{meant}”.", found=text[slice(*span)], meant=meant)
            yield rules.control_character(span, message, _("Retype the letters."), fix=Fix((Edit(span, meant),)))
            continue
        windows = match[0].encode("latin-1", "replace").decode("cp1252", "replace")
        if match[0] >= "\x80" and windows.isprintable() and windows not in "?\ufffd":
            help = _("It was probably meant as “{character}” (Windows-1252); retype it.", character=windows)
        else:
            help = _("Retype the words around it; it often comes along when text is copied out of a PDF.")
        message = _("Here stands a control character, which no text file may contain: {character}.", character=match[0])
        yield rules.control_character(span, message, help)


def _odd_spaces(document: YamlFile) -> Iterator[Finding]:
    """Tabs and unusual spaces in the layout, the first of each line; those inside texts are a matter of AQB605."""
    lines = Lines(document.text)
    last_line = 0
    for match in re.finditer(_ODD_SPACE, document.text):
        position = lines.position(match.start())
        line = lines.line(position.line)
        before = line[: position.column - 1]
        if position.line == last_line or "#" in before or not line.strip():
            continue
        is_layout = document.layout[match.start()] == " "
        if document.complete and not is_layout and document.is_inside_text(match.start()):
            continue
        if document.complete or is_layout or not before.strip(" -"):
            last_line = position.line
            tab = "\t" in match[0]
            fix = Fix((Edit(Span(*match.span()), " " * (1 if tab else len(match[0]))),))
            message = (
                _("Here stands a tab character; the layout of these files is made of spaces.")
                if tab
                else _("Here stands an unusual space ({found}); the layout is made of plain spaces.", found=match[0])
            )
            help = _("Replace it by plain spaces: two for each level. Most editors can be set to do so.")
            yield rules.tab(Span(*match.span()), message, help, fix=fix if before.strip() or not tab else None)


def _add_syntax_fault(document: YamlFile, error: MarkedYAMLError) -> None:
    from aqb_cli.fileformat.yaml.syntax import explain

    text = document.text
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, max(len(text.rstrip()) - 1, 0)) if mark else 0
    context = error.context_mark.index if error.context_mark else None
    finding = explain(text, str(error.problem), start, context)
    lines = Lines(text)
    spans = [found.place for found in (finding, *document.findings) if isinstance(found.place, Span)]
    line, *others = (lines.position(span.start).line for span in spans)
    if line in others:
        return  # what breaks the line was reported already, such as an asterisk that was taken for an alias
    document.findings.append(finding)


def _decimal_commas(document: YamlFile) -> Iterator[Finding]:
    """Amounts such as `{amount: 595.950,00}`, whose comma YAML would take for the end of the field.

    The rest of the file is read as if the amount were written rightly, in the same place and length; where that
    isn't certain, its value counts as unread.
    """
    parts, done = [], 0
    as_written = YamlFile(document.text)
    for match in re.finditer(_DECIMAL_COMMA, document.text):
        meant = german.read_amount(match["amount"])
        if "#" in document.text[line_start(document.text, match.start()) : match.start()]:
            continue
        if as_written.is_inside_text(match.start("amount") + match["amount"].index(",")):
            continue  # part of a sentence in quotes, and it ends nothing
        span = Span(*match.span("amount"))
        message = _(
            "The amount “{text}” has a decimal comma, which ends the field inside braces.", text=match["amount"]
        )
        if meant is None or not re.search(_TWO_DECIMALS, match["amount"]):  # cents have two digits
            document.refused.add(span.start)
            parts += [document.text[done : span.start], match["amount"].replace(",", ".")]
            yield amount(span, message, ask_digits())
        else:
            spelling = f"{meant}" if ",-" in match["amount"] else f"{meant:.2f}"  # never longer than what it replaces
            parts += [document.text[done : span.start], spelling.ljust(span.end - span.start)]
            help = _("Write {spelling} if {amount} is meant.", spelling=spelling, amount=meant)
            yield amount(span, message, help, fix=Fix((Edit(span, spelling),)))
        done = span.end
    if parts:
        document.layout = "".join([*parts, document.text[done:]])


def _turned_comments(document: YamlFile) -> Iterator[Finding]:
    """Characters outside of texts that make a reader see another order than the program (in texts: AQB601)."""
    for match in islice(re.finditer(_TURNING, document.text), 20):
        if not (document.complete and document.is_inside_text(match.start())):
            message = _("Here the direction of writing turns, which hides what the file says: {found}.", found=match[0])
            yield rules.control_character(Span(*match.span()), message, _("Delete it; retype the line if in doubt."))


def _with_comments(document: YamlFile, *, plain: bool) -> YamlFile:
    """Reports comments that turn the direction of writing, and `title: Coach #1`, whose "#1" YAML takes for one."""
    if not plain:
        document.findings.extend(_turned_comments(document))
    for match in re.finditer(_LOST_WORD, document.text) if " #" in document.text else ():
        start = line_start(document.text, match.start())
        before = document.text[start : match.start()].rstrip()
        last = before.split(" ")[-1]
        is_number = last.replace(".", "").replace("-", "").isdigit()
        if "#" in before or is_number or (last[:-1] not in TEXT_FIELDS and not re.fullmatch(_PLAIN_END, before[-1:])):
            continue
        if re.search(_QUOTED_KEY, before) or (not document.complete and re.search(_OPEN_QUOTE, before)):
            continue
        if document.complete and document.is_inside_text(match.start()):
            continue
        document.findings.append(rules.lost_word(match[0], Span(*match.span())))
    return document
