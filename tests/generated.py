"""A collection of 27 districts in five years, made of plain data that tests add up for themselves."""

from __future__ import annotations

import io
import random
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

from conftest import CHECKOUT
from ruamel.yaml import YAML

YEARS = range(2026, 2031)  # from 2026 on there are 27 districts
CATEGORIES = ("training_preparation", "vocational_training", "qualification", "staff_training")
EARMARKS = ("part_time_training", "migrant_integration", "digitalisation")
PROVIDERS = ("Bildungswerk Müßig gGmbH", "Werkstatt e. V.", "Ämterlotsen gGmbH")
TITLES = ("Übergang Schule–Beruf", "Für alle", "Coaching für Frauen", "Leben und Sprache III", "BaE", "FBI")


def reference() -> list[dict[str, Any]]:
    """The districts, read by another way than the program's."""
    text = (CHECKOUT / "data/districts.yaml").read_text(encoding="utf-8")
    districts: list[dict[str, Any]] = YAML(typ="safe").load(text)["districts"]
    return districts


def agreements() -> list[dict[str, Any]]:
    """135 agreements: with cents and without, some with unknown amounts, some without measures, some drafts.

    Some have earmarked funds, and some a review, in which not everything was reported.
    """
    chance = random.Random(595950)  # noqa: S311 - only to have different numbers
    made = [_agreement(chance, district["slug"], year) for district in reference() for year in YEARS]
    for agreement in made:
        _add_purposes(chance, agreement)
        _add_review(chance, agreement)
    return made


def _agreement(chance: random.Random, slug: str, year: int) -> dict[str, Any]:
    measures: dict[str, list[dict[str, Any]]] = {category: [] for category in CATEGORIES}
    known = Decimal(0)
    for number in range(chance.randrange(9)):
        measure: dict[str, Any] = {"title": f"{chance.choice(TITLES)} {year}, Los {number}"}
        if chance.random() < 0.8:
            measure["amount"] = Decimal(chance.randrange(1_000_000, 9_000_000)) / 100
            known += measure["amount"]
        if chance.random() < 0.5:
            measure["places"] = chance.randrange(1, 30)
        if chance.random() < 0.3:
            measure["provider"] = PROVIDERS[number % 3]
        measures[chance.choice(CATEGORIES)].append(measure)
    agreement: dict[str, Any] = {
        "format": 1,
        "district": slug,
        "year": year,
        "status": chance.choice(("draft", "signed", "reported")),
        "budget": {"total": known + chance.randrange(20_000, 500_000)},
    }
    if chance.random() < 0.3:
        agreement["budget"]["own_contribution"] = Decimal(chance.randrange(1, 50_000))
    if chance.random() < 0.95 or known:
        agreement["measures"] = measures
    if agreement["status"] == "signed":
        agreement["signatures"] = [
            {"party": "ministry", "name": "Erika Muster", "place": "Wiesbaden", "date": f"{year}-08-02"},
            {"party": "district", "name": "Max Muster", "place": "Musterstadt", "date": f"{year}-08-08"},
        ]
    if agreement["status"] == "reported":
        agreement["sources"] = [{"title": "Pressemitteilung"}]
    return agreement


def measures_of(agreement: dict[str, Any]) -> list[dict[str, Any]]:
    """All measures of an agreement."""
    return [measure for items in agreement.get("measures", {}).values() for measure in items]


def _add_purposes(chance: random.Random, agreement: dict[str, Any]) -> None:
    """Pays some measures from earmarked funds, which have a little more than these cost."""
    funds: dict[str, Decimal] = {}
    for measure in measures_of(agreement):
        if chance.random() < 0.2:
            earmark = chance.choice(EARMARKS)
            measure["earmark"] = earmark
            funds[earmark] = funds.get(earmark, Decimal(1000)) + measure.get("amount", Decimal(0))
    if funds:
        agreement["budget"]["earmarked"] = funds


def _add_review(chance: random.Random, agreement: dict[str, Any]) -> None:
    """Reports what became of some measures, of the whole agreement, or of both; of every third nothing."""
    if agreement["status"] == "draft" or chance.random() < 0.3:
        return
    results, deviations = [], []
    for measure in measures_of(agreement):
        if chance.random() < 0.3 and measure.get("amount", 0) > 5000:
            change = Decimal(chance.randrange(-300_000, 300_000)) / 100
            deviations.append({"on": f"{agreement['year']}-06-30", "measure": measure["title"], "budget_change": change,
                               "reason": "Bedarf"})  # fmt: skip
        if chance.random() < 0.2:
            continue
        result: dict[str, Any] = {"measure": measure["title"], "status": "running"}
        if chance.random() < 0.8:
            result["spent"] = Decimal(chance.randrange(100_000, 700_000)) / 100
        if chance.random() < 0.7:
            result["places_filled"] = chance.randrange(measure.get("places", 1) + 1)
        if chance.random() < 0.6:
            result["participants"] = result.get("places_filled", 0) + chance.randrange(9)
        results.append(result)
    review: dict[str, Any] = {"meeting_on": f"{agreement['year']}-10-14", "deviations": deviations, "results": results}
    if chance.random() < 0.4:
        whole: dict[str, Any] = {"carried_over": Decimal(chance.randrange(1000, 9000))}
        if chance.random() < 0.7:
            whole["spent"] = sum((r.get("spent", Decimal(0)) for r in results), Decimal(chance.randrange(5000)))
        if chance.random() < 0.7:
            whole["returned"] = Decimal(chance.randrange(1000))
        if chance.random() < 0.7:
            whole["participants"] = sum(r.get("participants", 0) for r in results)
        review["in_sum"] = whole
    agreement["review"] = {name: part for name, part in review.items() if part}


def dumped(agreement: dict[str, Any]) -> str:
    """The file of an agreement."""
    yaml = YAML(typ="safe")  # in C, and many times as fast as the other one
    yaml.default_flow_style = False
    yaml.representer.sort_base_mapping_type_on_output = False
    yaml.representer.add_representer(
        Decimal,
        lambda representer, amount: representer.represent_scalar(
            "tag:yaml.org,2002:float" if amount % 1 else "tag:yaml.org,2002:int", f"{amount:.{2 if amount % 1 else 0}f}"
        ),
    )
    out = io.StringIO()
    yaml.dump(agreement, out)
    return out.getvalue()


def write(folder: Path, collection: list[dict[str, Any]]) -> None:
    """Writes the agreements into a new workspace."""
    (folder / "data").mkdir(parents=True)
    shutil.copy(CHECKOUT / "data/districts.yaml", folder / "data/districts.yaml")
    write_agreements(folder, collection)


def write_agreements(folder: Path, collection: list[dict[str, Any]]) -> None:
    """Writes the agreements into a folder, with nothing beside them: districts and years come with aqb."""
    for agreement in collection:
        path = folder / "data/agreements" / str(agreement["year"]) / f"{agreement['district']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumped(agreement), encoding="utf-8")
