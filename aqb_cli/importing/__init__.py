"""Documents → agreements and wording packs.

`reading` turns a file into paragraphs and tables; in `recognising` each kind of fact claims what it understands, and
`unclaimed` reports the rest. `importer` puts them together, `filing` writes the file; `wording_draft` makes a wording
pack of a document, `new_year` starts a file from nothing. The words that documents are recognised by stand in
`words.toml`.
"""
