"""`aqb render`: agreements as documents to publish."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from aqb_cli.checking.one_file import FileReport
from aqb_cli.checking.valid import gather
from aqb_cli.cli._choosing import full_name
from aqb_cli.cli._faults import explain, say_left_out
from aqb_cli.cli._options import Color, ColorOption, LanguageOption
from aqb_cli.cli._progress import Progress
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, language_of, new_app, write_result
from aqb_cli.diagnostics import Problem
from aqb_cli.publishing.formats import FORMATS
from aqb_cli.publishing.publisher import (
    Published,
    Publisher,
    make_folder,
    publish,
    target,
    target_folder,
)
from aqb_cli.publishing.wordings import Unpublishable
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.text.near_misses import choices
from aqb_cli.workspace.collection import Workspace, is_registry_file, shown_path

app = new_app()

BUILD = "build"
"""The folder in the workspace that documents go to if nothing else is said."""


DEFAULT = "html"
ENDINGS = [f".{name}" for name in FORMATS]


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
      aqb render                            all agreements as HTML, into build/
      aqb render -f pdf -f docx -o out      all of them as PDF and Word, into out/
      aqb render fulda/2025 -o fulda.pdf    one of them as one file
      aqb render fulda/2025 -f txt -o -     to the terminal, or another program
      aqb render fulda/2025 --wording own   with templates/wording/own.yaml
    """
    language = language_of(lang)
    workspace = Workspace.around(Path.cwd())
    for name in format or ():
        if name not in FORMATS:
            raise Problem(_("There is no format “{format}”.", format=name), choices(FORMATS, name)[0])
    destination = _destination(workspace, output, tuple(format or ()))
    publisher = Publisher(workspace, wording, destination.formats)
    files = workspace.files([full_name(workspace, name) for name in names or ()])
    for file in files:
        if file.named and is_registry_file(file.shown):
            raise Problem(_("{path} isn't an agreement.", path=file.shown))
    collect_garbage()
    with Progress(len(files), language) as progress:
        inventory = gather(workspace, files, whole=not names, on_progress=progress.show)
    destination.check(len(inventory.records))
    refused: list[Unpublishable | FileReport] = []
    years = set()
    with Progress(len(inventory.records), language, _("Rendering")) as progress:
        for done, outcome in enumerate(publish(publisher, inventory), 1):
            if isinstance(outcome, Published):
                destination.write(outcome, language)
                years.add(outcome.record.agreement.year)
            else:
                refused.append(outcome)
            progress.show(done)
    for year in sorted(years):
        _note(_("{year}: wording “{name}”", year=year, name=publisher.library.name_for(year)), language)
    faulty = inventory.faulty
    if skip_invalid and not faulty.registry_broken and inventory.left_out:
        say_left_out(inventory.left_out, language)
        faulty = faulty._replace(reports=())
    faulty = faulty._replace(reports=(*faulty.reports, *publisher.reports(refused)))
    if not faulty.reports and not faulty.registry_broken:
        raise typer.Exit
    explain(faulty, len(files), language, color)
    raise typer.Exit(NOT_DONE if faulty.unreadable else FINDINGS)


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

    def write(self, published: Published, language: str) -> None:
        """Writes the documents of one agreement, and says where."""
        for name, made in published.files.items():
            path = Path(self.file) if self.file is not None else target(self.folder, published.record, name)
            if self.file is None:
                make_folder(path.parent)
            write_result(path, made.content)
            if self.file != "-":
                print(visible(shown_path(path)))  # noqa: T201
            for sign in made.lacking:
                message = _(
                    "{path}: the fonts lack “{sign}”; its code is printed instead. "
                    "Write it in other signs, or publish as HTML or Word.",
                    path=shown_path(path), sign=sign,
                )  # fmt: skip
                _note(message, language)


def _destination(workspace: Workspace, output: str | None, formats: tuple[str, ...]) -> _Destination:
    asked = tuple(dict.fromkeys(formats))
    if output is None:
        folder = workspace.root or Path.cwd()
        return _Destination(asked or (DEFAULT,), target_folder(folder, BUILD))
    if not output.strip():
        raise Problem(_("{option} is given without a value.", option="-o"))
    if output == "-":
        if sys.stdout.isatty() and {"pdf", "docx"} & set(asked):
            raise Problem(_("PDF and Word files can't be shown in a terminal."), _("Name a file for it: -o fulda.pdf"))
        return _Destination(asked or (DEFAULT,), Path(), "-")
    ending = Path(output).suffix.lower().removeprefix(".")
    if output.endswith(("/", os.sep)) or Path(output).is_dir() or not ending:
        return _Destination(asked or (DEFAULT,), Path(output))
    if ending not in FORMATS:
        message = _("The name {path} doesn't say which format is meant.", path=output)
        help = _(
            "Give a name that ends in {endings} or {last}, or a folder: {folder}",
            endings=", ".join(ENDINGS[:-1]), last=ENDINGS[-1], folder=f"{BUILD}/",
        )  # fmt: skip
        raise Problem(message, help)
    if others := [name for name in asked if name != ending]:
        message = _("The name {file} doesn't fit the format {format}.", file=output, format=others[0])
        raise Problem(message, _("Leave -f out, or name a folder."))
    return _Destination((ending,), Path(), output)


def _note(message: Message, language: str) -> None:
    print(message.translated(language), file=sys.stderr)  # noqa: T201
