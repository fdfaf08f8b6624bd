"""What is wrong with a file's content, and as much of it as can be understood.

A file with faults still gives as much of a model as could be understood, so that everything there is to say about
it can be said at once: a misspelling with one plain meaning is read as meant, and what can't be read is left out
in a way that nothing is concluded from it (see `model.base`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from pydantic_core import ValidationError

from aqb_cli.diagnostics import FieldPath, Finding
from aqb_cli.fileformat.model import Entry
from aqb_cli.fileformat.model.partial import understood
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.model.validator import validator
from aqb_cli.fileformat.outdented import move_in
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.fileformat.yaml import Node, YamlFile
from aqb_cli.fileformat.yaml.syntax import OTHER_DASH, other_dash
from aqb_cli.text.messages import Message, _, chained
from aqb_cli.text.near_misses import choices

Model = TypeVar("Model", bound=Entry)

_NO_SPACE = r"([a-z_]+):([^\s:/][^\s:]*)"
"""A field whose colon has no space behind it, so that YAML takes all of it for a text."""

MOST_FAULTS = 1000
"""How many faults of form are reported for one file; the rest is reported once these are fixed."""

_PASSES = 4
"""How often misspellings are fixed and what lies under them is read: once for each level of the format."""


def load_faulty(document: YamlFile, model: type[Model]) -> tuple[Model | None, tuple[Finding, ...], Model | None]:
    """What `Loaded` holds of a file that has faults, or may lack a value where one may be missing."""
    data = document.data
    if not isinstance(data, dict):
        return None, (_not_fields(data),), None
    findings: dict[tuple[FieldPath, bool], Finding] = {}
    unread = list(document.unread)
    is_draft = data.get("status") == "draft"
    for place in document.empties:
        if is_draft and place == ("budget", "total"):  # it is still open
            continue
        finding = _outdented(document, model, place, data) or _no_value(model, place)
        findings[place, False] = finding
        if finding.spelling is None:
            unread.append(place)
        if finding.spelling == " []":
            with suppress(KeyError, IndexError, TypeError):  # it may stand in what was dropped as given twice
                _put(data, place, [])
    for _pass in range(_PASSES):
        try:
            entry = validator(model).validate_python(data)
        except ValidationError as error:
            errors = error.errors(include_url=False)[:MOST_FAULTS]
            new = _without_doubles([finding for item in errors for finding in _explain(item, model, data)])
            for finding in new:
                if finding.field in document.unread:
                    continue
                if finding.rule is rules.unknown_field and finding.spelling is None:
                    empty = findings.pop((finding.field, False), None)
                    findings[finding.field, True] = _without_value(document, finding) if empty else finding
                findings.setdefault((finding.field, finding.on_key), finding)
            fixed = [_fix(finding, data, document.root) for finding in new]  # all of them, whatever the first gives
            if not any(fixed):
                break
        else:
            return _without(entry, unread), tuple(findings.values()), None
    strict, rest = (understood(model, data, strict=strict) for strict in (True, False))
    return _without(strict, unread), tuple(findings.values()), rest


def _without(entry: Model, unread: Iterable[FieldPath]) -> Model:
    """The entry, in which fields that are there but count as unread are no fields that aren't stated."""
    for place in unread:
        with suppress(KeyError, IndexError, TypeError):
            group: Any = entry
            for step in place[:-1]:
                group = group.__dict__[str(step)] if isinstance(group, Entry) else group[step]
            if isinstance(group, Entry):
                group.__dict__.pop(str(place[-1]), None)
    return entry


def _outdented(document: YamlFile, model: type[Model], place: FieldPath, data: Any) -> Finding | None:
    with suppress(KeyError, IndexError, TypeError, ValueError):  # it may stand in what was dropped as given twice
        return move_in(document, model, place, _get(data, place[:-1]))
    return None


def _without_doubles(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Drops findings on missing fields that are there under a misspelt name."""
    misspelt = {
        (*finding.field[:-1], str(finding.help.values.get("guess", "")).partition(" (")[0])
        for finding in findings
        if finding.rule is rules.unknown_field and finding.help
    }
    return tuple(f for f in findings if not (f.rule is rules.missing_field and f.field in misspelt))


def _not_fields(data: Any) -> Finding:
    found = _("a list") if isinstance(data, list) else _("a single text")
    return rules.wrong_kind(
        (),
        _("The file is {found}, not a group of fields.", found=found),
        _("An agreement begins with `format: 1`, then `district:`, `year:` and so on, one to a line."),
    )


def _explain(error: Any, model: type[Entry], data: Any) -> Iterator[Finding]:
    on_key = len(error["loc"]) > 1 and error["loc"][-1] == "[key]" and error["type"] == "finding"
    place: FieldPath = error["loc"][:-1] if on_key else error["loc"]
    kind = error["type"]
    if kind == "missing":
        yield rules.missing_field(place)
    elif kind == "extra_forbidden":
        yield _unknown_field(model, place, data)
    elif kind == "finding":
        finding: Finding = error["ctx"]["finding"]
        yield finding._replace(place=place, on_key=on_key)
    elif error["input"] is not None:  # an empty value was reported already
        yield _wrong_kind(kind, place, error["input"], Shape(model).at(place))


def _unknown_field(model: type[Entry], place: FieldPath, data: Any) -> Finding:
    field = str(place[-1])
    parent, given = Shape(model).at(place[:-1]), _get(data, place[:-1])
    assert parent is not None
    free = [name for name in parent.names if name not in given]
    advice, guess = choices(free or parent.names, field, parent.called)
    if guess not in free:
        guess = None
    if guess is None and "title" in free and not re.fullmatch("[a-z_]+", field):
        advice = _("If this is the title, write `title: {text}`; what stands behind it belongs into fields below.",
                   text=field)  # fmt: skip
    return rules.unknown_field(place, (None if guess else _where_it_belongs(Shape(model), place)) or advice, guess)


def _where_it_belongs(whole: Shape, place: FieldPath) -> Message | None:
    """The advice on a field that the format has in another group; None if it has none, or in several ones."""
    field = str(place[-1])
    groups = [name for name in whole.names if (group := whole.inside(name)) and field in group.names]
    if len(place) > 1 and field in whole.names:
        return _(
            "“{field}” belongs into no group: begin it at the very left, before “{group}” or behind it.",
            field=field, group=str(place[0]),
        )  # fmt: skip
    if len(groups) == 1 and place[:-1] != (groups[0],):
        return _("“{field}” belongs below “{group}”, two spaces further in than that.", field=field, group=groups[0])
    return None


def _without_value(document: YamlFile, unknown: Finding) -> Finding:
    """The one finding on an unknown field that has no value: in braces, it may be what stands behind a comma."""
    key = document.root.find(unknown.field)[0].key
    if key is None or document.text.startswith(":", key.end):
        return unknown
    help = _("A comma ends the value before it; if it is part of the text, put the whole text in quotes.")
    return unknown._replace(help=help)


def _wrong_kind(kind: str, place: FieldPath, value: Any, shape: Shape | None) -> Finding:
    spelling = None
    if kind in ("tuple_type", "list_type"):
        expected = _("a list")
        help = _("Begin each entry on a line of its own with “- ”; write [] if there is none.")
        if isinstance(value, str) and shape and not (shape.inside(0) or shape).names:
            help = _("Write it in brackets, several separated by commas: `[{text}]`.", text=_as_list(value))
        elif isinstance(value, dict) and (other := OTHER_DASH.match(next(iter(value), ""))):
            help = chained(other_dash(other[1]), " ")
    else:
        expected, names = _("a group of fields"), shape.names if shape else ()
        sums = [name for name in names if name in ("total", "amount")]
        if isinstance(value, str) and re.search(r"[\t;]", value):
            help = _("Write each field on a line of its own, indented: its name, a colon, a space and the value.")
        elif isinstance(value, str) and "title" in names:
            help = _("Write `title: {text}`.", text=re.sub(r"^tite?le?\s*:?\s*", "", value))
        elif isinstance(value, str) and value[:1].isdigit() and sums:
            help = _("Write `{field}: …` on the next line, indented.", field=sums[0])
        elif isinstance(value, str) and (match := re.fullmatch(_NO_SPACE, value)):
            spelling = f"{match[1]}: {match[2]}"
            help = _("There must be a space after the colon: `{text}`.", text=spelling)
        else:
            help = _("Write each field on a line of its own, indented: its name, a colon, a space and the value.")
    if isinstance(value, list):
        found = _("a list")
    else:
        found = _("a group of fields") if isinstance(value, dict) else _("a single value")
    message = _("Here stands {found}, where {expected} is expected.", found=found, expected=expected)
    return rules.wrong_kind(place, message, help, spelling=spelling)


def _as_list(value: str) -> str:
    """The entries of a list as they stand in brackets; placeholders of a wording may hold commas of their own."""
    from aqb_cli.fileformat.fmt.scalars import written

    entries = [value] if "{" in value else re.split(r" *[,;] *", value.strip("()[]"))
    return ", ".join(written(entry, is_text=False, flow=True) for entry in entries)


def _no_value(model: type[Entry], place: FieldPath) -> Finding:
    shape, group = Shape(model).at(place), Shape(model).at(place[:-1])
    is_list = shape is not None and shape.is_list
    if is_list:
        help = _("Write [] if there is none.")
    elif place == ("budget", "total") or (group and place[-1] in group.required):
        help = _("Give the value. If it stands on the lines below, indent them by two more spaces.")
    else:
        help = _("Give the value, or leave the line out if the agreement doesn't state it.")
    spelling = " []" if is_list else None
    return rules.wrong_kind(place, _("There is no value here."), help, spelling=spelling)


def _fix(finding: Finding, data: Any, root: Node) -> bool:
    """Replaces a misspelling in the data by what was certainly meant; returns whether it did."""
    if finding.spelling is None:
        return False
    try:
        group, name = _get(data, finding.field[:-1]), finding.field[-1]
        _get(group, (name,))
    except (KeyError, IndexError, TypeError):
        return False  # what it stands in was just renamed; the next pass comes back to it
    if len(group) > MOST_FAULTS:
        return False
    if not finding.on_key:
        group[name] = finding.spelling
        return True
    if finding.spelling in group:
        return False
    renamed = {finding.spelling if field == name else field: value for field, value in group.items()}
    group.clear()
    group.update(renamed)  # in the old order
    children = root.find(finding.field[:-1])[0].children
    if isinstance(children, dict):
        # The node stays under the old name too, for the findings that speak of it.
        children[finding.spelling] = children[str(name)]
    return True


def _get(data: Any, place: FieldPath) -> Any:
    for step in place:
        data = data[step]
    return data


def _put(data: Any, place: FieldPath, value: Any) -> None:
    _get(data, place[:-1])[place[-1]] = value
