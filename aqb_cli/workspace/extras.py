"""Parts of aqb that aren't installed, and the line that installs one: it depends on how aqb itself was installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _, visible

_PACKAGE = "aqb-cli"


@contextmanager
def part(extra: str, missing: Message) -> Iterator[None]:
    """Around the import of what an extra part brings: raises `Problem` with that sentence where it isn't installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Problem(missing, install(extra)) from error


def install(extra: str) -> Message:
    """What to do to get an extra part."""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():  # a second `pipx install` would change nothing, and say so nowhere
        command = " ".join(["pipx inject", prefix.name, *map(_quoted, _packages(extra))])
    elif (prefix / "uv-receipt.toml").is_file():
        command = f"uv tool install {_quoted(_requirement(prefix, extra))}"
    else:
        command = f"pip install {_quoted(f'{_PACKAGE}[{extra}]')}"
    # Not a value, which would be cut if it is long: half a command is none.
    return _("Install it: {command}", command=Message(re.sub("([{}])", r"\1\1", visible(command)), {}))


def _packages(extra: str) -> list[str]:
    """The packages that an extra part consists of."""
    from importlib.metadata import requires

    parts = (requirement.partition(";") for requirement in requires(_PACKAGE) or ())
    return [package.strip() for package, _semicolon, when in parts if re.search(rf"""extra == ["']{extra}["']""", when)]


def _requirement(prefix: Path, extra: str) -> str:
    """The package with all extra parts that uv has installed with it, and the new one; from where it came."""
    import json
    import tomllib
    from importlib.metadata import distribution

    receipt = tomllib.loads((prefix / "uv-receipt.toml").read_text(encoding="utf-8"))
    asked: dict[str, Any] = next((r for r in receipt["tool"]["requirements"] if r["name"] == _PACKAGE), {})
    origin = json.loads(distribution(_PACKAGE).read_text("direct_url.json") or "{}")  # as PEP 610 describes it
    url = origin.get("url")
    if url and "vcs_info" in origin:
        source = origin["vcs_info"]
        url = f"{source['vcs']}+{url}@{source.get('requested_revision', source['commit_id'])}"
    extras = ",".join(sorted({*asked.get("extras", ()), extra}))
    return f"{_PACKAGE}[{extras}]" + (f" @ {url}" if url else "")


def _quoted(word: str) -> str:
    """A word as shells take it; the one of Windows knows only double quotation marks."""
    return f'"{word}"' if sys.platform == "win32" else f"'{word}'"
