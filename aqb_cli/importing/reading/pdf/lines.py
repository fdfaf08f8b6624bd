"""The characters of a page → its lines, with what doesn't belong to their text marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.pdf.drawn import MOST_COVERS, MOST_OBJECTS, Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph, is_again
from aqb_cli.importing.reading.sieve import Piece, PieceKind

_LEVEL = 0.35
"""How far apart the base lines of one line may be, in sizes of its type; raised marks are 0.33 to 0.4 above theirs."""

_LONG = 15
"""How long a line must be to show whether a page was scanned aslant, in sizes of its type."""

_SMALLER = 0.8
"""How large raised and lowered characters are at most, in sizes of those beside them; usual are 0.58 to 0.65."""

_MOST_MARKS = 3
"""How many digits may stand between two lines that are marks whatever their size; browsers print them at 0.83."""

_RAISED = 0.12
"""How far a character must be from its line's base line to be raised, in sizes of the type."""

_NEAR = 0.5
"""How far a mark may stand from what it marks, in sizes of the type."""

_PICTURE = 0.5
"""How much of a page a picture must cover to be a scan of it, so that text over it is what recognition found."""


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The lines of a page from top to bottom, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(_straightened(list(glyphs)), key=lambda glyph: -glyph.baseline):
        if lines and lines[-1][0].baseline - glyph.baseline < _LEVEL * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    sorted_lines = [_once(sorted(line, key=lambda glyph: glyph.left)) for line in lines]
    return [marked for line in _with_marks(sorted_lines) if (marked := _marked(line))]


def _straightened(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters of a page; those of one that was scanned aslant stand as if it hadn't been."""
    if not glyphs or not glyphs[0].is_invisible:
        return glyphs
    slopes: list[float] = []
    first = glyphs[0]
    for before, glyph in pairwise(glyphs):
        if glyph.left < before.left or abs(glyph.baseline - before.baseline) > 0.5 * glyph.size:
            if before.left - first.left > _LONG * before.size:
                slopes.append((before.baseline - first.baseline) / (before.left - first.left))
            first = glyph
    slope = sorted(slopes)[len(slopes) // 2] if slopes else 0.0
    return [
        glyph._replace(
            left=glyph.left + slope * glyph.baseline,
            right=glyph.right + slope * glyph.baseline,
            baseline=glyph.baseline - slope * glyph.left,
        )
        for glyph in glyphs
    ]


def _once(line: Sequence[Glyph]) -> list[Glyph]:
    """A line without what is printed once more upon itself; the letters of a ligature, drawn as one, stay."""
    again = {after for before, after in pairwise(line) if before.drawn != after.drawn and is_again(before, after)}
    return [glyph for glyph in line if glyph not in again]


def _with_marks(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The lines, with small raised characters that stand above one, or lowered ones below it, as part of it."""
    found = [list(line) for line in lines]
    largest = [max(glyph.size for glyph in line) for line in lines]
    for number, line in enumerate(lines):
        level = line[0].baseline
        near = [
            n
            for n in range(max(number - 2, 0), min(number + 3, len(lines)))
            if n != number and abs(lines[n][0].baseline - level) < largest[n]
        ]
        share = 1.0 if len(line) <= _MOST_MARKS and all(g.text.isdecimal() for g in line) else _SMALLER
        limit = share * max((largest[n] for n in near), default=0.0)
        for glyph in [glyph for glyph in line if glyph.size <= limit]:
            hosts = [
                (glyph.left - host.right, n, host) for n in near for host in lines[n] if _belongs(glyph, host, share)
            ]
            before = [n for n in near if _belongs(glyph, lines[n][0], share, is_before=True)]
            if hosts:
                _gap, nearest, host = min(hosts)
                target, place = found[nearest], found[nearest].index(host) + 1
            elif before:  # the mark of a footnote stands before its text
                target, place = found[before[0]], 0
            else:
                continue
            found[number].remove(glyph)
            target.insert(place, glyph._replace(kind=PieceKind.RAISED))
    return [line for line in found if line]


def _belongs(glyph: Glyph, host: Glyph, share: float, *, is_before: bool = False) -> bool:
    """Whether a small character stands right behind another one, or before it, above or below its base line."""
    if glyph.size > share * host.size:
        return False
    off = abs(glyph.baseline - host.baseline) / host.size
    gap = host.left - glyph.right if is_before else glyph.left - host.right
    return _RAISED < off < 0.7 and -0.1 * host.size <= gap < _NEAR * host.size


def _marked(line: Sequence[Glyph]) -> list[Glyph]:
    """A line whose raised, lowered and smaller characters are marked as such, by what stands beside them."""
    if len({(glyph.size, glyph.baseline, glyph.is_lifted) for glyph in line}) == 1 and not line[0].is_lifted:
        return list(line)
    marked: list[Glyph] = []
    largest = max(glyph.size for glyph in line)
    level = min(glyph.baseline for glyph in line if glyph.size == largest) + _RAISED * largest
    normal = next((glyph for glyph in line if glyph.size > _SMALLER * largest and glyph.baseline <= level), None)
    for glyph in line:
        if (
            glyph.kind is PieceKind.PLAIN
            and normal is not None
            and not glyph.is_invisible
            and _is_raised(glyph, normal)
        ):
            marked.append(glyph._replace(kind=PieceKind.RAISED))
            continue
        marked.append(glyph)
        if glyph.kind is PieceKind.PLAIN:
            normal = glyph
    return marked


def _is_raised(glyph: Glyph, normal: Glyph) -> bool:
    off = abs(glyph.baseline - normal.baseline) > _RAISED * normal.size
    is_near = -normal.size < glyph.left - normal.right < _NEAR * normal.size or glyph.right <= normal.left
    if glyph.is_lifted or not is_near:
        return glyph.is_lifted
    is_small = glyph.size < _SMALLER * normal.size
    return (is_small and (off or not glyph.text[0].isalpha())) or (off and glyph.baseline > normal.baseline)


def with_hidden(glyphs: Sequence[Glyph], boxes: Sequence[Box], order: Mapping[int, int], page: Box) -> list[Glyph]:
    """The characters of a page, those marked that are in the file, but don't show; `order` is what was drawn before."""
    is_scan = any(box.is_picture and box.width * box.height > _PICTURE * page.width * page.height for box in boxes)
    areas = [box for box in boxes if not box.is_white]
    covers = [box for box in boxes if box.covers]
    covers = covers if len(covers) <= MOST_COVERS else []

    def is_hidden(glyph: Glyph) -> bool:
        if not page.has(glyph):
            return True
        if glyph.is_invisible:
            return not is_scan
        if any(box.covers > order.get(glyph.drawn, MOST_OBJECTS) and box.has(glyph) for box in covers):
            return True
        return glyph.is_white and not any(area.has(glyph) for area in areas)

    return [glyph._replace(kind=PieceKind.HIDDEN) if is_hidden(glyph) else glyph for glyph in glyphs]


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The text of what stands on a line, from left to right."""
    pieces: list[tuple[Glyph, list[str]]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        space = " " if before and (glyph.spaced or glyph.left - before.right > 0.25 * glyph.size) else ""
        if not before or (before.strong, before.kind) != (glyph.strong, glyph.kind):
            if before and before.kind is PieceKind.PLAIN:
                pieces[-1][1].append(space)
                space = ""
            pieces.append((glyph, []))
        pieces[-1][1].append(space + glyph.text)
        before = glyph
    return [Piece(cleaned("".join(texts)), first.strong, first.kind) for first, texts in pieces]
