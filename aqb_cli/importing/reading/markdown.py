"""Markdown files, through markdown-it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aqb_cli.importing.reading import text
from aqb_cli.importing.reading.cells import with_typed
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.printed import (
    SOFT_HYPHEN,
    Doubt,
    Passage,
    Printed,
    PrintedCell,
    PrintedPart,
    PrintedTable,
    SourceLocation,
)
from aqb_cli.importing.reading.sieve import Piece, PieceKind, Sieve
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Line, TextRun

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_OF_BLOCK = 50
"""How many characters the lines of a signature or a title have at most."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^>]*>")
_STYLE = re.compile(r"\s(?:hidden\b|style\s*=[^>]*(?:none|hidden|line-through))")
"""What strikes out or hides text between tags."""

_FOOTNOTE = re.compile(r"\[\^\w{1,20}\]:\s*")


def read(path: Path) -> Printed:
    """What stands in a Markdown file. Raises `UnreadableDocument`."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    body = _MarkdownBody()
    body.read(reader.parse(text.content_of(path)))
    return Printed(tuple(body.parts), doubts=(*body.doubts, *body.sieve.doubts))


class _MarkdownBody:
    def __init__(self) -> None:
        self.parts: list[PrintedPart] = []
        self.sieve = Sieve()
        self.doubts: list[Doubt] = []
        self._lists: list[int | None] = []
        """The lists that are open: the number of the next entry, or None for bullets."""
        self._marker = ""
        self._typed = ""
        """The number that an entry's text begins with, which is no list of its own: "- 3. Weg"."""
        self._rows: list[list[PrintedCell]] = []
        self._places: list[SourceLocation] = []
        self._is_cell = False

    def read(self, tokens: Sequence[Token]) -> None:
        """Reads the blocks of a file."""
        place = SourceLocation(line=1)
        for token in tokens:
            if token.map:
                place = SourceLocation(line=token.map[0] + 1)
            self._look_for_styles(token, place)
            match token.type:
                case "ordered_list_open":
                    self._lists.append(int(token.attrGet("start") or 1))
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_close" | "bullet_list_close":
                    self._lists.pop()
                case "list_item_open":
                    number = self._lists[-1]
                    if self._marker and number is not None:
                        self._typed = f"{number}{token.markup} "
                    else:
                        self._marker = "•" if number is None else f"{number}{token.markup}"
                    self._lists[-1] = None if number is None else number + 1
                case "list_item_close":
                    self._marker = ""  # else an empty entry's would go to the next paragraph
                case "inline":
                    self._inline(token, place)
                case "code_block" | "fence" | "html_block":
                    self._literal(token, place)
                case _:
                    self._table(token, place)

    def _look_for_styles(self, token: Token, place: SourceLocation) -> None:
        for part in (token, *(token.children or ())):
            if part.type in ("html_inline", "html_block") and _STYLE.search(part.content):
                message = _(
                    "It may strike out or hide text, which was read as if it showed: “{quote}”.", quote=part.content
                )
                self.doubts.append(Doubt(message, place))

    def _table(self, token: Token, place: SourceLocation) -> None:
        match token.type:
            case "table_open":
                self._rows, self._places = [], []
            case "tr_open":
                self._rows.append([])
                self._places.append(place)
            case "th_open" | "td_open" | "th_close" | "td_close":
                self._is_cell = token.nesting > 0
            case "table_close":
                table = PrintedTable(tuple(map(tuple, self._rows)), tuple(self._places))
                self.parts += [kept] if (kept := self.sieve.ticked(table)) else []

    def _inline(self, token: Token, place: SourceLocation) -> None:
        if footnote := _FOOTNOTE.match(token.content):
            self.sieve.leave_out(PieceKind.FOOTNOTE, token.content[footnote.end() :], place)
            return
        is_block = token.level == 1 and all(
            len(line) <= LONGEST_OF_BLOCK and not line.endswith("-") for line in token.content.split("\n")
        )  # so short that each stands for itself, as below a signature
        lines = [line for pieces in _lines(token.children or (), is_block) if (line := self._kept(pieces, place))]
        if self._is_cell:
            self._rows[-1].append(PrintedCell(tuple(lines)))
            return
        self._passages(lines, place)

    def _kept(self, pieces: Sequence[Piece], place: SourceLocation) -> Line:
        return self.sieve.kept(
            (piece._replace(text=cleaned(piece.text).replace(SOFT_HYPHEN, "")) for piece in pieces), place
        )

    def _passages(self, lines: Sequence[Line], place: SourceLocation) -> None:
        level = len(self._lists) - (2 if self._typed else 1)
        for line in lines:
            whole = (TextRun(self._typed), *line) if self._typed else line
            passage = Passage(whole, place, self._marker, max(level, 0))
            self.parts.append(passage if self._lists else with_typed(passage))
            self._marker = self._typed = ""

    def _literal(self, token: Token, place: SourceLocation) -> None:
        """What isn't Markdown: each line of it is one of the document; comments don't show."""
        content = re.sub(
            r"<!--(.*?)-->", lambda comment: self._hidden(comment[1], place), token.content, flags=re.DOTALL
        )
        for number, line in enumerate(content.split("\n")):
            below = SourceLocation(line=(place.line or 1) + number)
            self._passages(
                [kept] if (kept := self._kept([Piece(html.unescape(_TAG.sub(" ", line)))], below)) else [], below
            )

    def _hidden(self, comment: str, place: SourceLocation) -> str:
        self.sieve.leave_out(PieceKind.HIDDEN, comment, place)
        return ""


def _lines(tokens: Sequence[Token], is_block: bool) -> Iterator[list[Piece]]:
    """The lines of a paragraph that stand for themselves, in pieces."""
    pieces: list[Piece] = []
    strong = 0
    kinds: list[PieceKind] = []
    for token in tokens:
        kind = kinds[-1] if kinds else PieceKind.PLAIN
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if token.type == "hardbreak" or (token.type == "softbreak" and is_block) or (tag and tag["name"] == "br"):
            yield pieces
            pieces = []
        elif token.type == "softbreak":
            pieces.append(Piece(" ", strong > 0, kind))
        elif token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type == "s_open" or (tag and tag["name"] in text.TAGS and not tag["end"]):
            kinds.append(text.TAGS[tag["name"]] if tag else PieceKind.STRUCK)
        elif token.type == "s_close" or (tag and tag["name"] in text.TAGS):
            kinds = kinds[:-1]
        elif token.type == "html_inline":
            pieces.append(Piece("" if tag else token.content[4:-3], strong > 0, PieceKind.HIDDEN))
        else:
            pieces.append(Piece(token.content, strong > 0, kind))
    yield pieces
