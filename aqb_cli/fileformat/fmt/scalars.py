"""Single values as YAML: without quotes where all programs read them as the same text, otherwise in quotes."""

from __future__ import annotations

import re
import textwrap

from aqb_cli.fileformat.yaml.nodes import quoted

_PLAIN = re.compile(r"(?!---|\.\.\.|<<$|=$)(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[\-?:](?=[^\s,\[\]{}]))(?:.*\S)?")
_HIDDEN = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
"""Characters that may only be written as escapes."""

_NOT_PLAIN = re.compile(rf": |:$| #|\s{{2}}|{_HIDDEN}|^\s|\s$")
_NO_VALUE = re.compile(r"(?:~|null)?", re.IGNORECASE)
_OTHER_TYPE = re.compile(
    r"(?i)~|null|y|yes|n|no|true|false|on|off"
    r"|[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"
)
"""What other programs take for a number, a date or a truth value."""

_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,60}\}\}|\{%[^{}]{1,60}%\}")
"""What stays on one line in the texts of wording packs, where it is short enough."""

_FOLDABLE = re.compile(r"[^\s\x00-\x1f]+(?: [^\s\x00-\x1f]+)+")


def written(text: str, *, is_text: bool, flow: bool) -> str:
    """A value in one line. `is_text` if it is meant as text; `flow` if it stands in braces or brackets."""
    if _is_plain(text, flow=flow) and not (is_text and _OTHER_TYPE.fullmatch(text)):
        return text
    if not re.search(_HIDDEN, text) and re.search(r'["\\]', text):
        return quoted(text)
    return '"' + "".join(map(_escaped, text)) + '"'


def folded(text: str, width: int) -> list[str] | None:
    """The lines of a long text that may be broken at its spaces; None if it can't."""
    if not _FOLDABLE.fullmatch(text):
        return None
    whole = _PLACEHOLDER.sub(lambda match: match[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(whole, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def _is_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or _NO_VALUE.fullmatch(text):
        return False
    return not (flow and re.search(r"[,:?\[\]{}]|^-(?![0-9])", text))


def _escaped(character: str) -> str:
    named = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    if character in named:
        return named[character]
    if re.match(_HIDDEN, character):
        return f"\\u{ord(character):04x}"
    return character
