"""`aqb import`: import agreements that exist as PDF, Word or text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App
from aqb_cli.cli._importing import imported

app = App()


@app.command(name="import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            parser=Path, metavar="FILES", help="Documents: .pdf, .docx, .txt or .md; .odt and .rtf with LibreOffice."
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace agreement files that are there already.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Only show what would change.")] = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Import agreements that exist as PDF, Word, text or Markdown, and write each as an agreement file.

    What was not certain is listed with its page or line, and stands in the file with a comment; what was not
    understood is listed too. Then the exit code is 1. Compare each file with its document before you commit it.

    PDF and Word files need the extra “import”: pip install 'aqb-cli[import]'

    \b
    Examples:
      aqb import zielvereinbarung-2025.pdf       data/agreements/2025/<district>.yaml
      aqb import --diff fulda.docx               only show what would change
      aqb import *.pdf --force                   replace what is there already
    """
    raise typer.Exit(imported(files, force=force, diff=diff, color=color, lang=lang))
