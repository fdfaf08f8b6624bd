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
TITLES = ("Übergang Schule–Beruf", "Für alle", "Coaching für Frauen", "Leben und Sprache III", "BaE", "FBI")


def reference() -> list[dict[str, Any]]:
    """The districts, read by another way than the program's."""
    text = (CHECKOUT / "data/districts.yaml").read_text(encoding="utf-8")
    districts: list[dict[str, Any]] = YAML(typ="safe").load(text)["districts"]
    return districts


def agreements() -> list[dict[str, Any]]:
    """135 agreements: with cents and without, some with unknown amounts, some without measures, some drafts."""
    chance = random.Random(595950)  # noqa: S311 - only to have different numbers
    return [_agreement(chance, district["slug"], year) for district in reference() for year in YEARS]


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
            measure["provider"] = "Bildungswerk Müßig gGmbH"
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


def dumped(agreement: dict[str, Any]) -> str:
    """The file of an agreement."""
    yaml = YAML()
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
    for agreement in collection:
        path = folder / "data/agreements" / str(agreement["year"]) / f"{agreement['district']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumped(agreement), encoding="utf-8")
