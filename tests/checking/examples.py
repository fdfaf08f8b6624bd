"""Examples that show only the fields that matter, made whole."""

from __future__ import annotations

import re

import generated
from conftest import CHECKOUT

BASE = (CHECKOUT / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
PACK = (CHECKOUT / "templates/wording/standard.yaml").read_text(encoding="utf-8")


def over_base(example: str, base: str = BASE) -> str:
    """The example's fields in a whole agreement or wording, in place of the same fields there."""
    if not re.search(r"^\w", example, re.MULTILINE):
        return example
    text = base
    if "[]" not in example:
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
