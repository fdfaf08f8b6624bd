"""The district's own names in running text, each in its case, and the placeholders in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.fileformat.model import District, Gender
from aqb_cli.importing.reading.printed import Passage, joined
from aqb_cli.importing.wording_draft.placeholders import Replacement
from aqb_cli.importing.words import finds
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import plain

MOST_LINES = 4
"""Over how many lines one name or office may go."""

CITY = 'district.kind == "kreisfreie_stadt"'
"""The condition for what stands before a Stadt in place of what stands before a Landkreis."""

_MERGED = {"vom": "von", "zum": "zu", "beim": "bei", "im": "in", "am": "an", "zur": "zu"}
"""Prepositions with an article in them, and without it. All ask for the dative."""

_MASCULINE = {"der": "nominative", "des": "genitive", "dem": "dative", "den": "accusative"}


def mentions(text: str, district: District, alone: str | None = None) -> Iterator[Replacement]:
    """Where a text names the district, with its placeholder; `alone` is the case of a line that the name begins."""
    cases = district.cases.model_dump()
    names = {district.name, *(form.partition(" ")[2] for form in cases.values())}
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    articles = "|".join({*_MERGED, "die", *_MASCULINE})
    for match in re.finditer(rf"(?<![\w-])(?:(?P<article>(?i:{articles})) )?(?P<name>{either})(?![\w-])", text):
        article = (match["article"] or "").lower()
        if article in _MERGED and match["name"] == cases["dative"].partition(" ")[2]:
            yield _merged(match, district)
        elif match[0].lower() in (form.lower() for form in cases.values()):
            yield _in_case(text, match, district, alone)
        elif match["name"] == district.name:
            yield _bare(text, match)


def _merged(match: re.Match[str], district: District) -> Replacement:
    """The name behind "vom" or "zur": what stands there for a Landkreis, and for a Stadt."""
    here, apart = match["article"], _MERGED[match["article"].lower()]
    apart = apart.capitalize() if here[0].isupper() else apart
    own, other = f"{here} {{{{ district.name }}}}", f"{apart} {{{{ district.dative }}}}"
    city, county = (own, other) if district.gender is Gender.FEMININE else (other, own)
    return Replacement(*match.span(), f"{{% if {CITY} %}}{city}{{% else %}}{county}{{% endif %}}")


def _in_case(text: str, match: re.Match[str], district: District, alone: str | None) -> Replacement:
    """The name with its article; in doubt where only a person can tell its case."""
    article = match["article"].lower()
    start = " | start" if match["article"][0].isupper() else ""
    if district.gender is not Gender.FEMININE:
        return Replacement(*match.span(), f"{{{{ district.{_MASCULINE[article]}{start} }}}}")
    case = _feminine_case(text[: match.start()], match["article"], alone)
    doubt = None
    if case is None:
        case = "nominative" if article == "die" else "dative"
        doubt = _("The case of “{quote}” isn't certain.", quote=around(text, *match.span()))
    return Replacement(*match.span(), f"{{{{ district.{case}{start} }}}}", doubt=doubt)


def _feminine_case(before: str, article: str, alone: str | None) -> str | None:
    """The case of "die Stadt …" or "der Stadt …" behind a text; None if that isn't certain."""
    sentence = re.split(r"[.!?;:] ", before)[-1]
    if article.lower() == "die":
        if finds("with_accusative", before):
            return "accusative"
        return "nominative" if article == "Die" or finds("subject_before", before) else None
    if not sentence or (alone and sentence == "und "):
        return alone
    if finds("with_dative", sentence):
        return "dative"
    is_noun = finds("noun_before", sentence) and not finds("giving", sentence)
    return "genitive" if is_noun or finds("with_genitive", sentence) else None


def _bare(text: str, match: re.Match[str]) -> Replacement:
    """The name without its article; in doubt behind one that isn't its own, or an adjective, which has its gender."""
    start = match.start("name")
    is_bound = match["article"] or finds("adjective_before", text[:start])
    doubt = only_here(around(text, *match.span())) if is_bound else None
    return Replacement(start, match.end(), "{{ district.name }}", doubt=doubt)


def only_here(quote: str) -> Message:
    """Reports words that stay, and may not be right for another district or year."""
    return _("“{quote}” stays as it is, and may fit only this district or year.", quote=quote)


def around(text: str, start: int, end: int) -> str:
    """A stretch with some words around it."""
    before, after = text[:start].split(" ")[-4:], text[end:].split(" ")[:3]
    return f"{' '.join(before)}{text[start:end]}{' '.join(after)}".strip()


def with_whole_names(lines: Sequence[Passage], district: District, *others: str) -> list[Passage]:
    """The lines; those over which the district's name goes, or another text, are one: "und der", "Stadt Kassel"."""
    names = tuple(filter(None, [*district.cases.model_dump().values(), district.name, *others]))
    whole = list(lines)
    for index in range(len(whole) - 2, -1, -1):
        for count in range(2, MOST_LINES + 1):
            joint = joined(line.line for line in whole[index : index + count])
            below = joined(line.line for line in whole[index + 1 : index + count])
            if any(plain(joint).endswith(name) and not plain(below).endswith(name) for name in names):
                whole[index : index + count] = [whole[index]._replace(line=joint)]
                break
    return whole
