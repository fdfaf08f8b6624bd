"""Where pages and files lie below the folder of the site. No address holds anything but small letters and digits."""

from __future__ import annotations

from enum import StrEnum

from aqb_cli.text.german import slug

START = "index.html"
MEASURES = "measures.html"
PROVIDERS = "providers.html"
DATA = "data.html"
FEED = "feed.xml"

_LONGEST = 80
"""How many characters of a provider's name stand in its address."""


def agreement(district: str, year: int, ending: str = "html") -> str:
    """The page of an agreement, or the same document in another format."""
    return f"agreements/{year}/{district}.{ending}"


def district(name: str) -> str:
    """The page of a district, by its short name."""
    return f"districts/{name}.html"


def year(number: int) -> str:
    """The page of a programme year."""
    return f"years/{number}.html"


def word(folder: str, name: StrEnum) -> str:
    """The page of a category or purpose."""
    return f"{folder}/{name.value.replace('_', '-')}.html"


def provider(name: str, taken: set[str]) -> str:
    """The page of a provider; another one than those that are taken already."""
    short = slug(name)[:_LONGEST].strip("-")
    number = 1
    while (address := f"providers/p-{short}{f'-{number}' if number > 1 else ''}.html") in taken:
        number += 1
    taken.add(address)
    return address
