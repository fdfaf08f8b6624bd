"""Markdown files, through markdown-it."""

from __future__ import annotations

from pathlib import Path

from aqb_cli.importing.reading import markup, text
from aqb_cli.importing.reading.printed import Printed

LONGEST_OF_BLOCK = 50
"""How many characters the lines of a signature or a title have at most."""


def read(path: Path) -> Printed:
    """What stands in a Markdown file. Raises `Refused`."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text.content_of(path))
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
        if token.type == "inline" and token.level == 1 and _is_block(token.content):
            for child in token.children or ():
                child.type = "hardbreak" if child.type == "softbreak" else child.type
    return Printed(tuple(markup.parts_of(reader.renderer.render(tokens, reader.options, {}))))


def _is_block(text: str) -> bool:
    """Whether lines are so short that each stands for itself, as below a signature."""
    return all(len(line) <= LONGEST_OF_BLOCK and not line.endswith("-") for line in text.split("\n"))
