"""The settings of a workspace: `[tool.aqb]` in pyproject.toml, or aqb.toml."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import LANGUAGES, Message, _

if TYPE_CHECKING:
    from aqb_cli.workspace.site_settings import SiteSettings

FILES = ("aqb.toml", "pyproject.toml")
"""Where settings are looked for, in this order; the first file that has some counts."""

LARGEST_FILE = 64 * 1024
"""In bytes: far more than anybody writes by hand."""

_MENTION = r"""(?mx)^[ \t]* (?:
        \[{1,2} [ \t]* ["']?tool["']? [ \t]* (?: \] | \. [ \t]* ["']?aqb\b )  # [tool], [tool.aqb], ["tool".'aqb']
        | ["']?tool["']? [ \t]* [.=]                                          # tool.aqb.strict = …, tool = {…}
        | [^#=\n]* \\ [uUx]                                                    # a name with characters written as codes
    )"""
"""What stands in every pyproject.toml with settings of aqb, however they are written. Most others needn't be parsed."""

_CODES = {"select": "AQB[0-9]{0,3}", "ignore": "AQB[0-9]{1,3}"}
"""Codes, and beginnings of codes. To leave out all that begins with AQB would be to check nothing at all."""


class Settings(NamedTuple):
    """What a workspace may set for all its users; options on the command line win."""

    select: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of the only rules to apply."""
    ignore: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of rules to leave out."""
    strict: bool = False
    """Whether warnings count as errors."""
    corrections: bool = False
    """Whether documents say what was corrected after the agreement was signed."""
    lang: str | None = None
    """The language of messages and generated files, where nobody asks for another one."""
    site: SiteSettings | None = None
    """What `aqb site` says of who publishes; None if nothing is said."""


def read_settings(folder: Path) -> Settings | None:
    """The settings that a folder's own files give; None if it has none. Raises `Problem` for a file with faults."""
    for name in FILES:
        path = folder / name
        if path.is_symlink() and lies_outside(Path(os.path.realpath(path)), Path(os.path.realpath(folder))):
            raise _unreadable(path, _("it is a link that leads out of the folder"), _("Put the file itself there."))
        if os.path.lexists(path) and not path.is_file():  # a pipe or a device would keep us waiting
            if name == "aqb.toml":
                raise _unreadable(path, _("it is no ordinary file"))
            continue
        try:
            with path.open("rb") as stream:
                raw = stream.read(LARGEST_FILE + 1)
            text = raw.decode("utf-8")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _unreadable(path, reason_of(error)) from error
        except UnicodeDecodeError as error:
            if len(raw) <= LARGEST_FILE:
                raise _unreadable(path, _("it isn't UTF-8"), _("Save it as UTF-8.")) from error
            text = ""
        if len(raw) > LARGEST_FILE:
            raise _unreadable(path, _("it is larger than 64 KiB"), _("Put the settings of aqb into a file aqb.toml."))
        if name == "aqb.toml" or re.search(_MENTION, text.removeprefix("\ufeff")):
            settings = _parse(text, path)
            if settings is not None:
                return settings
    return None


def lies_outside(target: Path, inside: Path) -> bool:
    """Whether a place isn't in a folder, or is where git keeps its things; both are named without links."""
    return not target.is_relative_to(inside) or ".git" in target.relative_to(inside).parts


def _unreadable(path: Path, reason: Message | str, help: Message | None = None) -> Problem:
    return Problem(_("The settings in {path} can't be read: {reason}.", path=str(path), reason=reason), help)


def _line_to_fix(text: str, reason: str) -> Message:
    """What to do where a reason of `tomllib` ends in “(at line 2, column 27)”."""
    found = re.search(r"\(at line (\d+), ", reason)
    if found is None:
        return _("Add what is missing: a value at the end, or what closes a bracket or a quotation mark.")
    if "'\\n'" in reason:
        return _("A text goes on in the next line: put three quotation marks before it and three behind it.")
    line = text.split("\n")[int(found[1]) - 1].strip()[:80]
    return _(
        "Fix “{line}”: `name = value`, each name once; texts stand in quotation marks, lists in brackets with commas, "
        "yes and no are true and false, days are written like 2026-01-31.",
        line=line,
    )


def _parse(text: str, path: Path) -> Settings | None:
    import tomllib

    if text.startswith("\ufeff"):
        raise _unreadable(
            path,
            _("it begins with a byte order mark (U+FEFF), which TOML doesn't know"),
            _("Save it as UTF-8 without a byte order mark."),
        )
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(path, str(error), _line_to_fix(text, str(error))) from error
    except ValueError as error:  # Python converts no more than 4300 digits
        raise _unreadable(path, _("a number in it is too long"), _("Fix the file; it is written in TOML.")) from error
    values: Any = tables
    for name in () if path.name == "aqb.toml" else ("tool", "aqb"):
        if isinstance(values, list) and any(name in table for table in values if isinstance(table, dict)):
            break  # [[tool]]
        if not isinstance(values, dict) or name not in values:
            return None
        values = values[name]
    if not isinstance(values, dict):
        raise Problem(
            _("In {path} the setting {name} has a value of the wrong kind.", path=str(path), name="tool.aqb"),
            _("Write a table, beginning with [tool.aqb]."),
        )
    for name, value in values.items():
        if name not in Settings._fields:
            raise Problem(_("{path} has an unknown setting: {name}.", path=str(path), name=name), _known(name))
        if name != "site":
            _check(path, name, value)
    return Settings(
        select=tuple(dict.fromkeys(values.get("select", ()))),
        ignore=tuple(dict.fromkeys(values.get("ignore", ()))),
        strict=values.get("strict", False),
        corrections=values.get("corrections", False),
        lang=values.get("lang"),
        site=_site(path, values["site"]) if "site" in values else None,
    )


def _site(path: Path, values: Any) -> SiteSettings:
    from aqb_cli.workspace.site_settings import site_settings

    for name in values if isinstance(values, dict) else ():
        if name in Settings._fields and name != "site":
            raise Problem(
                _("{path} has an unknown setting: {name}.", path=str(path), name=f"site.{name}"),
                _("Write `{name} = …` above the line [site]: what stands below it is of the site.", name=name),
            )
    return site_settings(str(path), values)


def _known(unknown: str) -> Message:
    """The advice on a setting that isn't known: where it belongs, or which there are."""
    from aqb_cli.text.near_misses import choices
    from aqb_cli.workspace.site_settings import SiteSettings

    if unknown in SiteSettings._fields:
        return _("Write `{name} = …` below a line [site].", name=unknown)
    if unknown in ("tool", "aqb"):
        return _("Leave out the line with “{name}” in brackets; only pyproject.toml needs it.", name=unknown)
    return choices(Settings._fields, unknown)[0]


def _check(path: Path, name: str, value: object) -> None:
    if name in ("strict", "corrections"):
        good, expected = isinstance(value, bool), _("Write true or false.")
    elif name == "lang":
        good, expected = value in LANGUAGES, _('Write "de" or "en".')
    else:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        expected = _('Write a list of codes, such as ["AQB202"].')
    if not good:
        raise Problem(
            _("In {path} the setting {name} has a value of the wrong kind.", path=str(path), name=name), expected
        )
    for code in value if isinstance(value, list) else ():
        if not re.fullmatch(_CODES[name], code):
            raise Problem(
                _(
                    "In {path} the setting {name} holds “{code}”, which names no rules.",
                    path=str(path),
                    name=name,
                    code=code,
                ),
                _("Write AQB and at least one digit: AQB202, or AQB2 for all rules that begin with it."),
            )
