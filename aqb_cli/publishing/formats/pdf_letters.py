"""Letters with combining marks, such as "C̀", as one glyph of a PDF file each, so that programs read them once.

Typst gives the whole letter's text to its base and to each mark, and programs that read the file find the letter twice.
Here such letters become glyphs of a Type 3 font, which draw the file's own glyphs where typst put them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Matrix, Name, Operator, Pdf, String

from aqb_cli.text.german import has_marks

_TEXT_OF_GLYPH = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_MOST_LETTERS = 255
"""How many codes of one byte there are beside 0. Letters of a font beyond that stay as typst wrote them."""

_PART_OF_LETTER = 0
"""In place of a code: a glyph that has become part of the one before."""

_TEXTS = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{} endcmap CMapName currentdict /CMap defineresource pop end end"""


class _PlacedGlyph(NamedTuple):
    at: tuple[int, int]
    """The number of the instruction that shows it, and its place in what that shows."""
    span: int | None
    """The number of the instruction that says what its text is; None if the font does."""
    font: str
    glyph: bytes
    x: float
    y: float
    """Where it stands, in thousandths of the font's size."""
    text: str


class _Face:
    """A font of the file, and the letters that are made of its glyphs."""

    def __init__(self, font: Any, name: str) -> None:
        self.font, self.name = font, name
        table = _TEXT_OF_GLYPH.findall(font.ToUnicode.read_bytes().decode("ascii"))
        self.texts = {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in table}
        self.widths = defaultdict(float, _widths(list(font.DescendantFonts[0].W)))  # others have none
        self.letters: dict[tuple[tuple[bytes, int, int], ...], str] = {}
        """The texts of letters by their glyphs and how far these stand from the first one."""

    def code(self, letter: Sequence[_PlacedGlyph]) -> int:
        """The letter's code in the font of letters; 0 if that is full."""
        parts = tuple((each.glyph, round(each.x - letter[0].x), round(each.y - letter[0].y)) for each in letter)
        if len(self.letters) < _MOST_LETTERS:
            self.letters.setdefault(parts, letter[0].text)
        return list(self.letters).index(parts) + 1 if parts in self.letters else 0

    def font_of_letters(self, pdf: Pdf) -> Dictionary:
        """The new font, which draws the letters with this one."""
        names, drawn, widths, texts = [], {}, [], []
        for code, (parts, text) in enumerate(self.letters.items(), 1):
            names.append(Name(f"/letter{code}"))
            widths.append(self.widths[parts[0][0]])
            glyphs = " ".join(f"1 0 0 1 {x} {y} Tm <{glyph.hex()}> Tj" for glyph, x, y in parts)
            drawn[str(names[-1])] = pdf.make_stream(f"{widths[-1]} 0 d0 BT /face 1000 Tf {glyphs} ET".encode("ascii"))
            texts.append(f"1 beginbfchar <{code:02X}> <{text.encode('utf-16-be').hex()}> endbfchar")
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, BaseFont=self.font.BaseFont, FirstChar=1, LastChar=len(names),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Widths=Array(widths), CharProcs=Dictionary(drawn),
            FontBBox=self.font.DescendantFonts[0].FontDescriptor.FontBBox,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
            Resources=Dictionary(Font=Dictionary(face=self.font)),
            ToUnicode=pdf.make_stream(_TEXTS.format("\n".join(texts)).encode("ascii")),
        )  # fmt: skip


def with_whole_letters(content: bytes) -> bytes:
    """The PDF file that typst made, with one glyph for each letter."""
    with pikepdf.open(BytesIO(content)) as pdf:
        faces: dict[tuple[int, int], _Face] = {}
        for page in pdf.pages:
            fonts = dict(page.Resources.Font.items())
            for font in fonts.values():
                if font.objgen not in faces:
                    faces[font.objgen] = _Face(font, f"/letters{len(faces)}")
            own = {name: faces[font.objgen] for name, font in fonts.items()}
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_rewritten(page, own)))
        made = {face.name: pdf.make_indirect(face.font_of_letters(pdf)) for face in faces.values() if face.letters}
        for page in pdf.pages:
            page.Resources.Font = Dictionary({**dict(page.Resources.Font.items()), **made})
        file = BytesIO()
        pdf.save(file, deterministic_id=True, fix_metadata_version=False)
    return file.getvalue()


def _rewritten(page: Any, faces: Mapping[str, _Face]) -> list[Any]:
    """The instructions of a page, with one glyph for each letter."""
    instructions: list[Any] = list(pikepdf.parse_content_stream(page))
    codes: dict[int, dict[int, int]] = {}
    for letter in _letters(_glyphs(instructions, faces)):
        code = faces[letter[0].font].code(letter)
        for shown in letter if code else ():
            codes.setdefault(shown.at[0], {})[shown.at[1]] = code
            code = _PART_OF_LETTER
            if shown.span is not None:  # its text is the new glyph's now
                instructions[shown.span] = ContentStreamInstruction([Name.Span], Operator("BMC"))
    made: list[Any] = []
    font: Any = None
    for number, instruction in enumerate(instructions):
        if str(instruction.operator) == "Tf":
            font = instruction
        if number in codes:
            made += _shown_anew(instruction, codes[number], font, faces[str(font.operands[0])])
        else:
            made.append(instruction)
    return made


def _shown_anew(instruction: Any, codes: Mapping[int, int], font: Any, face: _Face) -> Iterator[Any]:
    """What stands for an instruction that shows glyphs of letters."""
    waiting: list[Any] = []
    for place, item in enumerate(_items(instruction)):
        code = codes.get(place)
        if code:
            yield ContentStreamInstruction([Array(waiting)], Operator("TJ"))
            yield ContentStreamInstruction([Name(face.name), font.operands[1]], Operator("Tf"))
            yield ContentStreamInstruction([String(bytes([code]))], Operator("Tj"))
            yield font
            waiting = []
        elif code == _PART_OF_LETTER and isinstance(item, bytes):
            waiting.append(-face.widths[item])
        else:
            waiting.append(String(item) if isinstance(item, bytes) else item)
    yield ContentStreamInstruction([Array(waiting)], Operator("TJ"))


def _letters(glyphs: Iterator[_PlacedGlyph]) -> Iterator[list[_PlacedGlyph]]:
    """Glyphs that make up one letter with combining marks: neighbours that all have its text."""
    letter: list[_PlacedGlyph] = []
    for shown in glyphs:
        if letter and (shown.font, shown.text) == (letter[0].font, letter[0].text) and shown.glyph != letter[0].glyph:
            letter.append(shown)
            continue
        if len(letter) > 1:
            yield letter
        letter = [shown] if has_marks(shown.text) else []
    if len(letter) > 1:
        yield letter


def _glyphs(instructions: Sequence[Any], faces: Mapping[str, _Face]) -> Iterator[_PlacedGlyph]:
    around: list[Matrix] = []
    spans: list[tuple[int | None, str]] = [(None, "")]
    matrix, font, size = Matrix(), "", 1.0
    for number, instruction in enumerate(instructions):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            around.append(matrix)
        elif operator == "Q":
            matrix = around.pop()
        elif operator == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        elif operator == "Tm":
            pen = Matrix(*map(float, operands)) @ matrix
        elif operator == "Tf":
            font, size = str(operands[0]), float(operands[1]) / 1000
        elif operator in ("BDC", "BMC"):
            said = operands[-1].get("/ActualText") if isinstance(operands[-1], Dictionary) else None
            spans.append(spans[-1] if said is None else (number, str(said)))
        elif operator == "EMC":
            spans.pop()
        elif operator in ("Tj", "TJ"):
            face, (span, text) = faces[font], spans[-1]
            for place, item in enumerate(_items(instruction)):
                if isinstance(item, bytes):
                    whole = text or face.texts.get(item, "")
                    yield _PlacedGlyph((number, place), span, font, item, pen.e / size, pen.f / size, whole)
                pen = Matrix(1, 0, 0, 1, size * (face.widths[item] if isinstance(item, bytes) else -item), 0) @ pen


def _items(instruction: Any) -> Iterator[bytes | float]:
    """What an instruction shows: glyphs, and how far it goes back between them, in thousandths of the size."""
    shown = instruction.operands[0]
    for part in shown if isinstance(shown, Array) else [shown]:
        if isinstance(part, String):
            yield from (bytes(part)[at : at + 2] for at in range(0, len(bytes(part)), 2))
        else:
            yield float(part)


def _widths(table: list[Any]) -> Iterator[tuple[bytes, float]]:
    """The widths of glyphs, of which a font lists some one by one, and ranges of others that have the same."""
    while table:
        first = int(table.pop(0))
        second = table.pop(0)
        if isinstance(second, Array):
            widths = [float(width) for width in second]
        else:
            widths = [float(table.pop(0))] * (int(second) + 1 - first)
        yield from ((glyph.to_bytes(2, "big"), width) for glyph, width in enumerate(widths, first))
