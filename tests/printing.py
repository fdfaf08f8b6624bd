"""Text documents printed as offices print them: PDF and Word, with page headers, numbers, hyphens and two columns."""

from __future__ import annotations

import io
import json
import re
from typing import NamedTuple

TYPST = """
#let data = json(bytes(sys.inputs.data))
#set page(height: 16cm, width: 17cm, header: [Zielvereinbarung #h(1fr) AQB], footer: context [
  #h(1fr) Seite #counter(page).display() von #counter(page).final().first()])
#set text(lang: "de", hyphenate: true, size: 11pt)
#set par(justify: true)
#for block in data.blocks {
  for line in block {
    if line.marker == "" { par(line.text) } else { pad(left: 1em, par(hanging-indent: 1em)[#line.marker #line.text]) }
  }
}
#grid(columns: (1fr, 1fr), gutter: 3em, ..data.signatures.map(lines => par(justify: false, lines.join(linebreak()))))
"""

_BULLET = re.compile(r"\s*([-•▪*–])\s+(.*)")


class Layout(NamedTuple):
    """A document without the line breaks of its file."""

    blocks: list[list[str]]
    """Paragraphs of one or more lines."""
    signatures: list[list[str]]
    """The lines of each signature."""


def layout_of(text: str) -> Layout:
    """What stands in a text file whose paragraphs are divided by empty lines."""
    body, *rest = re.split(r"^(?=[A-ZÄÖÜ][\w ]+, den [0-9])", text.replace("**", ""), flags=re.MULTILINE)
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", body.strip())]
    return Layout(blocks, [[line for line in part.splitlines() if line] for part in rest])


def as_pdf(text: str) -> bytes:
    """The text in justified lines on small pages, hyphenated; the signatures side by side."""
    import typst

    layout = layout_of(text)

    def entry(line: str) -> dict[str, str]:
        match = _BULLET.fullmatch(line)
        return {"marker": "•", "text": match[2]} if match else {"marker": "", "text": line}

    data = {"blocks": [[entry(line) for line in block] for block in layout.blocks], "signatures": layout.signatures}
    content = typst.compile(TYPST.encode(), sys_inputs={"data": json.dumps(data)}, ignore_system_fonts=True)
    assert isinstance(content, bytes)
    return content


def as_word(text: str) -> bytes:
    """The text as a Word file with page header and footer, soft hyphens in long words, signatures in a table."""
    import docx

    layout = layout_of(text)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Zielvereinbarung – AQB"
    document.sections[0].footer.paragraphs[0].text = "Seite 1 von 4"
    for block in layout.blocks:
        for line in block:
            match = _BULLET.fullmatch(line)
            words = re.sub(r"\b([^\W\d_]{6})(?=[a-zäöüß]{6})", "\\1\u00ad", match[2] if match else line)
            document.add_paragraph(words, style="List Bullet" if match else None)
    table = document.add_table(rows=1, cols=max(len(layout.signatures), 1))
    for cell, lines in zip(table.rows[0].cells, layout.signatures, strict=False):
        cell.text = "\n".join(lines)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
