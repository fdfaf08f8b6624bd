"""Agreements → documents → files: what `aqb render` writes and where."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from aqb_cli.document.composing import Incomplete
from aqb_cli.document.facts import facts_of
from aqb_cli.document.wordings import Library
from aqb_cli.examining import FileReport
from aqb_cli.inventory import Inventory, Record
from aqb_cli.messages import _
from aqb_cli.problems import Problem
from aqb_cli.rendering import Render
from aqb_cli.workspace import shown_path


class Published(NamedTuple):
    """One agreement in all the formats that were asked for."""

    record: Record
    files: Mapping[str, bytes]
    """The content by format."""


def publish(inventory: Inventory, library: Library, renders: Mapping[str, Render]) -> Iterator[Published | FileReport]:
    """Each agreement as documents; a report where the wording has a fault, or needs what nobody states."""
    for record in inventory.records:
        year = record.agreement.year
        volume = library.volume_for(year)
        if isinstance(volume, FileReport):
            yield volume
            continue
        try:
            facts = facts_of(record.agreement, record.district, inventory.programmes.get(year))
            document = volume.wording.document(facts)
        except Incomplete as incomplete:
            yield volume.report(incomplete)
            continue
        yield Published(record, {name: render(document) for name, render in renders.items()})


def target(folder: Path, record: Record, format: str) -> Path:
    """Where a document goes below a folder. Raises `Problem` if a link there would lead it elsewhere."""
    path = folder / str(record.agreement.year) / f"{record.district.slug}.{format}"
    return _inside(folder, _inside(folder, path.parent) / path.name)


def target_folder(root: Path, name: str) -> Path:
    """A folder of the workspace for documents. Raises `Problem` if it is a link that leads elsewhere."""
    return _inside(root, root / name)


def _inside(folder: Path, path: Path) -> Path:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = _("{path} is a link that leads out of the folder; nothing is written there.", path=shown_path(path))
        raise Problem(message, _("Delete the link, or choose another folder with -o."))
    return path
