"""The catalogue: its four forms say the same, and it is valid against the official shapes of DCAT-AP.de."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_site import Built, german, root

__all__ = ["german", "root"]

SHAPES = os.environ.get("AQB_DCAT_SHAPES")
"""The folder of the shapes; `.ci/run` sets it where it has them."""

EU = "http://publications.europa.eu/resource/authority"
VOCABULARIES = (
    f"{EU}/data-theme", f"{EU}/file-type", f"{EU}/language", "http://dcat-ap.de/def/licenses",
    "http://dcat-ap.de/def/politicalGeocoding/Level", "http://dcat-ap.de/def/contributors",
)  # fmt: skip
"""Those whose concepts the catalogue uses; they aren't at hand, so it is said which concept belongs to which."""

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """rdflib and pyshacl warn of themselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_its_forms_say_the_same(german: Built) -> None:
    from rdflib import DCAT, Graph, URIRef
    from rdflib.compare import isomorphic

    forms = ("ttl", "rdf", "jsonld", "nt")
    turtle, xml, json, triples = (Graph().parse(german.folder / f"catalogue.{form}") for form in forms)
    assert len(turtle) > 300
    own = german.folder / "agreements/2026/hersfeld-rotenburg.yaml"
    file = URIRef("https://example.org/aqb/agreements/2026/hersfeld-rotenburg.yaml")
    assert [str(each) for each in turtle.objects(file, DCAT.byteSize)] == [str(own.stat().st_size)]
    datasets = {str(each).rpartition("#")[2] for each in turtle.subjects(DCAT.distribution, file)}
    assert datasets == {"all", "2026"}
    assert isomorphic(turtle, xml)
    assert isomorphic(turtle, json)
    assert isomorphic(turtle, triples)


if SHAPES:  # their licence is another, so they aren't in the repository; and `.ci/slow` lets no test be skipped

    def test_it_is_valid(german: Built) -> None:
        import pyshacl
        from rdflib import DCTERMS, SKOS, Graph, URIRef

        shapes = Graph()
        for path in sorted(Path(str(SHAPES)).glob("*.ttl")):
            if "imports" not in path.name:  # which names what would have to be fetched
                shapes.parse(path)
        catalogue = Graph().parse(german.folder / "catalogue.ttl")
        for concept in set(catalogue.objects()):
            for vocabulary in VOCABULARIES:
                if str(concept).startswith(f"{vocabulary}/"):
                    catalogue.add((concept, SKOS.inScheme, URIRef(vocabulary)))
        valid, _graph, report = pyshacl.validate(catalogue, shacl_graph=shapes, do_owl_imports=False)
        assert valid, report  # warnings count
        catalogue.remove((None, DCTERMS.title, None))
        assert not pyshacl.validate(catalogue, shacl_graph=shapes, do_owl_imports=False)[0]
