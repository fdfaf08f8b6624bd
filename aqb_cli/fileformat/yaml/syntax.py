"""Turns errors of the YAML parser into findings with advice, at the place of the cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from aqb_cli.diagnostics import Edit, Finding, Fix, Span
from aqb_cli.fileformat.rules.file import complex_key, second_document, syntax, tab, tag
from aqb_cli.fileformat.yaml.nodes import TEXT_FIELDS, line_start, quoted
from aqb_cli.text.messages import Message, _

_PLACEHOLDER = re.compile(r" *(?:- +)*(?:[a-z_]+: +)?\{\{")
"""A line whose text begins with a placeholder and isn't in quotes."""


_PLAIN_TEXT = re.compile(r"(?m)^ *(?:- +)*(?P<field>[a-z_]+): +(?P<text>[^\s\[\]{}\"'#&*!|>%@`][^\r\n]*?) *\r?$")
"""A field with a text that isn't in quotes and stands in one line."""

_FIELDS_IN_LINE = r"\(?([\w]+: +-?[\d.]+(?:, *[\w]+: +-?[\d.]+)*)[)}]?"
"""Names or years with amounts, as they stand in braces."""

_TYPOGRAPHIC = "„“”‟«»‚‘’"
"""Quotation marks that word processors set; in YAML they are signs like all others."""

_FIRST_FIELDS = ("title", "party", "measure", "on", "slug")
"""Fields with which the entries of lists begin."""

_WHOLE_TEXT = re.compile(rf"(?m)^ *(?:- +)*(?:{'|'.join(TEXT_FIELDS)}): +(?P<text>[^\s][^\r\n]*?) *\r?$")
"""A text of one line in such a field, which may begin with a sign that means something else in YAML."""

OTHER_DASH = re.compile("(?m)^ *([–—−‐•·▪*]|[0-9]{1,2}[.)](?= +[a-z_]+:))[ \u00a0]+[a-z_]+")
"""A line that begins as an entry of a list does, but with a sign that word processors set in place of the dash."""

_LEFT_OVER = re.compile(r"(?m)^(?:[=>|]{7}(?: .*)?|```.*)$")
"""What is left of versions that git couldn't merge, or frames a file in Markdown."""

_NO_SPACE = re.compile(r"(?:- )?[\w-]+:(?=[^\s:/])")
"""A field's name and its colon, without the space that has to follow."""

_LINE_WITHOUT_SPACE = re.compile(r" *(?:- )?[a-z_]+:(?=[^\s:/])")

_UNCLOSED = (_("The bracket that opens here is never closed."), _("Put the closing bracket at the end of the entries."))


def _at(offset: int) -> Span:
    return Span(offset, offset + 1)


def other_dash(sign: str) -> tuple[Message, Message]:
    """What is wrong with an entry of a list that doesn't begin with a plain dash, and what to do."""
    message = _("An entry of a list begins with a plain dash; here stands “{sign}”.", sign=sign)
    return message, _("Write “-” and a space in its place.")


def explain(text: str, problem: str, offset: int, context: int | None) -> Finding:
    """Explains a complaint of the parser at an offset; `context` is where the construct in question began."""
    if brace := _PLACEHOLDER.match(text, line_start(text, offset)):
        return complex_key(_at(brace.end() - 2), placeholder=True)
    if (found := _no_yaml(text, offset)) is not None:
        return found
    character = text[offset : offset + 1]
    if "\t" in (character, text[offset - 1 : offset]) or "tab character" in problem:
        return _tab(text, offset)
    if problem.startswith("did not find expected") and (quote := _runaway_quote(text, offset)) is not None:
        return _open_quote(text, quote)
    if problem == "mapping values are not allowed in this context":
        return _colon(text, offset)
    if problem == "block sequence entries are not allowed in this context":
        return _dash(text, offset)
    if problem.startswith(("found unknown escape character", "did not find expected hexdecimal")):
        message = _("A backslash in double quotes has a special meaning, and this one has none.")
        return syntax(_at(offset), message, _("Use single quotes instead, in which a backslash is just a backslash."))
    if problem == "found undefined tag handle":
        return tag(offset)
    if problem.startswith("did not find expected alphabetic") and context is not None:
        return _wrong_start(text, context)
    if problem == "did not find expected comment or line break" and context is not None:
        return _wrong_start(text, context)  # ">" or "|"
    if problem in ("found character that cannot start any token", "mapping keys are not allowed in this context"):
        return _wrong_start(text, offset)
    if problem in (
        "did not find expected key",
        "did not find expected '-' indicator",
        "did not find expected <document start>",
    ):
        return _misplaced(text, offset, problem)
    return _unfinished(text, problem, offset, context) or syntax(
        _at(offset),
        _("The file isn't valid YAML here (the parser says: {problem}).", problem=problem),
        _("Compare indentation, colons, brackets and quotes with the lines around. If in doubt, quote the text."),
    )


def _no_yaml(text: str, offset: int) -> Finding | None:
    """What git or a word processor has put where YAML has its own signs; None if it is nothing of theirs."""
    if conflict := re.search(r"(?m)^<{7} .*", text):
        return syntax(
            Span(*conflict.span()),
            _("From here on two versions of the same lines stand in the file, which git couldn't merge."),
            _("Keep the right lines; delete the others and those that begin with <<<<<<<, ======= and >>>>>>>."),
        )
    if line := _LEFT_OVER.search(text):
        message = _("This line is no part of the file; it is left over from git or from Markdown.")
        return syntax(Span(*line.span()), message, _("Delete the line."))
    start, end = text.rfind("\n", 0, offset), text.find("\n", offset)
    above = text.rfind("\n", 0, max(start, 0)) + 1
    if other := OTHER_DASH.search(text, above, end if end >= 0 else len(text)):
        place = Span(*other.span(1))
        return syntax(place, *other_dash(other[1]), fix=Fix((Edit(place, "-"),)))
    return None


def _unfinished(text: str, problem: str, offset: int, context: int | None) -> Finding | None:
    """What is begun and not ended: a quoted text, a bracket, a field, a line; None if the problem is another one."""
    if problem == "found unexpected end of stream" and context is not None:
        return _open_quote(text, context)
    if problem == "found unexpected ':'":
        return _colon_in_brackets(text, offset)
    if problem.startswith("did not find expected ',' or") and context is not None:
        if "\n" in text[context:offset]:
            return syntax(_at(context), *_UNCLOSED)
        return syntax(
            _at(offset),
            _("Here a comma or the closing bracket is missing."),
            _(
                "Separate the entries by commas and close the bracket; "
                "put a text with commas, colons or braces in quotes."
            ),
            (_at(context), _("the bracket opens here")),
        )
    if problem == "did not find expected node content" and (bracket := _open_bracket(text[:offset])) is not None:
        return syntax(_at(bracket), *_UNCLOSED)
    if problem.startswith(("could not find expected ':'", "did not find expected node content")):
        place = context if problem.startswith("could") and context is not None else offset
        return _without_space(text, place) or syntax(
            _at(place),
            _("This line isn't complete: a field's name, a colon, a space and the value are expected."),
            _("Complete the line, or join it with the one above if the text goes on here; quote special characters."),
        )
    return None


def _open_bracket(text: str) -> int | None:
    """Where the innermost bracket opens that is not closed in the text; quoted texts and comments don't count."""
    opened: list[int] = []
    for match in re.finditer(r"'[^'\n]*'|\"[^\"\n]*\"|(?<!\S)#[^\n]*|[][{}]", text):
        if match[0] in ("[", "{"):
            opened.append(match.start())
        elif match[0] in ("]", "}") and opened:
            opened.pop()
    return opened[-1] if opened else None


def _tab(text: str, offset: int) -> Finding:
    if text[offset : offset + 1] != "\t":
        offset = text.rfind("\t", 0, offset) if "\t" in text[:offset] else offset
    return tab(
        _at(offset),
        _("Here stands a tab character; the layout of these files is made of spaces."),
        _("Replace the tab by spaces: two for each level. Most editors can be set to do so."),
    )


def _colon(text: str, offset: int) -> Finding:
    """A colon where none can be: in a text, or because something is wrong with the line above."""
    start = line_start(text, offset)
    if re.search(r":\s", text[start:offset]):
        line = _PLAIN_TEXT.match(text, start)
        message = _("This colon makes the text before it a field's name, which can't be here.")
        if line is not None and (fields := re.fullmatch(_FIELDS_IN_LINE, line["text"])):
            help = _("Put braces around fields that stand in one line: `{{{text}}}`.", text=fields[1])
            return syntax(_at(offset), message, help, fix=_replaced(line, f"{{{fields[1]}}}"))
        if dash := re.match(r" *-(?=[{\[])", text[start:offset]):
            return _no_space_after_dash(start + dash.end())
        is_text = line is not None and not re.search(r"[ :][a-z_]+$", text[start:offset])
        if line is not None and line["field"] not in TEXT_FIELDS and re.match(r"\w+: +-?\d", line["text"]):
            is_text = False  # years with their amounts, and a brace is missing
        return syntax(_at(offset), message, _advice_on_quotes(line), fix=_quoted(line) if is_text else None)
    above = list(re.finditer(r"^[^\S\n]*([^\s#].*)$", text[:start], re.MULTILINE))
    if above:
        line = above[-1]
        if found := _without_space(text, line.start(1)):
            return found
        may_begin_entry = line[1].startswith("-") or line.start(1) > line.start()
        if may_begin_entry and (found := _without_dash(line[1], line.start(1))):
            return found
        if ":" not in line[1]:
            return syntax(
                _at(line.start(1)),
                _("This line has no colon: a field's name, a colon, a space and the value are expected."),
                _("Complete the line, or put it in quotes together with the line before if it goes on there."),
            )
    return syntax(
        _at(start + len(text[start:offset]) - len(text[start:offset].lstrip())),
        _("This line is indented further than the line above allows."),
        _("Begin it in the same column as the other fields of its group, or indent the line above like them."),
    )


def _without_space(text: str, start: int) -> Finding | None:
    """What is wrong with a line at a place whose first colon no space follows; None if it is another line."""
    if match := _NO_SPACE.match(text, start):
        message = _("There must be a space after the colon.")
        help = _("Write a field's name, a colon, a space and the value.")
        places = sorted({match.end(), *_without_space_around(text, start)})
        fix = Fix(tuple(Edit(Span(place, place), " ") for place in places))
        return syntax(_at(match.end() - 1), message, help, fix=fix)
    return None


def _without_space_around(text: str, start: int) -> Iterator[int]:
    """Where spaces are missing in the lines above and below one, as far as one after the other lacks it."""
    end = start
    while (end := text.find("\n", end) + 1) and (below := _LINE_WITHOUT_SPACE.match(text, end)):
        yield below.end()
    start = line_start(text, start)
    while start and (above := _LINE_WITHOUT_SPACE.match(text, start := line_start(text, start - 1))):
        yield above.end()


def _colon_in_brackets(text: str, offset: int) -> Finding:
    """A colon inside brackets that no space follows: behind a field's name, or in a text such as a time of day."""
    end = text.find("\n", offset)
    if re.search(r"[{,]\s*(?:[a-z_]+|\d{4})$", text[:offset][-80:]):
        message = _("There must be a space after the colon.")
        places = [match.end() for match in re.finditer(r"[{,] *(?:[a-z_]+|\d{4}):(?!\s|https?:)", text[:end])]
        edits = tuple(Edit(Span(place, place), " ") for place in places if place > offset)
        return syntax(
            _at(offset),
            message,
            _("Write a field's name, a colon, a space and the value."),
            fix=Fix(edits) if edits else None,
        )
    message = _("Inside brackets, a text that has a colon must be in quotes.")
    value = re.search(r"(?:: |[\[,] *)([^\s\[\]{},'\":][^\[\]{},'\":\n]*)$", text[:offset])
    rest = re.match(r"[^\[\]{},'\"\n]*", text[offset:])
    if value is None or rest is None:
        return syntax(_at(offset), message, _("Put the text in quotes."))
    place = Span(value.start(1), offset + len(rest[0].rstrip()))
    fix = Fix((Edit(place, f"'{text[place.start : place.end]}'"),))
    return syntax(_at(offset), message, _("Put the text in quotes."), fix=fix)


def _no_space_after_dash(offset: int) -> Finding:
    message = _("There must be a space after the dash.")
    help = _("Write a dash, a space, and then the field's name.")
    return syntax(_at(offset - 1), message, help, fix=Fix((Edit(Span(offset, offset), " "),)))


def _without_dash(line: str, start: int, *, is_alone: bool = True) -> Finding | None:
    """What is wrong with the first line of an entry without its dash, or with one that no space follows.

    None if it is another line. Where more lines of the entry follow, each would have to be moved.
    """
    if re.match(r"-[\w-]+:", line):
        return _no_space_after_dash(start + 1)
    match = re.match(r"([a-z]+):", line)
    if not match or match[1] not in _FIRST_FIELDS:
        return None
    message = _("Here an entry of a list begins, and its dash is missing.")
    help = _("Write “- {field}: …”.", field=match[1])
    return syntax(_at(start), message, help, fix=Fix((Edit(Span(start, start), "- "),)) if is_alone else None)


def _wrong_start(text: str, offset: int) -> Finding:
    message = _("A text can't begin with “{character}” here.", character=text[offset])
    line = _text_around(text, offset)
    help = _("Leave the line out if the value isn't known; put a text in quotes.") if text[offset] == "?" else None
    return syntax(_at(offset), message, help or _("Put the text in quotes."), fix=_quoted(line))


def _text_around(text: str, offset: int) -> re.Match[str] | None:
    """The text of a field that always is one, in the line of a place."""
    return _WHOLE_TEXT.match(text, line_start(text, offset))


def _dash(text: str, offset: int) -> Finding:
    """A dash behind a field's name: a text that begins with one, or a list in the wrong place."""
    if not text[offset + 1 :].partition("\n")[0].strip():
        message = _("A dash doesn't stand for a value that isn't known.")
        help = _("Leave the line out if the agreement doesn't state it; a list without entries is written [].")
        return syntax(_at(offset), message, help)
    line = _PLAIN_TEXT.match(text, line_start(text, offset))
    if line is not None and line["field"] in TEXT_FIELDS:
        message = _("A text that begins with a dash and a space is taken for a list.")
        return syntax(_at(offset), message, _("Put the text in quotes."), fix=_quoted(line))
    return syntax(
        _at(offset),
        _("A list can't begin on the line of its field's name."),
        _("Begin the list on the next line, two spaces further in."),
    )


def _runaway_quote(text: str, offset: int) -> int | None:
    """Where a quoted text opens that ends only in another line, with the quotation mark of another text; None if none.

    Both lines have a mark without its other half up to there.
    """
    start = line_start(text, offset)
    if text.count('"', start, offset) % 2:
        for line in reversed(list(re.finditer('(?m)^.*".*$', text[:start]))):
            if line[0].count('"') % 2:
                return line.start() + line[0].rfind('"')
    return None


def _open_quote(text: str, start: int) -> Finding:
    """A quotation mark without its other half, which may have been replaced by one of a word processor's."""
    message = _("A quotation mark opens here and is never closed.")
    line = text[start:].partition("\n")[0].rstrip()
    if line[-1] in _TYPOGRAPHIC and text[start] not in line[1:]:
        help = _("Put a straight quotation mark ({mark}) at the end; typographic ones don't count.", mark=text[start])
        fix = Fix((Edit(Span(start, start + len(line)), line[:-1] + text[start]),))
        return syntax(_at(start), message, help, fix=fix)
    return syntax(_at(start), message, _("Put the same quotation mark at the end of the text."))


def _advice_on_quotes(line: re.Match[str] | None) -> Message:
    if line is not None and any(mark in line["text"] for mark in _TYPOGRAPHIC):
        return _("Put the whole text in straight quotation marks (\"…\" or '…'); typographic ones don't count.")
    return _("Put the text in quotes if the colon is part of it.")


def _quoted(line: re.Match[str] | None) -> Fix | None:
    """Puts the text of a line in single quotes.

    None where it says nothing, such as "?": it stands for what isn't known, and would be printed.
    """
    if line is None or " #" in line["text"] or not re.search(r"\w", line["text"]):
        return None
    return _replaced(line, quoted(line["text"]))


def _replaced(line: re.Match[str], text: str) -> Fix:
    return Fix((Edit(Span(*line.span("text")), text),))


def _misplaced(text: str, offset: int, problem: str) -> Finding:
    if re.search(r"^\.\.\.\s*$", text[:offset], re.MULTILINE):
        return second_document(
            _at(offset),
            _("Here a second YAML document begins; one file holds one agreement."),
            _("Move what follows into a file of its own, or delete the line “...”."),
        )
    start = line_start(text, offset)
    before = text[start:offset].rstrip()
    if before.endswith(("'", '"')):
        return _behind_quote(text, offset, before[-1])
    if before.endswith(("]", "}")) and (line := _text_around(text, offset)):
        message = _("A text that begins with a bracket is taken for a list or a group of fields.")
        return syntax(_at(line.start("text")), message, _("Put the text in quotes."), fix=_quoted(line))
    if "-" in problem:
        return syntax(
            _at(offset),
            _("A list goes on here, and this line doesn't begin with “- ”."),
            _("Begin the line with “- ”, or indent it like the other fields of its entry."),
        )
    if text.startswith("- ", offset) and (found := _first_without_dash(text, start, offset)):
        return found
    return syntax(
        _at(offset),
        _("This line doesn't fit its surroundings: a field's name is expected in the column of the other fields."),
        _("Check the indentation of this line and of those above it: two spaces for each level."),
    )


def _behind_quote(text: str, offset: int, mark: str) -> Finding:
    """A text that goes on behind a quotation mark: one that has marks inside, or that isn't in quotes as a whole."""
    message = _("After the closing quotation mark nothing more may follow.")
    if text[offset:].partition("\n")[0].strip() == ",":
        help = _("Delete the comma: commas stand only between entries in brackets.")
        return syntax(_at(offset), message, help, fix=Fix((Edit(_at(offset), ""),)))
    help = _("Put the whole text in quotes; a quotation mark inside single quotes is written twice ('').")
    line = _text_around(text, offset)
    if line is None or line["text"][0] != mark or " #" in line["text"]:
        return syntax(_at(offset), message, help)
    meant = line["text"]
    second_opens = re.match(rf"{mark}[^{mark}]*{mark}\w", meant)  # or is an apostrophe
    if meant.endswith(mark) and second_opens:
        meant = meant[1:-1]
    return syntax(_at(offset), message, help, fix=_replaced(line, quoted(meant)))


def _first_without_dash(text: str, start: int, offset: int) -> Finding | None:
    """What is wrong with the first entry of a list of which the second one has its dash at a place."""
    lines = list(re.finditer(r"(?m)^( *)([^\s#].*)$", text[:start]))
    entry = list(takewhile(lambda line: len(line[1]) >= offset - start and not line[2].endswith(":"), reversed(lines)))
    if not entry:
        return None
    first = entry[-1]
    return _without_dash(first[2], first.start(2), is_alone=len(entry) == 1 and len(first[1]) == offset - start)
