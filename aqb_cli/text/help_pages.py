"""Help pages: written in English, looked up in their own catalogue a paragraph at a time.

A page is text with blank lines between its paragraphs, as docstrings have it. Lines that are indented, or follow the
mark `\\b`, keep their breaks: these are examples of commands, with a word on each.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from aqb_cli.text.messages import catalogue

_EXAMPLE = re.compile(r"(?P<command> +\S.*?)(?:(?P<gap>  +)(?P<comment>\S.*))?")


def in_language(text: str, language: str) -> str:
    """A short text of a page, such as the help of an option."""
    return catalogue(language, "help").gettext(text) if text else text


def page_in(text: str, language: str) -> list[list[str]]:
    """The paragraphs of a page: a list of one line where it may be broken anywhere, otherwise of its lines."""
    return [_translated(lines, language) for lines in _paragraphs(text)]


def texts_of(text: str) -> Iterator[str]:
    """What of a page is to be translated."""
    for line in (line for lines in _paragraphs(text) for line in lines):
        parts = _EXAMPLE.fullmatch(line)
        if parts is None:
            yield line
        else:
            yield from filter(None, (parts["command"].strip(), parts["comment"]))


def _translated(lines: list[str], language: str) -> list[str]:
    """The lines in a language, the words on commands below each other."""
    examples = [_EXAMPLE.fullmatch(line) for line in lines]
    found = [
        (in_language(parts["command"].strip(), language), in_language(parts["comment"] or "", language))
        if parts
        else (in_language(line, language), "")
        for parts, line in zip(examples, lines, strict=True)
    ]
    room = max((len(command) for command, comment in found if comment), default=0)
    return [
        f"  {text:{room}}  {comment}".rstrip() if parts else text
        for parts, (text, comment) in zip(examples, found, strict=True)
    ]


def _paragraphs(text: str) -> Iterator[list[str]]:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        yield lines[1:] if lines[0].strip() == "\b" else [" ".join(paragraph.split())]
