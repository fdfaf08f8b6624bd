"""Where rendered documents go: one file, a folder, or standard output."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from aqb_cli.cli._running import say, say_problem, write_file, write_result
from aqb_cli.diagnostics import Problem
from aqb_cli.publishing.formats import FORMATS, Unmakeable
from aqb_cli.publishing.publisher import Published
from aqb_cli.text.messages import _, visible
from aqb_cli.workspace.collection import Workspace, shown_path
from aqb_cli.workspace.files import inside, refuse_leading_out, unwritable

BUILD = "build"
"""The folder in the workspace that documents go to if nothing else is said."""

DEFAULT = "html"
ENDINGS = [f".{name}" for name in FORMATS]


class Delivered(NamedTuple):
    """Documents of one agreement that were written."""

    files: tuple[tuple[str, tuple[str, ...]], ...]
    """The paths as messages name them, with the signs that the fonts lack."""
    unmade: tuple[Unmakeable, ...]
    """Why there are no others."""


@dataclass(frozen=True)
class Destination:
    """Where documents go, and as what."""

    formats: tuple[str, ...]
    folder: Path
    file: str | None = None
    """The one file, or - for standard output; otherwise all goes into the folder."""
    folders: dict[int, Path] = field(default_factory=dict)
    """Where the documents of each year go, as far as that was looked at: it takes as long as to write one."""

    def check(self, agreements: int) -> None:
        """Raises `Problem` if one file would have to hold several documents."""
        documents = agreements * len(self.formats)
        if self.file is not None and documents > 1:
            message = _("There are {n} documents to write, and {file} takes one.", n=documents, file=self.file)
            raise Problem(message, _("Name one agreement and one format, or a folder."))

    def write(self, published: Published) -> Delivered:
        """Writes the documents of one agreement."""
        files, slug = [], published.record.district.slug
        for name, made in published.files.items():
            if self.file is not None:
                path = Path(self.file)
                write_result(path, made.content)
            else:
                path = self._folder(published.record.agreement.year) / f"{slug}.{name}"
                if os.path.islink(path):
                    refuse_leading_out(inside(self.folder, path))
                write_file(path, made.content)
            files.append((shown_path(path), made.lacking))
        return Delivered(tuple(files), published.unmade)

    def _folder(self, year: int) -> Path:
        """Where the documents of a year go; made if it isn't there. Raises `Problem` if a link leads elsewhere."""
        if year not in self.folders:
            path = inside(self.folder, self.folder / str(year))
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise unwritable(path, error) from error
            if os.path.realpath(path) != os.path.abspath(path):
                refuse_leading_out(path)
            self.folders[year] = path
        return self.folders[year]

    def tell(self, delivered: Delivered, language: str) -> None:
        """Says what was written, and what is lacking in it."""
        for path, lacking in delivered.files:
            if self.file != "-":
                print(visible(path))
            for sign in lacking:
                message = _(
                    "{path}: the fonts lack “{sign}”; its code is printed instead. "
                    "Write it in other signs, or publish as HTML or Word.",
                    path=path, sign=sign,
                )  # fmt: skip
                say(message, language)
        for problem in delivered.unmade:
            say_problem(problem, language)


def destination_of(workspace: Workspace, output: str | None, formats: tuple[str, ...]) -> Destination:
    """What `-o` and `-f` mean together. Raises `Problem` where they don't fit each other."""
    asked = tuple(dict.fromkeys(formats))
    if output is None:
        folder = workspace.root or Path.cwd()
        return Destination(asked or (DEFAULT,), inside(folder, folder / BUILD))
    if not output.strip():
        raise Problem(_("{option} is given without a value.", option="-o"))
    if output == "-":
        if sys.stdout.isatty() and {"pdf", "docx"} & set(asked):
            raise Problem(_("PDF and Word files can't be shown in a terminal."), _("Name a file for it: -o fulda.pdf"))
        return Destination(asked or (DEFAULT,), Path(), "-")
    ending = Path(output).suffix.lower().removeprefix(".")
    if output.endswith(("/", os.sep)) or Path(output).is_dir() or not ending:
        refuse_leading_out(Path(output))
        return Destination(asked or (DEFAULT,), Path(output))
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
    return Destination((ending,), Path(), output)
