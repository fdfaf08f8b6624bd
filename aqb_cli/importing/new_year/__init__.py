"""A new year: what is known of it already, and what a person has to fill in.

`beginning` says what may be begun and writes the files, `carrying` which measures of an earlier year run on; `outline`
is the text of the agreement's draft, `programme` that of the year's programme file, `summary` what to say of it.
"""

from aqb_cli.importing.new_year.beginning import (
    begin,
    begin_programme,
    earlier_file,
    new_file,
    refuse_too_young,
    year_of,
)
from aqb_cli.importing.new_year.carrying import Carried, Fate, carried
from aqb_cli.importing.new_year.outline import Start, outline
from aqb_cli.importing.new_year.summary import summary

__all__ = [
    "Carried",
    "Fate",
    "Start",
    "begin",
    "begin_programme",
    "carried",
    "earlier_file",
    "new_file",
    "outline",
    "refuse_too_young",
    "summary",
    "year_of",
]
