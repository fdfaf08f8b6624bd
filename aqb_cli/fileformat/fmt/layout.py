"""The lines of a file: fields in the order of the format, short mappings in braces, sections with space between."""

from __future__ import annotations

from collections.abc import Iterator

from aqb_cli.fileformat.fmt.comments import CommentedField
from aqb_cli.fileformat.fmt.scalars import folded, written
from aqb_cli.fileformat.model.shape import Shape

WIDTH = 120
"""How long a line may be before a text is folded, or a mapping in braces is opened."""

FOLDED = 100
"""How long the lines of a folded text are at most, with their indentation."""

SHORT = {"by_year", "by_category", "earmarked", "deviations", "results", "legal_bases", "target_groups"}
"""The fields whose values, or their entries, stand on one line where they are short enough."""

MODELINE = "# yaml-language-server:"


def lines_of(whole: CommentedField, shape: Shape) -> Iterator[str]:
    """The lines of a file, without their line breaks."""
    fields = _in_order(whole, shape)
    if fields and fields[0] is not whole.parts[0] and all(text.startswith(MODELINE) for text in whole.before):
        # What stands above the first field speaks of the file, and doesn't go to the middle of it along with the field.
        whole.before += whole.parts[0].before
        whole.parts[0].before = []
    head = sorted(whole.before, key=lambda comment: not comment.startswith(MODELINE))
    if head:
        yield from head
        yield ""
    previous: CommentedField | None = None
    for part in fields:
        is_section = isinstance(part.value, (dict, list))
        if previous is not None and (is_section or isinstance(previous.value, (dict, list))):
            yield ""
        yield from _field(part, shape, 0)
        previous = part
    if whole.after:
        yield ""
        yield from whole.after


def _in_order(part: CommentedField, shape: Shape | None) -> list[CommentedField]:
    """The fields in the order of the format, years in theirs; those that the format doesn't know at the end."""
    names = list(shape.names) if shape else []
    if not names and shape and shape.inside(""):
        return sorted(part.parts, key=lambda child: child.key or "")
    return sorted(part.parts, key=lambda child: names.index(child.key) if child.key in names else len(names))


def _field(part: CommentedField, around: Shape | None, indent: int) -> Iterator[str]:
    """The lines of a field with its comments."""
    shape = around.inside(part.key or "") if around else None
    margin = " " * indent
    yield from (margin + comment for comment in part.before)
    key = written(part.key or "", is_text=False, flow=False)
    yield from _value(part, shape, f"{margin}{key}:", indent, short=part.key in SHORT)


def _value(part: CommentedField, shape: Shape | None, head: str, indent: int, *, short: bool) -> Iterator[str]:
    """The lines of a value, of which the first begins with a head: its key, or a dash."""
    beside = f"  {part.beside}" if part.beside else ""
    margin = " " * (indent + 2)
    line = _one_line(part, shape)
    texts = None
    if isinstance(part.value, str) and line is not None and len(head) + 1 + len(line) > WIDTH:
        texts = folded(part.value, FOLDED - len(margin))
    if texts is not None:
        yield f"{head} >-{beside}"
        yield from (margin + text for text in texts)
    elif line is not None and (not part.parts or _is_closed(part, f"{head} {line}{beside}", short=short)):
        yield f"{head} {line}".rstrip() + beside
    else:
        yield head + beside
        yield from _inside(part, shape, indent + 2, short=short)
    yield from (margin + comment for comment in part.after)


def _is_closed(part: CommentedField, line: str, *, short: bool) -> bool:
    """Whether a list or mapping stands on one line. A comment beside braces is about all that is in them."""
    if part.in_braces and part.beside:
        return True
    is_flat = isinstance(part.value, dict) or not any(child.parts for child in part.parts)
    return short and is_flat and len(line) <= WIDTH


def _inside(part: CommentedField, shape: Shape | None, indent: int, *, short: bool) -> Iterator[str]:
    if isinstance(part.value, dict):
        for child in _in_order(part, shape):
            yield from _field(child, shape, indent)
        return
    entry_shape = shape.inside(0) if shape else None
    for child in part.parts:
        yield from _entry(child, entry_shape, indent, short=short)


def _entry(part: CommentedField, shape: Shape | None, indent: int, *, short: bool) -> Iterator[str]:
    margin = " " * indent
    fields = _in_order(part, shape) if isinstance(part.value, dict) else []
    if fields:  # there is no line for a comment between the dash and the first field, so it stands above both
        part.before += fields[0].before
        fields[0].before = []
    yield from (margin + comment for comment in part.before)
    line = _one_line(part, shape)
    closed = line is not None and _is_closed(part, f"{margin}- {line}", short=short)
    if not fields or closed:
        yield from _value(part, shape, f"{margin}-", indent, short=short)
        return
    lines = [line for child in fields for line in _field(child, shape, indent + 2)]
    if part.beside:
        yield f"{margin}-  {part.beside}"
        yield from lines
    else:
        yield f"{margin}- {lines[0].lstrip()}"
        yield from lines[1:]
    yield from (" " * (indent + 2) + comment for comment in part.after)


def _one_line(part: CommentedField, shape: Shape | None, *, flow: bool = False) -> str | None:
    """A value in one line; None if comments stand inside it."""
    if isinstance(part.value, str):
        return written(part.value, is_text=shape.is_text if shape else part.is_marked_text, flow=flow)
    if part.value is None:
        return ""
    if part.has_comments_inside:
        return None
    if isinstance(part.value, list):
        inner = shape.inside(0) if shape else None
        entries = [_one_line(child, inner, flow=True) or "~" for child in part.parts]
        return f"[{', '.join(entries)}]"
    fields = []
    for child in _in_order(part, shape):
        text = _one_line(child, shape.inside(child.key or "") if shape else None, flow=True)
        fields.append(f"{written(child.key or '', is_text=False, flow=True)}: {text or '~'}")
    return f"{{{', '.join(fields)}}}"
