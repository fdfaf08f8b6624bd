"""How the cells of an OpenDocument workbook look, and its printed pages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from aqb_cli.querying.tables import Kind
from aqb_cli.querying.tables.workbook import FLUSH_RIGHT, Role, Workbook

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'

_PARTS = {
    "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle", "config": "config",
    "fo": "xsl-fo-compatible",
}  # fmt: skip
NAMESPACES = (
    "".join(f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _PARTS.items())
    + ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    + ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"'
)

_CHARACTER, _LINE = 2.0, 5.0
"""The width of a character and the height of a line, in millimetres."""

_LOOKS = {
    Role.TITLE: ('fo:font-weight="bold" fo:font-size="14pt"', ""),
    Role.REMARK: ('fo:color="#444444"', ""),
    Role.HEAD: ('fo:font-weight="bold"', ' fo:border-bottom="0.5pt solid #000000"'),
    Role.LABEL: ('fo:font-weight="bold"', ""),
    Role.ROW: ("", ""),
    Role.TOTAL: ('fo:font-weight="bold"', ' fo:border-top="0.5pt solid #000000" fo:padding-top="0.8mm"'),
}

_KINDS = (Kind.TEXT, Kind.EURO, Kind.COUNT, Kind.YEAR, Kind.SHARE, Kind.DATE)
_DATES = {"de": "day . month . year", "en": "year - month - day"}


def automatic_styles(book: Workbook) -> str:
    """The styles of columns, rows, numbers and cells."""
    return "".join((*_sizes(book), *_numbers(book.language), *_cells()))


def _sizes(book: Workbook) -> Iterator[str]:
    for width in sorted({width for sheet in book.sheets for width in sheet.widths}):
        size = f'<style:table-column-properties style:column-width="{width * _CHARACTER:.1f}mm"/>'
        yield f'<style:style style:name="w{width}" style:family="table-column">{size}</style:style>'
    heights = {sheet.height(line) for sheet in book.sheets for line in sheet.lines if line.is_across}
    for height in sorted({0, *heights}):  # a row with a text across its cells doesn't find its height by itself
        size = f'style:row-height="{height * _LINE + 2:.1f}mm"' if height > 1 else 'style:use-optimal-row-height="true"'
        size = f"<style:table-row-properties {size}/>"
        yield f'<style:style style:name="h{height}" style:family="table-row">{size}</style:style>'
    yield '<style:style style:name="sheet" style:family="table" style:master-page-name="landscape"/>'


def _numbers(language: str) -> Iterator[str]:
    """What values look like: a cell whose type is currency shows a bare number without such a style."""
    digits = (
        '<number:number number:decimal-places="{0}" number:min-decimal-places="{0}" number:min-integer-digits="1"{1}/>'
    )
    grouped = ' number:grouping="true"'
    looks = {
        "currency": (Kind.EURO, digits.format(2, grouped) + "<number:text> </number:text>"
                     '<number:currency-symbol number:language="de" number:country="DE">€</number:currency-symbol>'),
        "number": (Kind.COUNT, digits.format(0, grouped)),
        "percentage": (Kind.SHARE, digits.format(1, "") + "<number:text> %</number:text>"),
        "date": (Kind.DATE, "".join(
            f'<number:{part} number:style="long"/>' if part.isalpha() else f"<number:text>{part}</number:text>"
            for part in _DATES[language].split()
        )),
    }  # fmt: skip
    for name, (kind, look) in looks.items():
        yield f'<number:{name}-style style:name="n-{kind.value}">{look}</number:{name}-style>'
    year = digits.format(0, "")
    yield f'<number:number-style style:name="n-{Kind.YEAR.value}">{year}</number:number-style>'


def _cells() -> Iterator[str]:
    for role, (text, cell) in _LOOKS.items():
        for kind in _KINDS:
            number = "" if kind is Kind.TEXT else f' style:data-style-name="n-{kind.value}"'
            wrap = ' fo:wrap-option="wrap"' if kind is Kind.TEXT or role is Role.HEAD else ""
            align = f'fo:text-align="{"end" if kind in FLUSH_RIGHT else "start"}"'
            apart = ' fo:padding-right="2mm"' if kind in FLUSH_RIGHT else ""  # a number is not to touch the next text
            look = wrap + apart
            yield (
                f'<style:style style:name="{role.value}-{kind.value}" style:family="table-cell"{number}>'
                f'<style:table-cell-properties style:vertical-align="top" style:text-align-source="fix"{look}{cell}/>'
                f"<style:paragraph-properties {align}/>"
                f"<style:text-properties {text}/></style:style>"
            )


def styles() -> str:
    """The page: A4 landscape, as wide as the sheet, with its name and the number of the page below."""
    layout = (
        'fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" fo:margin="15mm" '
        'style:scale-to-X="1" style:scale-to-Y="0"'
    )
    footer = "<text:p><text:sheet-name>-</text:sheet-name>, <text:page-number>1</text:page-number></text:p>"
    return (
        f"{BEGIN}<office:document-styles{NAMESPACES}><office:styles>"
        '<style:default-style style:family="table-cell">'
        '<style:text-properties fo:font-family="Liberation Sans" fo:font-size="10pt"/></style:default-style>'
        "</office:styles><office:automatic-styles>"
        f'<style:page-layout style:name="a4"><style:page-layout-properties {layout}/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="6mm" fo:margin-top="2mm"/>'
        "</style:footer-style></style:page-layout>"
        '</office:automatic-styles><office:master-styles><style:master-page style:name="landscape" '
        f'style:page-layout-name="a4"><style:footer>{footer}</style:footer></style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def settings(book: Workbook) -> str:
    """What stays in view: the lines down to the headings."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        + item("VerticalSplitMode", "short", 2)
        + item("VerticalSplitPosition", "int", sheet.head + 1)
        + item("ActiveSplitRange", "short", 2)
        + item("PositionBottom", "int", sheet.head + 1)
        + "</config:config-item-map-entry>"
        for sheet in book.sheets
        if sheet.head is not None
    )
    return (
        f"{BEGIN}<office:document-settings{NAMESPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'{item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
