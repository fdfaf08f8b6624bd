"""The shapes of the files, in Pydantic: an agreement, the districts, a programme year."""

from aqb_cli.fileformat.model.agreement import (
    Agreement,
    Budget,
    Deviation,
    Grant,
    InSum,
    Measure,
    OtherFunds,
    PlacesInSum,
    Result,
    Review,
    Signature,
    Source,
)
from aqb_cli.fileformat.model.base import Entry, Unreadable
from aqb_cli.fileformat.model.districts import Cases, District, DistrictKind, Districts, Gender
from aqb_cli.fileformat.model.programmes import NOTHING_STANDS, Ministry, Programme, StandingFacts
from aqb_cli.fileformat.model.words import Category, Earmark, Party, ResultStatus, Status

__all__ = [
    "NOTHING_STANDS",
    "Agreement",
    "Budget",
    "Cases",
    "Category",
    "Deviation",
    "District",
    "DistrictKind",
    "Districts",
    "Earmark",
    "Entry",
    "Gender",
    "Grant",
    "InSum",
    "Measure",
    "Ministry",
    "OtherFunds",
    "Party",
    "PlacesInSum",
    "Programme",
    "Result",
    "ResultStatus",
    "Review",
    "Signature",
    "Source",
    "StandingFacts",
    "Status",
    "Unreadable",
]
