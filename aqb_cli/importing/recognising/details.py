"""What a measure's line says beside its title: amount, places, days, provider, purpose; all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Earmark
from aqb_cli.importing.reading.amounts import amounts_in
from aqb_cli.importing.recognising.categories import Words, earmark_of
from aqb_cli.importing.recognising.outline import is_section_heading
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text import german
from aqb_cli.text.messages import Message, _

Details = dict[str, Any]
"""Fields of a measure, as in the file format."""

LEAST = 1_000
"""From how many euros on an amount in a title may be the measure's; a "Kurs für 500 Euro" may be called so."""

SENTENCE = 6
"""From how many words on a title that ends with a full stop may be a sentence below the list."""

_BRACKET = re.compile(r"\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^][]*)\])\s*$")
_FOOTNOTE = re.compile(
    r"(?<=[\w)“\"])\s?(?:\[[0-9]{1,2}\]|(?<!m)[¹²³]|[⁴-⁹†]|[¹²³]{2})\)?$|(?<=\w)\s?(?<!\*)\*{1,3}\)?$"
)
_LETTER = re.compile(r"^\(?[a-h]\)\s+(?=\S)")
"""A letter that counts entries of a list, behind their bullets."""

_LONG_WORD = re.compile(r"\w{45}")
"""A word that hardly goes on one line, so that programs part it without a hyphen."""


class Split(NamedTuple):
    """A measure's line by its parts."""

    title: str
    facts: Details
    doubt: Message | None = None
    """What is doubtful about the title; None if it is certain."""


def split_title(text: str, earmarks: Mapping[Earmark, str], elsewhere: Collection[str] = ()) -> Split:
    """A measure's title, and what stands behind it.

    What isn't understood stays in the title, as printed; so does what belongs to a field that stands `elsewhere`.
    """
    title, facts = _LETTER.sub("", text.strip()), Details()
    footnote = _FOOTNOTE.search(title)
    if footnote and "*" in title[: footnote.start()]:  # "*plus*" is emphasis
        footnote = None
    title = title[: footnote.start()] if footnote else title
    whole = title
    while cut := _cut(title, earmarks, {*facts, *elsewhere}):
        title, facts = cut[0], {**cut[1], **facts}
    if ("amount" in facts and _has_amount(title)) or ("places" in facts and finds("places", title)):
        title, facts = whole, Details()  # the lines of several measures
    if footnote and footnote[0].strip().startswith("*"):
        return Split(title, facts, _("A footnote may belong to it: “{quote}”.", quote=text))
    return Split(title, facts, doubt_of(title))


def _cut(title: str, earmarks: Mapping[Earmark, str], known: Collection[str]) -> tuple[str, Details] | None:
    """A title without what its end says beside what is known, and what that is; None if it says nothing else."""
    bracket = _BRACKET.search(title)
    ends = [(bracket.start(), bracket[1] or bracket[2])] if bracket and bracket.start() else []
    if not (":" in title and details_of(title, earmarks)):  # "Träger: Verein e. V."
        behind = pattern("behind_title").finditer(title)
        ends += [
            (each.start(), title[each.end() :]) for each in behind if re.search(r"[^\W\d_]", title[: each.start()])
        ]
    for start, said in ends:
        found = details_of(said, earmarks)
        if found and not set(found) & set(known):
            return title[:start], found
    return None


def _has_amount(title: str) -> bool:
    return any(amount.value >= LEAST for amount in amounts_in(title))


def doubt_of(title: str) -> Message | None:
    """What is doubtful about a measure's title; None if all is well."""
    if finds("dropped", title):
        return _("It may say that the measure is dropped.")
    is_nothing = finds("like_nothing", title) and not re.search(r"\w.*\w.*\w", re.sub(r"^\W*\w+\W*", "", title))
    if is_nothing or finds("elsewhere", title):
        return _("It may say that there is no measure.")
    if finds("remark", title):
        return _("There seems to be a remark in it: “{quote}”.", quote=title)
    if re.search(r"[a-zäöüß]{3}[1-9]$", title):  # the mark is no longer raised
        return _("A footnote may belong to it: “{quote}”.", quote=title)
    if _LONG_WORD.search(title):
        return _("Where a line ends, a space may be missing or stand within a word: “{quote}”.", quote=title)
    if finds("never_last", title) or re.search(r"[,;–-]$", title):
        return _("It reads like it goes on.")
    if len(title.split()) >= SENTENCE and re.search(r"[^\W\d_]{3}[.!?]$", title):
        return _("It reads like a sentence, and may be no measure.")
    if is_section_heading(title):
        return _("It reads like a section's heading.")
    if finds("misread", title):
        return _("Text recognition may have misread it: “{quote}”.", quote=title)
    if title.count(")") > title.count("(") or re.search(r";\s|^(?![\"'«»„“‚‘(\[#@§&])(?:[^\w\s]|[ox]\s)", title):
        return _("It was read from “{quote}”.", quote=title)  # a footnote's mark, several measures, a box
    if details_of(title, {}) or (title[:1] in "([" and title[-1:] in ")]"):
        return _("It reads like an amount, a period or places of another measure.")
    if _has_amount(title) or any(finds(name, title) for name in ("scaled", "like_detail", "like_provider")):
        return _("It reads like there is an amount, a period, places or a provider in it.")
    return None


def doubt_of_scan(title: str, words: Words) -> Message | None:
    """What is doubtful about a title that text recognition read; None if all is well, or nothing was recognised."""
    if not words.scanned or not finds("misread_in_scan", title):
        return None
    return _("Text recognition may have misread it: “{quote}”.", quote=title)


def details_of(text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """The facts in a list of details, such as "Träger: Verein, 12 Plätze"; none if not all of it is understood."""
    if one := detail_of(text, earmarks):
        return one
    facts = Details()
    pieces = re.split(r";\s*|,\s+(?!-)|\s+\|\s+|\s[/–-]\s", text)
    for piece in pieces if len(pieces) > 1 else ():
        found = detail_of(piece, earmarks)
        if not found or not add(found, facts):
            return {}
    return facts


def add(found: Details, facts: Details) -> bool:
    """Adds some facts to others, unless they say one of them twice."""
    if set(found) & set(facts) - {"by_year"}:
        return False
    facts |= {**found, "by_year": {**facts.get("by_year", {}), **found["by_year"]}} if "by_year" in found else found
    return True


def detail_of(text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """The facts that a piece of text states and nothing else; none if it is something else."""
    text = text.strip()
    for name in ("provider", "target_groups", "earmark", "legal_bases"):
        if match := pattern(f"detail_{name}").fullmatch(text):
            return _labelled(name, match["value"].strip(), earmarks)
    text = text.rstrip(" .")
    if match := pattern("places").fullmatch(text):
        return {"places": int(match["before"] or match["after"])}
    if (match := pattern("detail_by_year").fullmatch(text)) and (amount := only_amount(match["value"])) is not None:
        return {"by_year": {int(match["year"]): amount}}
    if period := period_of(text):
        return period
    if (match := pattern("detail_amount").fullmatch(text)) and (amount := only_amount(match["value"])) is not None:
        return {"amount": amount}
    return {}


def _labelled(name: str, value: str, earmarks: Mapping[Earmark, str]) -> Details:
    found: Any = value
    if name == "earmark":
        found = earmark_of(value, earmarks)
    elif name == "legal_bases":
        found = [" ".join(base.split()) for base in pattern("law").findall(value)]
    elif (
        is_all("unstated", value)
        or any(amounts_in(value))
        or finds("like_detail", value)
        or re.search(r"[,;] \w+\s*:", value)
    ):
        found = None
    elif name == "target_groups":
        found = [each.strip() for each in value.split(";")]
    return {name: found} if found else {}


def period_of(text: str) -> Details:
    """`starts` and `ends` of a period by days that is all of a text; none for other texts, and for months only."""
    is_dated = re.search(r"[0-9]\s*\.|-[0-9]", text)  # the pattern takes 4 ms to make, and few titles have a day
    match = pattern("period").fullmatch(text) if is_dated else None
    if match is None:
        return {}
    first, last = match["starts"] or match["since"], match["ends"] or match["until"]
    ends = german.read_date(last) if last else None
    starts = german.read_date(first) or (german.read_date(f"{first} {ends.year}") if ends else None) if first else None
    if (first and not starts) or (last and not ends) or (starts and ends and starts > ends):
        return {}
    return {name: day for name, day in (("starts", starts), ("ends", ends)) if day}


def only_amount(text: str) -> Decimal | None:
    """The amount that a text is; None if it isn't one, or not for certain."""
    found = list(amounts_in(text))
    is_all_of_it = len(found) == 1 and found[0].certain and not text.replace(found[0].quote, "", 1).strip(" .")
    return found[0].value if is_all_of_it else None


def is_no_title(text: str) -> bool:
    """Whether a text can't be a measure's title: an amount, a sign, a section's heading."""
    return is_all("no_title", text) or is_section_heading(text)
