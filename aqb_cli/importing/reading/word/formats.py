"""What the styles and lists of a Word file make of its text: whether it is bold, struck out, hidden; its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WordFormat = dict[str, str]
"""Properties of text by their names in the file, such as "b", "strike", "vanish"; toggles that are off are "0"."""

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""How many styles may be based on each other."""

_DEEPER = re.compile("list (?:bullet|number) ([2-5])", re.IGNORECASE)
"""Word's own styles for lists in lists, which have one level each."""


def local(element: Element) -> str:
    """The name of an element without its namespace, which differs between kinds of Word files."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """The element that stands in another one, by the names on the way; None if there is none."""
    for name in names:
        element = next((inner for inner in element if local(inner) == name), None) if element is not None else None
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace; None if it has none."""
    found = (text for key, text in element.items() if key.rpartition("}")[2] == name) if element is not None else ()
    return next(iter(found), None)


def text_in(element: Element) -> str:
    """All text in an element as it stands in the file; paragraphs and tabs are parted by a space."""
    parts = (
        (inner.text or "") if local(inner) in ("t", "delText") else " "
        for inner in element.iter()
        if local(inner) in ("t", "delText", "tab", "br", "p")
    )
    return "".join(parts).strip()


def is_on(format: WordFormat, *names: str) -> bool:
    """Whether one of these toggles is on."""
    return any(format.get(name, "0") not in _OFF for name in names)


class Formats:
    """The styles and lists of one file. Counts the entries of its lists."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {value(style, "styleId") or "": style for style in _all(styles, "style")}
        self._lists = {value(each, "abstractNumId"): each for each in _all(numbering, "abstractNum")}
        self._numbers = {value(each, "numId"): each for each in _all(numbering, "num")}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._started: set[str] = set()

    def of_style(self, style: str | None) -> WordFormat:
        """What a style, and those that it is based on, make of text."""
        return {key: text for part in reversed(list(self._chain(style))) for key, text in direct(part).items()}

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _step in range(_DEEPEST):
            if (found := self._styles.get(style or "")) is None:
                return
            yield found
            style = value(child(found, "basedOn"))

    def marker(self, paragraph: Element) -> tuple[str, int]:
        """The number or bullet that a list puts before a paragraph, and how deep that list is in others."""
        properties = child(paragraph, "pPr")
        sources = [properties, *(child(part, "pPr") for part in self._chain(value(child(properties, "pStyle"))))]
        found = [numbered for source in sources if (numbered := child(source, "numPr")) is not None]
        number = next((id for each in found if (id := value(child(each, "numId")))), None)
        depth = next((id for each in found if (id := value(child(each, "ilvl")))), "0")
        if number not in self._numbers or not depth.isdecimal():
            return "", 0
        name = value(child(self._styles.get(value(child(properties, "pStyle")) or ""), "name")) or ""
        style = _DEEPER.match(name)
        return self._counted(number, int(depth)), max(int(depth), int(style[1]) - 1 if style else 0)

    def _counted(self, number: str | None, depth: int) -> str:
        listed = self._numbers[number]
        name = value(child(listed, "abstractNumId"))
        levels = {value(level, "ilvl"): level for level in _all(self._lists.get(name), "lvl")}
        levels |= {
            value(each, "ilvl"): level
            for each in _all(listed, "lvlOverride")
            if (level := child(each, "lvl")) is not None
        }
        level = levels.get(str(depth))
        if level is None:
            return ""
        if value(child(level, "numFmt")) in ("bullet", "none"):
            sign = value(child(level, "lvlText")) or ""
            return sign if sign in ("-", "–", "—") else "•" if sign.strip() else ""
        counts = self._counts.setdefault(name, {})
        over = next((each for each in _all(listed, "lvlOverride") if value(each, "ilvl") == str(depth)), None)
        restart = value(child(over, "startOverride"))
        start = restart or value(child(level, "start")) or "1"
        if restart and f"{number} {depth}" not in self._started:
            counts.pop(depth, None)
        self._started.add(f"{number} {depth}")
        counts[depth] = counts.get(depth, int(start) - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        text = value(child(level, "lvlText")) or ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _number(counts.get(at, 1), value(child(levels.get(str(at)), "numFmt")) or "decimal")

        return re.sub(r"%([1-9])", shown, text).strip()


def direct(element: Element | None) -> WordFormat:
    """The properties that an element itself gives to text."""
    properties = child(element, "rPr")
    if properties is None:
        return {}
    return {local(each): value(each) or value(each, "ascii") or "1" for each in properties}


def _all(element: Element | None, name: str) -> list[Element]:
    return [each for each in element if local(each) == name] if element is not None else []


def _number(count: int, format: str) -> str:
    """A number as lists count: 3, c, C, iii, III."""
    if format.endswith("Letter"):
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif format.endswith("Roman"):
        text, left = "", min(count, 99)
        for size, sign in ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            text, left = text + sign * (left // size), left % size
    else:
        text = str(count)
    return text.upper() if format.startswith("upper") else text
