"""`aqb render`: agreements as documents to publish."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from aqb_cli.cli.choosing import full_name
from aqb_cli.cli.faults import explain, say_left_out
from aqb_cli.cli.options import Color, ColorOption, LanguageOption
from aqb_cli.cli.progress import Progress
from aqb_cli.cli.running import FINDINGS, collect_garbage, language_of, new_app, write_result
from aqb_cli.document.wordings import Library
from aqb_cli.examining import FileReport
from aqb_cli.inventory import Inventory, gather
from aqb_cli.messages import _, visible
from aqb_cli.model.scalars import choices
from aqb_cli.problems import Problem
from aqb_cli.publishing import Published, publish, target, target_folder
from aqb_cli.rendering import FORMATS, renderer
from aqb_cli.workspace import TEMPLATES, Workspace, bundled, shown_path

app = new_app()

BUILD = "build"
"""The folder in the workspace that documents go to if nothing else is said."""


DEFAULT = "html"


@app.command()
def render(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Agreements such as fulda/2025, files or folders. [default: all of data/agreements]",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar=f"<{'|'.join(FORMATS)}>",
            help="What to write; may be given several times. [default: as the name given with -o ends, otherwise html]",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR|-",
            help="A file for one document, a folder for many, - for standard output. [default: the folder build]",
            show_default=False,
        ),
    ] = None,
    wording: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The wording, a file in templates/wording. [default: the standard wording of the year]",
            show_default=False,
        ),
    ] = None,
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Leave agreements with errors out on purpose.")
    ] = False,
    color: ColorOption = Color.AUTO,
    lang: LanguageOption = None,
) -> None:
    """Write agreements as documents to publish: HTML, Markdown, plain text, PDF or Word.

    In a folder, documents are called <year>/<district>.<format>. An agreement with errors isn't rendered; what is
    wrong with it is said instead, and the exit code is 1.

    \b
    Examples:
      aqb render                                       all agreements as HTML, into build/
      aqb render -f pdf -f docx -o out                 all of them as PDF and Word, into out/
      aqb render hersfeld-rotenburg/2025 -o hef.pdf    one agreement as one file
      aqb render fulda/2025 -f txt -o -                to the terminal, or into another program
      aqb render fulda/2025 --wording fulda-2025       in the words of templates/wording/fulda-2025.yaml
    """
    language = language_of(lang)
    workspace = Workspace.around(Path.cwd())
    for name in format or ():
        if name not in FORMATS:
            raise Problem(_("There is no format “{format}”.", format=name), choices(FORMATS, name)[0])
    destination = _destination(workspace, output, tuple(format or ()))
    library = Library(workspace.wording_files, wording)
    templates = [*([workspace.root / TEMPLATES] if workspace.root else []), bundled(TEMPLATES)]
    renders = {name: renderer(name, templates) for name in destination.formats}
    files = workspace.files([full_name(workspace, name) for name in names or ()])
    collect_garbage()
    with Progress(len(files), language) as progress:
        inventory = gather(workspace, files, whole=not names, on_progress=progress.show)
    destination.check(len(inventory.records))
    refused: dict[FileReport, None] = {}
    with Progress(len(inventory.records), language, _("Rendering")) as progress:
        for done, made in enumerate(publish(inventory, library, renders), 1):
            if isinstance(made, FileReport):
                refused[made] = None
            else:
                destination.write(made)
            progress.show(done)
    _say_wordings(inventory, library, language)
    faulty = inventory.faulty
    if skip_invalid and not faulty.registry_broken and inventory.left_out:
        say_left_out(inventory.left_out, language)
        faulty = faulty._replace(reports=())
    faulty = faulty._replace(reports=(*faulty.reports, *refused))
    if not faulty.reports and not faulty.registry_broken:
        raise typer.Exit
    explain(faulty, len(faulty.reports), language, color)
    raise typer.Exit(FINDINGS)


class _Destination(NamedTuple):
    """Where documents go, and as what."""

    formats: tuple[str, ...]
    folder: Path
    file: str | None = None
    """The one file, or - for standard output; otherwise all goes into the folder."""

    def check(self, agreements: int) -> None:
        """Raises `Problem` if one file would have to hold several documents."""
        documents = agreements * len(self.formats)
        if self.file is not None and documents > 1:
            message = _("There are {n} documents to write, and {file} takes one.", n=documents, file=self.file)
            raise Problem(message, _("Name one agreement and one format, or a folder."))

    def write(self, made: Published) -> None:
        """Writes the documents of one agreement, and says where."""
        for name, content in made.files.items():
            if self.file is not None:
                write_result(Path(self.file), content)
            else:
                path = target(self.folder, made.record, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                write_result(path, content)
            if self.file != "-":
                print(visible(shown_path(Path(self.file) if self.file else path)))  # noqa: T201


def _destination(workspace: Workspace, output: str | None, formats: tuple[str, ...]) -> _Destination:
    asked = tuple(dict.fromkeys(formats))
    if output is None:
        folder = workspace.root or Path.cwd()
        return _Destination(asked or (DEFAULT,), target_folder(folder, BUILD))
    if output == "-":
        if sys.stdout.isatty() and {"pdf", "docx"} & set(asked):
            raise Problem(_("PDF and Word files can't be shown in a terminal."), _("Name a file for it: -o fulda.pdf"))
        return _Destination(asked or (DEFAULT,), Path(), "-")
    ending = Path(output).suffix.lower().removeprefix(".")
    if ending not in FORMATS or output.endswith("/") or Path(output).is_dir():
        return _Destination(asked or (DEFAULT,), Path(output))
    if asked and asked != (ending,):
        message = _("The name {file} doesn't fit the format {format}.", file=output, format=asked[0])
        raise Problem(message, _("Leave -f out, or name a folder."))
    return _Destination((ending,), Path(), output)


def _say_wordings(inventory: Inventory, library: Library, language: str) -> None:
    """Says on standard error which wording the documents of each year have."""
    for year in sorted({record.agreement.year for record in inventory.records}):
        message = _("{year}: wording “{name}”", year=year, name=library.name_for(year))
        print(message.translated(language), file=sys.stderr)  # noqa: T201
