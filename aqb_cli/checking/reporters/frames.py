"""Findings with excerpts of their files, in which places are marked: `6 |   total: 595.950` and `^^^^^^^` under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView, console_on
from aqb_cli.diagnostics import SEVERITY_NAMES, Diagnostic, Fix, Lines, Severity, Span
from aqb_cli.text.messages import IN_AMOUNT, Message, _, visible, visible_character

WIDEST = 160
"""How many cells of a line are shown where no terminal says how many there are."""

_UNBROKEN = "\ue000"
"""Stands for a space at which no line is broken; rich would break it at a no-break space."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


class FullReport:
    """The findings of a run, laid out for a terminal."""

    def __init__(self, run: Run, view: ReportView) -> None:
        self.run = run
        self.view = view
        self.lines = {report.path: Lines(report.text) for report in run.reports if report.text}
        self.console = console_on(view.out, view.width, color=view.color)

    def write(self) -> None:
        """Prints them, one below the other."""
        for diagnostic in self.run.diagnostics:
            texts = self._finding(diagnostic)
            for text in texts:
                text.rstrip()
            self.console.print(Text("\n").join(texts), end="\n\n", soft_wrap=True)

    def _finding(self, diagnostic: Diagnostic) -> list[Text]:
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
        arrow = Text(" " * (margin - 1)).append("--> ", "blue")
        if diagnostic.span is None:
            return [arrow.append(visible(diagnostic.path))]
        marks = [_Mark(diagnostic.span, "", _STYLES[diagnostic.severity], "^")]
        marks += [
            _Mark(r.span, self.view.text(r.message), "blue", "-")
            for r in diagnostic.related
            if r.path == diagnostic.path
        ]
        texts = [arrow.append(self._at(diagnostic.path, diagnostic.span.start))]
        lines = self.lines.get(diagnostic.path)
        if lines is not None:
            texts += _frame(lines, marks, margin, self.view.width)
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


class _Mark(NamedTuple):
    """A stretch of the text to be marked, with a word on it."""

    span: Span
    label: str
    style: str
    sign: str


def _frame(lines: Lines, marks: list[_Mark], margin: int, width: int | None) -> Iterator[Text]:
    """The marked lines with their numbers, in the file's order; `margin` is the space that numbers take."""
    by_line: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.span):
        by_line.setdefault(lines.position(mark.span.start).line, []).append(mark)
    room = max((width or WIDEST) - margin - 3, 20)
    last = 0
    yield _gutter(margin)
    for number in sorted(by_line):
        if last and number > last + 1:
            yield Text("...", "blue")
        last = number
        yield from _marked_line(lines, number, by_line[number], margin, room)


def _marked_line(lines: Lines, number: int, marks: list[_Mark], margin: int, room: int) -> Iterator[Text]:
    line, line_span = lines.line(number), lines.span(number)
    first = marks[0].span
    start, end = first.start - line_span.start, min(first.end, line_span.end) - line_span.start
    window = _window(line, start, end, room)
    shown, cells = _shown(line, window, room)
    yield _gutter(margin, str(number)).append(shown)
    for mark in marks:
        start = mark.span.start - line_span.start
        end = max(min(mark.span.end, line_span.end) - line_span.start, start + 1)
        if not window <= start < window + len(cells):
            start = end = window + len(cells) - 1
        before = sum(cells[: start - window])
        marked = max(sum(cells[start - window : max(end - window, 0)]), 1)
        marked = min(marked, max(room - before, 1))
        text = _gutter(margin).append(" " * before).append(mark.sign * marked, mark.style)
        if mark.label:
            if before + marked + 1 + cell_len(mark.label) <= room:
                text.append(" " + mark.label, mark.style)
            else:
                yield text
                indent = min(before, max(room - cell_len(mark.label), 0))
                text = (
                    _gutter(margin)
                    .append(" " * indent)
                    .append(set_cell_size(mark.label, min(cell_len(mark.label), room)), mark.style)
                )
        yield text


def _window(line: str, start: int, end: int, room: int) -> int:
    """The first character to show, so that the marked stretch can be seen."""
    if (
        sum(cell_len(visible_character(character)) for character in line[: end + 1][: room * 2]) <= room
        and end < room * 2
    ):
        return 0
    return max(start - room // 3, 0)


def _shown(line: str, window: int, room: int) -> tuple[str, list[int]]:
    """The line from a character on, as far as there is room; and the cells that each character takes."""
    parts: list[str] = []
    cells: list[int] = []
    used = 0
    for index, character in enumerate(line[window:]):
        part = "…" if index == 0 and window else visible_character(character)
        width = cell_len(part)
        if used + width > room - 1 and window + index < len(line) - 1:
            parts.append("…")
            break
        parts.append(part)
        cells.append(width)
        used += width
    return "".join(parts), [*cells, 1]


def _gutter(margin: int, number: str = "") -> Text:
    return Text().append(f"{number:>{margin}} | ", "blue")
