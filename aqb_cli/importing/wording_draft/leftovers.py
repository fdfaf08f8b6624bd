"""What stays in a wording as it is printed, though it may be said of the one district only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aqb_cli.fileformat.model import District, Gender
from aqb_cli.importing.reading.amounts import scaled_in
from aqb_cli.importing.recognising.funds.targets import GRANTED
from aqb_cli.importing.wording_draft.edits import Replacement
from aqb_cli.importing.wording_draft.guards import bounds_of
from aqb_cli.importing.wording_draft.pronouns import only_here
from aqb_cli.importing.wording_draft.years import years_left
from aqb_cli.text.messages import Message, _

_MASCULINE = re.compile(r"\b(?:[Ee]r|[Ii]hn|[Ii]hm|[Ss]ein(?:e[nmrs]?|erseits)?)\b")
_FEMININE = re.compile(r"\b(?:[Ss]ie|[Ii]hr(?:e[nmrs]?|erseits)?)\b")
_KIND = re.compile(
    r"(?<![\w-])(?:Landkreis(?:es)?|Kreis(?:es)?|Landr[aä]t(?:in|s|samt\w*)?|(?:Ober)?[Bb]ürgermeister\w*)(?![\w-])"
    r"|(?<!\w)(?:kreisfreien? )?Stadt(?![\w-])"
    r"|(?<!\w)Regierungsbezirks?\s+[A-ZÄÖÜ]\w+"
    r"|(?<![\w-])(?:[Kk]reis|[Ss]tadt)(?:tag|gebiet|verwaltung|haushalt|weit|verordnete|angehörig|jugendamt|teil)\w*"
)
_PERSON = re.compile(r"\b(?:Herrn?|Frau)\s+(?:(?:Dr|Prof)\.\s+)*[A-ZÄÖÜ][\w-]+")
_CONTACT = re.compile(r"\b(?:Tel(?:efon)?|Fax|Mobil)\b[.:]*\s*[\d+(][\d\s/()-]+\d|[\w.-]+@[\w.-]+\w")
_ROLE = r"(?=[A-ZÄÖÜ])\w*(?i:träger|empfänger|steller|geber|nehmer|partner)"
_ROLES = {
    Gender.MASCULINE: re.compile(rf"\b[Aa]ls (?:[a-zäöüß]+ )?{_ROLE}\b"),
    Gender.FEMININE: re.compile(rf"\b{_ROLE}in\b"),
}
"""What a district is called with a noun that has a gender."""

_ADJECTIVE = re.compile(r"\b(?:[Dd](?:er|ie|as|es|em|en)|[Ee]in(?:e[nmrs]?)?)\s+[a-zäöüß]+e[nmrs]?\s+$")
_TITLE = re.compile(r"\b(?:Herrn?|Frau)\s+$")
_RELATIVE = re.compile(r",\s+welche[mnrs]?\b")

_IN_WORDS = re.compile(r"\(?in Worten:? [^)]{3,80}\)?")
_NUMBERED = (
    r"(?<!§ )(?<!Nr\. )(?<!Abs\. )(?<!Absatz )(?<!Satz )(?<!Kapitel )(?<!Titel )(?<!Anlage )(?<!Ziffer )(?<!SGB )"
)
_SAME_FOR_ALL = (
    r"Euro|Prozent|Monate?n?|Wochen?|Tage?n?|Werktage?n?|Jahre?n?|Stunden?|Uhr|Minuten|Seiten?|Raten?|Sätzen?"
    r"|Ausfertigungen|Exemplare?n?|Kategorien|Maßnahmen?arten|Gebietskörperschaften|Landkreise?n?|Landesmittel\w*"
)
_COUNT = re.compile(
    rf"(?<![\w.,§/–-]){_NUMBERED}(?!20[0-9][0-9])[0-9]{{1,4}} (?:[a-zäöüß]+e[nrs]? )?"
    rf"(?!(?:{_SAME_FOR_ALL})\b)[A-ZÄÖÜ][a-zäöüß]+"
    r"|\b(?:[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf)"
    r" (?:[a-zäöüß]+e[nrs]? )?(?:Projekten?|Maßnahmen|Plätzen?|Kommunen|Gemeinden|Träger\w*|Standorten?)\b"
)
_LARGE = re.compile(r"(?<![\w.,§])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9]|[\w.,]*(?:\s?(?:Euro|EUR|€)))")
_SHARE = re.compile(r"[0-9]+(?:,[0-9]+)?\s?(?:%|Prozent\b|v\. ?H\.)")
_REFERENCE = re.compile(
    r"(?:\b[AG]z\.|zeichen\b):?\s+(?:lautet\s+|ist\s+)?(?P<reference>[\w./-]*\d[\w./-]*|\w+(?:-\w+)+)"
)
_NO_NAME = {"Stadt", "Kreis", "Landkreis", "Landeshauptstadt", "Wissenschaftsstadt", "Hessen", "Main", "Höhe"}


def leftovers(text: str, edits: Sequence[Replacement], district: District, titles: Iterable[str]) -> Iterator[Message]:
    """What a person should look at in a text whose placeholders are known; `titles` are those of the measures."""
    only_here_ones = (_KIND, _PERSON, _CONTACT, _ROLES[district.gender])
    for match in (*(found for kind in only_here_ones for found in kind.finditer(text)), *_own_names(text, district)):
        if _is_free(match, edits):
            yield only_here(_around(text, match))
    for quote in [match[0] for match in _IN_WORDS.finditer(text)] + scaled_in(text):
        yield _("The amount “{quote}” stays in the wording, for every district.", quote=quote)
    yield from years_left(text, edits)
    for match in (*_LARGE.finditer(text), *_COUNT.finditer(text)):
        if _is_free(match, edits):
            yield _("The number “{quote}” stays in the wording, for every district.", quote=_around(text, match))
    for title in titles:
        if len(title) >= 6 and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text):
            yield _("The measure “{title}” stays in the wording, for every district.", title=title)
    yield from _beside_facts(text, edits)
    yield from _agreeing(text, edits)
    yield from _pronouns(text, edits, district)


def _beside_facts(text: str, edits: Sequence[Replacement]) -> Iterator[Message]:
    """Shares of amounts, and what is said of the grant notice in sentences that are printed without one, too."""
    for start, end in pairwise(bounds_of(text)):
        inside = [edit for edit in edits if start <= edit.start < end]
        states_funds = any("budget." in edit.template for edit in inside)
        for match in _SHARE.finditer(text, start, end) if states_funds else ():
            yield _("The number “{quote}” stays in the wording, for every district.", quote=_around(text, match))
        if any("grant." in (edit.needs or "") for edit in inside):
            continue
        if _REFERENCE.search(text, start, end) or (states_funds and GRANTED.search(text, start, end)):
            quote = text[start:end].strip()
            yield _("“{quote}” is printed also where an agreement states no grant notice.", quote=quote)


def _agreeing(text: str, edits: Sequence[Replacement]) -> Iterator[Message]:
    """Words around a name that have its gender: "der genannte Landkreis", "die Stadt, welche", "Herr Landrat"."""
    for edit in edits:
        is_district = edit.case is not None or "district." in edit.template
        before = (_ADJECTIVE if is_district else _TITLE).search(text, 0, edit.start)
        if before and before.end() == edit.start and (is_district or "signatures." in edit.template):
            yield only_here(text[before.start() : edit.end])
        if is_district and (match := _RELATIVE.match(text, edit.end)):
            yield only_here(text[edit.start : match.end()])


def _pronouns(text: str, edits: Sequence[Replacement], district: District) -> Iterator[Message]:
    """Words for "he" and "she" in the sentences from the district's first mention on."""
    names = [edit for edit in edits if edit.case or "district.name" in edit.template]
    if not names:
        return
    pronouns = _FEMININE if district.gender is Gender.FEMININE else _MASCULINE
    both, since = False, names[0].start
    for start, end in pairwise(bounds_of(text)):
        if end <= names[0].start:
            continue
        here = [name for name in names if start <= name.start < end]
        if any(text[name.end :].startswith(" und ") or text[: name.start].endswith(" und ") for name in here):
            both = True  # from here on, "sie" may be both parties
        elif both and here:
            both, since = False, here[0].start
        if both:
            continue
        for match in pronouns.finditer(text, start, end):
            if match.start() > since and _is_free(match, edits):
                yield only_here(_around(text, match))


def _own_names(text: str, district: District) -> Iterator[re.Match[str]]:
    """The district's proper name and that of its seat, also in words made of them: "Fuldaer Betriebe"."""
    words = set(re.findall(r"[^\W\d_]{4,}", f"{district.name} {district.seat}")) - _NO_NAME
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?:er|s)?(?!\w)", text):
        if not text[: match.start()].endswith(("Regierungspräsidium ", "Regierungspräsidiums ")):
            yield match


def _is_free(match: re.Match[str], edits: Sequence[Replacement]) -> bool:
    return all(match.end() <= edit.start or match.start() >= edit.end for edit in edits)


def _around(text: str, match: re.Match[str]) -> str:
    """A match with some words around it."""
    before, after = text[: match.start()].split(" ")[-3:], text[match.end() :].split(" ")[:3]
    return f"{' '.join(before)}{match[0]}{' '.join(after)}".strip()
