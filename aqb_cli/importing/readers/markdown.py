"""Markdown files, through markdown-it."""

from __future__ import annotations

from pathlib import Path

from aqb_cli.importing.printed import Printed
from aqb_cli.importing.readers import markup, text


def read(path: Path) -> Printed:
    """What stands in a Markdown file. Raises `Refused`."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text.content_of(path))
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    return Printed(tuple(markup.parts_of(reader.renderer.render(tokens, reader.options, {}))))
