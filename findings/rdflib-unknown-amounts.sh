#!/usr/bin/env bash
# rdflib: a district without a known amount has more than 600 000 euros, and is left out of the mean
#
# One would guess that two programs answer a SPARQL query alike, and that "k. A." (not stated) is neither more nor less
# than a number: by the standard such a comparison is an error, which drops the line. rdflib orders values of different
# types by their types, so that "k. A." is more than each amount, and the district stands in the list. Of the mean, the
# standard makes nothing if one value is no number, and Oxigraph answers so; rdflib takes the mean of the others. Of the
# sum with an amount that isn't there (`OPTIONAL`) it is the same, while a sum with "k. A." is an exception in rdflib.
#
# Seen with rdflib 7.6.0 and pyoxigraph 0.5.13 from PyPI (SPARQL 1.1, 17.3 and 18.5.1). Why it matters here: amounts of
# agreements are published as linked data, some aren't known, and shares and means are what reports ask for. Our
# catalogue has no such literals: what isn't known isn't there.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check rdflib==7.6.0 pyoxigraph==0.5.13
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pyoxigraph
import rdflib

print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"))
TURTLE = """
@prefix : <https://example.org/> .
:fulda :amount 595950.50 ; :own 50000 .
:giessen :amount 1200000.00 .
:kassel :amount "k. A." .
"""
QUERIES = {  # the query: what rdflib answers, what Oxigraph answers
    "SELECT ?x { ?x :amount ?a FILTER(?a > 600000) } ORDER BY ?x": (
        ["https://example.org/giessen", "https://example.org/kassel"],
        ["https://example.org/giessen"],
    ),
    "SELECT ?x { ?x :amount ?a FILTER(?a < 600000) }": (["https://example.org/fulda"], ["https://example.org/fulda"]),
    "SELECT (AVG(?a) AS ?mean) { ?x :amount ?a }": (["897975.25"], [None]),
    "SELECT (SUM(?o) AS ?sum) { ?x :amount ?a OPTIONAL { ?x :own ?o } }": (["50000"], [None]),
}
graph, store = rdflib.Graph().parse(data=TURTLE), pyoxigraph.Store()
store.load(TURTLE, pyoxigraph.RdfFormat.TURTLE)
for query, (one, other) in QUERIES.items():
    asked = "PREFIX : <https://example.org/> " + query
    by_rdflib = [None if value is None else str(value) for (value,) in graph.query(asked)]
    by_oxigraph = [None if line[0] is None else line[0].value for line in store.query(asked)]
    print(f"{query}: rdflib {by_rdflib}, Oxigraph {by_oxigraph}")
    assert (by_rdflib, by_oxigraph) == (one, other)
PYTHON
