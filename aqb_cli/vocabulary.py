"""The words of files and answers, such as `qualification` or `renamed`, as people say them."""

from __future__ import annotations

from enum import StrEnum

from aqb_cli.messages import Message, _
from aqb_cli.model import Category, Earmark, Kind, Party, ResultStatus, Status


class ChangeKind(StrEnum):
    """What has happened to a thing between two versions of an agreement."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    MOVED = "moved"


_NAMES: dict[StrEnum, Message] = {
    Category.TRAINING_PREPARATION: _("Training preparation"),
    Category.VOCATIONAL_TRAINING: _("Vocational training and coaching"),
    Category.QUALIFICATION: _("Qualification projects"),
    Category.STAFF_TRAINING: _("Staff training"),
    Earmark.PART_TIME_TRAINING: _("part-time training"),
    Earmark.MIGRANT_INTEGRATION: _("integration of migrants"),
    Earmark.DIGITALISATION: _("digitalisation"),
    Status.DRAFT: _("draft"),
    Status.SIGNED: _("signed"),
    Status.REPORTED: _("reported"),
    Kind.LANDKREIS: _("rural district"),
    Kind.KREISFREIE_STADT: _("independent city"),
    Party.MINISTRY: _("ministry"),
    Party.DISTRICT: _("district"),
    ResultStatus.PLANNED: _("planned"),
    ResultStatus.RUNNING: _("running"),
    ResultStatus.COMPLETED: _("completed"),
    ResultStatus.CANCELLED: _("cancelled"),
    ChangeKind.CHANGED: _("changed"),
    ChangeKind.ADDED: _("added"),
    ChangeKind.DROPPED: _("dropped"),
    ChangeKind.RENAMED: _("renamed"),
    ChangeKind.MOVED: _("moved"),
}


def name(word: StrEnum) -> Message:
    """What a word of a fixed list is called."""
    return _NAMES[word]
