"""The text of a new agreement file, from what is known and what is to be said about it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from aqb_cli.diagnostics import FieldPath
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.fmt import Unformattable, formatted
from aqb_cli.fileformat.fmt.comments import CommentedField
from aqb_cli.fileformat.fmt.layout import FOLDED, lines_of
from aqb_cli.fileformat.model import Agreement, Entry
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.yaml import Plain
from aqb_cli.text.messages import visible

_COMMAND = re.compile(r"\b(aqb|yaml-language-server|vim?|ex)\s*:|(\$schema)\s*=", re.IGNORECASE)
"""Comments that programs and editors act on: `aqb: ignore[…]`, the line that names a schema, a mode line."""


def drafted(
    data: Mapping[str, Any],
    comments: Mapping[FieldPath, Sequence[str]],
    head: Sequence[str] = (),
    schema: str | None = None,
    model: type[Entry] = Agreement,
) -> str:
    """The text of a new file, an agreement's or another model's, in the one layout.

    `data` holds the fields as the format names them: texts, whole numbers, `Decimal`s, dates, flags, lists, mappings;
    `None` for a field that stands there without a value. `comments` gives the lines that stand above a field or an
    entry of a list, `head` those at the top of the file, all without "# "; long ones are broken. Whatever stands in
    them, they stay comments that no program obeys. `schema` is the path of the JSON Schema (`Workspace.schema_from`).

    Raises `Unformattable` if the data can't be written so that exactly the same is read: more than 256 KiB, or halves
    of characters (lone surrogates).
    """
    whole = _part(None, data, (), comments)
    whole.before = _comment(head, 0)
    try:
        raw = ("\n".join(lines_of(whole, Shape(model))) + "\n").encode()
    except UnicodeEncodeError:
        raise Unformattable from None
    document = yaml.read(raw)
    if document.data != _plain(data):
        raise Unformattable
    return formatted(document, schema, model)


def _part(key: str | None, value: Any, place: FieldPath, comments: Mapping[FieldPath, Sequence[str]]) -> CommentedField:
    part = CommentedField(key, _plain(value), 0, 0, "")
    if place:
        part.before = _comment(comments.get(place, ()), 2 * (len(place) - 1))
    if isinstance(value, Mapping):
        part.value = {}
        part.parts = [_part(str(name), inner, (*place, name), comments) for name, inner in value.items()]
    elif isinstance(value, (list, tuple)):
        part.value = []
        part.parts = [_part(None, inner, (*place, index), comments) for index, inner in enumerate(value)]
    return part


def _plain(value: Any) -> Plain:
    """The value as it is read back from a file: texts, lists and mappings."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _comment(lines: Sequence[str], indent: int) -> list[str]:
    """Texts as comment lines; an empty one is a blank line of the comment."""
    found = []
    for line in lines:
        width = FOLDED - indent - 2
        broken = textwrap.wrap(harmless(" ".join(line.split())), width, break_long_words=False, break_on_hyphens=False)
        found += [f"# {part}" for part in broken] or ["#"]
    return found


def harmless(text: str) -> str:
    """A text for a comment, so that no program takes it for a command."""
    return _COMMAND.sub(r"\1\2", visible(text))
