"""`aqb init`: make a new collection."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import say
from aqb_cli.importing.new_collection import SOURCE, TAG, found
from aqb_cli.text.messages import _, visible
from aqb_cli.workspace.collection import Workspace

app = App()


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(parser=Path, metavar="FOLDER", help="Where to make it.", show_default="this folder")
    ] = Path(),
    source: Annotated[
        str, typer.Option(metavar="URL", help="The repository that hooks and CI fetch aqb from.")
    ] = SOURCE,
    tag: Annotated[
        str, typer.Option(metavar="TAG", help="The version that they fetch, a tag of that repository such as v1.2.0.")
    ] = TAG,
    lang: option.Lang = None,
) -> None:
    """Make a new collection: folders, an example, settings, hooks, CI for GitHub and GitLab, editor settings.

    Files that are there already are kept as they are, and named. So it also adds to a collection what it lacks.

    \b
    Examples:
      aqb init zielvereinbarungen    a new folder
      aqb init                       the folder that you are in
    """
    language = language_of(lang)
    districts = ReferenceData(Workspace(folder)).districts.values()
    founded = found(folder, source, tag, districts, language)
    for name, made in founded.files:
        text = _("made: {path}", path=name) if made else _("kept, as it was there already: {path}", path=name)
        print(visible(text.translated(language)), file=sys.stdout if made else sys.stderr)
    for note in founded.notes:
        say(note, language)
