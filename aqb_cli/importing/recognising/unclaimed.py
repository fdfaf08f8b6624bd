"""Reports what nobody understood, once, with its place.

Of lists and signatures, whole lines; of other lines, what looks like an amount, a date, a number of places or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import dates_in, like_amounts_in
from aqb_cli.importing.reading.printed import Passage, PrintedCell, SourceLocation, text_of
from aqb_cli.importing.reading.signature_lines import is_empty, is_office, signatory_of
from aqb_cli.importing.recognising.fund_sentences import sentences_in
from aqb_cli.importing.recognising.measures import Listed, is_prose
from aqb_cli.importing.recognising.outline import Outline, OutlineSection
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.messages import _

_NOTHING = re.compile(r"\W*|\(?[0-9]{1,2}[.)]")
"""A line that says nothing by itself: a rule, a sign, the number of a list."""


LONGEST_PARAGRAPH = 10_000
"""How many characters are searched for amounts and dates; an agreement's longest paragraph has 1,300."""

LONGEST = 75
"""How many characters of lines that follow one another one note shows; messages cut what is longer than 80."""

_GARBLED = re.compile(r"[0-9OQlI|SB.,'’]+(?:\s[0-9OQlI|SB.,'’]+)*$|(?<![0-9.,])[0-9]{1,3}(?:\s[0-9]{3})*\s$")
"""What stands right before the last digit of an amount and may belong to it, also misread."""


def report_unclaimed(outline: Outline, listed: Listed | None, notes: Notes) -> None:
    """Reports each line, amount, date and name that no recogniser claimed."""
    for line in outline.title:
        _report_stretches(line, line.place, notes)
    titles = [measure["title"] for measures in (listed.measures if listed else {}).values() for measure in measures]
    for number, section in enumerate(outline.sections):
        for line in section.heading:
            _report_stretches(line, line.place, notes)
        is_annex = listed is not None and number > listed.section and section.number is None
        is_list = listed is not None and number == listed.section
        own = listed if is_list else Listed({}, {}, 0, 0, None) if is_annex else None
        _report_section(section, own, titles, notes, is_open=listed is None)
    for line in outline.signatures:
        if not notes.is_claimed(line) and not is_empty(line.text):
            _report_line(line.text, line.place, notes)


def _report_section(
    section: OutlineSection, listed: Listed | None, titles: Sequence[str], notes: Notes, *, is_open: bool
) -> None:
    """Reports what is left in a section; where measures are listed, whole lines are, too, or if they are nowhere."""
    run: list[Passage] = []
    below = [*map(text_of, section.parts[1:]), ""]
    for index, part in enumerate(section.parts):
        inside = is_open or (listed is not None and listed.begin <= index < listed.end)
        if isinstance(part, Passage) and _is_line(
            part, below[index], notes, inside=inside, beside_list=listed is not None
        ):
            run.append(part)
            continue
        _report_run(run, notes)
        if isinstance(part, Passage):
            _report_stretches(part, part.place, notes)
            _report_remarks(part, titles, notes, beside_list=listed is not None)
        else:
            for row, place in zip(part.rows, part.places, strict=True):
                _report_row(row, place, notes)
    _report_run(run, notes)


def _is_line(part: Passage, below: str, notes: Notes, *, inside: bool, beside_list: bool) -> bool:
    """Whether a line of which nothing was understood is reported as a whole."""
    if notes.is_touched(part) or _NOTHING.fullmatch(part.text):
        return False
    if finds("footnote_line", part.whole):
        return True
    if inside or (beside_list and (part.marker or part.gaps)):
        return not is_prose(part.text)
    who = signatory_of(part.text)
    return who is not None and (bool(who.office) or (is_office(below) and len(below) <= LONGEST))


def _report_remarks(part: Passage, titles: Sequence[str], notes: Notes, *, beside_list: bool) -> None:
    """Reports the sentences that say of a measure that it isn't as it is listed; beside the list, whatever they say.

    There, those that name one more measure or a provider are reported as well.
    """
    for sentence in sentences_in(part.text) if not notes.is_touched(part) else ():
        is_told = any(_stretches(sentence)) or sentence.endswith(":")
        is_remark = beside_list and not is_told
        is_on_one = (is_remark or finds("changed", sentence)) and any(
            re.search(rf"(?<!\w){re.escape(title)}(?!\w)", sentence) for title in titles
        )
        if is_on_one or (is_remark and finds("on_measures", sentence)):
            _report_line(sentence, part.place, notes)


def _report_run(run: list[Passage], notes: Notes) -> None:
    """Reports lines that follow one another in one note, as far as it shows them."""
    while run:
        count = next(
            (n for n in range(len(run), 1, -1) if len(" / ".join(line.whole for line in run[:n])) <= LONGEST), 1
        )
        _report_line(" / ".join(line.whole for line in run[:count]), run[0].place, notes)
        if len(run[0].whole) > LONGEST:  # of which the note shows the beginning only
            _report_stretches(run[0], run[0].place, notes)
        del run[:count]


def _report_line(text: str, place: SourceLocation, notes: Notes) -> None:
    notes.unread(place, _("“{quote}” was not understood; it stands in no field of the file.", quote=text))


def _report_row(row: Iterable[PrintedCell], place: SourceLocation, notes: Notes) -> None:
    """Reports the fields of a table's row that nobody claimed; where none was, the row."""
    filled = [cell for cell in row if re.search(r"\w", cell.text) and not is_all("unstated", cell.text)]
    left = [cell for cell in filled if not notes.is_claimed(cell)]
    if not left:
        return
    if len(left) == len(filled):
        _report_line(" | ".join(cell.text for cell in filled), place, notes)
        end = 0
        for cell in filled:
            end += len(cell.text)
            if end > LONGEST:  # the note shows the beginning only
                _report_stretches(cell, place, notes)
        return
    for cell in left:
        message = _("“{quote}” in the row of “{title}” was not understood.", quote=cell.text, title=filled[0].text)
        notes.unread(place, message)


def _report_stretches(line: Passage | PrintedCell, place: SourceLocation, notes: Notes) -> None:
    """Reports the amounts, dates, numbers of places and file numbers in a line that nobody claimed."""
    text = line.text
    if len(text) > LONGEST_PARAGRAPH:
        _report_line(text, place, notes)
        return
    sentences = sentences_in(text)
    end = 0
    for start, stop in sorted(_stretches(text), key=lambda stretch: (stretch[0], -stretch[1])):
        if start < end or notes.is_claimed(line, start, stop):
            continue
        before = _GARBLED.search(text, 0, start)
        quote, end = text[before.start() if before else start : stop], stop
        sentence = next((each for each in sentences if quote in each), text)
        message = _(
            "“{quote}” stands in no field of the file; the document says: “{text}”.",
            quote=quote.strip(), text=sentence,
        )  # fmt: skip
        notes.unread(place, message)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has an amount, a share, a date that isn't of a law, a number of places, or others' funds."""
    yield from like_amounts_in(text)
    for name in ("share", "places", "file_number", "other_funds"):
        yield from (match.span() for match in pattern(name).finditer(text))
    start = 0
    for sentence in sentences_in(text):
        start = text.index(sentence, start)
        if not finds("of_a_law", sentence):
            yield from ((start + day.start, start + day.end) for day in dates_in(sentence))
