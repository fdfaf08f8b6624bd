"""From documents to files: one module a format, each with a function `renderer(templates)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from aqb_cli.document.blocks import Document

FORMATS = ("html", "md", "txt", "pdf", "docx")
"""The names of the formats: of their modules, and of the files' endings. To add one, write the module and name it."""

Render = Callable[[Document], bytes]
"""Makes the bytes of a file of a document; the same bytes each time."""


def renderer(name: str, templates: Sequence[Path]) -> Render:
    """What renders documents in a format; templates are looked for in these folders, the first one that has it counts.

    Raises `Problem` if a template can't be used, or something isn't installed that the format needs.
    """
    make: Callable[[Sequence[Path]], Render] = import_module(f"{__name__}.{name}").renderer
    return make(templates)
