"""Charts as files: SVG; PNG for papers and slides; PDF after the standard PDF/UA-1. Typst makes the last two."""

from __future__ import annotations

import re

from aqb_cli.diagnostics import Problem
from aqb_cli.querying.charts import Chart
from aqb_cli.querying.charts.choosing import chart_of
from aqb_cli.querying.charts.svg import description, svg
from aqb_cli.querying.tables import Report
from aqb_cli.text.messages import _
from aqb_cli.workspace.extras import part

_PAGE = b"""
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.language)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", alt: sys.inputs.description)
"""
_DOTS_PER_INCH = 300.0
"""What print shops ask for."""

_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


def chart_file(report: Report, language: str, format: str) -> str | bytes:
    """The chart that fits a report, in one of `FORMATS`. Raises `Problem` if there is none."""
    chart = chart_of(report, language)
    return svg(chart, language) + "\n" if format == "svg" else _printed(chart, language, format)


def _printed(chart: Chart, language: str, format: str) -> bytes:
    """The chart on a page of its own size. Signs that the font lacks are written as their codes, such as <U+1F680>."""
    with part("pdf", _("To make PNG and PDF files, a part of aqb is needed that isn't installed.")):
        import typst
    picture = svg(chart, language)
    compiler = typst.Compiler(ignore_system_fonts=True)
    while True:
        about = {"title": chart.title, "description": description(chart), "language": language}
        inputs = {**about, "picture": picture}
        try:
            made = compiler.compile(_PAGE, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
            if format == "png":  # for which Typst says nothing of signs that it lacks
                made = compiler.compile(_PAGE, format="png", sys_inputs=inputs, ppi=_DOTS_PER_INCH)
        except typst.TypstError as error:
            sign = lacking_sign(str(error))
            if not sign or sign.isascii() or sign not in picture:
                reason = str(error).partition("\n")[0]
                raise Problem(_("The chart can't be made: {reason}.", reason=reason), _("Take SVG: -o x.svg")) from None
            picture = picture.replace(sign, "".join(f"&lt;U+{ord(letter):04X}&gt;" for letter in sign))
            continue
        assert isinstance(made, bytes)
        return made


def lacking_sign(reason: str) -> str:
    """The sign that the fonts lack, of which Typst names one at a time; empty if its reason is another."""
    found = _LACKING.search(reason)
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1]) if found else ""
