"""HTML of what there is most of on pages: cells and links. A template would take longer for them than for all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from markupsafe import Markup

from aqb_cli.publishing.site.hyphens import with_soft_hyphens
from aqb_cli.publishing.site.pages import PageLink, SiteCell


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates make of cells, links and headings.

    `{{ row | cells(root) }}`, `{{ link | linked(root) }}`, `{{ title | soft }}`
    """
    soft = with_soft_hyphens if language == "de" else str

    def linked(part: SiteCell | PageLink, root: str) -> Markup:
        return Markup(_linked(part, root))  # noqa: S704 - escaped there

    def cells(row: Iterable[SiteCell], root: str) -> Markup:
        return Markup("".join([_cell(cell, root) for cell in row]))  # noqa: S704 - escaped there

    def _linked(part: SiteCell | PageLink, root: str) -> str:
        text = escape(with_soft_hyphens(part.text) if part.german else soft(part.text))
        if part.german and language != "de":
            text = f'<span lang="de">{text}</span>'
        return f'<a href="{root}{escape(part.address)}">{text}</a>' if part.address else text

    def _cell(cell: SiteCell, root: str) -> str:
        label = f' data-label="{escape(soft(cell.label))}"' if cell.label else ""
        looks = [name for name, holds in (("right", cell.right), ("none", cell.is_none)) if holds]
        look = f' class="{" ".join(looks)}"' if looks else ""
        sort = f' data-sort="{cell.sort}"' if cell.sort else ""
        return f"<td{label}{look}{sort}>{_linked(cell, root)}</td>"

    return {"linked": linked, "cells": cells, "soft": soft}
