"""Whether a learned wording gives back the document that it was learned from, word for word."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from aqb_cli.importing.reading.markers import is_number, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.recognising.outline import Outline, passages_of
from aqb_cli.text.messages import Message, _
from aqb_cli.wording import blocks
from aqb_cli.wording.blocks import Block, Publication, plain

MOST_TOLD = 20


def differences(outline: Outline, document: Publication) -> Iterator[Message]:
    """Where the words differ, in the order of the document."""
    # Word counts its lists by itself; the numbers aren't part of the file's text
    parts = [part for section in outline.sections for part in section.parts]
    counts = not any(isinstance(part, Passage) and part.place.paragraph for part in parts)
    printed, made = list(_printed(outline, counts=counts)), list(_made(document, counts=counts))
    matcher = difflib.SequenceMatcher(None, printed, made, autojunk=False)
    told = 0
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        told += 1
        if told > MOST_TOLD:
            yield _("There are more differences.")
            return
        before = " ".join(printed[max(a - 4, 0) : a])
        yield _(
            "After “{before}”, the document says “{printed}”, and the wording “{made}”.",
            before=before, printed=" ".join(printed[a:b]) or "–", made=" ".join(made[c:d]) or "–",
        )  # fmt: skip


def _printed(outline: Outline, *, counts: bool) -> Iterator[str]:
    """The words of the document, in its order."""
    for line in outline.title:
        yield from _words(f"{line.marker} {line.text}")
    for section in outline.sections:
        for line in section.heading:
            yield from _words(line.text)
        for part in section.parts:
            yield from _of_part(part, counts=counts)
    for part in outline.signatures:
        for passage in passages_of(part):
            yield from _words(passage.text)


def _of_part(part: PrintedPart, *, counts: bool) -> Iterator[str]:
    if isinstance(part, Passage):
        yield from (part.marker,) if counts and is_number(part.marker) else ()
        yield from _words(part.text)
        return
    for row in part.rows:
        for cell in row:
            yield from _words(cell.text)


def _made(document: Publication, *, counts: bool) -> Iterator[str]:
    """The words of what the wording gives."""
    for line in (*document.title, *document.subtitle):
        yield from _words(plain(line))
    for section in document.sections:
        for line in section.heading:
            yield from _words(plain(line))
        for block in section.blocks:
            yield from _of_block(block, counts=counts)


def _of_block(block: Block, *, counts: bool) -> Iterator[str]:
    if isinstance(block, blocks.List):
        for number, item in enumerate(block.items, 1):
            yield from (f"{number}.",) if counts and block.numbered else ()
            yield from _words(plain(item.line))
            for inner in item.blocks:
                yield from _of_block(inner, counts=counts)
    elif isinstance(block, blocks.TableBlock):
        for row in (block.head, *block.rows):
            for cell in row:
                yield from _words(plain(cell.line))
    elif isinstance(block, blocks.Signatures):
        for party in block.parties:
            for line in (*party.above, *party.below):
                yield from _words(plain(line))
    else:
        marker, line = unmarked(block.line)
        yield from _words(plain(line if is_number(marker) and not counts else block.line))


def _words(text: str) -> list[str]:
    return text.split()
