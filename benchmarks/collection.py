"""A collection of any size for measuring: distinct, sound agreements with all their optional parts."""

from __future__ import annotations

import random
import sys
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"

AGREEMENT = """\
format: 1
district: {district}
year: {year}
status: signed

budget:
  total: {total}
  by_year: {{{year}: {first}, {next}: {second}}}
  earmarked: {{part_time_training: {part_time}}}
  own_contribution: 20000

measures:
  training_preparation:
    - title: Vorschaltmaßnahme BaE, Los {number}
      amount: {preparation}
      starts: {year}-09-01
      ends: {next}-08-31
      places: 16
    - title: Sprache und Beruf, Los {number}
      amount: 40000
      legal_bases: [SGB II, SGB VIII]
  vocational_training:
    - title: BaE in Teilzeit
      amount: {part_time}
      earmark: part_time_training
      places: 8
      provider: Bildungswerk Musterstadt gGmbH
  qualification:
    - title: FBI {year}/{next}
      amount: 60000
      starts: {year}-03-01
      ends: {next}-02-28
    - title: digitale Kompetenzen
      amount: 30000.50
      target_groups: [junge Menschen unter 25, Alleinerziehende]
  staff_training: []

grant: {{applied_on: {year}-03-14, granted_on: {year}-05-20, amount: {total}}}

signatures:
  - party: ministry
    name: Erika Muster
    office: Staatsministerin
    place: Wiesbaden
    date: {year}-08-02
  - party: district
    name: Max Muster
    office: Landrat
    place: Musterstadt
    date: {year}-08-08

sources:
  - title: Zielvereinbarung {year}
    publisher: Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales
"""

PROGRAMME = """\
format: 1
year: {year}
application_deadline: {year}-03-31
legal_bases: [SGB II, SGB III, SGB VIII, SGB XII, AsylbLG]
"""


def write_collection(folder: Path, size: int) -> None:
    """Fills an empty folder with a collection of so many agreements, the same ones every time."""
    chance = random.Random(20250802)  # noqa: S311 - only to have different numbers
    slugs = [
        line.split(": ")[1]
        for line in (DATA / "districts.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("  - slug: ") and "hanau" not in line
    ]
    (folder / "data" / "programmes").mkdir(parents=True)
    for number in range(size):
        year, district = 2000 + number // len(slugs), slugs[number % len(slugs)]
        if number % len(slugs) == 0:
            (folder / "data" / "agreements" / str(year)).mkdir(parents=True)
            programme = folder / "data" / "programmes" / f"{year}.yaml"
            programme.write_text(PROGRAMME.format(year=year), encoding="utf-8")
        preparation, part_time = chance.randrange(50_000, 300_000), chance.randrange(30_000, 90_000)
        total = f"{preparation + part_time + 130_000}.50"
        first = chance.randrange(100_000, preparation + part_time + 100_000)
        second = f"{preparation + part_time + 130_000 - first}.50"
        text = AGREEMENT.format(
            district=district, year=year, next=year + 1, number=100_000 + number, total=total,
            first=first, second=second, preparation=preparation, part_time=part_time,
        )  # fmt: skip
        path = folder / "data" / "agreements" / str(year) / f"{district}.yaml"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_collection(Path(sys.argv[1]), int(sys.argv[2]))
