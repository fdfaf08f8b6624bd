"""Documents → agreements and wording packs.

A reader turns a file into passages and tables (`readers`, `layout`); the outline finds title, sections and signatures;
each kind of fact has a room of its own (`measures`, `funds`, `signatures`, `parties`). `taking` puts them together,
`leftovers` tells what none of them took, `filing` writes the file; `learning` makes a wording pack of a document.
"""
