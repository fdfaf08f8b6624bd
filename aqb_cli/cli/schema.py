"""`aqb schema`: the file format as a JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli import _options as option
from aqb_cli.cli._faults import end_with_faults
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import write_result
from aqb_cli.cli._words import OneOf
from aqb_cli.fileformat.schema import schema_of
from aqb_cli.text.messages import LANGUAGES, _
from aqb_cli.workspace.collection import SCHEMAS, Workspace

app = App()


_NAMES = {
    "agreement": _("agreement"),
    "programme": _("programme"),
    "districts": _("districts"),
    "standing": _("standing rules"),
}
KIND = OneOf({kind: _NAMES[kind] for kind in SCHEMAS}, "`aqb schema`")


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(metavar=KIND, parser=KIND.read, help="The kind of files.")] = "agreement",
    output: option.Output = None,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Print the JSON Schema of agreement files, or of another kind, for editors that complete and explain fields.

    Explained in German and English; only in one of them with --lang, or if the settings name a language.

    Where a workspace keeps it as data/agreement.schema.json, `aqb fmt` makes each agreement name it for editors.

    \b
    Examples:
      aqb schema -o data/agreement.schema.json
      aqb schema programme -o data/programme.schema.json
    """
    workspace = Workspace.here()
    reference = ReferenceData(workspace)
    if kind == "agreement" and not reference.districts:
        end_with_faults(reference, language_of(lang), color)
    asked = lang or workspace.settings.lang
    write_result(output, schema_of(kind, reference.districts.values(), [asked] if asked else LANGUAGES))
