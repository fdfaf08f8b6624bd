"""The catalogue of the open data: DCAT-AP.de 3.0, and schema.org for the pages themselves.

A dataset for each programme year, and one of all. Each thing has an address of its own, so no two runs differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from aqb_cli.checking.valid import Record
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import Contents
from aqb_cli.publishing.site.open_data import ALL, FileEntry
from aqb_cli.publishing.site.rdf import Address, Literal, json_ld, n_triples, rdf_xml, turtle
from aqb_cli.text.messages import LANGUAGES, Message, _
from aqb_cli.workspace.site_settings import SiteSettings


def is_possible(settings: SiteSettings) -> bool:
    """Whether there is a catalogue: without these settings nobody could find, answer for, or use what it lists."""
    return all((settings.url, settings.publisher, settings.licence))


_EU = "http://publications.europa.eu/resource/authority"
_THEMES = [Address(f"{_EU}/data-theme/{theme}") for theme in ("SOCI", "EDUC", "GOVE")]
_GEOCODING = "http://dcat-ap.de/def/politicalGeocoding"
_HESSE = Address(f"{_GEOCODING}/stateKey/06")
_SHA256 = Address("spdx:checksumAlgorithm_sha256")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "yaml": "application/yaml",
}
_LANGUAGES = {"de": Address(f"{_EU}/language/DEU"), "en": Address(f"{_EU}/language/ENG")}

_ABOUT = _("Budgets and measures of the target agreements, as open data.")

Said = list[tuple[str, Address | Literal]]


class Catalogue:
    """What is said of the site's data."""

    def __init__(self, contents: Contents, title: Message, entries: Sequence[FileEntry], modified: date) -> None:
        self.contents = contents
        self.settings = contents.settings
        self.title = title
        self.entries = entries
        """The tables."""
        self.sources: list[FileEntry] = []
        """The agreements' own files, from when they are known."""
        self.modified = modified

    def files(self) -> Iterator[tuple[str, str]]:
        """The catalogue in its four forms, by their addresses."""
        statements = self._statements()
        yield "catalogue.ttl", turtle(statements)
        yield "catalogue.nt", n_triples(statements)
        yield "catalogue.rdf", rdf_xml(statements)
        yield "catalogue.jsonld", json_ld(statements)

    def _statements(self) -> dict[Address, Said]:
        years = list(dict.fromkeys(each.year for each in self.entries))
        said: dict[Address, Said] = {self._at("#catalogue"): self._catalogue(years)}
        said[self._at("#publisher")] = [
            ("rdf:type", Address("foaf:Agent")),
            ("rdf:type", Address("foaf:Organization")),
            ("foaf:name", Literal(self.settings.publisher, language="de")),
        ]
        if self.settings.contact:
            said[self._at("#contact")] = [
                ("rdf:type", Address("vcard:Kind")),
                ("rdf:type", Address("vcard:Organization")),
                ("vcard:fn", Literal(self.settings.publisher)),
                ("vcard:hasEmail", Address(f"mailto:{self.settings.contact}")),
            ]
        said[self._at("#provenance")] = [
            ("rdf:type", Address("dct:ProvenanceStatement")),
            *_texts("rdfs:label", _("Entered from the agreements; each agreement's page names its sources.")),
        ]
        said[_SHA256] = [("rdf:type", Address("spdx:ChecksumAlgorithm"))]
        for address, name in _places(self.contents.records).items():
            said[address] = [("rdf:type", Address("dct:Location")), ("skos:prefLabel", Literal(name, language="de"))]
        for year in years:
            said |= self._dataset(year)
        return said

    def _catalogue(self, years: Sequence[int | None]) -> Said:
        return [
            ("rdf:type", Address("dcat:Catalog")),
            *_texts("dct:title", self.title),
            *_texts("dct:description", _ABOUT),
            ("dct:publisher", self._at("#publisher")),
            ("foaf:homepage", self._at("")),
            ("dct:modified", _day(self.modified)),
            ("dct:language", _LANGUAGES["de"]),
            ("dct:license", Address(self.settings.licence_address)),
            *((("dcat:dataset", self._at(f"{addresses.DATA}#{year or ALL}"))) for year in years),
        ]

    def _dataset(self, year: int | None) -> dict[Address, Said]:
        own = self._at(f"{addresses.DATA}#{year or ALL}")
        records = self.contents.records if year is None else self.contents.years[year]
        files = self._files(year)
        first, last = records[0].agreement.year, records[-1].agreement.year
        period = Address(f"{own}-period")
        said: Said = [
            ("rdf:type", Address("dcat:Dataset")),
            *_texts("dct:title", self._title(year)),
            *_texts("dct:description", _ABOUT),
            ("dct:identifier", Literal(own)),
            ("dct:publisher", self._at("#publisher")),
            ("dcat:landingPage", self._at(addresses.DATA)),
            *(("dcat:theme", theme) for theme in _THEMES),
            *(("dcat:keyword", Literal(word, language="de")) for word in ("Zielvereinbarung", "Ausbildung", "Hessen")),
            ("dct:temporal", period),
            ("dct:provenance", self._at("#provenance")),
            ("dct:modified", _day(self.modified)),
            ("dct:language", _LANGUAGES["de"]),
            ("dcatde:politicalGeocodingLevelURI", Address(f"{_GEOCODING}/Level/administrativeDistrict")),
            *(("dct:spatial", place) for place in _places(records)),
            *((("dcat:distribution", self._at(each.address))) for each in files),
        ]
        if self.settings.contact:
            said.append(("dcat:contactPoint", self._at("#contact")))
        if self.settings.contributor:
            said.append(("dcatde:contributorID", Address(self.settings.contributor)))
        found: dict[Address, Said] = {own: said}
        found[period] = [
            ("rdf:type", Address("dct:PeriodOfTime")),
            ("dcat:startDate", _day(date(first, 1, 1))),
            ("dcat:endDate", _day(date(last, 12, 31))),
        ]
        for each in files:
            found |= self._distribution(each)
        return found

    def _distribution(self, file: FileEntry) -> dict[Address, Said]:
        own = self._at(file.address)
        checksum = Address(f"{own}#sha256")
        said: Said = [
            ("rdf:type", Address("dcat:Distribution")),
            *_texts("dct:title", _("{title} ({form})", title=file.title, form=file.ending.upper())),
            ("dcat:accessURL", own),
            ("dcat:downloadURL", own),
            ("dct:license", Address(self.settings.licence_address)),
            ("dct:format", Address(f"{_EU}/file-type/{file.ending.upper()}")),
            ("dcat:mediaType", Address(_MEDIA + _TYPES[file.ending])),
            ("dct:language", _LANGUAGES[file.language or "de"]),
            ("dct:modified", _day(self.modified)),
            ("dcat:byteSize", Literal(str(file.size), "xsd:nonNegativeInteger")),
            ("spdx:checksum", checksum),
            ("dcatde:licenseAttributionByText", Literal(self.settings.publisher, language="de")),
        ]
        value = Literal(file.checksum, "xsd:hexBinary")
        sum_: Said = [
            ("rdf:type", Address("spdx:Checksum")),
            ("spdx:algorithm", _SHA256),
            ("spdx:checksumValue", value),
        ]
        return {own: said, checksum: sum_}

    def _files(self, year: int | None) -> list[FileEntry]:
        """The tables of a year, or of all, and the files of the agreements in them."""
        return [
            *(each for each in self.entries if each.year == year),
            *(each for each in self.sources if year in (None, each.year)),
        ]

    def _title(self, year: int | None) -> Message:
        return self.title if year is None else _("{title} {year}", title=self.title, year=str(year))

    def _at(self, address: str) -> Address:
        return Address(self.settings.url + address)

    def in_page(self, year: int | None) -> Markup:
        """The dataset of a year, or of all, as schema.org describes it, for the page about it."""
        url, text = self.settings.url, self.contents.text
        folder, years = url or ("../" if year else ""), [year] if year else list(self.contents.years)
        known = {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": text(self._title(year)),
            "description": text(_ABOUT),
            "license": self.settings.licence_address,
            "creator": {"@type": "Organization", "name": self.settings.publisher} if self.settings.publisher else "",
            "temporalCoverage": "/".join(map(str, dict.fromkeys((min(years), max(years))))),
            "distribution": [
                {
                    "@type": "DataDownload", "encodingFormat": _TYPES[each.ending],
                    "contentUrl": folder + each.address, "sha256": each.checksum,
                }
                for each in self.entries
                if each.year == year
            ],
        }  # fmt: skip
        content = {name: value for name, value in known.items() if value}
        # Inside of a script element nothing is escaped; the signs that could end it are written as codes.
        made = json.dumps(content).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return Markup(made)  # noqa: S704 - see above


def _texts(name: str, message: Message) -> Said:
    return [(name, Literal(message.translated(language), language=language)) for language in LANGUAGES]


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), "xsd:date")


def _places(records: Sequence[Record]) -> dict[Address, str]:
    """Hesse and the districts, by their official keys, with their names."""
    districts = {record.district.key: record.district.name for record in records if record.district.key}
    return {_HESSE: "Hessen"} | {
        Address(f"{_GEOCODING}/districtKey/{key}"): name for key, name in sorted(districts.items())
    }
