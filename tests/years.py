"""A collection of all districts from 2014 to 2026, with everything that real agreements have; the same every time.

    python tests/years.py FOLDER

writes it, and renders it in every format. Anything but the names of documents and wordings is said, and exit code 1.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generated import CATEGORIES, EARMARKS, reference, write_agreements

YEARS = range(2014, 2027)
FORMATS = ("html", "md", "txt", "pdf", "docx")

TITLES = (
    "Vorschaltmaßnahme BaE", "Übergang Schule–Beruf", "„Neue Wege“ für Frauen & Männer", "BaE TZ+VZ",
    "u25 Social Coach {year}/{next}", "FBI {year}/{next}", "digitale Kompetenzen", "Qualifizierung <Pflege>*",
)  # fmt: skip
PROVIDERS = ("Bildungswerk Müßig gGmbH", "Werkstatt e. V.", "Volkshochschule der Region", "Ämterlotsen gGmbH & Co. KG")
GROUPS = ("junge Menschen unter 25", "Alleinerziehende", "Geflüchtete", "langzeitarbeitslose Menschen")
BASES = ("SGB II", "SGB III", "SGB VIII", "SGB XII", "AsylbLG")
OFFICES = {
    "landkreis": (("Landrätin", "Landrat"), ("Erste Kreisbeigeordnete", "Erster Kreisbeigeordneter")),
    "kreisfreie_stadt": (("Oberbürgermeisterin", "Oberbürgermeister"), ("Stadträtin", "Stadtrat")),
}
PEOPLE = (("Erika", "Muster"), ("Max", "Muster")), (("Ayşe", "Beispiel"), ("Jörg", "Beispiel-Groß"))
"""The woman and the man who may sign first, and second."""


def collection(years: Iterable[int] = YEARS) -> list[dict[str, Any]]:
    """The agreements, one for each year that a district has existed in."""
    return [
        agreement(random.Random(f"{district['slug']}/{year}"), district, year)  # noqa: S311 - only different numbers
        for year in years
        for district in reference()
        if year >= date.fromisoformat(str(district.get("since", "2000-01-01"))).year
    ]


def agreement(chance: random.Random, district: dict[str, Any], year: int) -> dict[str, Any]:
    """One agreement: about one in six only reported, and of the last year, half of them drafts."""
    status = "draft" if year == max(YEARS) and chance.random() < 0.5 else chance.choice(["signed"] * 5 + ["reported"])
    made: dict[str, Any] = {"format": 1, "district": district["slug"], "year": year, "status": status}
    if status == "reported" and chance.random() < 0.5:
        budget: dict[str, Any] = {"total": chance.randrange(200_000, 2_000_000)}
        if chance.random() < 0.5:
            budget = {"total": chance.randrange(2, 20) * 100_000, "rounded": True}
        return made | {"budget": budget, "sources": [source(year)]}
    titles = chance.sample(TITLES, chance.randrange(1, len(TITLES)))
    measures = {category: _measures(chance, year, titles[number::4]) for number, category in enumerate(CATEGORIES)}
    made |= {"budget": _budget(chance, measures, year), "measures": measures}
    total = made["budget"]["total"]
    unstated = [name for name, own in measures.items() if own and not any("places" in each for each in own)]
    if unstated:
        made["places"] = {"by_category": {name: chance.randrange(5, 200) for name in unstated}}
    if status != "draft":
        days = {"applied_on": f"{year}-03-14", "granted_on": f"{year}-05-20"}
        made["grant"] = days | {"reference": f"RPKS - 57-{year}/3", "amount": total + 0}
        made["review"] = _review(chance, measures, year)
    if status == "signed":
        made["signatures"] = _signatures(chance, district, year)
    if status == "reported" or chance.random() < 0.3:
        made["sources"] = [source(year)]
    return made


def source(year: int) -> dict[str, Any]:
    """Where an agreement is reported."""
    return {
        "title": f"Pressemitteilung zum Budget {year}",
        "publisher": "Beispielkreis",
        "url": f"https://example.org/{year}",
        "retrieved_on": f"{year}-12-01",
    }


def _measures(chance: random.Random, year: int, titles: list[str]) -> list[dict[str, Any]]:
    found = []
    for number, title in enumerate(titles):
        measure: dict[str, Any] = {"title": title.format(year=year, next=year + 1)}
        if chance.random() < 0.8:
            measure["amount"] = Decimal(chance.randrange(1_000_000, 9_000_000)) / 100
            if chance.random() < 0.3:
                later = Decimal(chance.randrange(1, 9999))
                measure["by_year"] = {year: measure["amount"] - later, year + 1: later}
        if chance.random() < 0.5:
            measure |= {"starts": f"{year}-0{chance.randrange(1, 10)}-01", "ends": f"{year + 1}-08-31"}
        optional = {
            "places": chance.randrange(1, 30),
            "provider": PROVIDERS[number],
            "legal_bases": [each for each in BASES if chance.random() < 0.5] or ["SGB II"],
            "target_groups": chance.sample(GROUPS, 2),
        }
        found.append(measure | {name: value for name, value in optional.items() if chance.random() < 0.5})
    return found


def _budget(chance: random.Random, measures: dict[str, list[dict[str, Any]]], year: int) -> dict[str, Any]:
    costs = {category: sum((each.get("amount", Decimal(0)) for each in own), Decimal(0)) for category, own in
             measures.items()}  # fmt: skip
    total = sum(costs.values(), Decimal(0))
    if not total or not all("amount" in each for own in measures.values() for each in own):
        total += chance.randrange(150_000, 900_000)  # for what has no amount
    budget: dict[str, Any] = {"total": total}
    if chance.random() < 0.5:  # the programme year and the four after it
        spread = chance.randrange(5) if total > sum(costs.values()) else 0
        later = {each: Decimal(chance.randrange(1, 3_000)) for each in range(year + 1, year + 1 + spread)}
        # Each year has at least what the measures need in it.
        for each in [
            each for own in measures.values() for measure in own for each in measure.get("by_year", {}).items()
        ]:
            if each[0] > year:
                later[each[0]] = later.get(each[0], Decimal(0)) + each[1]
        if later:
            budget["by_year"] = {year: total - sum(later.values()), **dict(sorted(later.items()))}
    if chance.random() < 0.3:
        budget["by_category"] = {category: cost + 0 for category, cost in costs.items() if cost}
    for each, own in zip(EARMARKS, measures.values(), strict=False):
        if chance.random() < 0.5 and own and own[0].get("amount"):
            own[0]["earmark"] = each
            budget.setdefault("earmarked", {})[each] = own[0]["amount"] + 0
    if chance.random() < 0.5:
        budget["own_contribution"] = Decimal(chance.randrange(1, 50_000))
    if chance.random() < 0.3:
        budget["other_funds"] = [{"name": "Jobcenter", "amount": Decimal(chance.randrange(1, 90_000))}, {"name": "ESF"}]
    return {name: value for name, value in budget.items() if value}


def _review(chance: random.Random, measures: dict[str, list[dict[str, Any]]], year: int) -> dict[str, Any]:
    results = [
        {
            "measure": each["title"],
            "status": "running",
            "spent": Decimal(chance.randrange(100, 5_000)),
            "participants": 9,
        }
        for own in measures.values()
        for each in own
    ]
    whole = {"carried_over": Decimal(500), "returned": Decimal("12.50"), "participants": 9 * len(results)}
    review: dict[str, Any] = {"meeting_on": f"{year}-10-14"}
    return review | ({"results": results} if results else {}) | ({"in_sum": whole} if chance.random() < 0.3 else {})


def _signatures(chance: random.Random, district: dict[str, Any], year: int) -> list[dict[str, Any]]:
    """One signatory of the ministry, and one of the district; two of most cities, and of some others."""
    gender = chance.randrange(2)
    day = f"{year}-08-02"
    made = [{"party": "ministry", "name": "Petra Probe" if gender else "Paul Probe", "place": "Wiesbaden", "date": day,
             "office": "Staatsministerin" if gender else "Staatsminister"}]  # fmt: skip
    count = 2 if chance.random() < (0.8 if district["kind"] == "kreisfreie_stadt" else 0.2) else 1
    for offices, people in list(zip(OFFICES[district["kind"]], PEOPLE, strict=True))[:count]:
        gender = chance.randrange(2)
        made.append({"party": "district", "name": " ".join(people[gender]), "office": offices[gender],
                     "place": district["seat"], "date": f"{year}-08-08"})  # fmt: skip
    return made


def main(folder: Path) -> int:
    """Writes and renders the collection; 0 if all documents are there and nothing is said of them."""
    agreements = collection()
    write_agreements(folder, agreements)
    options = [part for name in FORMATS for part in ("-f", name)]
    command = [sys.executable, "-m", "aqb_cli", "render", *options, "-o", "documents"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if ": wording “" not in line]
    made = len(list((folder / "documents").rglob("*.*")))
    print(f"{len(agreements)} agreements, {made} documents, exit code {done.returncode}", *said, sep="\n")  # noqa: T201
    return int(bool(done.returncode or said or made != len(agreements) * len(FORMATS)))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
