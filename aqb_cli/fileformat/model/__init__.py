"""The shapes of the files, in Pydantic: an agreement, the districts, a programme year."""

from aqb_cli.fileformat.model.agreement import (
    Agreement,
    Budget,
    Category,
    Deviation,
    Earmark,
    Grant,
    Measure,
    Party,
    Result,
    ResultStatus,
    Review,
    Signature,
    Source,
    Status,
)
from aqb_cli.fileformat.model.base import Entry, Unreadable
from aqb_cli.fileformat.model.reference_data import (
    Cases,
    District,
    DistrictKind,
    Districts,
    Gender,
    Ministry,
    Programme,
)

__all__ = [
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
    "Measure",
    "Ministry",
    "Party",
    "Programme",
    "Result",
    "ResultStatus",
    "Review",
    "Signature",
    "Source",
    "Status",
    "Unreadable",
]
