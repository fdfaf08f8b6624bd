"""The district's own names in running text, each in its case, and the placeholders in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.fileformat.model import District, Gender
from aqb_cli.importing.reading.printed import Passage, joined
from aqb_cli.importing.wording_draft.placeholders import Replacement
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import plain

MOST_LINES = 4
"""Over how many lines one name or office may go."""

CITY = 'district.kind == "kreisfreie_stadt"'
"""The condition for what stands before a Stadt in place of what stands before a Landkreis."""

_MERGED = {"vom": "von", "zum": "zu", "beim": "bei", "im": "in", "am": "an", "zur": "zu"}
"""Prepositions with an article in them, and without it. All ask for the dative."""

_MASCULINE = {"der": "nominative", "des": "genitive", "dem": "dative", "den": "accusative"}
_WITH_ACCUSATIVE = r"\b(?:für|durch|gegen|ohne|um) $"
_WITH_DATIVE = r"\b(?:mit|von|bei|zu|nach|aus|seit|gegenüber|in|an|auf|unter) $|\bzwischen dem [^.;:]* und $"
_WITH_GENITIVE = r"\b(?:wegen|während|trotz|seitens|innerhalb|außerhalb|hinsichtlich|zugunsten|aufgrund) $"
_GIVING = (
    r"\b(?:stell|gewähr|bewillig|erteil|zahl|biet|ermöglich|überträg|übertrag|überläss|überlass|dank|helf|hilf)"
    r"e?[nt]?\b"
)
"""Verbs that somebody is given something with, in the dative."""

_SUBJECT_BEFORE = r"(?:^|[.!?:;] )Das(?: (?:[A-ZÄÖÜ][\w-]*,?|für|und|des|der|\(\w+\)))+ und $"
"""The beginning of a sentence with nothing but another subject: "Das Ministerium und"."""

_NOUN = r"(?:^|\s)[A-ZÄÖÜ][\w-]*[“)]? $"
_ADJECTIVE = re.compile(r"\b(?!zwischen|gegenüber|wegen|oder|über|unter|neben|seitens)[a-zäöüß]{3,}(?:e[nmrs]?) $")
_SENTENCE = re.compile(r"[.!?;:] ")


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
    sentence = _SENTENCE.split(before)[-1]
    if article.lower() == "die":
        if re.search(_WITH_ACCUSATIVE, before):
            return "accusative"
        return "nominative" if article == "Die" or re.search(_SUBJECT_BEFORE, before) else None
    if not sentence or (alone and sentence == "und "):
        return alone
    if re.search(_WITH_DATIVE, sentence) or re.search(f"{_GIVING} $", sentence):
        return "dative"
    if re.search(_WITH_GENITIVE, sentence) or (re.search(_NOUN, sentence) and not re.search(_GIVING, sentence)):
        return "genitive"
    return None


def _bare(text: str, match: re.Match[str]) -> Replacement:
    """The name without its article; in doubt behind one that isn't its own, or an adjective, which has its gender."""
    start = match.start("name")
    is_bound = match["article"] or _ADJECTIVE.search(text[:start])
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
