"""Plain text, as typed, or as programs extract it from other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.flow import parts_of
from aqb_cli.importing.reading.furniture import without_footnotes, without_furniture
from aqb_cli.importing.reading.markers import is_number, marker_of
from aqb_cli.importing.reading.printed import Doubt, Printed, PrintedCell, PrintedRow, SourceLocation, Stretch, joined
from aqb_cli.importing.reading.sieve import Piece, PieceKind, Sieve
from aqb_cli.text.messages import _

LARGEST = 250_000
"""How many bytes of text are read; an agreement has less than 20,000."""

MOST_LINES = 10_000
"""How many lines are read; an agreement has a few hundred."""

TAGS = {
    "sup": PieceKind.RAISED,
    "sub": PieceKind.RAISED,
    "s": PieceKind.STRUCK,
    "del": PieceKind.STRUCK,
    "strike": PieceKind.STRUCK,
}
"""What tags say of the text between them, in Markdown and in text copied from it."""

_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{'|'.join(TAGS)})>", re.IGNORECASE)
_STYLED = re.compile(rf"(</?(?:{'|'.join(TAGS)})>|\*\*)", re.IGNORECASE)
_CLUSTER = re.compile(r".[\u0300-\u036f\u200b-\u200d]*")
"""A character with the marks on it, which takes up one place on a line."""

_WIDE = re.compile(r"(?<![.:;!?]) {2,}| {3,}| *\t[ \t]*")
_TYPED = re.compile(r"^(\s*(?:[0-9]{1,2}[.)]|[a-h]\)|[-–—•▪*]))\t+(?=[^\t])")
"""A marker with tabs behind it, which are none between fields."""

_RULE = re.compile(r"[-=]{3,}(?: +[-=]{2,})+")
"""What stands below a table's head, and between its rows."""

_HIGHEST_HEAD = 12
"""How many lines a table's head may have."""

_BARE = re.compile(r"[0-9]{1,2}[.)]|[a-h]\)|[-–—•▪*]")
_MOST_BARE = 2
"""How many lines may hold nothing but an entry's number or dash, as a dash that stands for "nothing" does."""


_WHOLE_LINE = 65
"""From how many characters on a line is one of running text; a page has 80 or so in a line, a title 40."""


def read(path: Path) -> Printed:
    """What stands in a text file. Raises `UnreadableDocument`."""
    content = content_of(path)
    sieve = Sieve()
    pages: list[list[PrintedRow]] = []
    number = 0
    for page, text in enumerate(content.split("\f"), 1):
        lines = text.split("\n")
        pages.append(list(_rows(lines, page if "\f" in content else None, number, sieve)))
        number += len(lines) - 1
    pages, marks = without_footnotes(pages, sieve)
    rows, furniture = without_furniture(pages)
    rows = list(_with_numbers(rows))
    bare = [row for row in rows if _BARE.fullmatch(row.text)]
    doubts: tuple[Doubt, ...] = ()
    loose: tuple[int, ...] = ()
    if len(bare) - sum(_is_nothing(row, below) for row, below in pairwise(rows)) > _MOST_BARE:
        rows = [
            row._replace(gap=row.gap or above in bare)
            for above, row in pairwise((None, *rows))
            if row is not None and row not in bare
        ]
        message = _(
            "Its lines may stand in a wrong order, as numbers and dashes of lists stand apart from their texts. "
            "Import the PDF file itself, or text that was made of it with: pdftotext -layout"
        )
        doubts = (Doubt(message, bare[0].place),)
        loose = tuple(row.place.line or 0 for row in bare if not is_number(row.text))
    return Printed(tuple(parts_of(rows, sieve)), tuple(furniture), (*doubts, *marks, *sieve.doubts), loose)


def _is_nothing(row: PrintedRow, below: PrintedRow) -> bool:
    """Whether a line is a dash for no measure: the next heading with its number, or a whole line of text, is below."""
    is_next = is_number(marker_of(below.text).strip()) and not _BARE.fullmatch(below.text)
    return re.fullmatch("[-–—]", row.text) is not None and (is_next or len(below.text) > _WHOLE_LINE)


def _with_numbers(rows: list[PrintedRow]) -> Iterator[PrintedRow]:
    """The lines; a number that stands alone right above a line is that line's."""
    number: PrintedRow | None = None
    for row, below in pairwise((*rows, None)):
        if number is not None and row is not None:
            first = row.stretches[0]
            whole = first._replace(line=joined((number.stretches[0].line, first.line)))
            row = row._replace(stretches=(whole, *row.stretches[1:]), place=number.place, gap=number.gap)  # noqa: PLW2901
            number = None
        is_alone = row is not None and is_number(row.text) and _BARE.fullmatch(row.text) is not None
        if (
            is_alone
            and below is not None
            and not below.gap
            and not marker_of(below.text)
            and not _BARE.fullmatch(below.text)
        ):
            number = row
        elif row is not None:
            yield row


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
        text = re.sub(r"\r\n?", "\n", text)
        return re.sub("[\ue000-\uf8ff]", lambda sign: cleaned(sign[0]), text)  # bullets of Wingdings
    raise UnreadableDocument(_("{path} is neither text nor PDF nor Word.", path=str(path)))


def _rows(lines: list[str], page: int | None, before: int, sieve: Sieve) -> Iterator[PrintedRow]:
    """The lines that have text; those of a table are divided where the rule below its head is."""
    gap = False
    end = 0
    for index, text in enumerate(lines):
        if index < end:
            continue
        if not text.strip():
            gap = True
            continue
        place = SourceLocation(page, before + index + 1)
        table = [(0, [(field, False) for field in tabbed])] if (tabbed := _tabbed(lines, index)) else []
        end = index + 1
        if not table and (rule := _rule_below(lines, index)) is not None:
            end = index + next((n for n, other in enumerate(lines[index:]) if not other.strip()), len(lines))
            table = list(_divided(lines[index:end], rule - index))
        for number, fields in table:
            below = SourceLocation(page, before + index + number + 1)
            kept = [(sieve.kept(_pieces(cleaned(field)), below), parted) for field, parted in fields]
            cells = tuple(PrintedCell((line,) if line else (), parted=parted) for line, parted in kept)
            if whole := joined(line for line, _parted in kept if line):
                yield PrintedRow((Stretch(whole, 0, 0),), below, gap, cells=cells)
                gap = False
        if table:
            continue
        parts = ((sieve.kept(_pieces(cleaned(part)), place), left, left + len(part)) for part, left in _gapped(text))
        if stretches := tuple(Stretch(*part) for part in parts if part[0]):
            yield PrintedRow(stretches, place, gap)
            gap = False


def _tabbed(lines: list[str], index: int) -> list[str]:
    """The fields of a line that tabs divide into as many as a line next to it; none if it is no table's."""
    fields, *others = (
        _TYPED.sub(r"\1 ", lines[number]).split("\t") if 0 <= number < len(lines) else []
        for number in (index, index - 1, index + 1)
    )
    is_table = len(fields) > 1 and any(len(fields) == len(other) for other in others)
    return [cleaned(field).strip() for field in fields] if is_table else []


def _rule_below(lines: list[str], index: int) -> int | None:
    """Where the rule stands below the head of the table that begins with a line; None if it is no table's."""
    for number in range(index, min(index + _HIGHEST_HEAD, len(lines))):
        if not lines[number].strip():
            break
        if _RULE.fullmatch(lines[number].strip()):
            return number if number > index else None
    return None


def _divided(lines: list[str], head: int) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """The rows of a table with a rule below its head, each with the number of its first line.

    Of each field its text, and whether the edge of its column goes through a word. Where there are rules in the body,
    they divide the rows; otherwise each line is one.
    """
    columns = [match.span() for match in re.finditer(r"[-=]+", lines[head])]
    rules = [head, *(n for n in range(head + 1, len(lines)) if _RULE.fullmatch(lines[n].strip()))]
    rows = [range(head), *(range(n, n + 1) for n in range(head + 1, len(lines)))]
    if len(rules) > 1:
        rows = [range(above + 1, below) for above, below in pairwise([-1, *rules, len(lines)])]
    shown = [_CLUSTER.findall(line.expandtabs()) for line in lines]
    counted = [list(line.expandtabs()) for line in lines]  # some programs count the marks on letters, too
    for row in filter(None, rows):
        both = (list(_fields([places[n] for n in row], columns)) for places in (shown, counted))
        yield row[0], min(both, key=lambda fields: sum(is_cut for _text, is_cut in fields))


def _fields(lines: list[list[str]], columns: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The fields of a row whose lines are given place by place."""
    for number, (left, right) in enumerate(columns):
        end = columns[number + 1][0] if number + 1 < len(columns) else None
        edges = [edge for edge in (left if number else None, end) if edge]
        texts = ["".join(line[left:end]).strip() for line in lines]
        is_cut = any("  " in text for text in texts) or any(
            " " not in line[edge - 1 : edge + 1] for line in lines for edge in edges if len(line) > edge
        )
        yield _whole(texts, right - left), is_cut


def _whole(parts: list[str], width: int) -> str:
    """The lines of a field as one: one that fills its column, or ends in a hyphen or slash, goes on without a space."""
    text = ""
    goes_on = True
    for part in filter(None, parts):
        text += part if goes_on else f" {part}"
        goes_on = len(_CLUSTER.findall(part)) >= width or part.endswith(("-", "/"))
    return text


def _gapped(line: str) -> Iterator[tuple[str, int]]:
    """What stands on a line between wide gaps, and where it begins."""
    line = line.replace("\u00a0", " ").replace("\u202f", " ").rstrip()
    start = len(line) - len(line.lstrip())
    left = len(line[:start].expandtabs())
    marker = len(marker_of(line[start:].replace("\t", " ")))
    while start < len(line):
        wide = _WIDE.search(line, start + marker)
        yield line[start : wide.start() if wide else None], left
        if wide is None:
            return
        left, start = len(line[: wide.end()].expandtabs()), wide.end()
        marker = 0


def _pieces(text: str) -> Iterator[Piece]:
    """A text in which `**…**` is bold, and what tags such as `<sup>` say of it."""
    kind, strong = PieceKind.PLAIN, False
    for part in _STYLED.split(text):
        if tag := _TAG.fullmatch(part):
            kind = PieceKind.PLAIN if tag["end"] else TAGS[tag["name"].lower()]
        elif part == "**":
            strong = not strong
        else:
            yield Piece(part, strong, kind)
