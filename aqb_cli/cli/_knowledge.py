"""What documents that are imported refer to: the workspace's districts and programmes."""

from __future__ import annotations

from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli._faults import end_with_faults
from aqb_cli.cli._options import When
from aqb_cli.importing.importer import Known
from aqb_cli.workspace.collection import Workspace


def known_in(workspace: Workspace, language: str, color: When) -> Known:
    """The workspace's districts and programmes. Ends the command if their files have faults, and says which."""
    workspace.collection()
    reference = ReferenceData(workspace, Selection())
    districts = reference.districts
    programmes = {int(year): reference.programme(int(year)) for year in workspace.programme_files if year.isdecimal()}
    sound = {year: programme for year, programme in programmes.items() if programme is not None}
    if not districts or len(sound) < len(programmes):
        end_with_faults(reference, language, color)
    return Known(districts, sound)
