"""The language of messages, help pages and generated files: asked for, or as set, or that of the system."""

from __future__ import annotations

import os
from functools import cache

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import choose_language

_asked: list[str | None] = [None]


def ask_for(arguments: list[str]) -> None:
    """Takes note of `--lang`, wherever it stands, so that usage errors and help come in this language too."""
    _setting.cache_clear()
    _asked[0] = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            _asked[0] = arguments[index + 1]
        elif argument.startswith("--lang="):
            _asked[0] = argument.partition("=")[2]


def language_of(asked: str | None) -> str:
    """The language for a command's messages."""
    return choose_language(asked or _asked[0], os.environ, _setting)


def language_of_site(asked: str | None) -> str:
    """The language of a site's pages: German if none is asked for or set, whatever the system's is; it is for Hesse."""
    environ = {"AQB_LANG": os.environ.get("AQB_LANG", ""), "LANG": "de"}
    return choose_language(asked or _asked[0], environ, _setting)


@cache
def _setting() -> str | None:
    """The language that the settings of the workspace name; None if they name none, or have faults of their own."""
    from aqb_cli.workspace.collection import Workspace

    try:
        return Workspace.here().settings.lang
    except (Problem, OSError):
        return None
