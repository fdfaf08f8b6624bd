"""AQB1xx: the format, as far as it is found while a file is loaded. Findings on values get their field there."""

from __future__ import annotations

from aqb_cli.diagnostics import FieldPath, Finding, Severity, dotted, page_rule, reader_rule
from aqb_cli.text.messages import Message, _

ERROR = Severity.ERROR


def ask_digits() -> Message:
    """How amounts are written."""
    return _("Write plain digits, with a point before exactly two digits of cents: 595950 or 595950.50.")


@reader_rule("AQB101", ERROR, _("A field is missing"))
def missing_field(field: FieldPath) -> Finding:
    """Every agreement has `format`, `district`, `year`, `status` and `budget`; a measure or source has a `title`.

    All other fields are only there if the document states them.

    Wrong:
        sources:
          - publisher: Wetteraukreis
    Right:
        sources:
          - title: Pressemitteilung vom 3. Mai
            publisher: Wetteraukreis
    """
    group, name = field[:-1], str(field[-1])
    if group and isinstance(group[-1], int):
        message = _(
            "The field “{field}” is missing in entry {number} of “{group}”.",
            field=name, number=group[-1] + 1, group=dotted(group[:-1]),
        )  # fmt: skip
    elif group:
        message = _("The field “{field}” is missing in “{group}”.", field=name, group=dotted(group))
    else:
        message = _("The field “{field}” is missing.", field=name)
    if field == ("format",):
        return Finding(field, message, _("Write `format: 1` in the first line."))
    return Finding(field, message, _("Add a line `{field}: …` to it.", field=name))


@reader_rule("AQB102", ERROR, _("An unknown field"))
def unknown_field(field: FieldPath, advice: Message, spelling: str | None) -> Finding:
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
    message = _("There is no field “{field}” here.", field=str(field[-1]))
    return Finding(field, message, advice, on_key=True, spelling=spelling)


@page_rule("AQB103", ERROR, _("A value of the wrong kind"))
def wrong_kind() -> None:
    """A list stands where a single value is expected, or a field has no value at all.

    An empty list is written `[]`. What the agreement doesn't state is left out.

    Wrong:
        sources: Pressemitteilung
    Right:
        sources:
          - title: Pressemitteilung
    """


@page_rule("AQB104", ERROR, _("Not an amount"))
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


@page_rule("AQB105", ERROR, _("Not a date"))
def not_a_date() -> None:
    """Dates are written year-month-day, so that they sort and can't be misread.

    Wrong:
        grant: {applied_on: 3. 2. 2025}
    Right:
        grant: {applied_on: 2025-02-03}
    """


@page_rule("AQB106", ERROR, _("A word that isn't on the list"))
def unknown_word() -> None:
    """Some fields take one of a few words: `status` is draft, signed or reported; `party` is ministry or district.

    Wrong:
        status: singed
        sources: [{title: Pressemitteilung}]
    """


@page_rule("AQB107", ERROR, _("Not a number"))
def not_a_number() -> None:
    """Years have four digits; places are whole numbers from 1.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, places: rund 16}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, places: 16}]
    """


@page_rule("AQB108", ERROR, _("A text that is empty or far too long"))
def text_length() -> None:
    """A text has between 1 and 500 characters.

    Wrong:
        sources: [{title: ""}]
    Right:
        sources: [{title: Pressemitteilung}]
    """


@page_rule("AQB110", ERROR, _("An unknown category"))
def unknown_category() -> None:
    """There are four categories: training_preparation, vocational_training, qualification, staff_training.

    Wrong:
        measures:
          qualifikation: [{title: FBI}]
    Right:
        measures:
          qualification: [{title: FBI}]
    """


@page_rule("AQB111", ERROR, _("Unknown earmarked funds"))
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


@page_rule("AQB112", ERROR, _("An unknown version of the format"))
def format_version() -> None:
    """`format` is the version of the file format. This program reads version 1.

    Wrong:
        format: 2
    Right:
        format: 1
    """


@page_rule("AQB113", ERROR, _("Not a web address"))
def web_address() -> None:
    """Published pages link to the address, so it must be a whole one and begin with https:// or http://.

    Wrong:
        sources: [{title: Pressemitteilung, url: "javascript:alert(1)"}]
    Right:
        sources: [{title: Pressemitteilung, url: "https://www.example.org/presse"}]
    """
