"""Comments that silence a rule on their line: `# aqb: ignore[AQB201] reason`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from aqb_cli.diagnostics import Finding, Lines, Span
from aqb_cli.fileformat.rules.file import ignore_without_reason, unused_ignore
from aqb_cli.fileformat.yaml import YamlFile
from aqb_cli.text.messages import _

_COMMENT = r"(?i)(?<!\S)#(?P<before>[^\r\n#]*?)\baqb(?P<colon>:?)[ \t-]*(?P<text>[^\r\n]*)"
_IGNORE = r"(?i)ignore[ \t]*\[(?P<codes>[^\]]*)\](?P<reason>.*)"


class Ignore(NamedTuple):
    """One comment: which codes it silences."""

    codes: dict[str, Span]
    used: set[str]
    """The codes that have silenced something."""


class Ignores:
    """All ignore comments of a file."""

    def __init__(self, document: YamlFile) -> None:
        self.findings: list[Finding] = []
        self._by_line: dict[int, Ignore] = {}
        if "aqb" not in document.text.lower():
            return
        lines = Lines(document.text)
        for match in re.finditer(_COMMENT, document.text):
            if document.is_inside_text(match.start()):
                continue  # part of a text, not a comment
            self._read(match, lines.position(match.start()).line)

    def _read(self, match: re.Match[str], line: int) -> None:
        span = Span(match.start(), match.start() + len(match[0].rstrip()))
        ignore = re.fullmatch(_IGNORE, match["text"])
        slips = bool(match["before"].strip()) + (not match["colon"])
        if slips and (ignore is None or slips > 1):
            return  # a comment that speaks of aqb
        if slips or ignore is None:
            self.findings.append(ignore_without_reason(span, _("This comment isn't understood.")))
            return
        if not ignore["reason"].strip(" \t.:-–"):
            self.findings.append(ignore_without_reason(span, _("The ignore comment gives no reason.")))
        codes = {}
        for code in re.finditer(r"[^\s,]+", ignore["codes"]):
            start = match.start("text") + ignore.start("codes") + code.start()
            codes[code[0].upper()] = Span(start, start + len(code[0]))
        if not codes:
            self.findings.append(ignore_without_reason(span, _("The ignore comment names no rule.")))
        self._by_line[line] = Ignore(codes, set())

    def __bool__(self) -> bool:
        return bool(self._by_line or self.findings)

    def silence(self, code: str, line: int) -> bool:
        """Whether a finding of a rule on a line is silenced; if so, its comment has had an effect."""
        ignore = self._by_line.get(line)
        if ignore is None or code not in ignore.codes:
            return False
        ignore.used.add(code)
        return True

    def unused(self, known: Iterable[str], active: Callable[[str], bool], *, sound: bool) -> list[Finding]:
        """A finding for each code that silenced nothing, unless its rule wasn't applied at all.

        In a file that isn't `sound`, nobody knows what the rules would find in what could not be read.
        """
        from aqb_cli.text.near_misses import choices

        found = []
        for ignore in self._by_line.values():
            for code, span in ignore.codes.items():
                if code in ignore.used:
                    continue
                if code not in known:
                    _all, guess = choices(known, code)
                    help = _("Did you mean {guess}?", guess=guess) if guess else _("`aqb rule` lists all rules.")
                    found.append(unused_ignore(span, _("There is no rule {code}.", code=code), help))
                elif sound and active(code):
                    message = _("{code} finds nothing on this line, so there is nothing to ignore.", code=code)
                    help = _("Delete the comment, or move it to the right line.")
                    found.append(unused_ignore(span, message, help))
        return found
