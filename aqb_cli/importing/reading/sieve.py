"""What no reader takes for the text of a document, in any format: left out, and reported with its place.

Those are marks of footnotes, what is struck out, hidden or deleted, and boxes that nobody ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.printed import Doubt, PrintedCell, PrintedTable, SourceLocation
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import Line, TextRun


class PieceKind(Enum):
    """Why a piece of text is no part of what the document says."""

    PLAIN = "plain"
    RAISED = "raised"
    STRUCK = "struck out"
    HIDDEN = "hidden"
    DELETED = "deleted"
    UNTICKED = "unticked"
    UNFILLED = "not filled in"
    FOOTNOTE = "footnote"


class Piece(NamedTuple):
    """A piece of a line as a reader finds it."""

    text: str
    strong: bool = False
    kind: PieceKind = PieceKind.PLAIN


_TICKED, _UNTICKED = "☒☑", "☐"
_SPECIAL = re.compile(
    r"(?P<raised>[⁰¹²³⁴-⁹₀-₉ᴬ-ᵪᶛ-ᶿ†‡]+|\[\^\w{1,20}\])|(?P<struck>(?:.[\u0335\u0336])+)"
    rf"|(?P<box>[{_TICKED}{_UNTICKED}] ?)"
)
_TYPED_BOX = re.compile(r"^(\W{0,3})\[( |x|X)\](?=\s)")
"""A box as it is typed in text and Markdown files, at the beginning of a line or of a list's entry."""


class Sieve:
    """Collects what is left out of one document."""

    def __init__(self) -> None:
        self._left_out: list[tuple[PieceKind, str, str, SourceLocation | None]] = []

    def kept(self, pieces: Iterable[Piece], place: SourceLocation | None, *, tidy: bool = True) -> Line:
        """The line that pieces make up, without what is left out; without spaces at its ends if it is to be `tidy`."""
        runs: list[TextRun] = []
        found = [piece for piece in _split(pieces) if piece.text]
        if _is_footnote(found):
            found = [piece._replace(kind=PieceKind.FOOTNOTE) for piece in found if piece.kind is not PieceKind.RAISED]
        for text, strong, kind in found:
            if kind is not PieceKind.PLAIN:
                self.leave_out(kind, text, place, "".join(run.text for run in runs))
                continue
            if tidy and (not runs or runs[-1].text.endswith(" ")):
                text = text.lstrip(" ")  # noqa: PLW2901 - the same text, tidied
            if text and runs and runs[-1].strong == strong:
                runs[-1] = TextRun(runs[-1].text + text, strong)
            elif text:
                runs.append(TextRun(text, strong))
        if tidy and runs:
            runs[-1] = TextRun(runs[-1].text.rstrip(" "), runs[-1].strong)
        return tuple(run for run in runs if run.text)

    def leave_out(self, kind: PieceKind, text: str, place: SourceLocation | None, before: str = "") -> None:
        """Reports a text that is left out; `before` is what stands before it on its line."""
        if not text.strip():
            return
        if self._left_out and kind is not PieceKind.RAISED:
            last, so_far, _before, where = self._left_out[-1]
            if (last, where) == (kind, place):
                self._left_out[-1] = (kind, f"{so_far} {text.strip()}", "", place)
                return
        self._left_out.append((kind, text.strip(), before.strip()[-30:], place))

    def ticked(self, table: PrintedTable) -> PrintedTable | None:
        """A table without the rows that have a box of their own which nobody ticked; None if none is left."""
        kept = []
        for row, place in zip(table.rows, table.places, strict=True):
            if any(cell.text == _UNTICKED for cell in row):
                self.leave_out(PieceKind.UNTICKED, " | ".join(cell.text for cell in row if cell.text), place)
            else:
                kept.append((tuple(PrintedCell() if cell.text in tuple(_TICKED) else cell for cell in row), place))
        return PrintedTable(tuple(row for row, _place in kept), tuple(place for _row, place in kept)) if kept else None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What was left out, in the document's order."""
        return tuple(Doubt(_said(kind, text, before), place) for kind, text, before, place in self._left_out)


def _is_footnote(pieces: list[Piece]) -> bool:
    """Whether a line begins with the mark of a footnote, so that it is that footnote's text."""
    filled = [piece for piece in pieces if piece.text.strip()]
    return (
        len(filled) > 1
        and filled[0].kind is PieceKind.RAISED
        and any(piece.kind is PieceKind.PLAIN for piece in filled)
    )


def _split(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, divided where footnotes' marks and boxes are typed as signs."""
    tick = PieceKind.PLAIN
    pieces = list(pieces)
    alone = "".join(piece.text for piece in pieces).strip() in tuple(_TICKED + _UNTICKED)
    for number, (text, strong, kind) in enumerate(pieces):
        if not number:
            text = _TYPED_BOX.sub(lambda box: box[1] + ("☐" if box[2] == " " else "☒"), text)  # noqa: PLW2901
        if kind is not PieceKind.PLAIN or alone:
            yield Piece(text, strong, kind)
            continue
        end = 0
        for sign in _SPECIAL.finditer(text):
            yield Piece(text[end : sign.start()], strong, tick)
            end = sign.end()
            if sign["raised"]:
                yield Piece(sign[0], strong, PieceKind.RAISED)
            elif sign["struck"]:
                yield Piece(re.sub("[\u0335\u0336]", "", sign[0]), strong, PieceKind.STRUCK)
            else:
                tick = PieceKind.UNTICKED if sign[0][0] in _UNTICKED else PieceKind.PLAIN
        yield Piece(text[end:], strong, tick)


def _said(kind: PieceKind, text: str, before: str) -> Message:
    text, before = cleaned(text), cleaned(before)
    match kind:
        case PieceKind.RAISED:
            return _(
                "The raised “{text}” behind “{before}” was taken for the mark of a footnote and left out.",
                text=text,
                before=before,
            )
        case PieceKind.STRUCK:
            return _("“{text}” is struck out; it was left out. Enter it if it holds nevertheless.", text=text)
        case PieceKind.HIDDEN:
            return _("“{text}” stands in the file, but doesn't show; it was left out.", text=text)
        case PieceKind.DELETED:
            return _("“{text}” was deleted with tracked changes; it was left out.", text=text)
        case PieceKind.UNTICKED:
            return _("The box before “{text}” isn't ticked; it was left out.", text=text)
        case PieceKind.UNFILLED:
            return _("“{text}” only says what to fill in, and nobody did; it was left out.", text=text)
        case _:
            return _("The footnote “{text}” was left out. See whether it changes what the agreement says.", text=text)
