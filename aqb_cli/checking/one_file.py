"""One file, from its bytes to its report: read, load, check, silence what is to be ignored, sort."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from aqb_cli.checking.outcome import FileReport, Selection
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.diagnostics import Diagnostic, Finding, Lines, Severity
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.findings import locate
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Entry
from aqb_cli.fileformat.rules.file import too_many, unreadable
from aqb_cli.fileformat.rules.form import unknown_field
from aqb_cli.text.messages import Message
from aqb_cli.workspace.collection import File, read_bytes

Model = TypeVar("Model", bound=Entry)

_MAY_IGNORE = re.compile(r"(?i)#[^\r\n#]*aqb")
"""What every comment that silences a rule has; few files speak of aqb behind such a sign."""

MOST_FINDINGS = 2000
"""How many findings of one file are reported."""


class Examined(NamedTuple, Generic[Model]):
    """The result of examining one file."""

    report: FileReport
    document: yaml.YamlFile | None = None
    model: Model | None = None
    """As much of the content as could be understood."""
    sound: bool = False
    """Whether the content could be understood completely, whatever the rules say of it."""


ModelCheck = Callable[[Model, yaml.YamlFile], Iterable[Finding]]
"""Yields the findings on a model, each with its code."""


def examine(file: File, model: type[Model], check: ModelCheck[Model], selection: Selection) -> Examined[Model]:
    """Reads a file and reports all that is wrong with it. Never raises for what a file can contain."""
    raw = read_bytes(file, yaml.LARGEST_FILE)
    if isinstance(raw, Message):
        return Examined(not_read(raw, file.shown))
    return examine_bytes(raw, file.shown, model, check, selection)


def not_read(reason: Message, shown: str) -> FileReport:
    """The report on a file that can't be read."""
    return FileReport(shown, (locate(unreadable(reason), yaml.YamlFile(""), shown),))


def examine_bytes(
    raw: bytes,
    shown: str,
    model: type[Model],
    check: ModelCheck[Model],
    selection: Selection,
    *,
    only_errors: bool = False,
) -> Examined[Model]:
    """The same for content that is at hand already; `shown` is the path that messages name.

    With `only_errors`, no warnings and notes on the content are reported: to find their places takes a third of the
    time for a file that has some.
    """
    document = yaml.read(raw)
    loaded = load(document, model) if document.complete else None
    content = loaded.model if loaded else None
    findings = list(loaded.findings) if loaded else []
    if content is not None and loaded is not None:
        findings += check(content, document)
        if loaded.rest is not None:
            seen = {(finding.rule, finding.place) for finding in findings}
            unread = {finding.place for finding in loaded.findings}
            more = (f for f in check(loaded.rest, document) if not (f.made_by.needs_all or f.place in unread))
            findings += [finding for finding in more if (finding.rule, finding.place) not in seen]
    sound = document.complete and not document.findings and loaded is not None and loaded.sound is not None
    found = [*document.findings, *findings]
    if only_errors:
        found = [finding for finding in found if finding.made_by.severity is Severity.ERROR]
    if not found and (only_errors or not _MAY_IGNORE.search(document.text)):
        return Examined(FileReport(shown), document, content, sound)
    report = FileReport(shown, _diagnostics(document, found, shown, selection, sound=sound), document.text)
    return Examined(report, document, content, sound)


def _diagnostics(
    document: yaml.YamlFile, findings: Iterable[Finding], shown: str, selection: Selection, *, sound: bool
) -> tuple[Diagnostic, ...]:
    from aqb_cli.checking.suppressions import Ignores

    ignores = Ignores(document)
    found = [locate(finding, document, shown) for finding in (*findings, *ignores.findings)]
    if ignores:
        lines = Lines(document.text)
        found = [
            d
            for d in found
            if d.span is None or BY_CODE[d.code].fatal or not ignores.silence(d.code, lines.position(d.span.start).line)
        ]
        found.extend(
            locate(finding, document, shown) for finding in ignores.unused(BY_CODE, selection.active, sound=sound)
        )
    found = [d for d in found if selection.active(d.code)]
    # What a group lacks that has a field nobody knows may be that field, misspelt; which must be said, then.
    unknown = {d.where[:-1] for d in found if d.code == unknown_field.code}
    found = [d for d in found if not (d.where in unknown and BY_CODE[d.code].needs_all)]
    unique = {(d.code, d.span, d.span or d.where, d.message): d for d in reversed(found)}
    ordered = sorted(unique.values(), key=lambda d: (d.span or (-1, -1), d.code, d.where and str(d.where)))
    if len(ordered) > MOST_FINDINGS:
        rest = len(ordered) - MOST_FINDINGS
        ordered = ordered[:MOST_FINDINGS]
        ordered.append(locate(too_many(ordered[-1].span, rest), document, shown))
    return tuple(ordered)
