"""AQB1xx: the format. Mostly found while loading; here stands what the faults mean."""

from __future__ import annotations

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, reader_rule, rule
from aqb_cli.fileformat.model import Category
from aqb_cli.text import german
from aqb_cli.text.messages import plain
from aqb_cli.text.near_misses import CERTAIN, choices, closest


@reader_rule("AQB101", ERROR, _("A field is missing"))
def missing_field() -> None:
    """Every agreement has `format`, `district`, `year`, `status` and `budget.total`; a measure or source has a `title`.

    All other fields are only there if the document states them.

    Wrong:
        sources:
          - publisher: Wetteraukreis
    Right:
        sources:
          - title: Press release of 3 May
            publisher: Wetteraukreis
    """


@reader_rule("AQB102", ERROR, _("An unknown field"))
def unknown_field() -> None:
    """The format has no field of this name at this place. Often it is misspelt, or stands one level too high or low.

    Wrong:
        budget:
          total: 595950
          own_contributions: 20000
    Right:
        budget:
          total: 595950
          own_contribution: 20000
    """


@reader_rule("AQB103", ERROR, _("A value of the wrong kind"))
def wrong_kind() -> None:
    """A list stands where a single value is expected, or a field has no value at all.

    An empty list is written `[]`. What the agreement doesn't state is left out.

    Wrong:
        sources: Press release
    Right:
        sources:
          - title: Press release
    """


@reader_rule("AQB104", ERROR, _("Not an amount"))
def amount() -> None:
    """Amounts are euros in plain digits, whole or with a point and exactly two digits of cents.

    Every YAML tool reads `595.950` as five hundred and ninety-five euros and 95 cents. That is why points between
    thousands are refused rather than understood.

    Wrong:
        budget:
          total: 595.950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB105", ERROR, _("Not a date"))
def not_a_date() -> None:
    """Dates are written year-month-day, so that they sort and can't be misread.

    Wrong:
        grant: {applied_on: 3. 2. 2025}
    Right:
        grant: {applied_on: 2025-02-03}
    """


@reader_rule("AQB106", ERROR, _("A word that isn't on the list"))
def unknown_word() -> None:
    """Some fields take one of a few words: `status` is draft, signed or reported; `party` is ministry or district.

    Wrong:
        status: singed
        sources: [{title: Press release}]
    """


@reader_rule("AQB107", ERROR, _("Not a number"))
def not_a_number() -> None:
    """Years have four digits; places are whole numbers from 1.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, places: about 16}]
          vocational_training: []
          qualification: []
          staff_training: []
    Right:
        measures:
          training_preparation: [{title: Social Coach, places: 16}]
          vocational_training: []
          qualification: []
          staff_training: []
    """


@reader_rule("AQB108", ERROR, _("A text that is empty or far too long"))
def text_length() -> None:
    """A text has between 1 and 500 characters.

    Wrong:
        sources: [{title: ""}]
    Right:
        sources: [{title: Press release}]
    """


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
        plain(name): slug
        for slug, district in case.districts.items()
        for name in (
            district.name,
            district.key or district.name,
            *(getattr(district.cases, c) for c in ("genitive", "dative")),
        )
    }
    message = _("“{given}” isn't the short name of a district.", given=given)
    slug = german.slug(given)
    candidates = sorted(s for s in case.districts if slug and slug in (s, *s.split("-")) and s != slug)
    meant = names.get(plain(given)) or (slug if slug in case.districts else None)
    if meant is None and len(candidates) > 1:
        yield Finding(("district",), message, _("There are several: {known}.", known=candidates))
        return
    likely = meant or (candidates[0] if candidates else closest(slug, case.districts))
    if likely:
        help = _("Write `{meant}` for “{name}”.", meant=likely, name=case.districts[likely].name)
        yield Finding(("district",), message, help, spelling=meant or closest(slug, case.districts, CERTAIN))
    else:
        yield Finding(("district",), message, _("Possible are {known}.", known=sorted(case.districts)))


@reader_rule("AQB110", ERROR, _("An unknown category"))
def unknown_category() -> None:
    """There are four categories: training_preparation, vocational_training, qualification, staff_training.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}]
          vocational_training: []
          qualifikation: []
          staff_training: []
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
          vocational_training: []
          qualification: []
          staff_training: []
    """


@reader_rule("AQB111", ERROR, _("Unknown earmarked funds"))
def unknown_earmark() -> None:
    """Funds can be earmarked for part_time_training, migrant_integration or digitalisation.

    Wrong:
        budget:
          total: 595950
          earmarked: {parttime: 0}
    Right:
        budget:
          total: 595950
          earmarked: {part_time_training: 30000}
    """


@reader_rule("AQB112", ERROR, _("An unknown version of the format"))
def format_version() -> None:
    """`format` is the version of the file format. This program reads version 1.

    Wrong:
        format: 2
    Right:
        format: 1
    """


@reader_rule("AQB113", ERROR, _("Not a web address"))
def web_address() -> None:
    """Published pages link to the address, so it must be a whole one and begin with https:// or http://.

    Wrong:
        sources: [{title: Press release, url: "javascript:alert(1)"}]
    Right:
        sources: [{title: Press release, url: "https://www.example.org/presse"}]
    """


@rule("AQB114", ERROR, _("An unknown legal basis"))
def unknown_legal_basis(case: Case) -> Iterator[Finding]:
    """The legal bases (*Rechtskreise*) of a programme year stand in its file; a measure names some of them.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, legal_bases: [SGB 2]}]
          vocational_training: []
          qualification: []
          staff_training: []
    Right:
        measures:
          training_preparation: [{title: Social Coach, legal_bases: [SGB II]}]
          vocational_training: []
          qualification: []
          staff_training: []
    """
    known = case.programme.legal_bases if case.programme else ()
    for category, index, measure in case.agreement.all_measures:
        for number, basis in enumerate(measure.legal_bases if known else ()):
            if basis not in known:
                advice, guess = choices(known, basis)
                place = ("measures", category.value, index, "legal_bases", number)
                yield Finding(
                    place, _("“{basis}” is no legal basis of this programme.", basis=basis), advice, spelling=guess
                )


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
