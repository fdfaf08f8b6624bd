"""What charts are drawn with: texts that keep inside their place, bars, lines and signs, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from aqb_cli.text.messages import visible

WIDTH = 480.0
"""In points: what A4 has between margins of 2 cm."""

SIZE, SMALL, LARGE = 9.0, 8.0, 12.0
INK, GREY, PALE, WHITE = "#222222", "#6b6b6b", "#c8c8c8", "#ffffff"

SHADES = ("#17406d", "#78a5cc", "#b1cde5", "#dce8f3", WHITE)
"""From dark to light, so that they differ without colours too."""

_DASHES = ("none", "7 3", "2 2", "8 2 2 2", "1 4")
_SIGNS = (
    "M-3 0A3 3 0 1 1 3 0A3 3 0 1 1 -3 0Z",
    "M-3 -3H3V3H-3Z",
    "M0 -4L4 3H-4Z",
    "M0 -4L4 0L0 4L-4 0Z",
    "M-4 -3H4L0 4Z",
)

_NARROW, _BROAD = " .,:;|!'()[]/ijltfI", "mwMW%@≥…—"


def coordinate(value: float) -> str:
    """A number as it stands in a picture."""
    return f"{value:.1f}".removesuffix(".0")


def length(text: str, size: float) -> float:
    """About how long a text is, in points; rather too long than too short, whatever its font."""
    return size * sum(map(_breadth, text)) / 100


def _breadth(sign: str) -> int:
    """How broad a sign is in Arial, and a little more, in hundredths of the size: whole, so that sums are exact."""
    if sign in _NARROW:
        return 30
    if sign in _BROAD or sign > "\u0370":
        return 95
    return 74 if sign.isupper() else 57


def wrapped(text: str, width: float, size: float, most: int | None = None) -> list[str]:
    """A text in lines of a width; what doesn't fit on the last one is cut."""
    lines = [""]
    for word in visible(text).split():
        if lines[-1] and length(f"{lines[-1]} {word}", size) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while (fitting := _fitting(lines[-1], width, size)) < len(lines[-1]):
            lines[-1:] = [lines[-1][:fitting], lines[-1][fitting:]]
    if most is None or len(lines) <= most:
        return lines
    last = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], last[: _fitting(last, width - size, size)].rstrip() + "…"]


def _fitting(text: str, width: float, size: float) -> int:
    """How many of a text's first signs find room; one at least."""
    return max(1, sum(size * end / 100 <= width for end in accumulate(map(_breadth, text))))


class Picture:
    """The parts drawn so far, from the top down."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[str] = []
        self.y = 4.0

    def text(self, x: float, y: float, text: str, size: float = SIZE, ink: str = INK, anchor: str = "start",
             *, bold: bool = False) -> None:  # fmt: skip
        """One line of text on a baseline."""
        place = f'x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}"'
        look = f'font-size="{coordinate(size)}" font-weight="{"bold" if bold else "normal"}" fill="{ink}"'
        self.parts.append(f"<text {place} {look}>{escape(text)}</text>")

    def block(self, text: str, size: float, ink: str = INK, *, bold: bool = False) -> None:
        """Lines of text over the whole width, below all that is there."""
        for line in wrapped(text, WIDTH - 8, size * (1.08 if bold else 1)):
            self.y += size * 1.3
            self.text(4, self.y, line, size, ink, bold=bold)
        self.y += size * 0.3

    def bar(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        """A rectangle with a thin outline."""
        box = f'x="{coordinate(left)}" y="{coordinate(top)}" width="{coordinate(width)}" height="{coordinate(height)}"'
        self.parts.append(f'<rect {box} fill="{fill}" stroke="{INK}" stroke-width="0.5"/>')

    def rule(self, x1: float, y1: float, x2: float, y2: float, ink: str = PALE) -> None:
        """A thin straight line."""
        ends = f'x1="{coordinate(x1)}" y1="{coordinate(y1)}" x2="{coordinate(x2)}" y2="{coordinate(y2)}"'
        self.parts.append(f'<line {ends} stroke="{ink}" stroke-width="0.6"/>')

    def sign(self, x: float, y: float, style: int, *, hollow: bool = False) -> None:
        """The sign of a series at a point."""
        fill = WHITE if hollow else INK
        place = f'd="{_SIGNS[style]}" transform="translate({coordinate(x)} {coordinate(y)})"'
        self.parts.append(f'<path {place} fill="{fill}" stroke="{INK}" stroke-width="1"/>')

    def legend(self, names: Sequence[str], shades: Sequence[str] = ()) -> None:
        """What each shade stands for, or each sign with its line, from the left to the right."""
        room = 14 if shades else 34
        x = 4.0
        self.y += 14
        for style, name in enumerate(names):
            (text,) = wrapped(name, WIDTH - room - 8, SIZE, 1)
            if x > 4 and x + room + length(text, SIZE) > WIDTH:
                x = 4.0
                self.y += 13
            if shades:
                self.bar(x, self.y - 7.5, 9, 9, shades[style])
            else:
                self.stroke([(x, self.y - 3), (x + 28, self.y - 3)], style)
                self.sign(x + 14, self.y - 3, style)
            self.text(x + room, self.y, text)
            x += room + length(text, SIZE) + 12
        self.y += 4

    def stroke(self, points: Sequence[tuple[float, float]], style: int) -> None:
        """A line through points."""
        way = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{_DASHES[style]}"' if style else ""
        self.parts.append(f'<polyline points="{way}" fill="none" stroke="{INK}" stroke-width="1.2"{dashes}/>')
