#!/usr/bin/env bash
# JSON-LD: two readers make different triples of an amount that stands as a number
#
# One would guess that `"amount": 595950.5` in a JSON-LD file is one value to each reader. rdflib makes "595950.5" of it
# and PyLD "5.959505E5", both as xsd:double; 1300000.00 is the double "1300000.0" to one and the integer 1300000 to the
# other. By the standard, PyLD is right (JSON-LD 1.1 API, on data round tripping: doubles in canonical form, and
# integers where nothing stands behind the point). Either way money is a binary fraction, and no Turtle file with
# xsd:decimal is the same graph.
#
# Seen with rdflib 7.6.0 and PyLD 3.3.0 from PyPI. Why it matters here: the catalogue of a site is written in four
# serialisations that must be one graph. Numbers stand there as texts with their type, which all readers read alike.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check rdflib==7.6.0 PyLD==3.3.0
venv/bin/python - <<'PYTHON'
import json
from importlib.metadata import version

import rdflib
from pyld import jsonld

print("rdflib", version("rdflib"), "PyLD", version("PyLD"))
DECIMAL = {"@value": "0.10", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}


def read(amount):
    document = {"@id": "http://example.org/a", "http://example.org/amount": amount}
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    (by_rdflib,) = graph.objects()
    (quad,) = jsonld.to_rdf(document)["@default"]
    kinds = (str(by_rdflib.datatype), quad["object"]["datatype"])
    return (str(by_rdflib), quad["object"]["value"], *(kind.partition("#")[2] for kind in kinds))


for amount, expected in (
    (595950.5, ("595950.5", "5.959505E5", "double", "double")),
    (1300000.00, ("1300000.0", "1300000", "double", "integer")),
    (DECIMAL, ("0.10", "0.10", "decimal", "decimal")),
):
    found = read(amount)
    print(json.dumps(amount), "is to rdflib", found[0], found[2], "and to PyLD", found[1], found[3])
    assert found == expected
PYTHON
