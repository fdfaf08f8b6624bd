"""The difference between two texts, as `diff -u` and `git diff` show it."""

from __future__ import annotations

import difflib

from aqb_cli.messages import visible


def unified(before: str, after: str, path: str) -> list[str]:
    """The lines of the difference, made harmless for terminals."""
    old, new = before.splitlines(), after.splitlines()
    return [f"{visible(line.rstrip())}\n" for line in difflib.unified_diff(old, new, path, path, lineterm="")]
