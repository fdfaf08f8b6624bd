"""What text recognition and text extraction have garbled, as it was, where the document's own order proves it.

Numbers and bullets that stand apart from their lines, or are misread, become markers; lines that go on are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.reading.amounts import amounts_in, is_sum
from aqb_cli.importing.reading.markers import cut, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, joined, text_of
from aqb_cli.importing.recognising.categories import LONGEST, SURE, heading_of
from aqb_cli.importing.words import finds, pattern
from aqb_cli.wording.blocks import Line, TextRun, plain

MOST_HEADING_LINES = 16
"""How many lines a heading may have, in a narrow column of a table."""

MOST_SENTENCE_LINES = 20
"""How many lines a sentence may have of which some programs put each word in a line of its own."""

MOST_ROW_LINES = 6
"""How many lines a row of a table may have whose columns were lost."""

MOST_LINES_OF_HEAD = 4
"""How many lines above the first heading may name the columns that were lost."""

FULL_LINE = 55
"""From how many characters on a line may go on below, though nothing else shows that: two thirds of a page's width."""

_BEGINS = re.compile(r"[§$]|[0-9]+[.)]\s|(?:Die|Der|Das|Den|Dem|Es|Im|In|Zur|Zum|Für|Alle|Bei)\s")
"""What only begins a section, an entry or a sentence."""

_MISREAD_BULLET = re.compile(r"(?:[«»°®©=~¢¬*·•●▪](?:\s*[«»°®©=~¢¬*·•●▪])*[eo]?\s+|[eo]\s+(?=[A-ZÄÖÜ]))(?=\S)")
_LONE = re.compile(r"\(?(?:[0-9]{1,2}|[Iıl|])[.:;,)]|[-–—«»°®©=~¢¬*·•●▪.,]+|[eo]?")
"""A number or a sign that a line of its own belongs to."""

_DIGIT = str.maketrans("Iıl|", "1111")


def repaired(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> tuple[PrintedPart, ...]:
    """The parts of a document as they were meant."""
    flat = [part for each in parts for part in _taken_apart(each)]
    return tuple(_with_rows(list(_with_whole_lines(_with_markers(flat, labels), labels)), labels))


def _taken_apart(part: PrintedPart) -> Iterator[PrintedPart]:
    """The entries of a list that was taken for a table with its numbers and bullets in the first column."""
    if isinstance(part, Passage):
        yield part
        return
    is_list = len(part.rows[0]) == 2 and all(
        not row[0].lines or all(_LONE.fullmatch(plain(line).strip()) for line in row[0].lines) for row in part.rows
    )
    if not is_list or not any(row[0].text for row in part.rows):
        yield part
        return
    for (first, second), place in zip(part.rows, part.places, strict=True):
        markers = [plain(line).strip() for line in first.lines]
        signs = re.findall(r"\S+", first.text) if len(second.lines) > 1 else markers
        if len(signs) == len(second.lines) > 1:  # bullets of several entries in one field
            for sign, line in zip(signs, second.lines, strict=True):
                yield Passage(line, place, _marker(sign))
        else:
            marker, line = unmarked(joined(second.lines))
            yield Passage(line, place, _marker(first.text) if first.text else marker)


def _marker(text: str) -> str:
    digits = re.sub(r"\W", "", text.translate(_DIGIT))
    return f"{digits}." if digits.isdecimal() else "•"


def _with_markers(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> Iterator[PrintedPart]:
    """The parts in which a misread bullet, and a sign in a line of its own, are markers."""
    lone = ""
    above: PrintedPart | None = None
    for index, part in enumerate(parts):
        if isinstance(part, PrintedTable):
            lone = ""
            above = part
            yield part
            continue
        text = part.text.strip()
        if not part.marker and text and re.fullmatch(r"[-–—•]", text) and _may_have(parts, index, labels):
            lone = text
            continue
        passage = part
        if not part.marker:
            after_entry = isinstance(above, Passage) and (above.marker or heading_of(above.text, labels) is not None)
            bullet = _MISREAD_BULLET.match(text)
            if bullet and (bullet[0][0] not in "eo*" or after_entry):
                passage = part._replace(line=cut(part.line, len(bullet[0])), marker="•")
            elif lone:
                passage = part._replace(marker=lone)
        lone = ""
        heading = heading_of(passage.text, labels) if len(passage.text) <= LONGEST else None
        is_full = heading is not None and heading.likeness == 1 and len(heading.text) >= FULL_LINE
        if heading and is_full and passage.marker not in ("•", "-", "–") and _is_apart(heading.rest):
            yield passage._replace(line=(TextRun(heading.text, passage.line[0].strong),))
            bullet = _MISREAD_BULLET.match(heading.rest)
            rest = heading.rest[len(bullet[0]) :] if bullet else re.sub(r"^[–-]\s+", "", heading.rest)
            passage = Passage((TextRun(rest),), passage.place, "•" if bullet else "", gaps=passage.gaps)
        label = next((each for each in labels.values() if len(each) >= FULL_LINE and text.endswith(f" {each}")), "")
        before = re.sub(r"\s\(?[0-9a-d]{1,2}[.)]$", "", text[: -len(label)].strip()) if label else ""
        if (heading is None or heading.likeness < 1) and re.search(
            r"[^\W\d_]{3}", before
        ):  # it stood in the line below
            yield passage._replace(line=(TextRun(before),))
            passage = Passage((TextRun(label),), passage.place)
        above = passage
        yield passage


def _is_apart(rest: str) -> bool:
    """Whether what stands behind a heading in its line is of the next line: no remark on the category, no amount."""
    is_new = len(rest) > 2 and not rest.startswith("(") and not any(amounts_in(rest)) and not rest[:1].islower()
    return is_new or _MISREAD_BULLET.match(rest) is not None


def _may_have(parts: Sequence[PrintedPart], index: int, labels: Mapping[Category, str]) -> bool:
    """Whether a sign in a line of its own may belong to the line below it, which is no heading."""
    below = parts[index + 1] if index + 1 < len(parts) else None
    return (
        isinstance(below, Passage)
        and not below.marker
        and _LONE.fullmatch(below.text.strip()) is None
        and heading_of(below.text, labels) is None
        and below.text[:1].isupper()
        and not is_sum(below.text)
        and not _is_nothing(parts[index], below)
        and not (index and finds("never_last", text_of(parts[index - 1])))
    )


def _is_nothing(sign: PrintedPart, below: Passage) -> bool:
    """Whether a dash stands for no measure, since a sentence begins below it; that is the text below the list."""
    return text_of(sign).strip() != "•" and (
        finds("verb", below.text) or re.search(r"\w[.!?]$", below.text) is not None
    )


def _with_whole_lines(parts: Iterator[PrintedPart], labels: Mapping[Category, str]) -> Iterator[PrintedPart]:
    """The parts in which headings and sentences that go on in the lines below are one."""
    waiting = list(parts)
    index = 0
    while index < len(waiting):
        part = waiting[index]
        count = 1
        if isinstance(part, Passage):
            count = _heading_lines(waiting, index, labels)
            count = count or (1 if _is_heading(part, labels) else _sentence_lines(waiting, index))
        lines = [line for line in waiting[index : index + count] if isinstance(line, Passage)]
        if count > 1 and isinstance(part, Passage):
            whole = joined(
                (TextRun(f"{line.marker} "), *line.line) if number and line.marker else line.line
                for number, line in enumerate(lines)
            )
            part = part._replace(line=whole)
        yield part
        index += count


def _heading_lines(parts: Sequence[PrintedPart], index: int, labels: Mapping[Category, str]) -> int:
    """How many lines make up a category's heading that begins here; 0 if none does, or if it is whole."""
    first = parts[index]
    assert isinstance(first, Passage)
    if len(first.text) > LONGEST:
        return 0
    alone = heading_of(first.text, labels)
    begins = any(_begins(first.text, label) for label in labels.values())
    if (alone is None and not begins) or (alone is not None and alone.likeness == 1):
        return 0
    best = (alone.likeness if alone and not alone.rest else 0.0, 0)
    texts: list[Line] = [first.line]
    for count in range(2, min(MOST_HEADING_LINES, len(parts) - index) + 1):
        part = parts[index + count - 1]
        if not isinstance(part, Passage) or part.marker or len(part.text) > LONGEST:
            break
        texts.append(part.line)
        both = heading_of(plain(joined(texts)), labels)
        is_whole = both and (not both.rest or (both.likeness == 1 and not _is_apart(both.rest)))
        if both and is_whole and both.likeness >= max(best[0], SURE):
            best = both.likeness, count
    return best[1]


def _begins(text: str, label: str) -> bool:
    words = re.sub(r"^\W*[0-9]\W*", "", text)
    return len(words) > 8 and label.startswith(words)


def _sentence_lines(parts: Sequence[PrintedPart], index: int) -> int:
    """How many lines make up a sentence that begins here and was broken at uneven widths; 1 if none does."""
    first = parts[index]
    assert isinstance(first, Passage)
    if first.marker or first.text[:1].islower():  # the rest of an entry is no sentence
        return 1
    texts = [first.text]
    for part in parts[index + 1 : index + MOST_SENTENCE_LINES]:
        is_torn = len(texts) > 2 and not any(re.search(r"\s", text) for text in texts[-2:])  # each word in its line
        if not isinstance(part, Passage) or not (_goes_on(texts[-1], part) or (is_torn and not part.marker)):
            break
        texts.append(part.text)
    for count in range(len(texts), 1, -1):
        if re.search(r"\w\w[.!?]$", texts[count - 1]) and len(" ".join(texts[:count]).split()) >= 5:
            return count
    return 1


_ROW = re.compile(
    r"(?P<title>.*?)\s*(?:(?<=\s)(?P<places>[0-9]{1,3})\s+|(?:^|(?<=\s)))(?P<amount>[0-9][0-9.]*(?:,[0-9]{2})?\s?(?:€|Euro|EUR))"
)
"""A row of a table whose columns were lost."""


def _with_rows(parts: list[PrintedPart], labels: Mapping[Category, str]) -> list[PrintedPart]:
    """The parts, in which lines below the categories' headings are rows of a table whose columns were lost.

    Each ends in an amount, and the sum in the last line proves it.
    """
    if not any(isinstance(part, Passage) and is_sum(part.text) for part in parts):
        return parts
    headings = [n for n, part in enumerate(parts) if isinstance(part, Passage) and _is_heading(part, labels)]
    first = headings[0] if headings else len(parts)
    last = next((n for n in range(first, len(parts)) if is_sum(text_of(parts[n]))), None)
    if last is None:
        return parts
    rows = _rows_between(parts, headings, last)
    amounts = [next(amounts_in(match["amount"])).value for _place, _stop, match in rows]
    if len(rows) < 2 or sum(amounts) != next(amounts_in(text_of(parts[last]))).value:
        return parts
    above = " ".join(map(text_of, parts[max(first - MOST_LINES_OF_HEAD, 0) : first]))
    heads = pattern("places_head").search(above)
    head = heads[0] if heads else ""
    mixed = finds("provider_head", above)  # so providers may stand in titles, and their numbers as places
    whole = [*parts[:last], *parts[last + 1 :]]
    for begin, end, match in reversed(rows):
        counted = match["places"] or ""
        texts = [match["title"], f"{counted} {head}"] if head and counted else [f"{match['title']} {counted}".strip()]
        cells = tuple(PrintedCell(((TextRun(text),),), doubtful=mixed) for text in (*texts, match["amount"]))
        if any(text_of(part)[:1].islower() for part in whole[begin + 1 : end]):
            cells = (cells[0]._replace(parted=True), *cells[1:])
        first_line = whole[begin]
        assert isinstance(first_line, Passage)
        whole[begin:end] = [PrintedTable((cells,), (first_line.place,))]
    return whole


def _rows_between(
    parts: Sequence[PrintedPart], headings: Sequence[int], last: int
) -> list[tuple[int, int, re.Match[str]]]:
    """Where rows of a table begin and end whose columns were lost, between the first heading and the sum."""
    rows: list[tuple[int, int, re.Match[str]]] = []
    begin = headings[0] + 1
    for index in range(begin, last):
        part = parts[index]
        if index in headings or not isinstance(part, Passage) or part.marker:
            begin = index + 1
            continue
        begin = max(begin, index - MOST_ROW_LINES)
        match = _ROW.fullmatch(" ".join(map(text_of, parts[begin : index + 1])))
        if match and re.search(r"[^\W\d_]", match["title"]):
            rows.append((begin, index + 1, match))
            begin = index + 1
    return rows


def _is_heading(part: Passage, labels: Mapping[Category, str]) -> bool:
    found = heading_of(part.text, labels)
    return found is not None and found.likeness >= SURE and not found.rest


def _goes_on(above: str, part: Passage) -> bool:
    """Whether a line goes on with the sentence above it."""
    if re.search(r"[.!?:;]$", above) and not finds("abbreviated", above):
        return False
    if pattern("before_name").match(part.text):  # "gez." below place and day
        return False
    text = part.text.lstrip("-–— ")
    if part.marker:
        return part.marker in "-–—" and (
            (text[:1].islower() and text.endswith((".", ","))) or (text.endswith(".") and len(above) >= FULL_LINE)
        )
    if part.text[:1] in "-–—" and (not text or text[:1].islower()):
        return True
    return (
        text[:1].islower()
        or finds("never_last", above)
        or above.endswith((",", "-", " –"))
        or (len(above) >= FULL_LINE and len(text.split()) > 3 and not _BEGINS.match(text))
    )
