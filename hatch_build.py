"""The catalogues of texts: compiled whenever a wheel is built, also an editable one (a custom build hook of hatch)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = "aqb_cli/text/locale"

_OPTIONS = ("typer.Option", "typer.Argument", "option.format_option")
"""What makes an option or argument of a command."""


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes a `.mo` file beside each `.po` file, and has the wheel take it along."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Compiles. Raises `ValueError` for a text without translation, which would be left out without a word."""
        for po in Path(self.root, LOCALES).rglob("*.po"):
            compile_catalogue(po)
        build_data["artifacts"].append(f"{LOCALES}/**/*.mo")


def compile_catalogue(po: Path) -> None:
    """Writes the `.mo` file of a `.po` file: the same bytes for the same texts, so without the day."""
    with po.open("rb") as stream:
        catalogue = read_po(stream, locale=po.parent.parent.name, domain=po.stem)
    missing = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and (message.fuzzy or not all(texts)):
            missing.append(message.id)
    if missing:
        raise ValueError(f"{po}: to be translated: {missing}")
    catalogue.creation_date = catalogue.revision_date = datetime(2025, 1, 1, tzinfo=UTC)
    with po.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)


def extract_help(file: IO[bytes], *_unused: object, **_options: object) -> Iterator[tuple[int, None, str, list[str]]]:
    """Finds the texts of help pages in a module of commands, as Babel asks for them.

    These are the docstrings of commands, what options and arguments say of themselves, and the list of commands.
    """
    sys.path.insert(0, str(Path(__file__).parent))
    from aqb_cli.text.help_pages import texts_of

    for node in ast.walk(ast.parse(file.read())):
        texts: list[str] = []
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.FunctionDef) and any(_is_app(item) for item in node.decorator_list):
            texts = list(texts_of(ast.get_docstring(node) or ""))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _OPTIONS:
            said = [item.value for item in node.keywords if item.arg in ("help", "metavar", "show_default")]
            texts = [item.value for item in said if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COMMANDS":
            texts = list(ast.literal_eval(node.value).values())
        for text in texts:
            yield line, None, text, []


def _is_app(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith(("app.command(", "app.callback("))
