"""Marks by which other programs recognise a finding again when its line has moved."""

from __future__ import annotations

import hashlib
from collections import Counter

from aqb_cli.checking.fingerprint import identities
from aqb_cli.checking.one_file import FileReport


def fingerprints(report: FileReport) -> list[str]:
    """A mark for each finding of a file, different from all others of that file."""
    seen: Counter[str] = Counter()
    marks = []
    for path, code, place in identities(report, report.path):
        text = "\0".join((path, code, *place))
        seen[text] += 1
        number = f"\0{seen[text]}" if seen[text] > 1 else ""
        marks.append(hashlib.sha256(f"{text}{number}".encode("utf-8", "surrogateescape")).hexdigest()[:32])
    return marks
