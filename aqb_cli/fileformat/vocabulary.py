"""The names that people read for words of files and answers, such as `qualification` or `renamed`."""

from __future__ import annotations

from enum import StrEnum

from aqb_cli.fileformat.model import DistrictKind, Gender
from aqb_cli.fileformat.model.words import NAMES
from aqb_cli.text.messages import Message, _


class ChangeKind(StrEnum):
    """What has happened to a thing between two versions of an agreement."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    MOVED = "moved"
    CARRIED_ON = "carried_on"
    """It is in both, whatever is different in it."""


class Rest(StrEnum):
    """What can't be counted under a name. It equals no text: a provider may be called anything."""

    NO_PROVIDER = "no_provider"
    NOT_EARMARKED = "not_earmarked"
    UNALLOCATED = "unallocated"
    """What of a budget belongs to no measure whose amount is known."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return hash((Rest, self.value))


class Presence(StrEnum):
    """Why a district has no agreement that counts, other than that there is none."""

    FAULTY = "faulty"
    NOT_YET = "not_yet"


class Course(StrEnum):
    """How a measure stands at the review."""

    ON = "on_course"
    OFF = "off_course"
    OPEN = "open"
    """Nothing says how it stands."""
    UNREPORTED = "unreported"


_NAMES: dict[str, Message] = {
    **NAMES,
    DistrictKind.LANDKREIS: _("rural district"),
    DistrictKind.KREISFREIE_STADT: _("independent city"),
    Gender.MASCULINE: _("masculine"),
    Gender.FEMININE: _("feminine"),
    ChangeKind.CHANGED: _("changed"),
    ChangeKind.ADDED: _("added"),
    ChangeKind.DROPPED: _("dropped"),
    ChangeKind.RENAMED: _("renamed"),
    ChangeKind.MOVED: _("moved"),
    ChangeKind.CARRIED_ON: _("carried on"),
    Rest.NO_PROVIDER: _("no provider stated"),
    Rest.NOT_EARMARKED: _("not earmarked"),
    Rest.UNALLOCATED: _("free, or of unknown amount"),
    Presence.FAULTY: _("has errors"),
    Presence.NOT_YET: _("not yet"),
    Course.ON: _("on course"),
    Course.OFF: _("not on course"),
    Course.OPEN: _("open"),
    Course.UNREPORTED: _("not reported"),
}


def name(word: StrEnum) -> Message:
    """What a word of a fixed list is called."""
    return _NAMES[word]
