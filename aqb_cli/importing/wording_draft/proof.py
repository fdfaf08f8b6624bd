"""Whether a learned wording gives back the document that it was learned from, word for word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from aqb_cli.importing.notes import Note
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart, SourceLocation
from aqb_cli.importing.recognising.outline import Outline
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import List, Publication, TextRun, plain

APART = 20
"""How many words that are the same part two differences; a heading of a category has seventeen."""

_COUNTED = re.compile(r"[0-9]{1,2}\.")


class _Word(NamedTuple):
    text: str
    place: SourceLocation


def differences(outline: Outline, document: Publication) -> Iterator[Note]:
    """Where the words differ, in the order of the document."""
    printed = list(_printed(outline))
    made = [word for part in (document.title, document.subtitle, document.sections) for word in _made(part)]
    if any(word.place.paragraph for word in printed):  # Word counts its lists by itself
        printed = [word for word in printed if not _COUNTED.fullmatch(word.text)]
        made = [word for word in made if not _COUNTED.fullmatch(word)]
    stretches: list[list[int]] = []
    matcher = difflib.SequenceMatcher(None, [word.text for word in printed], made, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and stretches and a - stretches[-1][1] < APART:
            stretches[-1][1::2] = b, d
        elif kind != "equal":
            stretches.append([a, b, c, d])
    for a, b, c, d in stretches:
        before = printed[max(a - 4, 0) : a]
        said, given = _said(printed[a:b]) or "(…)", " ".join(made[c:d]) or "(…)"
        if before:
            message = _(
                "After “{before}”, the document says “{printed}”, and the wording “{made}”.",
                before=_said(before), printed=said, made=given,
            )  # fmt: skip
        else:
            message = _("The document begins with “{said}”, and the wording with “{given}”.", said=said, given=given)
        yield Note((printed[a:b] or before or printed)[0].place, message)


def _said(words: list[_Word]) -> str:
    return " ".join(word.text for word in words)


def _printed(outline: Outline) -> Iterator[_Word]:
    """The words of the document, in its order."""
    parts: list[PrintedPart] = [*outline.title]
    for section in outline.sections:
        parts += [*section.heading, *section.parts]
    for part in (*parts, *outline.signatures):
        if isinstance(part, Passage):
            texts = [(f"{part.marker} {part.text}" if is_number(part.marker) else part.text, part.place)]
        else:
            texts = [(cell.text, place) for row, place in zip(part.rows, part.places, strict=True) for cell in row]
        yield from (_Word(word, place) for text, place in texts for word in text.split())


def _made(part: Any) -> Iterator[str]:
    """The words of any part of what the wording gives."""
    if isinstance(part, List):
        for number, item in enumerate(part.items, 1):
            yield from [f"{number}."] if part.numbered else []
            yield from _made(item)
    elif isinstance(part, tuple) and part and isinstance(part[0], TextRun):
        yield from plain(part).split()
    elif isinstance(part, tuple):
        for inner in part:
            yield from _made(inner)
