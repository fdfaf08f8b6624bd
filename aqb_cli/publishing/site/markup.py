"""HTML of what there is most of on pages: tables and links. A template would take longer for them than for all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

from aqb_cli.publishing.formats.html import breakable
from aqb_cli.publishing.site.hyphens import with_soft_hyphens
from aqb_cli.publishing.site.pages import PageLink, SiteCell


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates make of tables, links and headings.

    `{{ block.heads | heads }}`, `{{ group.rows | rows(root) }}`, `{{ row | cells(root) }}`,
    `{{ link | linked(root) }}`, `{{ title | soft }}`
    """
    soft = with_soft_hyphens if language == "de" else str

    def linked(part: SiteCell | PageLink, root: str) -> Markup:
        return Markup(_linked(part, root))  # noqa: S704 - escaped there

    def rows(rows: Iterable[Iterable[SiteCell]], root: str) -> Markup:
        return Markup("".join([f"<tr>{_row(row, root)}</tr>\n" for row in rows]))  # noqa: S704 - escaped there

    def cells(row: Iterable[SiteCell], root: str) -> Markup:
        return Markup(_row(row, root))  # noqa: S704 - escaped there

    @lru_cache(maxsize=1000)  # the same columns stand on each page of a kind
    def heads(heads: tuple[SiteCell, ...]) -> Markup:
        looks = ((' class="right"' if head.right else "", escape(soft(head.text))) for head in heads)
        return Markup("".join(f'<th scope="col"{look}>{text}</th>' for look, text in looks))  # noqa: S704 - as above

    def _row(row: Iterable[SiteCell], root: str) -> str:
        return "".join([_cell(cell, root) for cell in row])

    @lru_cache(maxsize=4096)  # most texts stand in many cells
    def _text(text: str, german: bool) -> str:
        shown = breakable(with_soft_hyphens(text) if german else soft(text))
        return f'<span lang="de">{shown}</span>' if german and language != "de" else shown

    def _linked(part: SiteCell | PageLink, root: str) -> str:
        text = _text(part.text, part.german)
        return f'<a href="{root}{escape(part.address)}">{text}</a>' if part.address else text

    @lru_cache(maxsize=4096)
    def _look(label: str, right: bool, is_none: bool) -> str:
        looks = [name for name, holds in (("right", right), ("none", is_none)) if holds]
        look = f' class="{" ".join(looks)}"' if looks else ""
        return f' data-label="{escape(soft(label))}"{look}' if label else look

    @lru_cache(maxsize=4096)
    def _cell(cell: SiteCell, root: str) -> str:
        look = _look(cell.label, cell.right, cell.is_none)
        sort = f' data-sort="{cell.sort}"' if cell.sort else ""
        return f"<td{look}{sort}>{_linked(cell, root)}</td>"

    return {"linked": linked, "heads": heads, "rows": rows, "cells": cells, "soft": soft}
