"""From documents to files: one module a format, each with a function `renderer(templates)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Publication
from aqb_cli.workspace.extras import install

FORMATS = ("html", "md", "txt", "pdf", "docx")
"""The names of the formats: of their modules, and of the files' endings. To add one, write the module and name it."""

_NEEDED = {"pdf": ("typst", "pikepdf"), "docx": ("docx",)}
"""The libraries that are extra parts of aqb, by the formats that need them."""

_MISSING = {
    "pdf": _("To make PDF files, a part of aqb is needed that isn't installed."),
    "docx": _("To make Word files, a part of aqb is needed that isn't installed."),
}


def available() -> tuple[str, ...]:
    """The formats for which all is installed that they need."""
    return tuple(name for name in FORMATS if all(map(find_spec, _NEEDED.get(name, ()))))


class Made(NamedTuple):
    """A file of a document."""

    content: bytes
    lacking: tuple[str, ...] = ()
    """The signs that the format's fonts lack; the file has their codes instead, such as `<U+1F680>`."""


class Unmakeable(Problem):
    """A document can't be made in a format; others can."""


Render = Callable[[Publication], Made]
"""Makes the file of a document; the same bytes each time. Raises `Unmakeable` if the format can't hold it."""


def renderer(name: str, templates: Sequence[Path]) -> Render:
    """What renders documents in a format; templates are looked for in these folders, the first one that has it counts.

    Raises `Problem` if a template can't be used, or something isn't installed that the format needs.
    """
    if name not in available():
        raise Problem(_MISSING[name], install(name))
    make: Callable[[Sequence[Path]], Render] = import_module(f"{__name__}.{name}").renderer
    return make(templates)
