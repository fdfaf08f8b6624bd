"""A new year: what is known of it already, and what a person has to fill in.

`beginning` says what may be begun and writes the files, `carrying` which measures of an earlier year run on; `outline`
is the text of the agreement's draft, `programme` that of the year's programme file, `summary` what to say of it.
"""
