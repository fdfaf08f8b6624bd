"""The words of fixed lists that a file may hold."""

from enum import StrEnum
from typing import Annotated

from aqb_cli.fileformat.model.scalars import word_of
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text.messages import Message, _


class Status(StrEnum):
    """How firm an agreement is."""

    DRAFT = "draft"
    SIGNED = "signed"
    REPORTED = "reported"
    """Known from a secondary source only, such as a press release."""


class Category(StrEnum):
    """The four kinds of measure (*Maßnahmenarten*), in the order of the agreements (§ 5)."""

    TRAINING_PREPARATION = "training_preparation"
    VOCATIONAL_TRAINING = "vocational_training"
    QUALIFICATION = "qualification"
    STAFF_TRAINING = "staff_training"


class Earmark(StrEnum):
    """What funds can be reserved for (*zweckgebundene Mittel*)."""

    PART_TIME_TRAINING = "part_time_training"
    MIGRANT_INTEGRATION = "migrant_integration"
    DIGITALISATION = "digitalisation"


class Party(StrEnum):
    """Who signs."""

    MINISTRY = "ministry"
    DISTRICT = "district"


class ResultStatus(StrEnum):
    """Where a measure stands at the review."""

    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


NAMES: dict[str, Message] = {
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
    Party.MINISTRY: _("ministry"),
    Party.DISTRICT: _("district"),
    ResultStatus.PLANNED: _("planned"),
    ResultStatus.RUNNING: _("running"),
    ResultStatus.COMPLETED: _("completed"),
    ResultStatus.CANCELLED: _("cancelled"),
}
"""What the words are called."""


_CATEGORY = word_of(
    Category, NAMES, rules.unknown_category, lambda text: _("There is no category “{text}”.", text=text)
)
_EARMARK = word_of(
    Earmark, NAMES, rules.unknown_earmark, lambda text: _("There are no earmarked funds called “{text}”.", text=text)
)

CategoryWord = Annotated[Category, _CATEGORY]
EarmarkWord = Annotated[Earmark, _EARMARK]
PartyWord = Annotated[Party, word_of(Party, NAMES)]
StatusWord = Annotated[Status, word_of(Status, NAMES)]
ResultStatusWord = Annotated[ResultStatus, word_of(ResultStatus, NAMES)]
