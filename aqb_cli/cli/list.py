"""`aqb list`: measures, agreements, districts or categories."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated

import typer

from aqb_cli.checking.valid import Inventory, QuestionFor
from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked
from aqb_cli.cli._framework import App
from aqb_cli.cli._words import OneOf
from aqb_cli.diagnostics import Problem, known_word
from aqb_cli.fileformat.model.validator import ALL
from aqb_cli.querying.queries import agreements, categories, districts, measures
from aqb_cli.querying.queries.choice import Choice, choice_of
from aqb_cli.querying.queries.dimensions import DIMENSIONS, names_of
from aqb_cli.querying.queries.parts import AgreementFigures
from aqb_cli.querying.tables import Report
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = App()


WHAT = OneOf(
    {
        "measures": _("measures"),
        "agreements": _("agreements"),
        "districts": _("districts"),
        "categories": _("categories"),
    },
    "`aqb list`",
)

_DIMENSIONS = {
    "measures": tuple(DIMENSIONS),
    "agreements": agreements.DIMENSIONS,
    "districts": districts.DIMENSIONS,
    "categories": categories.DIMENSIONS,
}

_NEEDED = {
    "measures": measures.NEEDED,
    "agreements": agreements.NEEDED,
    "districts": ALL,
    "categories": categories.NEEDED,
}

EarmarkOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only measures paid from these earmarked funds, such as digitalisation."),
]
SearchOption = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Only what has these words; fuer, für and FÜR are the same.")
]
GroupByOption = Annotated[
    str | None, typer.Option(metavar="WHAT", help="Group by category, district, earmark, provider, region or year.")
]


@app.command("list")
def list_(
    what: Annotated[str, typer.Argument(metavar=WHAT, parser=WHAT.read, help="What to list.")] = "measures",
    names: option.Names = None,
    category: option.OnlyCategory = None,
    district: option.OnlyDistrict = None,
    year: option.OnlyYear = None,
    status: option.OnlyStatus = None,
    earmark: EarmarkOption = None,
    search: SearchOption = None,
    group_by: GroupByOption = None,
    sort: option.Sort = None,
    format: FormatOption = None,
    output: option.Output = None,
    skip_invalid: option.SkipInvalid = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """List measures by category, agreements, districts or categories.

    Agreements with errors aren't counted: they are named, and the exit code is 1 (see --skip-invalid).

    \b
    Examples:
      aqb list measures                              by category, as the agreements have them
      aqb list measures --search "kompetenz" --year 2024-2025
      aqb list measures --group-by provider --sort -amount
      aqb list measures fulda/2025 giessen/2025
      aqb list agreements --district fulda,giessen
      aqb list districts --year 2025                 who has an agreement, who is missing
      aqb list categories -o categories.xlsx
    """
    manner = Manner(format, output, skip_invalid, color, lang)
    dimension = _dimension(what, group_by)
    if what == "districts":
        _refuse_for_districts(of_measures=bool(category or earmark), named=bool(names))
    needed = ALL if search and what != "measures" else _NEEDED[what]
    workspace = Workspace.here()
    chosen = partial(
        choice_of, districts=district, years=year, statuses=status, categories=category, earmarks=earmark,
        search=search, names=names or (),
    )  # fmt: skip
    questions: Mapping[str, QuestionFor] = {
        "measures": lambda known: partial(measures.rows_of, chosen(known), dimension or "category"),
        "categories": lambda known: partial(AgreementFigures.of, chosen(known), ("category",)),
    }
    inventory = asked(workspace, manner, names, district, year, needed, questions.get(what))
    report = _report(what, inventory, chosen(inventory.districts), dimension)
    inventory = inventory._replace(answers=())  # 2 KB for each agreement that the output has room in
    answer(report, manner, sort, inventory)


def _report(what: str, inventory: Inventory, choice: Choice, dimension: str | None) -> Report:
    if what == "measures":
        return measures.measures(inventory, choice, dimension or "category")
    if what == "agreements":
        return agreements.agreements(inventory, choice, dimension or "year")
    if what == "districts":
        return districts.districts(inventory, choice, dimension)
    return categories.categories(inventory, choice, dimension)


def _refuse_for_districts(*, of_measures: bool, named: bool) -> None:
    if of_measures:
        raise Problem(_("Districts can't be chosen by category or earmark; list measures or agreements instead."))
    if named:
        raise Problem(_("Districts are listed for the whole collection; leave the names of agreements out."))


def _dimension(what: str, asked_for: str | None) -> str | None:
    if asked_for is None:
        return None
    refused = _("`aqb list {what}` can't be grouped by “{word}”.", what=what, word=asked_for)
    return known_word(asked_for, names_of(_DIMENSIONS[what]), refused)
