"""The district in running text: in which case it stands there, and what stands there for any other district."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aqb_cli.fileformat.model import District, DistrictKind, Gender
from aqb_cli.importing.wording_draft.edits import CITY, Replacement
from aqb_cli.importing.wording_draft.pronouns import agreeing
from aqb_cli.text.messages import _

_MASCULINE = {"der": "nominative", "des": "genitive", "dem": "dative", "den": "accusative"}
_MERGED = {"vom": "von", "zum": "zu", "beim": "bei", "im": "in", "am": "an", "zur": "zu"}
"""Prepositions with an article in them, and without it. All ask for the dative."""

_WITH_DATIVE = {"mit", "von", "bei", "zu", "nach", "aus", "seit", "gegenüber", "zwischen", "in", "an", "auf", "unter"}
_WITH_ACCUSATIVE = {"für", "durch", "gegen", "ohne", "um"}
_WITH_GENITIVE = {
    "wegen", "während", "trotz", "seitens", "innerhalb", "außerhalb", "hinsichtlich", "bezüglich", "zugunsten",
    "aufgrund", "mittels", "einschließlich",
}  # fmt: skip
_SUBJECTS = {"das", "der", "die", "es", "sie", "er", "ein", "eine"}
_CASES = {"dem": "dative", "des": "genitive", "das": "nominative", "den": "accusative"}
"""The case of what stands before "und"."""

_ARTICLE = r"(?:(?P<article>[Dd]er|[Dd]ie|[Dd]es|[Dd]em|[Dd]en|[Vv]om|[Zz]um|[Bb]eim|[Ii]m|[Aa]m|[Zz]ur)\s+)?"

_SHORT = re.compile(
    r"\b(?P<article>[Dd]er|[Dd]es|[Dd]em|[Dd]en|[Vv]om|[Zz]um|[Bb]eim)\s+(?P<noun>(?:Landk|K)reis(?:es)?)(?![\w-]|\s+[A-ZÄÖÜ])"
)
_SHORT_CITY = re.compile(r"\b(?P<article>[Dd]ie|[Dd]er|[Zz]ur)\s+Stadt(?![\w-]|\s+[A-ZÄÖÜ])")
_OF_A_CITY = {"nominative": "die Stadt", "genitive": "der Stadt", "dative": "der Stadt", "accusative": "die Stadt"}
_OF_A_COUNTY = {
    "nominative": "der Landkreis", "genitive": "des Landkreises", "dative": "dem Landkreis",
    "accusative": "den Landkreis",
}  # fmt: skip
_ORGANS = re.compile(r"\b(?P<organ>Kreisausschuss(?:es)?|Magistrats?)\b")


def mentions(text: str, district: District) -> Iterator[Replacement]:
    """Where a text names the district, and the placeholders in its place; then what it calls it for short."""
    names = list(_names(text, district))
    short = list(_short_names(text, district))
    yield from names
    yield from short
    yield from agreeing(text, district, [*names, *short])
    for match in _ORGANS.finditer(text):
        genitive = match["organ"].endswith("s") and match["organ"] != "Kreisausschuss"
        city, county = ("Magistrats", "Kreisausschusses") if genitive else ("Magistrat", "Kreisausschuss")
        template = f"{{% if {CITY} %}}{city}{{% else %}}{county}{{% endif %}}"
        yield Replacement(match.start(), match.end(), template)


def _names(text: str, district: District) -> Iterator[Replacement]:
    cases = district.cases
    forms = {district.name, *(case.partition(" ")[2] for case in (cases.genitive, cases.dative, cases.accusative))}
    names = "|".join(_flexible(form) for form in sorted(forms, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-]){_ARTICLE}(?P<name>{names})(?![\w-])", text):
        yield _named(text, match, district)


def _flexible(name: str) -> str:
    """A name as a pattern, with any spaces around its hyphens."""
    return r"\s*-\s*".join(re.escape(part).replace(r"\ ", r"\s+") for part in name.split("-"))


def _named(text: str, match: re.Match[str], district: District) -> Replacement:
    article = (match["article"] or "").lower()
    capital = " | start" if match["article"] and match["article"][0].isupper() else ""
    start, end = match.span()
    if not article:
        return _bare(text, match)
    feminine = district.gender is Gender.FEMININE
    if article in _MERGED:
        here, other = (match["article"], _like(_MERGED[article], match["article"]))
        same = f"{here} {{{{ district.name }}}}"
        others = f"{other} {{{{ district.dative }}}}"
        city, county = (same, others) if feminine else (others, same)
        return Replacement(start, end, f"{{% if {CITY} %}}{city}{{% else %}}{county}{{% endif %}}")
    if not feminine and article not in _MASCULINE:
        return _bare(text, match, len(match["article"]) + 1)
    case, certain = _feminine_case(text[:start], article) if feminine else (_MASCULINE[article], True)
    doubt = None
    if not certain:
        words = {
            "nominative": _("nominative"),
            "genitive": _("genitive"),
            "dative": _("dative"),
            "accusative": _("accusative"),
        }
        doubt = _("It isn't certain that “{quote}” is the {case}.", quote=_around(text, start, end), case=words[case])
    return Replacement(start, end, f"{{{{ district.{case}{capital} }}}}", doubt=doubt, case=case)


def _bare(text: str, match: re.Match[str], skip: int = 0) -> Replacement:
    """The name without its article; in doubt where an adjective or a case stands around it."""
    start, end = match.start() + skip, match.end()
    before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
    doubt = None
    if re.search(r"(?:en|es|er)s?$", before) and before not in {
        *_WITH_DATIVE,
        *_WITH_ACCUSATIVE,
        *_WITH_GENITIVE,
        "zwischen",
    }:
        doubt = _("In “{quote}” the words before the name fit only this district.", quote=_around(text, start, end))
    elif match["name"].startswith(("Landkreises", "Kreises")):
        doubt = _("“{quote}” is printed without its genitive.", quote=_around(text, start, end))
    return Replacement(start, end, "{{ district.name }}", doubt=doubt)


def _feminine_case(before: str, article: str) -> tuple[str, bool]:
    """The case of "die Stadt …" or "der Stadt …" after a text, and whether it is certain."""
    words = re.findall(r"[\w-]+|[.,:;!?]", before)
    last = words[-1] if words else ""
    starts = not words or last in ".:;!?"
    if last.lower() == "und" and len(words) > 1:
        return _coordinate(words, article)
    if article == "die":
        if last.lower() in _WITH_ACCUSATIVE:
            return "accusative", True
        if starts or last in (",", "sich") or not _has_subject(words):
            return "nominative", True
        return "accusative", False  # "Das Land unterstützt die Stadt"; but "Das schuldet die Stadt"
    if last.lower() in _WITH_DATIVE or last == "":
        return "dative", True
    if last.lower() in _WITH_GENITIVE or last[:1].isupper():
        return "genitive", True
    return "dative", not last.endswith(("e", "en")) or last in ("stellen", "gewähren")


def _has_subject(words: list[str]) -> bool:
    """Whether the sentence that words begin has begun with what may be its subject: then the next is its object."""
    begin = max((index + 1 for index, word in enumerate(words) if word in ".:;!?"), default=0)
    return words[begin].lower() in _SUBJECTS


def _coordinate(words: list[str], article: str) -> tuple[str, bool]:
    """The case of what stands behind "und": the one of what stands before it."""
    for word in reversed(words[:-1]):
        if word in ".:;!?":
            break
        if word.lower() in _CASES:
            case = _CASES[word.lower()]
            if (article == "die") == (case in ("nominative", "accusative")):
                return case, True
    return ("nominative", True) if article == "die" else ("dative", len(words) == 1)


def _short_names(text: str, district: District) -> Iterator[Replacement]:
    """What the district is called without its name: "der Landkreis", "die Stadt"."""
    if district.kind is DistrictKind.LANDKREIS:
        for match in _SHORT.finditer(text):
            article = match["article"].lower()
            case = _MASCULINE.get(article, "dative")
            city = _OF_A_CITY[case] if article in _MASCULINE else f"{_MERGED[article]} der Stadt"
            template = f"{{% if {CITY} %}}{_like(city, match[0])}{{% else %}}{match[0]}{{% endif %}}"
            yield Replacement(match.start(), match.end(), template, case=case)
        return
    for match in _SHORT_CITY.finditer(text):
        article = match["article"].lower()
        case, certain = ("dative", True) if article == "zur" else _feminine_case(text[: match.start()], article)
        county = "zum Landkreis" if article == "zur" else _OF_A_COUNTY[case]
        template = f"{{% if {CITY} %}}{match[0]}{{% else %}}{_like(county, match[0])}{{% endif %}}"
        doubt = None if certain else _("The case of “{quote}” isn't certain.", quote=_around(text, *match.span()))
        yield Replacement(match.start(), match.end(), template, doubt=doubt, case=case)


def _like(text: str, model: str) -> str:
    """The text with a capital letter if the model has one."""
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _around(text: str, start: int, end: int) -> str:
    """A stretch with some words before it."""
    before = " ".join(text[:start].split()[-3:])
    return f"{before} {text[start:end]}".strip()
