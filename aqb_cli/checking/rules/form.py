"""AQB109, AQB114, AQB115: what the format asks of an agreement that could be loaded."""

from __future__ import annotations

import re

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, rule
from aqb_cli.fileformat.model import Category
from aqb_cli.text import german
from aqb_cli.text.near_misses import choices, closest

_CATEGORIES = list(Category)


@rule("AQB109", ERROR, _("An unknown district"))
def unknown_district(case: Case) -> Iterator[Finding]:
    """`district` is the short name (slug) of a district in `data/districts.yaml`, not its official name or key.

    Wrong:
        district: Landkreis Fulda
    Right:
        district: fulda
    """
    given = case.agreement.district
    if given in case.districts:
        return
    names = {
        form: slug
        for slug, district in case.districts.items()
        for form in (
            *district.forms(),
            *(german.slug(getattr(district.cases, c)) for c in ("genitive", "dative")),
            district.key or slug,
        )
    }
    message = _("“{given}” isn't the short name of a district.", given=given)
    slug = german.slug(given)
    meant = slug if slug in case.districts else names.get(slug)
    proper = re.sub("^((land)?kreis|stadt)-", "", slug)  # of “Landkreis Darmstadt” there are two
    candidates = sorted(s for s in case.districts if proper and proper in (s, *s.split("-")))
    if meant is None and len(candidates) > 1:
        yield Finding(("district",), message, _("There are several: {known}.", known=candidates))
        return
    nearest = closest(slug, case.districts) or closest(proper, case.districts)
    likely = meant or (candidates[0] if candidates else nearest)
    if likely:
        help = _("Write `{meant}` for “{name}”.", meant=likely, name=case.districts[likely].name)
        certain = meant or closest(slug, case.districts, certain=True)
        stem = (case.name or "").partition(".")[0]
        if stem in case.districts and stem != certain:
            certain = None  # the file's name says another one: who knows which is right?
        yield Finding(("district",), message, help, spelling=certain)
    else:
        yield Finding(("district",), message, _("Possible are {known}.", known=sorted(case.districts)))


@rule("AQB114", ERROR, _("An unknown legal basis"))
def unknown_legal_basis(case: Case) -> Iterator[Finding]:
    """The legal bases (*Rechtskreise*) of a programme year stand in its file; a measure names some of them.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, legal_bases: [SGB 2]}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, legal_bases: [SGB II]}]
    """
    known = case.programme.legal_bases if case.programme else ()
    for category, index, measure in case.agreement.all_measures:
        for number, basis in enumerate(measure.legal_bases) if known and measure.legal_bases else ():
            if basis not in known:
                meant = next((each for each in known if _by_number(each) == _by_number(basis)), None)
                yield Finding(
                    ("measures", category.value, index, "legal_bases", number),
                    _("“{basis}” is no legal basis of this programme.", basis=basis),
                    choices([meant], basis)[0] if meant else _("Possible are {known}.", known=known),
                    spelling=meant,
                )


def _by_number(basis: str) -> list[str | int]:
    """What tells codes of law apart, in whatever digits: SGB IX and SGB II are as unlike as two words."""
    text = re.sub(r"^SGB[\s.]*", "SGB ", basis.upper())
    return [number or word for _kind, number, word in german.sort_key(text)[0]]


@rule("AQB115", WARNING, _("The categories aren't all there, or not in order"), needs_all=True)
def categories_complete(case: Case) -> Iterator[Finding]:
    """An agreement names all four categories, always in the same order, also when one is empty.

    A category that is missing could be an empty one or a forgotten one. Write `[]` for an empty one.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}]
          vocational_training: []
          qualification: []
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
          vocational_training: []
          qualification: []
          staff_training: []
    """
    if "measures" not in case.agreement.model_fields_set:
        return
    given = list(case.agreement.measures)
    if given == _CATEGORIES:
        return
    if missing := [category.value for category in Category if category not in given]:
        yield Finding(
            ("measures",),
            _("The agreement has four categories; missing here: {missing}.", missing=missing),
            _("Write `{first}: []` if the category is empty.", first=missing[0]),
        )
    for category, expected in zip(given, [c for c in Category if c in given], strict=True):
        if category is not expected:
            yield Finding(
                ("measures", category.value),
                _(
                    "The categories aren't in the order of the agreement; here “{expected}” is expected.",
                    expected=expected.value,
                ),
                _("The order is {order}.", order=[c.value for c in Category]),
                on_key=True,
            )
            return
