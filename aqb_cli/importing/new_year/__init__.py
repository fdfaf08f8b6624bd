"""A new year: what is known of it already, and what a person has to fill in.

`carrying` says which measures of an earlier year run on, `outline` is the text of the agreement's draft; `beginning`
says what may be begun, writes the files, and tells what is to be done.
"""
