"""For people: each finding with the lines that it is about, what to do, and a summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView, console_on
from aqb_cli.checking.reporters.summary import statistics, summary
from aqb_cli.diagnostics import SEVERITY_NAMES, Diagnostic, Fix, Lines, Severity
from aqb_cli.text.messages import IN_AMOUNT, Message, _, visible

if TYPE_CHECKING:
    from rich.text import Text

_UNBROKEN = "\ue000"
"""Stands for a space at which no line is broken; rich would break it at a no-break space."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def report(run: Run, view: ReportView) -> None:
    """Writes the findings and the summary to `view.out`."""
    if view.statistics:
        view.write(statistics(run, view))
    elif any(report.diagnostics for report in run.reports):
        _FullReport(run, view).write()
    view.write(summary(run, view))


class _FullReport:
    """The findings of a run, laid out for a terminal."""

    def __init__(self, run: Run, view: ReportView) -> None:
        self.run = run
        self.view = view
        self.lines = {report.path: Lines(report.text) for report in run.reports if report.text}
        self.console = console_on(view.out, view.width, color=view.color)

    def write(self) -> None:
        from rich.text import Text

        for diagnostic in self.run.diagnostics:
            texts = self._finding(diagnostic)
            for text in texts:
                text.rstrip()
            self.console.print(Text("\n").join(texts), end="\n\n", soft_wrap=True)

    def _finding(self, diagnostic: Diagnostic) -> list[Text]:
        from rich.text import Text

        style = _STYLES[diagnostic.severity]
        head = Text().append(f"{self.view.text(SEVERITY_NAMES[diagnostic.severity])}[{diagnostic.code}]", style)
        head.append(": ").append(self.view.text(diagnostic.message), "bold")
        texts = self._wrapped(head, "  ")
        margin = self._margin(diagnostic)
        texts.extend(self._frames(diagnostic, margin))
        notes = []
        if diagnostic.help:
            notes.append((_("help"), diagnostic.help))
        if diagnostic.fix:
            notes.append((_("fix"), _what(diagnostic.fix)))
        for label, message in notes:
            note = Text(" " * margin).append(" = ", "blue").append(self.view.text(label), "bold").append(": ")
            texts.extend(self._wrapped(note.append(self.view.text(message)), " " * (margin + 3)))
        return texts

    def _margin(self, diagnostic: Diagnostic) -> int:
        places = ((diagnostic.path, diagnostic.span), *((r.path, r.span) for r in diagnostic.related))
        lines = (self.lines[path].position(span.start).line for path, span in places if span and path in self.lines)
        return len(str(max(lines, default=1))) + 1

    def _frames(self, diagnostic: Diagnostic, margin: int) -> list[Text]:
        from rich.text import Text

        from aqb_cli.checking.reporters.frames import Mark, frame

        arrow = Text(" " * (margin - 1)).append("--> ", "blue")
        if diagnostic.span is None:
            return [arrow.append(visible(diagnostic.path))]
        marks = [Mark(diagnostic.span, "", _STYLES[diagnostic.severity], "^")]
        marks += [
            Mark(r.span, self.view.text(r.message), "blue", "-")
            for r in diagnostic.related
            if r.path == diagnostic.path
        ]
        texts = [arrow.append(self._at(diagnostic.path, diagnostic.span.start))]
        lines = self.lines.get(diagnostic.path)
        if lines is not None:
            texts += frame(lines, marks, margin, self.view.width)
        for related in diagnostic.related:
            if related.path == diagnostic.path:
                continue
            other = Text(" " * (margin - 1)).append("::: ", "blue").append(self._at(related.path, related.span.start))
            texts.append(other.append(": " + self.view.text(related.message)))
        return texts

    def _at(self, path: str, offset: int) -> str:
        if path not in self.lines:
            return visible(path)
        line, column = self.lines[path].position(offset)
        return f"{visible(path)}:{line}:{column}"

    def _wrapped(self, text: Text, indent: str) -> list[Text]:
        """The text broken at the terminal's width, with all lines but the first indented."""
        if self.view.width is None:
            return [text]
        from rich.text import Text

        text.plain = re.sub(IN_AMOUNT, _UNBROKEN, text.plain)
        lines = text.wrap(self.console, self.view.width - len(indent))
        for line in lines:
            line.plain = line.plain.replace(_UNBROKEN, " ")
        return [line if index == 0 else Text(indent).append_text(line) for index, line in enumerate(lines)]


def _what(fix: Fix) -> Message:
    """What the fix does, in a few words."""
    if len(fix.edits) == 1 and fix.edits[0].text.strip(" -"):
        return _("`aqb validate --fix` writes {text}", text=fix.edits[0].text.strip())
    return _("`aqb validate --fix` fixes it")
