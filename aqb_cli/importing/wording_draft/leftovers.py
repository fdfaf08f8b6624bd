"""What stays in a wording as it is printed, though it may belong to the one district or year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aqb_cli.fileformat.model import District, Gender
from aqb_cli.importing.reading.amounts import amounts_in, dates_in, scaled_in
from aqb_cli.importing.wording_draft.naming import around, only_here
from aqb_cli.importing.wording_draft.placeholders import Replacement
from aqb_cli.text.messages import Message, _

_QUOTED = re.compile(r"„[^“]*“(?: (?:der|für die) Jahre 20[0-9]{2} bis 20[0-9]{2})?")
"""A title, such as „Bündnis für Ausbildung“ der Jahre 2025 bis 2029; it is the same for all."""

_NUMBER = re.compile(
    r"(?<![\w§])(?<!§ )(?<!§§ )(?<!Abs\. )(?<!Absatz )(?<!Nr\. )(?<!Satz )(?<!Artikel )(?<!Ziffer )[^\s\d(„§]*\d\S*"
    r"|\b(?:[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf)\b"
)
"""Whatever has a digit in it, but for sections and the like, which are the same for all; and small numbers in words."""

_PERSONAL = re.compile(r"\b(?:Herrn?|Frau) [A-ZÄÖÜ]|\S+@\S+|\bin Worten\b|\bRegierungsbezirks?\b")
_KIND = re.compile(
    r"(?<![\w-])(?:(?:Landk|K)reis(?:es)?|(?:kreisfreie[nr]? )?Stadt|Magistrats?|Kreisausschuss(?:es)?"
    r"|Landr[aä]t(?:in|s)?|(?:Ober)?[Bb]ürgermeister(?:in|s)?"
    r"|(?:[Kk]reis|[Ss]tadt)(?:tag|gebiet|verwaltung|haushalt|weit|verordnete|jugendamt|teil)\w*)(?![\w-])"
)
"""What is said of a Landkreis, or of a Stadt, only."""

_ROLE = r"[A-ZÄÖÜ]\w*(?:träger|empfänger|steller|geber|nehmer|partner)"
_PRONOUNS = {
    Gender.MASCULINE: re.compile(rf"\b(?:[Ee]r|[Ii]hn|[Ii]hm|[Ss]ein(?:e[nmrs]?|erseits)?|[Aa]ls {_ROLE})\b"),
    Gender.FEMININE: re.compile(rf"\b(?:[Ss]ie|[Ii]hr(?:e[nmrs]?|erseits)?|{_ROLE}in)\b"),
}
"""Words that agree with the district, where a text names it."""

_RELATIVE = re.compile(r", (?:der|die|dessen|deren|dem|den|welche[mnrs]?)\b")
"""What agrees with the name that it follows."""

_NO_NAME = {"Stadt", "Kreis", "Landkreis", "Landeshauptstadt", "Wissenschaftsstadt", "Hessen", "Main", "Höhe"}
_AUTHORITY = re.compile(r"Regierungspräsidi(?:um|ums) $")


def leftovers(text: str, edits: Sequence[Replacement], district: District, names: Iterable[str]) -> Iterator[Message]:
    """What a person should look at in a text whose placeholders are known; `names` are measures and signatories."""
    seen = [(edit.start, edit.end) for edit in edits]
    seen += [match.span() for match in _QUOTED.finditer(text) if not list(amounts_in(match[0]))]
    for amount in amounts_in(text):
        if _claim(seen, amount.start, amount.end):
            yield _("The amount “{quote}” stays in the wording, for every district.", quote=amount.quote)
    for quote in scaled_in(text):
        if _claim(seen, text.index(quote), text.index(quote) + len(quote)):
            yield _("The amount “{quote}” stays in the wording, for every district.", quote=quote)
    for day in dates_in(text):
        if _claim(seen, day.start, day.end):
            yield only_here(around(text, day.start, day.end))
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if len(name) > 5 else ():
            if _claim(seen, *match.span()):
                yield only_here(match[0])
    kinds = [_own_names(district), _PERSONAL, _NUMBER, _KIND]
    for match in (match for kind in kinds for match in kind.finditer(text)):
        if not _AUTHORITY.search(text[: match.start()]) and _claim(seen, *match.span()):
            yield only_here(around(text, *match.span()))
    yield from _agreeing(text, edits, seen, district)


def _claim(seen: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether nothing of a stretch was seen before; from now on it is."""
    if any(start < other_end and end > other_start for other_start, other_end in seen):
        return False
    seen.append((start, end))
    return True


def _own_names(district: District) -> re.Pattern[str]:
    """The district's proper name and that of its seat, also in words made of them: "Fuldaer Betriebe"."""
    words = set(re.findall(r"[^\W\d_]{4,}", f"{district.name} {district.seat}")) - _NO_NAME
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, sorted(words)))})(?:er|s)?(?!\w)")


def _agreeing(
    text: str, edits: Sequence[Replacement], seen: list[tuple[int, int]], district: District
) -> Iterator[Message]:
    """Words with the district's gender, from where a text names it."""
    named = [edit for edit in edits if "district." in edit.template]
    for edit in named:
        if match := _RELATIVE.match(text, edit.end):
            yield only_here(text[edit.start : match.end()])
    for match in _PRONOUNS[district.gender].finditer(text, named[0].start) if named else ():
        if _claim(seen, *match.span()):
            yield only_here(around(text, *match.span()))
