"""Statements in RDF, and their written forms: Turtle, N-Triples, RDF/XML, JSON-LD. The same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Address(str):
    """The address of a thing; one of a vocabulary may be written short, such as `dcat:Dataset`."""

    __slots__ = ()

    @property
    def whole(self) -> str:
        """The address in full."""
        prefix, _colon, name = self.partition(":")
        return PREFIXES[prefix] + name if prefix in PREFIXES else str(self)


class Literal(NamedTuple):
    """A value: a text in a language, or of a type such as `xsd:date`."""

    text: str
    type: str = ""
    language: str = ""


Statements = Mapping[Address, Sequence[tuple[str, Address | Literal]]]
"""What is said of each thing: properties, written short, and their values."""


def turtle(statements: Statements) -> str:
    """The statements in Turtle."""
    used = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    blocks = []
    for thing, said in statements.items():
        lines = [f"    {'a' if name == 'rdf:type' else name} {_in_turtle(value)}" for name, value in said]
        blocks.append(f"<{thing.whole}>\n" + " ;\n".join(lines) + " .\n")
    return used + "\n" + "\n".join(blocks)


def _in_turtle(value: Address | Literal) -> str:
    if isinstance(value, Address):
        return str(value) if value != value.whole else f"<{value}>"
    text = json.dumps(value.text, ensure_ascii=False)  # the escapes of JSON are escapes of Turtle
    return text + (f"@{value.language}" if value.language else f"^^{value.type}" if value.type else "")


def n_triples(statements: Statements) -> str:
    """The statements in N-Triples: one on each line, so that they can be counted and compared as text."""
    lines = []
    for thing, said in statements.items():
        for name, value in said:
            if isinstance(value, Address):
                shown = f"<{value.whole}>"
            else:  # the type of a value is the one thing that Turtle writes short in it
                shown = _in_turtle(value._replace(type="")) + (f"^^<{Address(value.type).whole}>" if value.type else "")
            lines.append(f"<{thing.whole}> <{Address(name).whole}> {shown} .\n")
    return "".join(lines)


def rdf_xml(statements: Statements) -> str:
    """The statements in RDF/XML."""
    names = "".join(f'\n    xmlns:{name}="{address}"' for name, address in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<rdf:RDF{names}>"]
    for thing, said in statements.items():
        lines.append(f"  <rdf:Description rdf:about={quoteattr(thing.whole)}>")
        for name, value in said:
            if isinstance(value, Address):
                lines.append(f"    <{name} rdf:resource={quoteattr(value.whole)}/>")
                continue
            what = f' xml:lang="{value.language}"' if value.language else ""
            what = f' rdf:datatype="{Address(value.type).whole}"' if value.type else what
            lines.append(f"    <{name}{what}>{escape(value.text)}</{name}>")
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""])


def json_ld(statements: Statements) -> str:
    """The statements in JSON-LD, in its expanded form."""
    things = []
    for thing, said in statements.items():
        content: dict[str, list[object]] = {}
        for name, value in said:
            key = "@type" if name == "rdf:type" else Address(name).whole
            item = value.whole if name == "rdf:type" and isinstance(value, Address) else _in_json(value)
            content.setdefault(key, []).append(item)
        things.append({"@id": thing.whole, **content})
    # A line for each: with indents, Python writes JSON without its faster part in C.
    return "[\n" + ",\n".join(json.dumps(thing, ensure_ascii=False) for thing in things) + "\n]\n"


def _in_json(value: Address | Literal) -> dict[str, str]:
    if isinstance(value, Address):
        return {"@id": value.whole}
    more = {"@language": value.language} if value.language else {}
    more |= {"@type": Address(value.type).whole} if value.type else {}
    return {"@value": value.text, **more}
