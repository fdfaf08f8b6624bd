"""`aqb show`: one agreement."""

from __future__ import annotations

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked_one
from aqb_cli.cli._framework import App
from aqb_cli.querying.queries.show import show as query
from aqb_cli.workspace.collection import Workspace

app = App()


@app.command()
def show(
    name: option.OneAgreement,
    format: FormatOption = None,
    output: option.Output = None,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Show one agreement: parties, budget, measures by category, what became of them, signatures, sources.

    \b
    Examples:
      aqb show hersfeld-rotenburg/2025
      aqb show fulda                     the latest one of this district
      aqb show fulda/2025 -o fulda.xlsx
    """
    manner = Manner(format, output, False, color, lang)
    inventory, record = asked_one(Workspace.here(), name, manner)
    answer(query(inventory, record), manner)
