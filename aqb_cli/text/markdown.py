"""Escapes text for Markdown, so that it is shown exactly as it is."""

from __future__ import annotations

import re

from aqb_cli.text.messages import Message, Verbatim, shown, visible

_INLINE = re.compile(
    r"[\\`*\[\]<>|~$]"  # code, emphasis, links, HTML, tables, formulas
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; inside a word an underscore is only itself
    r"|&(?=#?\w+;)"  # entities
    r"|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)",  # addresses, which become links by themselves
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"@(?=\S)"  # people, teams and e-mail addresses
    r"|[#!%$&](?=\d)|~(?=[\w\"])|\bGH-(?=\d)"  # issues, and what else GitLab numbers
    r"|:/(?=/)|\b(?:mailto|xmpp)(?=:)|\bwww(?=\.)|:(?=[\w+-]+:)",  # web addresses, and pictures such as :tada:
    re.IGNORECASE,
)
"""Where GitHub and GitLab begin a reference: they look for one in the text that is shown, so no escape stops them.

See https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls.
"""

_COMMIT = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)

_SPACE = "\u200b"
"""A zero-width space, which keeps such a text from being a reference, also when it is quoted or answered by e-mail.

It is what GitHub's own Dependabot uses for names of people. An empty comment (`@<!-- -->user`) would do, too, but is
in the way wherever the Markdown itself is read, and is gone when somebody quotes the comment. If a text with this sign
is copied into an agreement, AQB601 finds it and `--fix` fixes it.
"""

_START = re.compile(r"^(\s*)(?:#{1,6}(?= |$)|[-+=]|[0-9]{1,9}(?=[.)](?: |$)))")


def inline(text: str) -> str:
    """The text escaped for a table cell or the middle of a line: no markup, no mentions, no links."""
    text = visible(" ".join(text.split()))
    text = _COMMIT.sub(lambda match: _SPACE.join(re.findall(".{1,6}", match[0])), text)
    return escaped(_LIVE.sub(lambda match: match[0] + _SPACE, text))


def paragraph(text: str) -> str:
    """The text escaped for the beginning of a line: no heading, list or rule either."""
    return begun(inline(text))


def heading(message: Message, language: str) -> str:
    """The text of a heading, in which values that a program takes to the letter are code."""
    literal = {name: value for name, value in message.values.items() if isinstance(value, Verbatim)}
    marks = {name: f"verbatim{number}" for number, name in enumerate(literal)}
    marked = Message(message.text, {**message.values, **marks}, message.plural, message.number)
    text = paragraph(marked.translated(language))
    for name, mark in marks.items():
        text = text.replace(mark, code(shown(literal[name], language)), 1)
    return text


def code(text: str) -> str:
    """The text as code, which nothing in it ends."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def escaped(text: str) -> str:
    """The text with backslashes where it would be taken for markup in the middle of a line."""
    return _INLINE.sub(lambda match: f"\\{match[0]}", text)


def begun(line: str) -> str:
    """Escapes the beginning of a line whose rest is escaped already."""
    start = _START.match(line)
    if not start:
        return line
    place = start.end() if start[0].strip().isdecimal() else start.end(1)
    return f"{line[:place]}\\{line[place:]}"
