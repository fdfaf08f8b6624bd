"""The list of measures of a document → blocks of a wording pack that list the measures of any agreement so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.reading.amounts import FoundDate, amount_of, amounts_in, dates_in
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.funds.targets import Words
from aqb_cli.importing.recognising.measures.columns import fields_of
from aqb_cli.importing.recognising.measures.details import pieces_of, split_title
from aqb_cli.importing.recognising.measures.listed import Listed
from aqb_cli.importing.recognising.measures.periods import period_of
from aqb_cli.importing.wording_draft.edits import literal
from aqb_cli.importing.wording_draft.placeholders import Filler, amount_like, date_like
from aqb_cli.wording.blocks import TextRun

_BRACKET = re.compile(r"(?P<opening>[(\[])(?P<inside>[^][()]*)(?P<closing>[)\]])")

_SAYS_NONE = re.compile(
    r"(?i)(?!weitere|darüber|zusätzlich)(?:[^.]{0,80} )?(?:keine?|nichts?)\b(?:[^.]{0,60})?"
    r"\b(?:maßnahmen?|projekte?|angebote?|vorhaben|geplant|vorgesehen|beantragt|vereinbart|gefördert|umgesetzt)"
    r"\b[^.]{0,40}\.?"
)
"""A sentence below a heading that says that there are no measures."""

_COLUMNS = {
    "provider": "{{ measure.provider or '' }}",
    "places": "{{ measure.places or '' }}",
    "earmark": "{{ measure.earmark or '' }}",
    "legal_bases": "{{ measure.legal_bases | joined }}",
    "target_groups": "{{ measure.target_groups | joined }}",
}
"""What stands in a column, for those whose form is always the same."""


def blocks_of(
    parts: Sequence[PrintedPart], listed: Listed, labels: dict[Category, str], filler: Filler
) -> Iterator[dict[str, Any]]:
    """The blocks for the parts of a section that list the measures."""
    inside, words = parts[listed.begin : listed.end], filler.words
    measures: dict[str, Any] = {**_headings(inside, listed, labels), "item": _item(_titles(inside), words)}
    if columns := _columns(inside, words):
        measures["columns"] = columns
    if listed.empty:
        places = (part.place for part in inside if isinstance(part, Passage) and part.text.endswith(listed.empty))
        measures["empty"] = filler.text((TextRun(listed.empty),), next(places, SourceLocation()))
    if _is_in_order(listed):
        yield {"measures": measures}
        return
    order = [*listed.headings, *(category for category in Category if category not in listed.headings)]
    yield from ({"measures": {**measures, "categories": [str(category)]}} for category in order)


def with_empty_end(parts: Sequence[PrintedPart], listed: Listed) -> Listed:
    """The list, to whose end belongs a sentence that says in its own words that the last category is empty."""
    last = [*listed.headings][-1] if listed.headings else None
    if last is None or listed.measures[last] or listed.end >= len(parts):
        return listed
    part = parts[listed.end]
    if not isinstance(part, Passage) or part.marker or not _SAYS_NONE.fullmatch(part.text):
        return listed
    return listed._replace(end=listed.end + 1, empty=listed.empty or part.text)


def _is_in_order(listed: Listed) -> bool:
    return list(listed.headings) == [category for category in Category if category in listed.headings]


def _headings(parts: Sequence[PrintedPart], listed: Listed, labels: dict[Category, str]) -> dict[str, Any]:
    """The headings of the categories, and whether they count."""
    passages = {category: _heading_passage(parts, heading.text) for category, heading in listed.headings.items()}
    colon = ":" if all(passage and passage.text.endswith(":") for passage in passages.values()) else ""
    markers = {category: passage.marker if passage else "" for category, passage in passages.items()}
    numbers = [f"{number}." for number in range(1, len(markers) + 1)]
    counts = _is_in_order(listed) and list(markers.values()) in (numbers, ["1."] * len(markers))
    # a document that doesn't print all categories leaves out what is empty; but letters and numbers need no gaps
    leaves_out = len(passages) < len(Category) and listed.empty is None and (counts or not any(markers.values()))
    printed = {category: heading.text for category, heading in listed.headings.items()}
    text = _heading(printed, labels)
    if listed.ceilings:
        text += f"{{% if category.ceiling %}}{_ceiling(listed).removesuffix(colon)}{{% endif %}}"
    text += colon
    if not counts:
        strong = all(passage and all(run.strong for run in passage.line) for passage in passages.values())
        mark = "**" if strong else ""
        text = f"{mark}{_markers(_continued(markers))}{text}{mark}"
    if leaves_out or len(passages) < len(Category):  # those that aren't printed stand only above measures
        keys = () if leaves_out else (f'category.key == "{category}"' for category in printed)
        text = f"{{% if {' or '.join([*keys, 'category.measures'])} %}}{text}{{% endif %}}"
    return {"heading": text, **({} if counts else {"numbering": "none"})}


def _heading_passage(parts: Sequence[PrintedPart], text: str) -> Passage | None:
    return next((part for part in parts if isinstance(part, Passage) and part.text.startswith(text)), None)


def _heading(printed: dict[Category, str], labels: dict[Category, str]) -> str:
    """A category's heading: the programme's, but where the document prints another one, that."""
    written = ""
    for category, text in printed.items():
        if text != labels.get(category):
            written += f'{{% {"elif" if written else "if"} category.key == "{category}" %}}{literal(text)}'
    return f"{written}{{% else %}}{{{{ category.label }}}}{{% endif %}}" if written else "{{ category.label }}"


def _continued(markers: dict[Category, str]) -> dict[Category, str]:
    """The letters before headings, also for the categories that aren't printed, if each has its place's letter."""
    letters = {category: "ABCD"[number] for number, category in enumerate(Category)}
    if any(re.sub(r"\W", "", marker).upper() != letters[category] for category, marker in markers.items()):
        return markers
    model = next(iter(markers.values()))
    cased = {category: letter if model.upper() == model else letter.lower() for category, letter in letters.items()}
    return {category: re.sub(r"\w", letter, model) for category, letter in cased.items()}


def _markers(markers: dict[Category, str]) -> str:
    """What stands before the categories' headings, such as letters."""
    written = ""
    for category, marker in markers.items():
        if marker:
            written += f'{{% {"elif" if written else "if"} category.key == "{category}" %}}{literal(marker)} '
    return f"{written}{{% endif %}}" if written else ""


def _ceiling(listed: Listed) -> str:
    """A category's ceiling, in the words of the document."""
    category, amount = next(iter(listed.ceilings.items()))
    rest = listed.headings[category].rest
    found = next(amounts_in(rest))
    placeholder = amount_like("category.ceiling", amount, rest[found.start : found.end])
    return f" {literal(rest[: found.start])}{placeholder}{literal(rest[found.end :])}"


def _titles(parts: Sequence[PrintedPart]) -> Iterator[str]:
    """The measures' lines and the fields with their titles."""
    for part in parts:
        if isinstance(part, Passage):
            yield part.text
        elif fields_of(part.rows[0])[1][0] == "title":
            yield from (row[0].text for row in part.rows[1:])


def _item(texts: Iterable[str], words: Words) -> str:
    """A measure's title, and behind it what the document says behind the titles."""
    richest = ""
    facts: dict[str, Any] = {}
    for text in texts:
        split = split_title(text, words.earmarks)
        if len(split.details.facts) > len(facts):
            richest, facts = text[len(split.title) :], split.details.facts
    brackets = list(_BRACKET.finditer(richest))
    if not brackets:
        opening = _opening(richest)
        return "{{ measure.title }}" + _pieces(richest[len(opening) :].strip(), facts, opening, "", words)
    return "{{ measure.title }}" + "".join(
        _pieces(bracket["inside"], facts, f" {bracket['opening']}", bracket["closing"], words) for bracket in brackets
    )


def _opening(text: str) -> str:
    match = re.match(r"\s*[:;,|–-]?\s*", text)
    return match[0] if match else ""


def _pieces(text: str, facts: dict[str, Any], opening: str, closing: str, words: Words) -> str:
    """Details behind a title, with placeholders; each of them, and what is around them, only where it is stated."""
    written = ""
    before: list[str] = []
    for separator, piece in pieces_of(text, words.earmarks):
        if (made := _piece(piece, facts)) is not None:
            needs, template = made
            lead = opening
            if before:
                lead = f"{{% if {' or '.join(before)} %}}{separator}{{% else %}}{opening}{{% endif %}}"
            written += f"{{% if {needs} %}}{lead}{template}{{% endif %}}"
            before.append(needs)
    if len(before) == 1:
        return f"{written.removesuffix('{% endif %}')}{closing}{{% endif %}}"
    return f"{written}{{% if {' or '.join(before)} %}}{closing}{{% endif %}}" if before and closing else written


def _piece(piece: str, facts: dict[str, Any]) -> tuple[str, str] | None:
    """The fact that a piece states, and the piece with a placeholder; None for what no placeholder says."""
    amounts = list(amounts_in(piece))
    if facts.get("by_year") and re.match(r"20[0-9]{2}\s*:", piece):
        first = min(facts["by_year"])
        return ("measure.by_year", "{{ measure.by_year | yearly }}") if piece.startswith(str(first)) else None
    if len(amounts) == 1 and facts.get("amount") == amounts[0].value:
        found = amounts[0]
        placeholder = amount_like("measure.amount", found.value, piece[found.start : found.end])
        return "measure.amount", piece[: found.start] + placeholder + piece[found.end :]
    if period := _period(piece, facts):
        return period
    if facts.get("earmark") and ":" in piece:
        return "measure.earmark", f"{piece.partition(':')[0]}: {{{{ measure.earmark }}}}"
    for field in ("places", "provider"):
        value = str(facts.get(field, ""))
        if value and value in piece:
            return f"measure.{field}", piece.replace(value, f"{{{{ measure.{field} }}}}", 1)
    return None


def _period(piece: str, facts: dict[str, Any]) -> tuple[str, str] | None:
    """A period or one of its ends with placeholders, and what it needs; None if the piece states none."""
    written, at = "", 0
    needs: list[str] = []
    days = _days(piece, facts)
    if len(days) == 1 and piece.strip() in (f"ab {days[0][1].quote}", f"bis {days[0][1].quote}"):
        start, end = (date_like(f"measure.{field}", days[0][1].value, days[0][1].quote) for field in ("starts", "ends"))
        return "measure.starts or measure.ends", _open_period(f"{start} bis {end}", start, end)
    for field, found in days:
        needs.append(f"measure.{field}")
        written += piece[at : found.start] + date_like(needs[-1], found.value, found.quote)
        at = found.end
    return (" and ".join(needs), written + piece[at:]) if needs else None


def _days(piece: str, facts: dict[str, Any]) -> list[tuple[str, FoundDate]]:
    """Where a piece states when a measure starts or ends."""
    period = period_of(piece)
    ends = [(field, day) for field, day in (("starts", period.starts), ("ends", period.ends)) if day]
    alone = [(field, day) for day in dates_in(piece) for field in ("starts", "ends") if facts.get(field) == day.value]
    return ends if ends and set(period.facts) <= set(facts) else alone[:1]


def _columns(parts: Sequence[PrintedPart], words: Words) -> list[dict[str, Any]]:
    """The columns of the tables of measures: of the one that has most."""
    tables = [part for part in parts if isinstance(part, PrintedTable) and fields_of(part.rows[0])[0]]
    if not tables:
        return []
    table = max(tables, key=lambda table: len(table.rows[0]))
    _head, names = fields_of(table.rows[0])
    columns = []
    for number, (cell, name) in enumerate(zip(table.rows[0], names, strict=True)):
        texts = [row[number].text for row in table.rows[1:] if row[number].text]
        template = _item(texts, words) if name == "title" else _column(name, texts)
        if template is not None:
            align = {"align": "right"} if name in ("places", "amount") else {}
            columns.append({"heading": literal(cell.text), "text": template, **align})
    return columns


def _column(name: str | int | None, texts: list[str]) -> str | None:
    """What stands in a column's fields."""
    if name == "amount":
        form = next(
            (amount_like("measure.amount", found.value, text) for text in texts if (found := amount_of(text))), ""
        )
        return f"{{% if measure.amount %}}{form or '{{ measure.amount | number }}'}{{% endif %}}"
    if name in ("starts", "ends"):
        days = (date_like(f"measure.{name}", day.value, day.quote) for text in texts for day in dates_in(text))
        return f"{{% if measure.{name} %}}{next(days, f'{{{{ measure.{name} | date }}}}')}{{% endif %}}"
    if name == "period":
        return _period_column(texts)
    return _COLUMNS.get(str(name))


def _period_column(texts: list[str]) -> str:
    """A period as the document writes it; only its end or its beginning, where nothing else is known."""
    both = next((text for text in texts if len(period_of(text).facts) == 2), "01.01.2025 bis 31.12.2025")
    period = period_of(both)
    assert period.starts is not None
    assert period.ends is not None
    start = date_like("measure.starts", period.starts.value, period.starts.quote)
    end = date_like("measure.ends", period.ends.value, period.ends.quote)
    span = f"{both[: period.starts.start]}{start}{both[period.starts.end : period.ends.start]}{end}"
    return _open_period(span, start, end)


def _open_period(span: str, start: str, end: str) -> str:
    """A period of which both ends are known, or one."""
    return (
        f"{{% if measure.starts and measure.ends %}}{span}{{% elif measure.starts %}}ab {start}"
        f"{{% elif measure.ends %}}bis {end}{{% endif %}}"
    )
