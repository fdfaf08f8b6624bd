"""The settings of a workspace: `[tool.aqb]` in pyproject.toml, or aqb.toml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _

FILES = ("aqb.toml", "pyproject.toml")
"""Where settings are looked for, in this order; the first file that has some counts."""


class Settings(NamedTuple):
    """What a workspace may set for all its users; options on the command line win."""

    select: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of the only rules to apply."""
    ignore: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of rules to leave out."""
    strict: bool = False
    """Whether warnings count as errors."""


def read_settings(folder: Path) -> Settings | None:
    """The settings that a folder's own files give; None if it has none."""
    for name in FILES:
        path = folder / name
        if path.exists() and not path.is_file():
            continue  # a pipe or a device would keep us waiting
        try:
            text = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(
                _("The settings in {path} can't be read: {reason}.", path=str(path), reason=_reason(error))
            ) from error
        if name == "aqb.toml" or re.search(r"^\s*\[{1,2}\s*tool\s*\.\s*['\"]?aqb\b", text, re.MULTILINE):
            return _parse(text, path)
    return None


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _parse(text: str, path: Path) -> Settings:
    import tomllib

    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem(
            _("The settings in {path} can't be read: {reason}.", path=str(path), reason=str(error)),
            _("Fix the file; it is written in TOML."),
        ) from error
    values: Any = tables
    for name in () if path.name == "aqb.toml" else ("tool", "aqb"):
        values = values.get(name, {}) if isinstance(values, dict) else values
    if not isinstance(values, dict):
        raise Problem(
            _("In {path} the setting {name} has a value of the wrong kind.", path=str(path), name="tool.aqb"),
            _("Write a table, beginning with [tool.aqb]."),
        )
    known = Settings._fields
    for name, value in values.items():
        if name not in known:
            from aqb_cli.text.near_misses import choices

            message = _("{path} has an unknown setting: {name}.", path=str(path), name=name)
            raise Problem(message, choices(known, name)[0])
        _check(path, name, value)
    return Settings(
        select=tuple(values.get("select", ())),
        ignore=tuple(values.get("ignore", ())),
        strict=values.get("strict", False),
    )


def _check(path: Path, name: str, value: object) -> None:
    if name == "strict":
        good, expected = isinstance(value, bool), _("Write true or false.")
    else:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        expected = _('Write a list of codes, such as ["AQB202"].')
    if not good:
        raise Problem(
            _("In {path} the setting {name} has a value of the wrong kind.", path=str(path), name=name), expected
        )
