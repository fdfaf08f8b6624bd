"""Prints how well agreements come back from each format: a script for people, not a test.

    PYTHONPATH=tests:tests/importing python tests/importing/formats_table.py

Makes three agreements with wording and facts of its own in every format that this machine can make, imports them, and
counts: facts that are right, that are wrong or missing without a word (silent), wrong or missing with one, and right
ones that are doubted all the same. LibreOffice and pdftotext add their formats where they are installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generated import CATEGORIES
from imported import DISTRICT, HEADINGS, MINISTRY, TEXT, known
from printing import as_pdf, as_word

from aqb_cli.diagnostics import Problem, dotted
from aqb_cli.importing.importer import import_printed
from aqb_cli.importing.reading import reader_of

Agreement = tuple[str, dict[str, list[dict[str, Any]]]]
AGREEMENTS: tuple[Agreement, ...] = (
    (
        "595.950",
        {
            "training_preparation": [{"title": "Sprungbrett"}, {"title": "Werkhof 2025"}],
            "vocational_training": [{"title": "Lehre in Teilzeit"}],
            "qualification": [{"title": "Lager und Logistik"}],
        },
    ),
    (
        "1.034.700,50",
        {
            "training_preparation": [{"title": "Brückenjahr", "amount": 120_000}],
            "vocational_training": [{"title": "Ausbildung plus", "amount": 90_000}],
            "staff_training": [{"title": "Beraten unter Druck", "amount": 5_000}],
        },
    ),
    (
        "412.000",
        {"qualification": [{"title": "Pflege: Einstieg, Aufbau", "places": 12}, {"title": "Holz & Bau", "places": 8}]},
    ),
)
WORDING = (
    "Beide Seiten sprechen im Herbst darüber, wie weit die Kurse gekommen sind, und halten fest, was sich im Lauf "
    "des Jahres geändert hat. Sie legen einander offen, welche Mittel gebunden sind – auch die des Landkreises – und "
    "welche nicht, damit sich im nächsten Jahr daran anknüpfen lässt."
)


def text_of(agreement: Agreement) -> str:
    """An agreement as text with a paragraph a line."""
    total, measures = agreement
    lines: list[str] = []
    for heading, category in zip(HEADINGS, CATEGORIES, strict=True):
        lines.append(heading)
        for measure in measures.get(category, []):
            amount = f", {measure['amount'] // 1000}.000 Euro" if "amount" in measure else ""
            places = f" ({measure['places']} Plätze)" if "places" in measure else ""
            lines.append(f"- {measure['title']}{amount}{places}")
    listed, signatures = "\n\n".join(lines), f"{MINISTRY}\n\n{DISTRICT}"
    text = TEXT.format(funds=f"Insgesamt {total} Euro.", listed=listed, more=WORDING, signatures=signatures)
    return text.replace("\n§", "\n\n§")


def facts_of(data: dict[str, Any]) -> dict[str, str]:
    """Each fact of an agreement by the field that it stands in; titles by their order in the category."""
    facts = {"budget.total": str(data["budget"].get("total"))}
    for category in CATEGORIES:
        for number, measure in enumerate(data.get("measures", {}).get(category, [])):
            facts |= {f"measures.{category}[{number}].{name}": str(value) for name, value in measure.items()}
    for number, signature in enumerate(data.get("signatures", [])):
        facts |= {f"signatures[{number}].{name}": str(value) for name, value in signature.items()}
    return facts


def expected_of(agreement: Agreement) -> dict[str, str]:
    total, measures = agreement
    signatures = [
        dict(zip(("party", "name", "office", "place", "date"), facts, strict=True))
        for facts in (
            ("ministry", "Anna Beispiel", "Staatsministerin", "Wiesbaden", "2025-07-02"),
            ("district", "Bernd Muster", "Landrat", "Fulda", "2025-07-09"),
        )
    ]
    budget = {"total": total.replace(".", "").replace(",", ".")}
    return facts_of({"budget": budget, "measures": measures, "signatures": signatures})


Make = Callable[[str, Path], bytes]
"""Makes a file of a text, in a folder of its own."""


def formats() -> Iterator[tuple[str, str, Make]]:
    """The formats that this machine can make: a name, a file's ending, and what makes one."""
    yield "text", "txt", lambda text, _folder: text.encode()
    yield "Markdown", "md", lambda text, _folder: text.replace("§ ", "## § ").encode()
    yield "PDF", "pdf", lambda text, _folder: as_pdf(text)
    yield "Word", "docx", lambda text, _folder: as_word(text)
    for mode in ("-layout", "-raw", "-nopgbrk") if shutil.which("pdftotext") else ():
        yield f"pdftotext {mode}", "txt", partial(by_pdftotext, mode)
    for ending in ("odt", "rtf", "pdf") if shutil.which("soffice") else ():
        yield f"LibreOffice {ending}", ending, partial(by_libreoffice, ending)


def by_pdftotext(mode: str, text: str, folder: Path) -> bytes:
    return converted(folder, "a.pdf", as_pdf(text), ["pdftotext", mode, "a.pdf", "a.txt"], "a.txt")


def by_libreoffice(ending: str, text: str, folder: Path) -> bytes:
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    command = ["soffice", "--headless", settings, "--convert-to", ending, "a.docx"]
    return converted(folder, "a.docx", as_word(text), command, f"a.{ending}")


def converted(folder: Path, source: str, content: bytes, command: list[str], target: str) -> bytes:
    """What a program makes of a file."""
    (folder / source).write_bytes(content)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / target).read_bytes()


def counted(agreement: Agreement, path: Path) -> Counter[str]:
    """How the facts of an agreement came back from a file."""
    expected = expected_of(agreement)
    try:
        result = import_printed(reader_of(path)(path), path, known())
    except Problem:
        return Counter({"refused": 1})
    found = facts_of(result.data)
    fields = {dotted(note.field) for note in result.notes if note.field}
    told = " ".join(note.message.translated("en") for note in result.notes)
    counts: Counter[str] = Counter()
    for field in {**expected, **found}:
        value = found.get(field, "")
        noted = any(field.startswith(each) for each in fields) or expected.get(field, value) in told
        if value == expected.get(field):
            counts["right"] += 1
            counts["false doubts"] += any(field == each for each in fields)
        elif not noted:
            counts["silent"] += 1
        else:
            counts["missing" if not value else "wrong"] += 1
    return counts


def main() -> None:
    columns = ("right", "silent", "wrong", "missing", "false doubts", "refused")
    sys.stdout.write(f"{'':22}" + "".join(f"{column:>14}" for column in columns) + "\n")
    for name, ending, make in formats():
        counts: Counter[str] = Counter()
        for agreement in AGREEMENTS:
            with TemporaryDirectory() as folder:
                content = make(text_of(agreement), Path(folder))
                path = Path(folder, f"agreement.{ending}")
                path.write_bytes(content)
                counts += counted(agreement, path)
        sys.stdout.write(f"{name:22}" + "".join(f"{counts[column]:>14}" for column in columns) + "\n")


if __name__ == "__main__":
    main()
