"""A comment on a pull request: what was found, file by file, and what to do."""

from __future__ import annotations

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.checking.reporters.summary import summary
from aqb_cli.diagnostics import Diagnostic, Lines, Severity
from aqb_cli.text.markdown import inline
from aqb_cli.text.messages import _, ngettext

MOST = 100
"""How many findings are shown. A comment on GitHub can't be longer than 65,536 characters."""

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "i"}


def report(run: Run, view: ReportView) -> None:
    """Writes the summary and a table for each file with findings to `view.out`."""
    first, *more = summary(run, view)
    blocks = [f"**{first}**", *more]  # our own words, with nothing of the files in them
    left = MOST
    for file in run.reports:
        shown = file.diagnostics[:left]
        left -= len(shown)
        if shown:
            blocks.append(f"### {inline(file.path)}")
            blocks.append(_table(shown, Lines(file.text), view))
    rest = sum(1 for _diagnostic in run.diagnostics) - (MOST - left)
    if rest:
        message = ngettext("{n} more finding isn't shown here.", "{n} more findings aren't shown here.", rest)
        blocks.append(view.text(message))
    view.out.write("\n\n".join(blocks) + "\n")


def _table(diagnostics: tuple[Diagnostic, ...], lines: Lines, view: ReportView) -> str:
    heads = (_("line"), _("finding"), _("what to do"))
    rows = [f"|  | {' | '.join(view.text(head) for head in heads)} |", "| --- | ---: | --- | --- |"]
    rows += [f"| {_SIGNS[d.severity]} | {' | '.join(_cells(d, lines, view))} |" for d in diagnostics]
    return "\n".join(rows)


def _cells(diagnostic: Diagnostic, lines: Lines, view: ReportView) -> tuple[str, str, str]:
    start = lines.position(diagnostic.span.start if diagnostic.span else 0)
    return (
        str(start.line),
        f"**{diagnostic.code}** {inline(view.text(diagnostic.message))}",
        inline(view.advice(diagnostic, "")),
    )
