"""HTML of what there is most of on pages: cells and links. A template would take longer for them than for all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from markupsafe import Markup

from aqb_cli.publishing.site.pages import PageLink, SiteCell


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates make of cells and links: `{{ row | cells(root) }}`, `{{ link | linked(root) }}`."""

    def linked(part: SiteCell | PageLink, root: str) -> Markup:
        return Markup(_linked(part, root))  # noqa: S704 - escaped there

    def cells(row: Iterable[SiteCell], root: str) -> Markup:
        return Markup("".join([_cell(cell, root) for cell in row]))  # noqa: S704 - escaped there

    def _linked(part: SiteCell | PageLink, root: str) -> str:
        text = escape(part.text)
        if part.german and language != "de":
            text = f'<span lang="de">{text}</span>'
        return f'<a href="{root}{escape(part.address)}">{text}</a>' if part.address else text

    def _cell(cell: SiteCell, root: str) -> str:
        label = f' data-label="{escape(cell.label)}"' if cell.label else ""
        right = ' class="right"' if cell.right else ""
        sort = f' data-sort="{cell.sort}"' if cell.sort else ""
        return f"<td{label}{right}{sort}>{_linked(cell, root)}</td>"

    return {"linked": linked, "cells": cells}
