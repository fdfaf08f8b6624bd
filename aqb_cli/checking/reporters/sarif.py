"""SARIF 2.1.0, which code scanning services read: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from aqb_cli import __version__
from aqb_cli.checking.fingerprint import digests
from aqb_cli.checking.manual import page, paragraphs
from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView, in_repository
from aqb_cli.checking.reporters.summary import left_out
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.diagnostics import Diagnostic, Fix, Lines, Severity, Span
from aqb_cli.text.messages import _

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(run: Run, view: ReportView) -> None:
    """Writes one JSON object to `view.out`, with the rules that found something and their pages."""
    codes = sorted({diagnostic.code for diagnostic in run.diagnostics})
    lines = {file.path: Lines(file.text) for file in run.reports}
    results = [
        _result(diagnostic, mark, codes.index(diagnostic.code), lines, view)
        for file in run.reports
        for diagnostic, mark in zip(file.diagnostics, digests(file, in_repository(file.path)), strict=True)
    ]
    driver = {"name": "aqb", "semanticVersion": __version__, "rules": [_rule(code, view) for code in codes]}
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "language": view.language,
                "originalUriBaseIds": {
                    "%SRCROOT%": {
                        "description": {"text": "The top of the repository, or else the folder in which aqb was run."}
                    }
                },
                "results": results,
            }
        ],
    }
    view.write([json.dumps(content, indent=2)])
    view.note(left_out(view))  # which the format has no place for


def _rule(code: str, view: ReportView) -> dict[str, Any]:
    rule = BY_CODE[code]
    text = page(rule, view.language)
    return {
        "id": code,
        "shortDescription": {"text": view.text(rule.title)},
        "fullDescription": {"text": paragraphs(rule, view.language)[0]},
        "help": {"text": text, "markdown": f"```text\n{text}```\n"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, mark: str, index: int, lines: dict[str, Lines], view: ReportView) -> dict[str, Any]:
    text = view.text(diagnostic.message) + view.advice(diagnostic)
    own = lines[diagnostic.path]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[view.weight(diagnostic.severity)],
        "message": {"text": text},
        "locations": [_location(diagnostic.path, diagnostic.span, own)],
        "partialFingerprints": {"aqbPlace/v1": mark},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                **_location(related.path, related.span, lines.get(related.path)),
                "id": number,
                "message": {"text": view.text(related.message)},
            }
            for number, related in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.path, diagnostic.fix, own, view)]
    return result


def _fix(path: str, fix: Fix, lines: Lines, view: ReportView) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {"description": {"text": view.text(_("Fixed safely"))}, "artifactChanges": [change]}


def _location(path: str, span: Span | None, lines: Lines | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if lines is not None:
        place["region"] = _region(span or Span(0, 0), lines)
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(in_repository(path), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span, lines: Lines) -> dict[str, int]:
    start, end = (lines.position(offset) for offset in span)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
