"""What the parts of an agreement are: its title, its sections, its signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, joined
from aqb_cli.importing.reading.signature_lines import LONGEST_SIGNATURE, days_apart, is_lead, signatory_of, signed_at
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.wording.blocks import plain

LONGEST_HEADING = 100
MOST_HEADING_LINES = 3
MOST_LEADING = 5
"""How many lines above the first place and day may belong to a signature."""

MOST_DAY_LINES = 3
"""Over how many lines of a narrow column a place and day goes."""

SECTIONS = 7
"""How many sections an agreement has whose headings are known."""


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
    signatures: tuple[Passage, ...]
    """The lines of the signatures; what stands side by side comes column by column."""

    def section(self, number: int, words: str) -> OutlineSection | None:
        """The section with a number, if its heading has one of the words or no other's has; None if there is none."""
        named = [section for section in self.sections if finds(words, section.title)]
        numbered = [section for section in self.sections if section.number == number]
        best = [section for section in numbered if section in named] or numbered or named
        return best[0] if best else None


def outline_of(parts: Sequence[PrintedPart]) -> Outline:
    """The outline of a document."""
    body, signatures, annex = _divided(parts)
    title: list[Passage] = []
    sections: list[OutlineSection] = []
    index = 0
    while index < len(body):
        part = body[index]
        number, end = _heading(body, index, sections)
        is_again = number is not None and bool(sections) and sections[-1].number == number  # a measure: "§ 5 SGB II"
        if end > index and not is_again:
            heading = tuple(other for other in body[index:end] if isinstance(other, Passage))
            sections.append(OutlineSection(number, heading, ()))
            index = end
            continue
        if sections:
            sections[-1] = sections[-1]._replace(parts=(*sections[-1].parts, part))
        else:
            title += passages_of(part)
        index += 1
    sections = _without_contents(sections)
    if not sections:
        title, sections = _without_sections(body, title)
    if annex:
        sections.append(OutlineSection(None, (), tuple(annex)))
    lines = tuple(line for part in _by_columns(signatures) for line in passages_of(part))
    return Outline(tuple(title), tuple(sections), lines)


def _without_contents(sections: list[OutlineSection]) -> list[OutlineSection]:
    """The sections without a table of contents: headings with nothing below them that come again further down."""
    numbers = [section.number for section in sections]
    again = next((n for n, number in enumerate(numbers) if number is not None and number in numbers[:n]), None)
    if again is None:
        return sections
    start = again - 1 if again and numbers[again - 1] is None else again  # the preamble
    first = numbers.index(numbers[again])
    listed = [part for section in sections[first : max(start, first + 1)] for part in section.parts]
    is_list = all(isinstance(part, Passage) and re.search(r"(?:^|\s)[0-9]{1,2}$", part.text) for part in listed)
    return sections[start:] if is_list else sections


def _without_sections(body: Sequence[PrintedPart], title: list[Passage]) -> tuple[list[Passage], list[OutlineSection]]:
    """The title, up to the first entry, table or whole sentence; and all below it as one section."""
    for index, part in enumerate(body):
        if not isinstance(part, Passage) or part.marker or part.text.endswith("."):
            return title[:index], [OutlineSection(None, (), tuple(body[index:]))]
    return title, []


def _heading(parts: Sequence[PrintedPart], index: int, sections: Sequence[OutlineSection]) -> tuple[int | None, int]:
    """The number of the section whose heading begins here, and where its heading ends; here if none begins."""
    part = parts[index]
    if not isinstance(part, Passage) or len(part.text) > LONGEST_HEADING or part.text.endswith("."):
        return None, index
    text = part.text.strip(" .:")
    last = max((section.number or 0 for section in sections), default=0)
    if part.marker:  # "4. Haushaltsmittel"
        is_known = any(part.marker == f"{n}." and is_all(f"heading_{n}", text) for n in range(last + 1, SECTIONS + 1))
        return (int(part.marker[:-1]), index + 1) if is_known else (None, index)
    if is_all("preamble", text):
        return None, index + 1
    if match := pattern("section").fullmatch(text):
        number, title = int(match["number"] or match["article"]), match["rest"] or match["subject"]
    else:
        found = number_of_misread(text, last)
        if found is None:
            return None, index
        number, title = found
    end = index + 1
    if not title:
        while end < min(len(parts), index + 1 + MOST_HEADING_LINES) and _is_title(parts, end, end - index):
            end += 1
    return number, end


def number_of_misread(text: str, last: int) -> tuple[int, str] | None:
    """The number and title of a section's heading whose "§" text recognition misread or lost; None if it is none.

    Its words prove it, or the order of the numbers: it is one of the two that follow the `last`.
    """
    for number in range(1, SECTIONS + 1):
        if is_all(f"heading_{number}", text) and number > last:
            return number, text
    match = pattern("misread_section").fullmatch(text)
    if match is None:
        return None
    number = int(re.sub(r"\D", "1", match["number"]))
    title = match["rest"] or ""
    is_known = 0 < number <= SECTIONS and is_all(f"heading_{number}", title)
    follows = last < number <= last + 2 or (last == 0 and number <= SECTIONS)
    return (number, title) if is_known or (follows and (match["gap"] or not title)) else None


def is_section_heading(text: str) -> bool:
    """Whether a text is a section's heading, with its sign or without; no measure is called so."""
    return pattern("section").match(text) is not None or number_of_misread(text.strip(), 0) is not None


def _is_title(parts: Sequence[PrintedPart], index: int, count: int) -> bool:
    """Whether a line belongs to a heading. The first one does if it is short; others must not look like text."""
    part = parts[index]
    if not isinstance(part, Passage) or part.marker or is_all("section", part.text):
        return False
    is_text = part.text.endswith((".", ":", ";", ",")) or len(part.text) > LONGEST_HEADING or finds("verb", part.text)
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
        if isinstance(part, Passage) and (len(part.text) > LONGEST_SIGNATURE or is_all("section", part.text)):
            break
        if _has_day(parts, index):
            start = index
    if start == len(parts):
        return parts, (), ()
    last = max(n for n in range(start, len(parts)) if _has_day(parts, n))
    end = next((n for n in range(last + 1, len(parts)) if _is_below_signatures(parts, n, last)), len(parts))
    below = [line.text for part in parts[last:end] for line in passages_of(part)]
    start = _lead(parts, start, names_above=not any(map(signatory_of, below)))
    return parts[:start], parts[start:end], parts[end:]


def _has_day(parts: Sequence[PrintedPart], index: int) -> bool:
    """Whether a part has the place and day of a signature, also in two or three lines: "Fulda," / "den 2. Mai 2025"."""
    own = [line.text for line in passages_of(parts[index])]
    below = parts[index + 1 : index + MOST_DAY_LINES] if len(own) == 1 else ()
    texts = [*own, *(line.text for part in below for line in passages_of(part)[:1])]
    pieces = [texts[n : n + count] for n in range(len(own)) for count in range(2, MOST_DAY_LINES + 1)]
    broken = [" ".join(lines) for lines in pieces if "," in lines[0] and not signed_at(lines[-1])]
    if len(own) == 1 or _has_row_of_days(parts[index]):  # no other table: "Beginn" stands above days as towns do
        broken += [", ".join(lines) for lines in pieces if len(lines) == 2 and is_all("day_alone", lines[1])]
    return any(map(signed_at, (*own, *broken))) or any(map(days_apart, own))


def _has_row_of_days(part: PrintedPart) -> bool:
    """Whether days stand side by side in a table of two columns, as those of two signatures do."""
    rows = part.rows if isinstance(part, PrintedTable) and len(part.rows[0]) == 2 else ()
    return any(all(is_all("day_alone", cell.text) and any(dates_in(cell.text)) for cell in row) for row in rows)


def _lead(parts: Sequence[PrintedPart], start: int, *, names_above: bool) -> int:
    """Where signatures begin whose first place and day have lines above them: whom they are for, or a name."""
    begin = start
    for index in range(start - 1, max(start - 1 - MOST_LEADING, -1), -1):
        part = parts[index]
        if not isinstance(part, Passage) or part.marker or len(part.text) > LONGEST_SIGNATURE:
            break
        if part.text.endswith((".", ";", "!", "?")) or is_all("section", part.text):
            break
        if is_lead(part.text) or _is_place(part.text, parts, index) or (names_above and signatory_of(part.text)):
            begin = index
    return begin


def _is_place(text: str, parts: Sequence[PrintedPart], index: int) -> bool:
    """Whether a line is the place of a signature whose day stands in the line below."""
    below = parts[index + 1]
    at = signed_at(f"{text}, {below.text}") if isinstance(below, Passage) and signed_at(below.text) else None
    return at is not None and at.day is not None


def _is_below_signatures(parts: Sequence[PrintedPart], index: int, last: int) -> bool:
    """Whether an annex, a footnote or a sentence begins here; `last` is where the last place and day stand."""
    part = parts[index]
    if not isinstance(part, Passage):
        return False
    is_sentence = re.fullmatch(r"[A-ZÄÖÜ0-9].* .*\w\w[.!]", part.text) is not None and (
        isinstance(parts[last], PrintedTable) or index > last + 1
    )
    return is_sentence or pattern("annex").match(part.text) is not None or finds("footnote_line", part.whole)


def _by_columns(parts: Sequence[PrintedPart]) -> list[PrintedPart]:
    """The parts, in which tables with as many columns that follow one another are one: each holds a line of them."""
    found: list[PrintedPart] = []
    for part in parts:
        above = found[-1] if found else None
        if (
            isinstance(above, PrintedTable)
            and isinstance(part, PrintedTable)
            and len(above.rows[0]) == len(part.rows[0])
        ):
            found[-1] = PrintedTable((*above.rows, *part.rows), (*above.places, *part.places))
        else:
            found.append(part)
    return found


def without_version(parts: Sequence[PrintedPart]) -> list[PrintedPart]:
    """The parts without what aqb writes below a document, also in a field: which version of the file it shows."""
    kept = [part for part in parts if not (isinstance(part, Passage) and is_all("version", part.text))]
    return [
        part if isinstance(part, Passage) else part._replace(rows=tuple(tuple(map(_cleared, row)) for row in part.rows))
        for part in kept
    ]


def _cleared(cell: PrintedCell) -> PrintedCell:
    ends = (n for n in range(1, len(cell.lines)) if is_all("version", plain(joined(cell.lines[n:]))))
    return cell._replace(lines=cell.lines[: next(ends, len(cell.lines))])


def passages_of(part: PrintedPart) -> list[Passage]:
    """The lines of a part; what stands side by side comes column by column."""
    if isinstance(part, Passage):
        return [part]
    return [
        Passage(line, place)
        for column in zip(*part.rows, strict=True)
        for cell, place in zip(column, part.places, strict=True)
        for line in cell.lines
    ]
