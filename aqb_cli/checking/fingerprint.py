"""Fingerprints: what makes a finding the same in two versions of a file, wherever it stands in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from aqb_cli.checking.outcome import FileReport
from aqb_cli.diagnostics import Diagnostic, FieldPath
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.yaml import Plain

_NAMES = ("title", "measure", "party", "slug", "name", "on")
"""The fields by which an entry of a list is recognised, wherever in the list it stands."""

Fingerprint = tuple[str, str, tuple[str, ...]]
"""A finding's file, its code, and its place without numbers."""


def fingerprints(
    report: FileReport, path: str, known_as: Mapping[FieldPath, tuple[str, ...]] | None = None
) -> list[Fingerprint]:
    """The fingerprints of all findings of a file, which may have had another path.

    `known_as` holds what measures were called before, by their places now, such as `("measures", "qualification", 0)`.
    """
    data = yaml.read(report.text.encode("utf-8", "replace")).data if report.text else None
    return [_fingerprint(diagnostic, path, data, known_as or {}) for diagnostic in report.diagnostics]


def digests(report: FileReport, path: str) -> list[str]:
    """A hash of each finding's fingerprint, in 32 hexadecimal digits: other programs know it by that when lines move.

    `path` is the file's path from the top of the repository, so that a hash is the same wherever aqb is called. Equal
    fingerprints of one file are numbered, so that each hash stands once.
    """
    seen: Counter[str] = Counter()
    found = []
    for own_path, code, place in fingerprints(report, path):
        text = "\0".join((own_path, code, *place))
        seen[text] += 1
        number = f"\0{seen[text]}" if seen[text] > 1 else ""
        found.append(hashlib.sha256(f"{text}{number}".encode("utf-8", "surrogateescape")).hexdigest()[:32])
    return found


def _fingerprint(
    diagnostic: Diagnostic, path: str, data: Plain, known_as: Mapping[FieldPath, tuple[str, ...]]
) -> Fingerprint:
    names = tuple(named(diagnostic.where, data))
    before = known_as.get(diagnostic.where[:3], ())
    return path, diagnostic.code, (*before, *names[len(before) :])


def named(place: FieldPath, data: Plain) -> Iterator[str]:
    """The steps of a field path, with entries of lists by their names in place of their numbers."""
    for step in place:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step] if step < len(data) else None
            names = [str(data[name]) for name in _NAMES if name in data] if isinstance(data, dict) else [str(data)]
            yield "/".join(names)
        else:
            data = data.get(str(step)) if isinstance(data, dict) else None
            yield str(step)
