"""The rules' manual pages: from their docstrings to the terminal and to docs/rules.md, or docs/regeln.md in German."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from aqb_cli.checking.rules import BY_CODE
from aqb_cli.diagnostics import SEVERITY_NAMES, Rule
from aqb_cli.text.messages import Message, _, catalogue
from aqb_cli.text.near_misses import is_slip

_EXAMPLE = re.compile(r"^(?P<kind>Wrong|Right)(?: \(in (?P<path>\S+)\))?:\n(?P<text>(?:(?: {4}.*)?\n)+)", re.MULTILINE)

_INTRODUCTION = (
    _(
        "What `aqb validate` checks. The same pages are shown by `aqb rule CODE`. An *error* means that the file is"
        " wrong, a *warning* that a person should look, a *note* is worth knowing. Errors make the exit code 1; with"
        " `--strict`, warnings do too."
    ),
    _("A comment at the end of a line silences a rule there: `# aqb: ignore[AQB202] Rest wird im Herbst verplant`."),
    _("The examples show only the fields that matter, and leave empty categories out."),
)

_FAMILIES = {
    "AQB0": _("The file"),
    "AQB1": _("The format"),
    "AQB2": _("The budget"),
    "AQB3": _("Time"),
    "AQB4": _("The parties"),
    "AQB5": _("The measures"),
    "AQB6": _("Texts"),
    "AQB7": _("The collection"),
    "AQB8": _("Wording packs"),
}


def no_such_rule(code: str) -> tuple[Message, Message]:
    """What to say of a code that no rule has, and what to do; only a code that is all but the same is proposed."""
    digits = re.sub(r"\D", "", code)
    close = (known for known in BY_CODE if is_slip(digits, known[3:]))
    guess = f"AQB{digits}" if f"AQB{digits}" in BY_CODE else next(close, None)
    help = _("Did you mean “{guess}”?", guess=guess) if guess else _("`aqb rule` lists all rules.")
    return _("There is no rule {code}.", code=code), help


def paragraphs(rule: Rule[Any, Any], language: str = "en") -> tuple[str, ...]:
    """What a rule's page says, without its examples: each paragraph in one line, as the catalogue of pages has it."""
    said = catalogue(language, "pages").gettext
    return tuple(said(" ".join(each.split())) for each in _EXAMPLE.sub("", rule.page + "\n").strip().split("\n\n"))


def examples(rule: Rule[Any, Any]) -> list[tuple[str, str | None, str]]:
    """A page's examples: "Wrong" or "Right", the path that the example lies under, and its text."""
    return [
        (m["kind"], m["path"], textwrap.dedent(m["text"].rstrip("\n") + "\n"))
        for m in _EXAMPLE.finditer(rule.page + "\n")
    ]


def overview(rules: Iterable[Rule[Any, Any]], language: str) -> Iterator[str]:
    """A line for each rule: code, severity, title."""
    for rule in rules:
        yield f"{rule.code}  {SEVERITY_NAMES[rule.severity].translated(language):<8}  {rule.title.translated(language)}"


def page(rule: Rule[Any, Any], language: str, width: int = 100) -> str:
    """The manual page of a rule as plain text; its prose is at most `width` characters wide."""
    head = f"{rule.code} ({SEVERITY_NAMES[rule.severity].translated(language)}): {rule.title.translated(language)}"
    prose = [head, *paragraphs(rule, language)]
    shown = [
        f"{_label(kind, path and f'in {path}', language)}\n{textwrap.indent(text, '    ')}"
        for kind, path, text in examples(rule)
    ]
    return "\n\n".join(map(textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False).fill, prose)) + (
        "\n\n" + "".join(shown) if shown else "\n"
    )


def _label(kind: str, where: str | None, language: str) -> str:
    names = {"Wrong": _("Wrong"), "Right": _("Right")}
    return names[kind].translated(language) + (f" ({where}):" if where else ":")


def markdown(rules: Iterable[Rule[Any, Any]], language: str) -> str:
    """All manual pages as one Markdown document."""
    title = _("Rules").translated(language)
    parts = [f"# {title}\n"]
    parts += [f"{text.translated(language)}\n" for text in _INTRODUCTION]
    family = ""
    for rule in rules:
        if rule.code[:4] != family:
            family = rule.code[:4]
            parts.append(f"## {family}xx: {_FAMILIES[family].translated(language)}\n")
        parts.append(f"### {rule.code}: {rule.title.translated(language)}\n")
        severity = f"*{SEVERITY_NAMES[rule.severity].translated(language).capitalize()}.* "
        first, *others = paragraphs(rule, language)
        parts += [textwrap.fill(each, 120, break_long_words=False) + "\n" for each in (severity + first, *others)]
        for kind, path, text in examples(rule):
            parts.append(f"{_label(kind, path and f'in `{path}`', language)}\n\n```yaml\n{text}```\n")
    return "\n".join(parts)
