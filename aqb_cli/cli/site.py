"""`aqb site`: everything published, as a folder for any web server."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple, NoReturn

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import Manner, asked
from aqb_cli.cli._faults import explain
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of, language_of_site
from aqb_cli.cli._progress import progress
from aqb_cli.cli._running import FINDINGS, NOT_DONE, refused, say, say_problem
from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.publishing.formats import FORMATS, available
from aqb_cli.text.messages import _, some
from aqb_cli.workspace.collection import AGREEMENTS, TEMPLATES, Workspace, bundled, repository_or_folder, shown_path
from aqb_cli.workspace.files import inside
from aqb_cli.workspace.folders import NewFolder, replaced
from aqb_cli.workspace.settings import FILES as SETTINGS_FILES
from aqb_cli.workspace.site_settings import SiteSettings

app = App()

OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        parser=option.output_path,
        metavar="DIR",
        help="The folder to write. Files of others in it are kept.",
    ),
]
FormatsOption = Annotated[
    list[str] | None,
    option.format_option(
        FORMATS,
        help="What agreements can be downloaded as; may be given several times. [default: all that are installed]",
    ),
]
DraftsOption = Annotated[bool, typer.Option("--with-drafts", help="Publish drafts too, marked as such.")]
ServeOption = Annotated[
    bool, typer.Option("--serve", help="Show it in the browsers of this machine, and keep up with changes.")
]
PortOption = Annotated[
    int, typer.Option(metavar="NUMBER", min=0, max=65535, help="Where --serve shows it; 0 takes one that is free.")
]


class _Wanted(NamedTuple):
    output: Path
    formats: tuple[str, ...]
    drafts: bool
    wording: str | None
    manner: Manner


@app.command()
def site(
    output: OutputOption = None,
    format: FormatsOption = None,
    with_drafts: DraftsOption = False,
    wording: option.Wording = None,
    skip_invalid: option.SkipInvalid = False,
    serve: ServeOption = False,
    port: PortOption = 8000,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Write a site of all agreements: pages, search, open data. Any web server can serve the folder, or a disk.

    The folder is replaced whole or not at all; pages that are the same as before keep their time. Who publishes the
    site is said in the settings, under [site].

    \b
    Examples:
      aqb site -o public                the whole site
      aqb site -o public --with-drafts  to look at what isn't signed yet
      aqb site -o public -f html        without PDF and Word files, which take longest
      aqb site --serve                  in a browser, while agreements are worked on
    """
    manner = Manner(None, None, skip_invalid, color, lang)
    workspace = Workspace.here()
    if output is not None:
        _refuse_inside(workspace.collection(), output)
    chosen = tuple(dict.fromkeys(("html", *(format or (() if serve else available())))))
    if serve:
        with TemporaryDirectory(prefix="aqb-") as folder:
            wanted = _Wanted(output or Path(folder, "site"), chosen, with_drafts, wording, manner)
            _serve(workspace.collection(), wanted, port)
    if output is None:
        raise Problem(_("The folder to write isn't named."), _("Name it: -o public"))
    raise typer.Exit(_write(_Wanted(output, chosen, with_drafts, wording, manner)))


def _write(wanted: _Wanted) -> int:
    """Writes the site, and returns the exit code."""
    from aqb_cli.publishing.publisher import Publisher, unused
    from aqb_cli.publishing.site.building import Refused, SiteBuilder
    from aqb_cli.publishing.site.contents import Contents

    language = language_of(wanted.manner.lang)
    workspace = Workspace.here()
    inventory = asked(workspace, wanted.manner)
    settings = workspace.settings.site or SiteSettings()
    root = workspace.collection()
    contents = Contents(inventory, root, settings, language_of_site(wanted.manner.lang), drafts=wanted.drafts)
    if not contents.records:
        raise Problem(_("There is nothing to publish."), _("Drafts are published with --with-drafts."))
    templates = [root / TEMPLATES, bundled(TEMPLATES)]
    publisher = Publisher(workspace, wanted.wording, wanted.formats)
    builder = SiteBuilder(contents, publisher, templates)
    try:
        with progress(len(contents.records), language, _("Publishing")) as show, replaced(wanted.output) as folder:
            builder.write(folder, show)
    except Refused as wrong:
        reports = publisher.reports(wrong.outcomes)
        explain(inventory.faulty._replace(reports=reports), len(contents.records), language, wanted.manner.color)
        return FINDINGS
    for problem in builder.unmade:
        say_problem(problem, language)
    for note in (*publisher.notes, *unused(root / TEMPLATES / "site")):
        say(note, language)
    left_out = len(inventory.records) - len(contents.records)
    _report(folder, wanted.output, settings, left_out, language)
    return NOT_DONE if builder.unmade else 0


def _serve(root: Path, wanted: _Wanted, port: int) -> NoReturn:
    """Shows the site until Ctrl-C. What is wrong with a change is said, and the site stays as it was."""
    from aqb_cli.publishing.site.serving import Preview

    language = language_of(wanted.manner.lang)

    def build() -> None:
        try:
            _write(wanted)
        except Problem as problem:
            say_problem(problem, language)
        except OSError as error:  # such as a file that was deleted while it was read
            say_problem(refused(error), language)
        except typer.Exit:  # what is wrong was said
            pass

    build()
    try:
        preview = Preview(wanted.output, port)
    except OSError as error:
        message = _("The port {port} can't be used: {reason}.", port=port, reason=reason_of(error))
        raise Problem(message, _("Choose another one with --port.")) from error
    say(_("To be seen at {address}; Ctrl-C ends it.", address=preview.address), language)
    watched = [root / name for name in (AGREEMENTS.parent, TEMPLATES, *SETTINGS_FILES)]
    preview.watch(watched, build)


def _refuse_inside(root: Path, output: Path) -> None:
    """Raises `Problem` if the folder is the collection's own, or would lie among what it is made from."""
    repository = repository_or_folder(root)
    if Path(os.path.abspath(output)).is_relative_to(repository):  # where a pull request can bring a link
        inside(repository, output)
    target, root = output.resolve(), root.resolve()
    if root.is_relative_to(target) or any(target.is_relative_to(root / each) for each in ("data", "templates", ".git")):
        message = _("{path} holds the collection itself, or is a part of it.", path=shown_path(output))
        raise Problem(message, _("Choose another folder: -o public"))


def _report(folder: NewFolder, output: Path, settings: SiteSettings, drafts: int, language: str) -> None:
    """Says what was written, and what isn't in it."""
    message = _(
        "{path}: {n} files, of which {changed} are new or changed.",
        path=shown_path(output), n=len(folder.sums), changed=folder.changed,
    )  # fmt: skip
    print(message.translated(language))
    if drafts:
        say(_("Drafts that are left out: {n}. --with-drafts publishes them too.", n=drafts), language)
    if folder.kept:
        say(_("Kept, as it isn't from aqb: {names}.", names=some(folder.kept)), language)
    if settings.missing:
        say(_("Still to be said in the settings, under [site]: {names}.", names=settings.missing), language)
