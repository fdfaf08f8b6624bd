"""What documents that are imported refer to: the workspace's districts and programmes."""

from __future__ import annotations

from datetime import date

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli._faults import end_with_faults
from aqb_cli.fileformat.model import Programme
from aqb_cli.importing.importer import Known
from aqb_cli.workspace.collection import Workspace

YEARS = range(2010, 2050)
"""The programme years of which documents may be imported: from the earliest agreement that we know of (2011)."""


def reference_of(workspace: Workspace) -> ReferenceData:
    """The workspace's reference data. Raises `Problem` if it is no collection of agreements."""
    workspace.collection()
    return ReferenceData(workspace)


def known_in(reference: ReferenceData, language: str, color: str) -> Known:
    """The workspace's districts and programmes. Ends the command if their files have faults, and says which."""
    known = known_of(reference)
    if not known.districts or len(known.programmes) < len(YEARS):
        end_with_faults(reference, language, color)
    return known


def known_of(reference: ReferenceData) -> Known:
    """The districts, and what is known of each year whose files have no faults."""
    programmes = (reference.programme(year) for year in YEARS)
    return Known(
        reference.districts,
        {programme.year: _with_ministry(programme, reference) for programme in programmes if programme is not None},
    )


def _with_ministry(programme: Programme, reference: ReferenceData) -> Programme:
    """What is known of a year, with the ministry that signs at its end."""
    ministry = programme.ministry or reference.standing.ministry_on(date(programme.year, 12, 31))
    return programme.model_copy(update={"ministry": ministry})
