"""`aqb wording`: wording packs; `aqb wording learn` makes one from a signed document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App, expect_command
from aqb_cli.cli._knowledge import known_in, reference_of
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import FINDINGS, say
from aqb_cli.diagnostics import Problem
from aqb_cli.importing.wording_draft import Learned, learn_file
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.workspace.collection import WORDINGS, Workspace, shown_path
from aqb_cli.workspace.files import write_inside

app = App()

LONGEST_NAME = 60
"""How many characters a wording's name may have."""


@app.callback()
def wording(ctx: typer.Context, lang: option.Lang = None) -> None:  # noqa: ARG001 - which is read already
    """Wording packs: the text of agreements, with placeholders for their facts.

    \b
    Examples:
      aqb wording learn zielvereinbarung-2025.pdf --name hmsi-2025
      aqb render fulda/2025 --wording hmsi-2025
    """
    expect_command(ctx)


@app.command(name="learn")
def learn_(
    file: Annotated[
        Path,
        typer.Argument(
            parser=Path,
            metavar="FILE",
            help="A signed agreement: .pdf, .docx, .txt or .md; .odt and .rtf with LibreOffice.",
        ),
    ],
    name: Annotated[str, typer.Option(metavar="NAME", help="What the wording is to be called.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a wording of this name.")] = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Make a wording pack of a signed document: its text to the letter, with placeholders for its facts.

    What is the agreement's own (district, year, amounts, measures, names, dates) becomes a placeholder; all else stays
    as it is printed. Then the pack is tried: with the document's own facts it must give back the document's text word
    for word. Where it doesn't, or where something isn't certain, that is listed, and the exit code is 1.

    \b
    Examples:
      aqb wording learn zielvereinbarung-2025.pdf --name hmsi-2025
      aqb validate templates/wording/hmsi-2025.yaml
      aqb render fulda/2025 --wording hmsi-2025 -f pdf
    """
    language = language_of(lang)
    workspace = Workspace.here()
    known = known_in(reference_of(workspace), language, color)
    path = _target(workspace, name, force=force)
    learned = learn_file(file, known)
    write_inside(workspace.collection(), path, learned.text.encode())
    print(visible(shown_path(path)))
    _say(learned, language)
    raise typer.Exit(FINDINGS if learned.notes else 0)


def _target(workspace: Workspace, name: str, *, force: bool) -> Path:
    """The pack's file. Raises `Problem` for a name that can't be one, or for a file that is there already."""
    if len(name) > LONGEST_NAME:
        message = _(
            "The name has {length} characters; at most {most} are allowed.", length=len(name), most=LONGEST_NAME
        )
        raise Problem(message, _("Write small letters, digits and hyphens, such as hmsi-2025."))
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        message = _("“{name}” can't be the name of a wording.", name=name)
        raise Problem(message, _("Write small letters, digits and hyphens, such as hmsi-2025."))
    if not force and re.fullmatch(r"standard-[0-9]{4}", name):  # those that `aqb render` chooses by itself
        message = _("A wording named “{name}” takes the place of the one that is printed by default.", name=name)
        raise Problem(message, _("Choose another name, such as hmsi-2025; or, if you mean it, say so with --force."))
    path = workspace.collection() / WORDINGS / f"{name}.yaml"
    if path.exists() and not force:
        message = _("{path} is there already; nothing is written.", path=shown_path(path))
        raise Problem(message, _("Choose another name, or replace it with --force."))
    return path


def _say(learned: Learned, language: str) -> None:
    """Lists what a person must look at, and says whether the pack gives back the document."""
    for note in learned.notes:
        text: Message = note.message
        if note.place is not None:
            text = _("{place}: {message}", place=note.place.said, message=note.message)
        say(text, language)
    if learned.is_proven:
        outcome = _("Tried: with the document's own facts, the wording gives back its text word for word.")
    else:
        outcome = _("Tried: the wording doesn't give back the document's text word for word; see above.")
    say(outcome, language)
