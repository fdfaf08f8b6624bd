"""Letters with combining marks in PDF files: read once, and drawn where typst puts them."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import typst
from din91379 import LETTERS

from aqb_cli.publishing.formats.pdf_letters import with_whole_letters

SOURCE = """#set document(title: "Buchstaben", date: datetime(year: 2025, month: 1, day: 2))
#set text(lang: "de", size: 11pt, font: "Libertinus Serif")
#for letter in sys.inputs.letters.split(" ") { "x" + letter + letter + "y " }
#strong(sys.inputs.letters)
"""


@cache
def as_typst_makes_it() -> bytes:
    made = typst.compile(
        SOURCE.encode(),
        sys_inputs={"letters": " ".join(LETTERS)},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


@cache
def changed() -> bytes:
    return with_whole_letters(as_typst_makes_it())


def text_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    words = [word for page in document for word in page.get_textpage().get_text_bounded().split()]
    document.close()
    return words


def test_each_letter_is_read_once() -> None:
    wanted = [*(f"x{letter}{letter}y" for letter in LETTERS), *LETTERS]
    assert text_of(changed()) == wanted
    assert text_of(as_typst_makes_it()) != wanted  # once it is, this isn't needed any more


def test_the_pages_look_the_same() -> None:
    before, after = pypdfium2.PdfDocument(as_typst_makes_it()), pypdfium2.PdfDocument(changed())
    assert len(before) == len(after) > 1
    for one, other in zip(before, after, strict=True):
        assert bytes(one.render(scale=2).buffer) == bytes(other.render(scale=2).buffer)
    before.close()
    after.close()


def test_it_stays_an_accessible_file_for_archives() -> None:
    with pikepdf.open(BytesIO(as_typst_makes_it())) as before, pikepdf.open(BytesIO(changed())) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.Root.keys() == before.Root.keys()
        fonts = [font for page in after.pages for _name, font in page.Resources.Font.items()]
        assert all("/ToUnicode" in font for font in fonts)
        letters = [font for font in fonts if font.Subtype == "/Type3"]
        assert {str(font.BaseFont) for font in letters} == {str(font.Resources.Font.face.BaseFont) for font in letters}
        assert {"Bold" in str(font.BaseFont) for font in letters} == {True, False}  # so that readers know bold letters
    assert with_whole_letters(as_typst_makes_it()) == changed()
