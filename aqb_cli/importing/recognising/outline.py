"""What the parts of an agreement are: its title, its sections, its signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable
from aqb_cli.importing.reading.signature_lines import LONGEST_SIGNATURE, is_lead, signatory_of, signed_at

_NUMBERED = re.compile(
    r"[§$]\s*(?P<number>[0-9]{1,2})\b\.?\s*(?P<rest>.*)|S\s(?P<misread>[0-9])"
    r"|(?:Artikel|ARTIKEL|Art\.)\s*(?P<article>[0-9]{1,2})\b[.:]?\s*(?P<subject>(?![a-zäöüß(]|(?:Absatz|Abs|Satz)\b).*)"
)
_UNNUMBERED = re.compile(r"Präambel|Praeambel|PRÄAMBEL|P\s?r\s?ä\s?a\s?m\s?b\s?e\s?l")
_VERB = re.compile(
    r"\b(?:stellt|stellen|wird|werden|ist|sind|hat|haben|erhält|beträgt|finanziert|fördert|setzt|setzen|vereinbaren)\b"
)
LONGEST_HEADING = 100
MOST_HEADING_LINES = 3
MOST_LEADING = 5
"""How many lines above the first place and day may belong to a signature."""

_ANNEX = re.compile(r"(?:Anlagen?|Anhang|Anhänge|Nachtrag)\b")
_SENTENCE = re.compile(r"[A-ZÄÖÜ0-9].* .*\w\w[.!]")


class OutlineSection(NamedTuple):
    """A part under a heading."""

    number: int | None
    heading: tuple[Passage, ...]
    """The lines of its heading, "§ 4" among them."""
    parts: tuple[PrintedPart, ...]

    @property
    def title(self) -> str:
        """Its heading in one line."""
        return " ".join(passage.text for passage in self.heading)


class Outline(NamedTuple):
    """An agreement by its parts."""

    title: tuple[Passage, ...]
    """What stands before the first section."""
    sections: tuple[OutlineSection, ...]
    signatures: tuple[PrintedPart, ...]

    def with_parts(self, change: Callable[[Sequence[PrintedPart]], tuple[PrintedPart, ...]]) -> Outline:
        """The outline with other parts in its sections."""
        return self._replace(sections=tuple(each._replace(parts=change(each.parts)) for each in self.sections))

    def with_short_headings(self, is_other: Callable[[str], bool]) -> Outline:
        """The outline without a last line of sections' headings that is the heading of something else."""
        return self._replace(
            sections=tuple(
                each._replace(heading=each.heading[:-1], parts=(each.heading[-1], *each.parts))
                if len(each.heading) > 2 and is_other(each.heading[-1].text)
                else each
                for each in self.sections
            )
        )

    def section(self, number: int, *words: str) -> OutlineSection | None:
        """The section with a number, if it has one of the words in its heading or no other section has; or nothing."""
        named = [section for section in self.sections if any(word in section.title for word in words)]
        numbered = [section for section in self.sections if section.number == number]
        best = [section for section in numbered if section in named] or named or numbered
        return best[0] if best else None


def outline_of(parts: Sequence[PrintedPart]) -> Outline:
    """The outline of a document."""
    body, signatures, annex = _divided(parts)
    title: list[Passage] = []
    sections: list[OutlineSection] = []
    index = 0
    while index < len(body):
        part = body[index]
        number, end = _heading(body, index)
        is_again = number is not None and bool(sections) and sections[-1].number == number  # a measure: "§ 5 SGB II"
        if end > index and not is_again:
            heading = tuple(other for other in body[index:end] if isinstance(other, Passage))
            sections.append(OutlineSection(number, heading, ()))
            index = end
            continue
        if sections:
            sections[-1] = sections[-1]._replace(parts=(*sections[-1].parts, part))
        elif isinstance(part, Passage):
            title.append(part)
        else:
            title += passages_of(part)
        index += 1
    if not sections:
        title, sections = _without_sections(body, title)
    if annex:
        sections.append(OutlineSection(None, (), tuple(annex)))
    return Outline(tuple(title), tuple(sections), tuple(signatures))


def _without_sections(body: Sequence[PrintedPart], title: list[Passage]) -> tuple[list[Passage], list[OutlineSection]]:
    """The title, and all of the text as one section, of a document without headings that are known.

    The title ends where the first entry, table or whole sentence stands.
    """
    for index, part in enumerate(body):
        if not isinstance(part, Passage) or part.marker or part.text.endswith("."):
            return title[:index], [OutlineSection(None, (), tuple(body[index:]))]
    return title, []


def _heading(parts: Sequence[PrintedPart], index: int) -> tuple[int | None, int]:
    """The number of the section whose heading begins here, and where its heading ends; here if none begins."""
    part = parts[index]
    if not isinstance(part, Passage) or part.marker:
        return None, index
    text = part.text.strip(" .:")
    if _UNNUMBERED.fullmatch(text):
        return None, index + 1
    match = _NUMBERED.fullmatch(text)
    if not match or len(text) > LONGEST_HEADING or part.text.endswith("."):
        return None, index
    end = index + 1
    if not (match["rest"] or match["subject"]):
        while end < min(len(parts), index + 1 + MOST_HEADING_LINES) and _is_title(parts, end, end - index):
            end += 1
    return int(match["number"] or match["misread"] or match["article"]), end


def _is_title(parts: Sequence[PrintedPart], index: int, count: int) -> bool:
    """Whether a line belongs to a heading. The first one does if it is short; others must not look like text."""
    part = parts[index]
    if not isinstance(part, Passage) or part.marker or _NUMBERED.fullmatch(part.text):
        return False
    is_text = part.text.endswith((".", ":", ";", ",")) or len(part.text) > LONGEST_HEADING or _VERB.search(part.text)
    below = parts[index + 1] if index + 1 < len(parts) else None
    leads_on = count > 1 and isinstance(below, Passage) and (below.text[:1].islower() or below.text[:1].isdigit())
    return not is_text and not leads_on


def _divided(
    parts: Sequence[PrintedPart],
) -> tuple[Sequence[PrintedPart], Sequence[PrintedPart], Sequence[PrintedPart]]:
    """The text, the signatures, and what stands below them, such as an annex."""
    start = len(parts)
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, Passage) and (len(part.text) > LONGEST_SIGNATURE or _NUMBERED.fullmatch(part.text)):
            break
        if any(signed_at(text) for text in _texts(part)):
            start = index
    if start == len(parts):
        return parts, (), ()
    last = max(n for n in range(start, len(parts)) if any(map(signed_at, _texts(parts[n]))))
    end = next((n for n in range(last + 1, len(parts)) if _is_below_signatures(parts, n, last)), len(parts))
    below = [text for part in parts[last:end] for text in _texts(part)]
    start = _lead(parts, start, names_above=not any(map(signatory_of, below)))
    return parts[:start], parts[start:end], parts[end:]


def _lead(parts: Sequence[PrintedPart], start: int, *, names_above: bool) -> int:
    """Where signatures begin whose first place and day have lines above them: whom they are for, or a name."""
    begin = start
    for index in range(start - 1, max(start - 1 - MOST_LEADING, -1), -1):
        part = parts[index]
        if not isinstance(part, Passage) or part.marker or len(part.text) > LONGEST_SIGNATURE:
            break
        if part.text.endswith((".", ";", "!", "?")) or _NUMBERED.fullmatch(part.text):
            break
        if is_lead(part.text) or (names_above and signatory_of(part.text)):
            begin = index
    return begin


def _is_below_signatures(parts: Sequence[PrintedPart], index: int, last: int) -> bool:
    """Whether an annex or a sentence begins here; `last` is where the last place and day stand."""
    part = parts[index]
    if not isinstance(part, Passage):
        return False
    is_sentence = _SENTENCE.fullmatch(part.text) is not None and (
        isinstance(parts[last], PrintedTable) or index > last + 1
    )
    return is_sentence or _ANNEX.match(part.text) is not None


def _texts(part: PrintedPart) -> Iterator[str]:
    for passage in passages_of(part):
        yield passage.text


def passages_of(part: PrintedPart) -> list[Passage]:
    """The lines of a part; what stands side by side comes column by column."""
    if isinstance(part, Passage):
        return [part]
    columns: Iterator[tuple[PrintedCell, ...]] = zip(*part.rows, strict=True)
    return [
        Passage(line, place)
        for column in columns
        for cell, place in zip(column, part.places, strict=True)
        for line in cell.lines
    ]
