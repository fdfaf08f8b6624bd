"""Compiles the catalogues of messages whenever a wheel is built, also an editable one: a custom build hook of hatch."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = "aqb_cli/text/locale"


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
