"""A new year's agreement: what is known of it already, and what a person has to fill in.

`carrying` says which measures of an earlier year run on, `outline` writes the draft.
"""

from aqb_cli.importing.new_year.carrying import Carried, Fate, carried
from aqb_cli.importing.new_year.outline import Start, outline

__all__ = ["Carried", "Fate", "Start", "carried", "outline"]
