"""What stands at the end of a report: counts, and what to do next."""

from __future__ import annotations

from collections import Counter

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.diagnostics import SEVERITY_NAMES, Diagnostic, Lines, Severity
from aqb_cli.text.messages import _, ngettext, visible


def plain_severity(severity: Severity, view: ReportView) -> str:
    """The severity at the beginning of a line: in English by the word that programs look for."""
    return severity.value if view.language == "en" else view.text(SEVERITY_NAMES[severity])


def place_of(diagnostic: Diagnostic, lines: Lines) -> str:
    """Where a finding stands, as editors and terminals link to it: `path:line:column`."""
    start = lines.position(diagnostic.span.start if diagnostic.span else 0)
    return f"{visible(diagnostic.path)}:{start.line}:{start.column}"


def summary(run: Run, view: ReportView) -> list[str]:
    """The lines that sum a run up."""
    errors, warnings, infos = map(run.count, (Severity.ERROR, Severity.WARNING, Severity.INFO))
    counts = [
        (errors, ngettext("{n} error", "{n} errors", errors)),
        (warnings, ngettext("{n} warning", "{n} warnings", warnings)),
        (infos, ngettext("{n} note", "{n} notes", infos)),
    ]
    found = [view.text(message) for number, message in counts if number]
    files = ngettext("{n} file checked", "{n} files checked", view.files)
    if not found and not run.reference_broken:
        return [view.text(_("{files}, nothing found.", files=files)), *_older(run, view), *left_out(view)]
    places = sum(bool(report.diagnostics) for report in run.reports)
    where = ngettext("in {n} file", "in {n} files", places)
    lines = [view.text(_("{files}: {found} {where}.", files=files, found=found, where=where))]
    if view.fixable:
        message = ngettext(
            "One of them can be fixed by `aqb validate --fix`.",
            "{n} of them can be fixed by `aqb validate --fix`.",
            view.fixable,
        )
        lines.append(view.text(message))
    if view.strict and warnings and not errors:
        lines.append(view.text(_("The check fails, because warnings count too (--strict, or the setting strict).")))
    lines += [*_older(run, view), *left_out(view)]
    if run.reference_broken:
        lines.append(view.text(_("The agreements were not checked, because the list of districts can't be read.")))
    return lines


def _older(run: Run, view: ReportView) -> list[str]:
    """What `--since` has left out."""
    message = ngettext("{n} older finding isn't shown.", "{n} older findings aren't shown.", run.older)
    return [view.text(message)] if run.older else []


def left_out(view: ReportView) -> list[str]:
    """What the settings leave out, of which nobody sees anything otherwise."""
    lines = []
    if view.settings.select:
        lines.append(
            view.text(_("By the settings, only these rules are applied: {codes}.", codes=view.settings.select))
        )
    if view.settings.ignore:
        lines.append(view.text(_("By the settings, these rules are left out: {codes}.", codes=view.settings.ignore)))
    return lines


def statistics(run: Run, view: ReportView) -> list[str]:
    """A line for each rule that found something, the most frequent first."""
    from aqb_cli.checking.rules import BY_CODE

    counts = Counter(diagnostic.code for diagnostic in run.diagnostics)
    return [
        f"{number:>6}  {code}  {view.text(BY_CODE[code].title)}"
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
