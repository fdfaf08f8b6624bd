"""The model of a page: what stands on it and in which order, in one language, and nothing about how it looks.

Addresses are relative to the folder of the site (`agreements/2025/fulda.html`); templates put `root` before them.
"""

from __future__ import annotations

from typing import NamedTuple, Union

from markupsafe import Markup

_MANY_SECTIONS = 5
"""From how many sections on a page begins with links to them."""


class PageLink(NamedTuple):
    """A link to another page or file of the site."""

    text: str
    address: str
    note: str = ""
    """What is said behind it, such as a file's size."""
    german: bool = False
    """Whether the text is German whatever the language of the page."""


class SiteCell(NamedTuple):
    """One cell of a table."""

    text: str
    address: str = ""
    sort: str = ""
    """What it is sorted by; the text itself if empty."""
    right: bool = False
    german: bool = False
    """Whether the text is German whatever the language of the page."""
    label: str = ""
    """The heading of its column, which stands before it where there is no room for columns."""
    is_none: bool = False
    """Whether nothing is known or meant here, so that it may be left out where there is no room."""


class GridGroup(NamedTuple):
    """Rows that belong together, with what they have in common."""

    label: str
    remark: str
    rows: tuple[tuple[SiteCell, ...], ...]
    total: tuple[SiteCell, ...] = ()


class SiteGrid(NamedTuple):
    """A table."""

    heads: tuple[SiteCell, ...]
    groups: tuple[GridGroup, ...]
    total: tuple[SiteCell, ...] = ()
    notes: tuple[str, ...] = ()
    width: int = 0
    """How many columns there are."""
    sortable: bool = False
    """Whether a script may sort and filter it."""
    heading: str = ""
    """What stands above it; empty where the section's heading says enough."""
    kind: str = "grid"


class PageFigure(NamedTuple):
    """A value with its name."""

    name: str
    value: SiteCell


class FigureList(NamedTuple):
    """Values with their names."""

    entries: tuple[PageFigure, ...]
    kind: str = "figures"


class LinkList(NamedTuple):
    """Links below each other."""

    links: tuple[PageLink, ...]
    kind: str = "links"


class Prose(NamedTuple):
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    kind: str = "prose"


class Inserted(NamedTuple):
    """HTML that was made elsewhere: a document, a chart, a text of the workspace."""

    html: Markup
    name: str
    """The class that it is shown in."""
    german: bool = False
    kind: str = "inserted"


PageBlock = Union[SiteGrid, FigureList, LinkList, Prose, Inserted]  # noqa: UP007 - one name for all of them


class PageSection(NamedTuple):
    """Blocks under a heading; without one, before all others."""

    title: str
    blocks: tuple[PageBlock, ...]
    name: str = ""
    """What it can be linked to by; otherwise its number."""


class SitePage(NamedTuple):
    """One page."""

    address: str
    title: str
    sections: tuple[PageSection, ...]
    mark: str = ""
    """What must be seen before anything else, such as that an agreement is only a draft."""
    above: tuple[PageLink, ...] = ()
    """The pages that it belongs to, the widest first."""
    dataset: Markup = Markup("")
    """What programs read of it (schema.org), as JSON."""
    found_by: tuple[str, ...] = ()
    """Texts that it is found by, beside its title."""

    @property
    def root(self) -> str:
        """The way from the page to the folder of the site."""
        return "../" * self.address.count("/")

    @property
    def contents(self) -> tuple[PageLink, ...]:
        """Links to its sections, if there are many; they are named as the template names them."""
        named = ((each.title, each.name or f"part-{number}") for number, each in enumerate(self.sections, 1))
        links = tuple(PageLink(title, f"#{name}") for title, name in named if title)
        return links if len(links) >= _MANY_SECTIONS else ()

    @property
    def rows(self) -> int:
        """How many rows its tables have together."""
        grids = (block for section in self.sections for block in section.blocks if isinstance(block, SiteGrid))
        return sum(len(group.rows) for grid in grids for group in grid.groups)


class Frame(NamedTuple):
    """What is the same around each page."""

    language: str
    title: str
    url: str
    """Its address on the web; empty if it isn't known."""
    publisher: str
    has_providers: bool
    has_feed: bool
    has_catalogue: bool
