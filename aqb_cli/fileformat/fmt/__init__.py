"""The one layout of agreement files: order of fields, indentation, quotes, blank lines; every comment keeps its place.

`comments` finds the comments and what they belong to, `layout` writes lines, `scalars` writes single values.
"""

from __future__ import annotations

from collections import Counter

from aqb_cli.diagnostics import LINE_BREAK
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.fmt.comments import comments_of, parts_of
from aqb_cli.fileformat.fmt.layout import MODELINE, lines_of
from aqb_cli.fileformat.model import Agreement, Entry
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.yaml import YamlFile

__all__ = ["NotTheSame", "Unformattable", "formatted"]


class Unformattable(Exception):
    """A file that can't be read completely; it is left as it is."""


class NotTheSame(Exception):
    """A file that would say something else if it were written anew, which is a fault of ours; it is left as it is."""


def formatted(document: YamlFile, schema: str | None = None, model: type[Entry] = Agreement) -> str:
    """The text of a file of a model in the one layout. It says the same, with the same comments.

    `schema` is the path or address of the JSON Schema; a line for editors names it, unless the file names one already.
    Raises `Unformattable` if the file can't be read completely (its faults are in the document), and `NotTheSame`
    rather than to return a text with another meaning.
    """
    if not document.complete or not isinstance(document.data, dict) or document.text != document.layout:
        raise Unformattable
    if any(finding.made_by.blocks_format for finding in document.findings):
        raise Unformattable
    whole = parts_of(document)
    modeline = f"{MODELINE} $schema={schema}"
    added = [modeline] if schema and not any(MODELINE in comment.text for comment in comments_of(document)) else []
    whole.before[:0] = added
    text = "\n".join(lines_of(whole, Shape(model))) + "\n"
    again = yaml.read(text.encode())
    if again.data != document.data or _comments(again) != _comments(document) + Counter(added):
        raise NotTheSame
    line_breaks = Counter(LINE_BREAK.findall(document.text))
    return text.replace("\n", "\r\n") if line_breaks["\r\n"] > line_breaks["\n"] else text


def _comments(document: YamlFile) -> Counter[str]:
    return Counter(comment.text for comment in comments_of(document))
