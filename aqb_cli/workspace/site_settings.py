"""What a workspace says of its site: the table `site` in its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _
from aqb_cli.text.unseen import is_unseen

LICENCES = {
    "dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "dl-de/zero-2-0": "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
    "cc-by-4.0": "http://dcat-ap.de/def/licenses/cc-by/4.0",
    "cc-zero": "http://dcat-ap.de/def/licenses/cc-zero",
}
"""Licences by the names that people give them, and their addresses in the vocabulary of DCAT-AP.de."""

_ADDRESS = re.compile(r"(?i:https?)://(?![/.])[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"[^\s<>\"@{}|\\^`:;,]+@[^\s<>\"@{}|\\^`:;,]+")


class SiteSettings(NamedTuple):
    """What only who publishes the site can know; empty where it isn't said."""

    url: str = ""
    """Its address on the web, ending in `/`."""
    publisher: str = ""
    """Who answers for it."""
    contact: str = ""
    """A mail address."""
    licence: str = ""
    """One of `LICENCES`, or an address."""
    contributor: str = ""
    """The address that GovData has given to who delivers the data."""
    imprint: str = ""
    """The text of the page; an empty line parts paragraphs."""
    privacy: str = ""
    accessibility_contact: str = ""
    """Whom to tell of barriers."""
    enforcement_body: str = ""
    """Name and address of whom to turn to if that doesn't help."""
    accessibility_date: date | None = None
    """The day of the accessibility statement."""
    accessibility_gaps: str = ""
    """Which contents aren't accessible, and why."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what a site that is published needs, and isn't said."""
        optional = ("accessibility_gaps", "contributor")
        return tuple(name for name, value in self._asdict().items() if not value and name not in optional)

    @property
    def licence_address(self) -> str:
        """The licence's address; empty if none is said."""
        return LICENCES.get(self.licence, self.licence)


def site_settings(path: str, values: object) -> SiteSettings:
    """The settings that a table gives. Raises `Problem` for what isn't known or can't be."""
    if not isinstance(values, Mapping):
        raise _wrong(path, "site", _("Write a table, beginning with [site] or [tool.aqb.site]."))
    known: dict[str, Any] = {}
    for name, value in values.items():
        if name not in SiteSettings._fields:
            from aqb_cli.text.near_misses import choices

            message = _("{path} has an unknown setting: {name}.", path=path, name=f"site.{name}")
            raise Problem(message, choices(SiteSettings._fields, name)[0])
        known[name] = _checked(path, name, value)
    return SiteSettings(**known)


def _checked(path: str, name: str, value: object) -> object:
    if name == "accessibility_date":
        if type(value) is not date:
            raise _wrong(path, name, _("Write a day without quotation marks: 2026-01-31."))
        return value
    if not isinstance(value, str):
        raise _wrong(path, name, _("Write a text in quotation marks."))
    text = value.strip()
    if unseen := next(filter(is_unseen, text), None):  # feeds and catalogues can't hold them
        raise _wrong(path, name, _("Delete the invisible character {code}.", code=f"U+{ord(unseen):04X}"))
    if not text:
        return text
    is_address = _ADDRESS.fullmatch(text) is not None
    if name == "contributor" and not is_address:
        raise _wrong(path, name, _("Write an address that begins with https://."))
    if name == "url" and (not is_address or re.search(r"[?#]|\.html?$", text)):
        example = "https://example.org/zielvereinbarungen/"
        help = _("Write the address of a folder, without spaces, ? and #: {example}", example=example)
        raise _wrong(path, name, help)
    if name == "licence" and text not in LICENCES and not is_address:
        raise _wrong(path, name, _("Write an address, or one of {names}.", names=list(LICENCES)))
    if name == "contact" and not _MAIL.fullmatch(text):
        raise _wrong(path, name, _("Write a mail address."))
    return text.rstrip("/") + "/" if name == "url" else text


def _wrong(path: str, name: str, expected: Message) -> Problem:
    name = name if name == "site" else f"site.{name}"
    return Problem(_("In {path} the setting {name} has a value of the wrong kind.", path=path, name=name), expected)
