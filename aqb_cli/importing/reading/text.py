"""Plain text, as typed, or as programs extract it from other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.importing.reading.abreast import in_columns
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.flow import parts_of
from aqb_cli.importing.reading.furniture import without_furniture
from aqb_cli.importing.reading.markers import marker_of
from aqb_cli.importing.reading.printed import Printed, PrintedRow, SourceLocation, Stretch
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Line, TextRun

LARGEST = 500_000
"""How many bytes of text are read; an agreement has less than 20,000."""

MOST_LINES = 10_000
"""How many lines are read; an agreement has a few hundred."""

_STRONG = re.compile(r"\*\*(?=[^\s*])([^*]{1,2000}?)(?<=\S)\*\*")
_WIDE = re.compile(r"(?<![.:;!?]) {2,}| {3,}| *\t[ \t]*")
_RULE = re.compile(r"-{3,}(?: +-{2,})+")
"""What stands below a table's head."""

_DOUBLE = re.compile(r"={3,}(?: +={3,})+")
"""What stands below the head of a table as `rendering.columns` prints it."""


def read(path: Path) -> Printed:
    """What stands in a text file. Raises `UnreadableDocument`."""
    content = content_of(path)
    pages: list[list[PrintedRow]] = []
    number = 0
    for page, text in enumerate(content.split("\f"), 1):
        lines = text.split("\n")
        rows = list(_rows(lines, page if "\f" in content else None, number))
        texts = in_columns([row.stretches for row in rows], partial(_words, rows=rows))
        pages.append([row._replace(stretches=stretches) for row, stretches in zip(rows, texts, strict=True)])
        number += len(lines) - 1
    kept, furniture = without_furniture(pages)
    return Printed(tuple(parts_of(kept)), tuple(furniture))


def _words(number: int, rows: list[PrintedRow]) -> list[Stretch]:
    """The words of the line with a number."""
    return [
        Stretch((TextRun(word[0]),), stretch.left + word.start(), stretch.left + word.end())
        for stretch in rows[number].stretches
        for word in re.finditer(r"\S+", stretch.text)
    ]


def content_of(path: Path) -> str:
    """The text of a file, whatever its encoding, with "\\n" at the ends of lines. Raises `UnreadableDocument`."""
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise too_much(path)
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") or sum(c.isprintable() or c.isspace() for c in text) < 0.9 * len(text):
            break
        if text.count("\n") > MOST_LINES:
            raise too_much(path)
        return re.sub("[\ue000-\uf8ff]", "•", re.sub(r"\r\n?", "\n", text))  # bullets of Wingdings
    raise UnreadableDocument(_("{path} is neither text nor PDF nor Word.", path=str(path)))


def _rows(lines: list[str], page: int | None, before: int) -> Iterator[PrintedRow]:
    """The lines that have text; those of a table are divided where the dashes below its head are."""
    gap = ruled = False
    columns: list[tuple[int, int]] = []
    end = 0
    for index, line in enumerate(lines):
        if index < end:
            continue
        if not line.strip():
            gap, columns = True, []
            continue
        if (below := _double_below(lines, index)) is not None:
            end = index + next((n for n, other in enumerate(lines[index:]) if not other.strip()), len(lines))
            for number, stretches in _divided(lines[index:end], below - index):
                yield PrintedRow(stretches, SourceLocation(page, before + index + number + 1), gap, ruled=number > 0)
                gap = False
            continue
        columns = columns or _columns_below(lines, index)
        if _RULE.fullmatch(line.strip()):
            ruled = True
            continue
        stretches = tuple(_fields(line, columns) if columns else _stretches(line))
        if stretches:
            yield PrintedRow(stretches, SourceLocation(page, before + index + 1), gap, ruled)
            gap = ruled = False


def _double_below(lines: list[str], index: int) -> int | None:
    """Where the double rule stands below the head of the table that begins with a line."""
    for number in range(index, min(index + 12, len(lines))):
        if not lines[number].strip():
            break
        if _DOUBLE.fullmatch(lines[number].strip()):
            return number if number > index else None
    return None


def _divided(lines: list[str], double: int) -> Iterator[tuple[int, tuple[Stretch, ...]]]:
    """The rows of a table with a double rule below its head, each with the number of its first line.

    Where there are rules in the body, they divide the rows; otherwise each line is one.
    """
    columns = [match.span() for match in re.finditer("=+", lines[double])]
    rules = [double, *(n for n in range(double + 1, len(lines)) if _RULE.fullmatch(lines[n].strip()))]
    if len(rules) == 1:
        rows = [range(double), *(range(n, n + 1) for n in range(double + 1, len(lines)))]
    else:
        edges = [-1, *rules, len(lines)]
        rows = [range(above + 1, below) for above, below in pairwise(edges)]
    for row in filter(None, rows):
        ends = [*(start for start, _right in columns[1:]), None]
        fields = (
            (left, right, _whole([lines[n][left:end].strip() for n in row], right - left))
            for (left, right), end in zip(columns, ends, strict=True)
        )
        stretches = tuple(
            Stretch(content, left, right, right - left) for left, right, text in fields if (content := strong(text))
        )
        if stretches:
            yield row[0], stretches


def _whole(parts: list[str], width: int) -> str:
    """The lines of a field as one: one that fills its column, or ends in a hyphen or slash, goes on without a space."""
    text = ""
    goes_on = True
    for part in filter(None, parts):
        text += part if goes_on else f" {part}"
        goes_on = len(part) >= width or part.endswith(("-", "/"))
    return cleaned(text)


def _columns_below(lines: list[str], index: int) -> list[tuple[int, int]]:
    """Where the columns begin and end of the table whose head begins with a line; none if it is no table's."""
    for line in lines[index : index + 5]:
        if not line.strip():
            break
        if _RULE.fullmatch(line.strip()):
            return [match.span() for match in re.finditer("-+", line)]
    return []


def _fields(line: str, columns: list[tuple[int, int]]) -> Iterator[Stretch]:
    ends = [start for start, _end in columns[1:]]
    for (start, right), end in zip(columns, [*ends, None], strict=True):
        field = line[start:end]
        if content := strong(cleaned(field.strip())):
            left = start + len(field) - len(field.lstrip())
            yield Stretch(content, left, left + len(field.strip()), right - start)


def _stretches(line: str) -> Iterator[Stretch]:
    line = line.replace("\u00a0", " ").replace("\u202f", " ").rstrip()
    start = len(line) - len(line.lstrip())
    left = len(line[:start].expandtabs())
    marker = len(marker_of(line[start:].replace("\t", " ")))
    while start < len(line):
        wide = _WIDE.search(line, start + marker)
        text = line[start : wide.start() if wide else None]
        if content := strong(cleaned(text)):
            yield Stretch(content, left, left + len(text))
        if wide is None:
            return
        left, start = len(line[: wide.end()].expandtabs()), wide.end()
        marker = 0


def strong(text: str) -> Line:
    """A text in which `**…**` is bold."""
    runs: list[TextRun] = []
    at = 0
    for match in _STRONG.finditer(text):
        runs += [TextRun(text[at : match.start()]), TextRun(match[1], True)]
        at = match.end()
    runs.append(TextRun(text[at:]))
    return tuple(run for run in runs if run.text)
