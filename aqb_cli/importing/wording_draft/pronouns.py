"""Words that agree with the district's gender: "seine" and "ihre", "der Landkreis …, der", "die Stadt …, die"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aqb_cli.fileformat.model import District, Gender
from aqb_cli.importing.wording_draft.edits import CITY, Replacement
from aqb_cli.importing.wording_draft.guards import SENTENCE_END
from aqb_cli.text.messages import Message, _

_HIS = re.compile(r"\b(?P<stem>[Ss]ein|[Ii]hr)(?P<ending>erseits|e[nmrs]?|(?= [A-ZÄÖÜ]))(?!\w)")
_BEGIN = re.compile(rf"{SENTENCE_END.pattern}|: (?=[A-ZÄÖÜ])|; ")
_RELATIVE = re.compile(r", (?P<pronoun>der|dessen|dem|den|die|deren)\b")
_MASCULINE = {"die": "der", "deren": "dessen", "der": "dem"}
"""The relative pronoun of a Landkreis for that of a Stadt; "die" may also be "den"."""

_FEMININE = {"der": "die", "dessen": "deren", "dem": "der", "den": "die"}


def agreeing(text: str, district: District, names: list[Replacement]) -> Iterator[Replacement]:
    """The words of a text that agree with the district, which stands where the edits of its names are."""
    feminine = district.gender is Gender.FEMININE
    begins = [0, *(match.end() for match in _BEGIN.finditer(text)), len(text)]
    for name in names:
        pronoun = _RELATIVE.match(text, name.end)
        if pronoun and not _ends_with_verb(text, pronoun.end()):
            quote = text[name.start : pronoun.end()]
            yield Replacement(*pronoun.span("pronoun"), pronoun["pronoun"], doubt=only_here(quote))
        elif pronoun and (other := (_MASCULINE if feminine else _FEMININE).get(pronoun["pronoun"])):
            doubt = None
            if pronoun["pronoun"] == "die":
                doubt = _("The case of “{quote}” isn't certain.", quote=text[name.start : pronoun.end()])
            yield _edit(pronoun.start("pronoun"), pronoun["pronoun"], other, feminine=feminine, doubt=doubt)
            clause = re.compile(r"[,.;]|$").search(text, pronoun.end())
            yield from _possessives(text, pronoun.end(), clause.start() if clause else len(text), feminine=feminine)
        if name.start in begins and name.case == "nominative" and not text[name.end :].startswith(" und "):
            end = next(begin for begin in begins if begin > name.start)
            yield from _possessives(text, name.end, end, feminine=feminine)


def only_here(quote: str) -> Message:
    """Tells of words that stay and may not be right for another district."""
    return _("“{quote}” stays as it is, and may fit only this district.", quote=quote)


def _ends_with_verb(text: str, start: int) -> bool:
    """Whether a clause ends as relative clauses do; "dem Zuwendungsempfänger," is none."""
    words = re.findall(r"[\w-]+", re.split(r"[,.;:]|$", text[start:], maxsplit=1)[0])
    return bool(words) and words[-1][0].islower()


def _possessives(text: str, start: int, end: int, *, feminine: bool) -> Iterator[Replacement]:
    for match in _HIS.finditer(text, start, end):
        if (match["stem"].lower() == "ihr") is feminine:
            stem = "sein" if feminine else "ihr"
            stem = stem.capitalize() if match["stem"][0].isupper() else stem
            yield _edit(match.start(), match[0], stem + match["ending"], feminine=feminine)


def _edit(start: int, here: str, other: str, *, feminine: bool, doubt: Message | None = None) -> Replacement:
    city, county = (here, other) if feminine else (other, here)
    return Replacement(
        start, start + len(here), f"{{% if {CITY} %}}{city}{{% else %}}{county}{{% endif %}}", doubt=doubt
    )
