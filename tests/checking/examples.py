"""Examples that show only the fields that matter, made whole."""

from __future__ import annotations

import re

import generated
from conftest import CHECKOUT

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.runner import FileChecker, check_text
from aqb_cli.diagnostics import Diagnostic
from aqb_cli.workspace.collection import Workspace

BASE = (CHECKOUT / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
PACK = (CHECKOUT / "templates/wording/standard.yaml").read_text(encoding="utf-8")


def over_base(example: str, base: str = BASE) -> str:
    """The example's fields in a whole agreement or wording, in place of the same fields there."""
    if not re.search(r"^\w", example, re.MULTILINE):
        return example
    text = base
    if not re.search(r"^  \w+: \[\]", example, re.MULTILINE):
        example = re.sub(r"^measures:\n((?:  .*\n)+)", with_empty_categories, example, flags=re.MULTILINE)
    for field in re.findall(r"^(\w+):", example, re.MULTILINE):
        text = re.sub(rf"^{field}:.*\n(?:(?:[ #].*)?\n)*", "", text, flags=re.MULTILINE)
    return text + "\n" + example


def with_empty_categories(measures: re.Match[str]) -> str:
    """The measures of an example with the categories that it leaves out, in the order of the format."""
    named = {
        part.split(":")[0].strip(): part for part in re.split(r"^(?=  \w)", measures[1], flags=re.MULTILINE) if part
    }
    return "measures:\n" + "".join(({name: f"  {name}: []\n" for name in generated.CATEGORIES} | named).values())


def findings(text: str, path: str | None = None) -> list[Diagnostic]:
    """What is found in the text of an agreement, or of the wording or agreement that its path names."""
    if path and path.startswith("templates/"):
        return list(FileChecker(Workspace(None)).check_again(text, path).diagnostics)
    shown = f"data/agreements/{path}" if path else "agreement.yaml"
    return list(check_text(Workspace(None), text.encode(), shown, Selection()).diagnostics)


def codes(text: str, path: str | None = None) -> list[str]:
    """The codes of what is found."""
    return [diagnostic.code for diagnostic in findings(text, path)]
