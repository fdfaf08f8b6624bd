"""What the tests of learned wordings share: documents of our own, learned and rendered in this process."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from imported import known

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, DistrictKind
from aqb_cli.fileformat.model.wording import Pack
from aqb_cli.importing.importer import ImportedAgreement, import_printed
from aqb_cli.importing.reading import reader_of
from aqb_cli.importing.reading.printed import Printed
from aqb_cli.importing.wording_draft import Learned, learn
from aqb_cli.wording.blocks import List, Publication, TextRun, plain
from aqb_cli.wording.composing import Wording
from aqb_cli.wording.facts import facts_of

OFFICES = {DistrictKind.LANDKREIS: "Landrätin", DistrictKind.KREISFREIE_STADT: "Oberbürgermeisterin"}

CATEGORIES = """1. Ausbildungsvorbereitung
 - Start am Fluss
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsbereufen
 - Lehre mit Lotsen
 - Lehre zu zweit
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte
 - Fachtag
"""
"""The measures of a document, with a misprint in a heading, as real ones have it."""

FRAME = """Zielvereinbarung {year}
zwischen
dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und {dative}
zum Ausbildungs- und Qualifizierungsbudget

§ 1 Haushaltsmittel

Das HMSI stellt im Jahr {year} insgesamt

500.000 Euro

aus dem Budget {year} zur Verfügung.

{text}

§ 2 Maßnahmen {genitive}

{measures}

§ 3 Schluss

Alles Weitere steht im Bescheid.

{signatures}
"""

SIGNATURES = """Wiesbaden, den 2. 7. {year}

Ada Beispiel
Staatsministerin

{seat}, den 08.07.{year}

Bruno Muster
{office}
{genitive}
"""


class Own(NamedTuple):
    """A document that was learned, and what of it."""

    imported: ImportedAgreement
    learned: Learned

    @property
    def reports(self) -> list[str]:
        """What a person must look at, without places."""
        return [note.message.translated("en") for note in self.learned.notes]

    def rendered(self, district: str, **changed: Any) -> str:
        """The same agreement of another district, in the learned words; `changed` are other facts."""
        one = known().districts[district]
        data = {**self.imported.data, "district": district, **changed}
        data["signatures"] = [
            {**signature, "place": one.seat, "office": OFFICES[one.kind]}
            if signature["party"] == "district" and "place" in signature
            else signature
            for signature in data.get("signatures", ())
        ]
        agreement = load(yaml.read(drafted(data, {}).encode()), Agreement).sound
        pack = load(yaml.read(self.learned.text.encode()), Pack).sound
        assert agreement is not None
        assert pack is not None
        programme = known().programmes.get(agreement.year)
        return said(Wording(pack).document(facts_of(agreement, one, programme)))


def forms(district: str) -> dict[str, str]:
    """How a document names a district, in each case; with a capital letter at a sentence's beginning."""
    one = known().districts[district]
    cases = one.cases.model_dump()
    capital = cases["nominative"][0].upper() + cases["nominative"][1:]
    return {**cases, "start": capital, "name": one.name, "seat": one.seat, "office": OFFICES[one.kind]}


def document(
    district: str, text: str, *, measures: str = CATEGORIES, signatures: str = SIGNATURES, year: int = 2025
) -> str:
    """A signed agreement; its text may name the district's forms in braces."""
    whole = FRAME.replace("{text}", text).replace("{measures}", measures).replace("{signatures}", signatures)
    return whole.format(year=year, **forms(district))


def learned(text: str, suffix: str = "txt") -> Own:
    """A document that is learned."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"signed.{suffix}"
        path.write_text(text, encoding="utf-8")
        return learned_of(reader_of(path)(path))


def learned_of(printed: Printed) -> Own:
    """What a reader gives of a document, learned."""
    path = Path("signed.txt")
    return Own(import_printed(printed, path, known()), learn(printed, path, known()))


def said(document: Publication) -> str:
    """The words of a document, with the numbers of its lists."""
    return " ".join(_words([document.title, document.subtitle, document.sections]))


def _words(part: Any) -> list[str]:
    if isinstance(part, tuple) and part and isinstance(part[0], TextRun):
        return plain(part).split()
    if isinstance(part, List) and part.numbered:
        return [word for number, item in enumerate(part.items, 1) for word in (f"{number}.", *_words(item))]
    return [word for inner in part for word in _words(inner)] if isinstance(part, tuple | list) else []


def words(text: str) -> list[str]:
    """The words of a text: without line breaks, rules below headings, marks of bold and bullets."""
    bare = re.sub(r"(?m)^\s*(?:[-=]{3,}[- ]*$|[-•]\s)|\*\*", " ", text)
    return bare.replace("\u00a0", " ").split()
