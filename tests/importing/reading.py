"""Reads small documents, made in the test, in the test's own process."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from aqb_cli.importing.reading import reader_of
from aqb_cli.importing.reading.printed import Passage, Printed

NAMESPACE = "http://schemas.openxmlformats.org"
WORD = f"{NAMESPACE}/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def printed(content: bytes | str, ending: str) -> Printed:
    """What is printed in a document."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"document.{ending}")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reader_of(path)(path)


def texts(document: Printed) -> list[str]:
    """Its paragraphs and entries with their markers, and the rows of its tables."""
    found: list[str] = []
    for part in document.parts:
        if isinstance(part, Passage):
            found.append(f"{part.marker} {part.text}".strip())
        else:
            found += [" | ".join(cell.text for cell in row) for row in part.rows]
    return found


def said(document: Printed) -> str:
    """What a person is told of it, a line each."""
    return "\n".join(doubt.message.translated("en") for doubt in document.doubts)


def word(body: str, namespace: str = WORD, prefix: str = "w", **files: str) -> bytes:
    """A Word file with this in its body; `files` are its other parts, by their names below "word" with "_" for "."."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{NAMESPACE}/package/2006/content-types"/>')
        for name, inner in {"document_xml": f"<w:body>{body}</w:body>", **files}.items():
            tagged = f'<w:root xmlns:w="{namespace}">{inner}</w:root>'.replace("xmlns:w=", f"xmlns:{prefix}=")
            archive.writestr(f"word/{name.replace('_', '.')}", tagged.replace("w:", f"{prefix}:"))
    return content.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word file; a run is its text, or XML."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run with properties, such as "<w:strike/>"."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: tuple[str, ...], row: str = "") -> str:
    """A table of a Word file; a field is its text, or XML. `row` are the properties of its last row."""
    cells = [
        "".join(f"<w:tc>{field if field.startswith('<') else p(field)}</w:tc>" for field in fields) for fields in rows
    ]
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells[:-1])}<w:tr>{row}{cells[-1]}</w:tr></w:tbl>"


def typst(content: str) -> bytes:
    """A PDF file."""
    import typst as program

    head = '#set page(width: 17cm, height: 24cm, margin: 2cm)\n#set text(lang: "de", hyphenate: false)\n'
    pdf = program.compile(f"{head}{content}".encode(), ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf
