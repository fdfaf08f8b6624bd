"""`aqb render`: agreements as documents to publish."""

from __future__ import annotations

from typing import Annotated

import typer

from aqb_cli.checking.names import agreement_files
from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.valid import Inventory, gather
from aqb_cli.cli import _options as option
from aqb_cli.cli._destination import Delivered, Destination, destination_of
from aqb_cli.cli._faults import explain, say_left_out
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._progress import progress
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, say
from aqb_cli.publishing.formats import FORMATS
from aqb_cli.publishing.publisher import Publisher, publish
from aqb_cli.publishing.wordings import Unpublishable
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = App()

FormatsOption = Annotated[
    list[str] | None,
    option.format_option(
        FORMATS,
        help="What to write; may be given several times. [default: as the name given with -o ends, otherwise html]",
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="A file for one document, a folder for many, - for standard output. [default: the folder build]",
    ),
]
SkipInvalidOption = Annotated[bool, typer.Option("--skip-invalid", help="Leave agreements with errors out on purpose.")]


@app.command()
def render(
    names: option.Names = None,
    format: FormatsOption = None,
    output: OutputOption = None,
    wording: option.Wording = None,
    skip_invalid: SkipInvalidOption = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
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
    workspace = Workspace.here()
    destination = destination_of(workspace, output, tuple(format or ()))
    publisher = Publisher(workspace, wording, destination.formats)
    files = agreement_files(workspace, names or ())
    collect_garbage()
    with progress(len(files), language) as show:
        inventory = gather(workspace, files, whole=not names, on_progress=show)
    destination.check(len(inventory.records))
    refused, unmade = _written(publisher, inventory, destination, language)
    faulty = inventory.faulty
    if skip_invalid and not faulty.reference_broken and inventory.left_out:
        say_left_out(inventory.left_out, language)
        faulty = faulty._replace(reports=())
    faulty = faulty._replace(reports=(*faulty.reports, *publisher.reports(refused)))
    if not faulty.reports and not faulty.reference_broken:
        raise typer.Exit(NOT_DONE if unmade else 0)
    explain(faulty, len(files), language, color)
    raise typer.Exit(NOT_DONE if unmade or faulty.unreadable else FINDINGS)


def _written(
    publisher: Publisher, inventory: Inventory, destination: Destination, language: str
) -> tuple[list[Unpublishable | FileReport], bool]:
    """Writes the documents and says with which wordings.

    Returns what became of agreements without a document, and whether a format couldn't hold one.
    """
    refused: list[Unpublishable | FileReport] = []
    years, unmade = set(), False
    with progress(len(inventory.records), language, _("Rendering")) as show:
        outcomes = publish(publisher, inventory, destination.write)
        for done, (record, outcome) in enumerate(zip(inventory.records, outcomes, strict=True), 1):
            if isinstance(outcome, Delivered):
                destination.tell(outcome, language)
                unmade = unmade or bool(outcome.unmade)
                years.add(record.agreement.year)
            else:
                refused.append(outcome)
            show(done)
    for note in publisher.notes:
        say(note, language)
    for year in sorted(years):
        say(_("{year}: wording “{name}”", year=year, name=publisher.wordings.name_for(year)), language)
    for text in publisher.wordings.unchecked():
        say(_("  Still to be checked: {text}", text=text), language)
    return refused, unmade
