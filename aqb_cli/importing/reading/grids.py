"""Lines with wide gaps in them: tables, and signatures side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.cells import cell_of
from aqb_cli.importing.reading.markers import cut, first_word, is_number, marker_of
from aqb_cli.importing.reading.printed import PrintedCell, PrintedRow, SourceLocation, Stretch
from aqb_cli.importing.reading.signature_lines import is_lead, is_office, signatory_of, signed_at
from aqb_cli.importing.reading.widths import width_of
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.wording.blocks import TextRun

WHOLE = re.compile(r"(?!20[0-9]{2}$)[0-9][0-9 .,']*(?:,-+)?\s*(?:Euro|EUR|€)?|[-–—/.]+", re.IGNORECASE)
"""What fills a field by itself: a number, an amount, a dash for nothing; a year may be the rest of a title."""

_SECTION = re.compile(r"(?:§|Artikel)\s*[0-9]")
_OPEN = re.compile(r"\((?:20[0-9]{2}|zweckgebunden|Träger): [^()]*$|(?:,| und| oder| für)$")
_NEARLY = 0.9
"""What `width_of` errs by on a few letters: how wide a line may be that is full, as a share of its column's widest."""

_NUMBER = re.compile(r"[0-9]{1,2}[.)](?:\s|$)")
"""What a row begins with that is a heading."""

_SHIFTED = 3
"""How far before its column's edge a field may begin, in characters, behind one that is as wide as its column."""

MOST_LINES = 12
"""How many lines a field may have."""

MOST_COLUMNS = 20
MOST_ROWS = 2_000


class Grid(NamedTuple):
    """A table in the lines of a page."""

    rows: tuple[tuple[PrintedCell, ...], ...]
    places: tuple[SourceLocation, ...]
    end: int
    """The line after its last."""


class _PrintedColumn(NamedTuple):
    """Where a column begins and ends, as far as its fields are known."""

    left: float
    right: float


def grid_at(rows: Sequence[PrintedRow], start: int, words: frozenset[str]) -> Grid | None:
    """The table that begins with a line; None if none begins there."""
    if rows[start].cells is not None:
        return _ruled(rows, start)
    if not 2 <= len(rows[start].stretches) <= MOST_COLUMNS:
        return None
    columns = [_PrintedColumn(stretch.left, stretch.right) for stretch in rows[start].stretches]
    fields: list[dict[int, Stretch]] = [dict(enumerate(rows[start].stretches))]
    end = start + 1
    while end < min(len(rows), start + MOST_ROWS):
        placed = _placed(rows, end, start, columns)
        if placed is None:
            break
        for number, stretch in placed.items():
            column = columns[number]
            columns[number] = _PrintedColumn(min(column.left, stretch.left), max(column.right, stretch.right))
        fields.append(placed)
        end += 1
    is_entry = marker_of(rows[start].text) and not any(map(_is_whole, rows[start].stretches))
    if end == start + 1 or (is_entry and all(len(row.stretches) == 1 for row in rows[start + 1 : end])):
        return None  # a line alone, or an entry of a list that was stretched to the page's width
    return _grid(rows[start:end], fields, columns, end, words)


def _ruled(rows: Sequence[PrintedRow], start: int) -> Grid:
    """The table of the rows with as many fields; a head that is repeated on each page stands once."""
    table: list[tuple[PrintedCell, ...]] = []
    places: list[SourceLocation] = []
    end = start
    page = rows[start].place.page
    for row in rows[start : start + MOST_ROWS]:
        if row.cells is None or (table and len(row.cells) != len(table[0])):
            break
        end += 1
        if row.place.page != page and _texts(row.cells) != _texts(table[0]):
            page = row.place.page
            if _goes_below(table[-1], row.cells):
                table[-1] = tuple(map(_both, table[-1], row.cells))
                continue
        if not table or row.place.page == places[0].page or _texts(row.cells) != _texts(table[0]):
            table.append(tuple(row.cells))
            places.append(row.place)
    return Grid(tuple(table), tuple(places), end)


def _goes_below(above: Sequence[PrintedCell], below: Sequence[PrintedCell]) -> bool:
    """Whether a row at the top of a page may be the rest of the one above: it says less, and has no number."""
    filled = [bool(cell.lines) for cell in below]
    fewer = [bool(cell.lines) for cell in above] != filled
    return fewer and not any(
        one and (not cell.lines or WHOLE.fullmatch(other.text) or _NUMBER.match(other.text))
        for one, cell, other in zip(filled, above, below, strict=True)
    )


def _both(above: PrintedCell, below: PrintedCell) -> PrintedCell:
    """A field that seems to go on on the next page."""
    if not below.lines:
        return above
    return above._replace(lines=(*above.lines, *below.lines), doubtful=True)


def _texts(cells: Sequence[PrintedCell]) -> list[str]:
    return [cell.text for cell in cells]


def _placed(
    rows: Sequence[PrintedRow], index: int, start: int, columns: list[_PrintedColumn]
) -> dict[int, Stretch] | None:
    """The stretches of a line by the column that they stand in; None if the line doesn't belong to the table."""
    row = rows[index]
    if row.cells is not None:
        return None
    parts = [part for each in row.stretches for part in _at_edges(each, columns)]
    alone = len(row.stretches) == 1 and not (_is_signed(rows[start]) and parts[1:] and all(map(_is_signatory, parts)))
    if alone and _SECTION.match(row.text) and _is_apart(rows, index, start):
        return None
    if alone and _is_signed(rows[start]) and pattern("annex").match(row.text):
        return None
    if row.place.page != rows[index - 1].place.page and not _is_signed(rows[start]):
        if not _is_resumed(rows, index, columns):
            return None
        alone = False
    if (
        alone
        and row.gap
        and not any(other.gap for other in rows[start + 1 : index])
        and not _has_rows_below(rows, index)
    ):
        return None
    if alone and row.gap and (row.text.endswith((":", ".")) or _is_text(rows, index, columns[0])):
        return None
    if alone and row.gap and _is_apart(rows, index, start) and _is_between(row.stretches[0], columns):
        return None
    outside = row.stretches[0].left < columns[0].left - 0.5 or _is_apart(rows, index, start)
    if alone and outside and is_number(marker_of(row.text).strip()):
        return None
    placed: dict[int, Stretch] = {}
    for stretch in row.stretches if alone else parts:
        over = [n for n, column in enumerate(columns) if stretch.left < column.right and stretch.right > column.left]
        if len(over) > 1:
            return None
        number = over[0] if over else min(range(len(columns)), key=lambda n: _distance(stretch, columns[n]))
        if number in placed or (not over and _distance(stretch, columns[number]) > 12):
            return None
        placed[number] = stretch
    return placed


def _at_edges(stretch: Stretch, columns: Sequence[_PrintedColumn]) -> Iterator[Stretch]:
    """A stretch of a text's line, parted where columns begin: at single spaces, and behind the number of a row."""
    start, left = 0, stretch.left
    ends = [match.end() for match in re.finditer(" ", stretch.text)]
    marker = marker_of(stretch.text)
    rest = stretch.right - len(stretch.text) + len(marker)
    if is_number(marker.strip()) and left + len(marker) < rest and abs(rest - columns[1].left) <= _SHIFTED:
        yield Stretch((TextRun(marker.strip()),), left, left + len(marker.strip()))  # in a column of numbers
        start, left = len(marker), rest
    width = stretch.right - stretch.left
    is_text = len(stretch.text) == width
    for edge, column in pairwise(columns):
        at = column.left - stretch.left
        scale = 1.0 if is_text else width / width_of(stretch.text)  # where a word begins in print is nearly known
        before = [(end, at - (end if is_text else scale * width_of(stretch.text[:end]))) for end in ends]
        near = [end for end, distance in before if (0 <= distance <= _SHIFTED if is_text else abs(distance) < 1)]
        if is_text and not near and stretch.left < edge.right:
            near = [end for end, distance in before if -_SHIFTED <= distance < 0]
        if len(near) == 1 and start < near[0] and column.left < stretch.right and left < edge.right:
            yield Stretch((TextRun(stretch.text[start : near[0] - 1]),), left, column.left - 1)
            start, left = near[0], column.left
    yield Stretch(cut(stretch.line, start), left, max(stretch.right, left + 1)) if start else stretch


def _is_resumed(rows: Sequence[PrintedRow], index: int, columns: Sequence[_PrintedColumn]) -> bool:
    """Whether a table goes on at the top of a page: its next row has fields that begin where its columns do."""
    below = rows[index : index + MOST_LINES]
    row = next((row for n, row in enumerate(below) if (n and row.gap) or len(row.stretches) > 1), rows[index])
    lefts = [column.left for column in columns]
    return (
        len(columns) > 2
        and len(row.stretches) > 1
        and all(min(abs(left - stretch.left) for left in lefts) <= _SHIFTED for stretch in row.stretches)
    )


def _is_text(rows: Sequence[PrintedRow], index: int, column: _PrintedColumn) -> bool:
    """Whether a paragraph of several lines begins here, wider than all that stands in the table's first column."""
    last = index
    while last + 1 < len(rows) and len(rows[last + 1].stretches) == 1 and not rows[last + 1].gap:
        last += 1
    return last > index and rows[last].text.endswith((":", ".")) and rows[index].stretches[0].right > column.right + 1


def _is_between(stretch: Stretch, columns: Sequence[_PrintedColumn]) -> bool:
    """Whether a line begins and ends with no column, as a heading does in the middle of a page."""
    return all(abs(stretch.left - each.left) > 1 and abs(stretch.right - each.right) > 1 for each in columns)


def _is_signed(row: PrintedRow) -> bool:
    """Whether a line has a place and day of a signature beside another; the names may stand on the next page."""
    return any(signed_at(stretch.text) for stretch in row.stretches)


def _is_signatory(stretch: Stretch) -> bool:
    return is_office(stretch.text) or is_lead(stretch.text) or signatory_of(stretch.text) is not None


def _is_apart(rows: Sequence[PrintedRow], index: int, start: int) -> bool:
    """Whether there is more space above a line than between the lines of the table above it."""
    inside = [row.distance for row in rows[start + 1 : index] if row.distance]
    return rows[index].distance > 1.3 * min(inside) if inside and rows[index].distance else rows[index].gap


def _has_rows_below(rows: Sequence[PrintedRow], index: int) -> bool:
    """Whether a table's lines follow one that stands alone, no further apart than it is from the one above."""
    for row in rows[index + 1 : index + MOST_LINES]:
        if not row.distance or row.distance > 1.3 * rows[index].distance:
            return False
        if len(row.stretches) > 1:
            return True
    return False


def _distance(stretch: Stretch, column: _PrintedColumn) -> float:
    return max(column.left - stretch.right, stretch.left - column.right, 0.0)


def _grid(
    rows: Sequence[PrintedRow],
    fields: list[dict[int, Stretch]],
    columns: list[_PrintedColumn],
    end: int,
    words: frozenset[str],
) -> Grid:
    """Lines as rows of fields; a field may have several lines."""
    known = [row.distance for row in rows[1:] if row.distance]
    pitch = 1.2 * min(known) if known and max(known) > 1.2 * min(known) else None
    groups = _groups(rows, fields, columns, pitch)
    if pitch and any(_is_twice(fields[begin:end]) for begin, end, _doubt in groups):
        groups = _groups(rows, fields, columns, None)
    grouped = [fields[begin:end] for begin, end, _doubt in groups]
    places = [rows[begin].place for begin, _end, _doubt in groups]
    parted = [len(field) > len(row.stretches) for row, field in zip(rows, fields, strict=True)]
    has_numbers = _has_number(fields)
    doubtful = {
        number
        for number, (begin, end, doubt) in enumerate(groups)
        if doubt or any(parted[begin:end]) or (has_numbers and all(line.keys() == {0} for line in fields[begin:end]))
    }
    table = tuple(
        tuple(
            cell_of([line[column] for line in lines if column in line], _room(columns, column), words)._replace(
                doubtful=column == 0 and number in doubtful
            )
            for column in range(len(columns))
        )
        for number, lines in enumerate(grouped)
    )
    return Grid(table, tuple(places), end)


def _is_whole(stretch: Stretch) -> bool:
    return WHOLE.fullmatch(stretch.text) is not None or is_all("unstated", stretch.text)


def _is_twice(lines: list[dict[int, Stretch]]) -> bool:
    """Whether two numbers stand in one field, so that the lines are more than one row."""
    return any(sum(n in line and _is_whole(line[n]) for line in lines) > 1 for n in range(1, MOST_COLUMNS))


def _groups(
    rows: Sequence[PrintedRow], fields: list[dict[int, Stretch]], columns: list[_PrintedColumn], pitch: float | None
) -> list[tuple[int, int, bool]]:
    """Where rows begin and end, and whether each may be two; they do at gaps wider than `pitch` if that is known."""
    groups = [(0, 1, False)]
    for index in range(1, len(rows)):
        begin, _end, doubt = groups[-1]
        row, above, here = rows[index], fields[index - 1], fields[index]
        is_open = (
            set(here) <= set(above)
            and (
                any(above[number].text.endswith((" –", " —", " -", " bis")) for number in here)  # a period
                or (0 in here and _is_open(fields[begin:index], here[0].text))
            )
        )
        is_text = not any(map(_is_whole, here.values())) and not (0 in here and _NUMBER.match(here[0].text))
        is_low = is_text and (_is_low(here[0]) if 0 in here else all(map(_is_low, here.values())))
        is_rest = is_text and _has_number(fields[begin:index]) and _is_full(fields, index)
        is_near = row.distance < pitch if pitch else not row.gap
        goes_on = is_near and bool(pitch or is_open or is_low or is_rest or _goes_on(above, here, columns))
        if not goes_on:
            groups.append((index, index + 1, False))
        else:
            doubt = doubt or (not pitch and 0 in above and 0 in here and not (is_open or is_low))
            groups[-1] = (begin, index + 1, doubt)
    return groups


def _is_low(stretch: Stretch) -> bool:
    return stretch.text[:1].islower() or stretch.text.startswith("(")


def _has_number(lines: Sequence[dict[int, Stretch]]) -> bool:
    """Whether a row has a number or an amount, beside its first field."""
    return any(n and _is_whole(field) and field.text[0].isdigit() for line in lines for n, field in line.items())


def _is_full(fields: Sequence[dict[int, Stretch]], index: int) -> bool:
    """Whether a field of a line may go on with the one above it, which has no room for its first word."""
    for number, field in fields[index].items():
        widest = max(width_of(line[number].text) for line in fields if number in line)
        above = fields[index - 1].get(number)
        if above and width_of(f"{above.text} {first_word(field.text)}") > _NEARLY * widest:
            return True
    return False


def _room(columns: list[_PrintedColumn], number: int) -> float:
    """How wide the lines of a column may be, at least."""
    limit = columns[number + 1].left - 2 if number + 1 < len(columns) else 0.0
    return max(limit, columns[number].right) - columns[number].left


def _is_open(lines: list[dict[int, Stretch]], below: str) -> bool:
    """Whether the first field of a row goes on below: a bracket, a comma or a word is open, or one begins there."""
    text = re.sub("([-/]) ", r"\1", " ".join(line[0].text for line in lines if 0 in line))
    is_broken = text.endswith("-") or finds("never_last", text)
    return is_broken or below.startswith("(") or text.count("(") > text.count(")") or _OPEN.search(text) is not None


def _goes_on(above: dict[int, Stretch], here: dict[int, Stretch], columns: list[_PrintedColumn]) -> bool:
    """Whether all that stands on a line goes on with what stands above it."""
    for number, stretch in here.items():
        if number not in above or (_is_whole(stretch) and (number > 0 or _is_whole(above[number]))):
            return False
        room = _room(columns, number)
        used = above[number].right - above[number].left
        if used + 1 + len(first_word(stretch.text)) <= room and not above[number].text.endswith((" bis", "-", ",")):
            return False
    return True
