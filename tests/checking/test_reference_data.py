"""The reference files hold what they should, and their own faults are reported like any others."""

from __future__ import annotations

from pathlib import Path

from conftest import CHECKOUT, Command

from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.fileformat.model import District, DistrictKind, Gender
from aqb_cli.workspace.collection import Workspace

KEYS = {
    "06411": "darmstadt", "06412": "frankfurt-am-main", "06413": "offenbach-am-main", "06414": "wiesbaden",
    "06431": "bergstrasse", "06432": "darmstadt-dieburg", "06433": "gross-gerau", "06434": "hochtaunuskreis",
    "06435": "main-kinzig-kreis", "06436": "main-taunus-kreis", "06437": "odenwaldkreis", "06438": "offenbach",
    "06439": "rheingau-taunus-kreis", "06440": "wetteraukreis", "06531": "giessen", "06532": "lahn-dill-kreis",
    "06533": "limburg-weilburg", "06534": "marburg-biedenkopf", "06535": "vogelsbergkreis", "06611": "kassel-stadt",
    "06631": "fulda", "06632": "hersfeld-rotenburg", "06633": "kassel-landkreis", "06634": "schwalm-eder-kreis",
    "06635": "waldeck-frankenberg", "06636": "werra-meissner-kreis", None: "hanau",
}  # fmt: skip


def districts() -> dict[str, District]:
    return dict(ReferenceData(Workspace(CHECKOUT), Selection()).districts)


def test_all_districts_with_their_keys() -> None:
    assert {district.key: slug for slug, district in districts().items()} == KEYS


def test_regions_follow_from_the_keys() -> None:
    for district in districts().values():
        region = {"064": "Darmstadt", "065": "Gießen", "066": "Kassel"}[(district.key or "064")[:3]]
        assert district.region == region, district.slug


def test_cases_are_right() -> None:
    articles = {Gender.MASCULINE: ("der", "des", "dem", "den"), Gender.FEMININE: ("die", "der", "der", "die")}
    for district in districts().values():
        nominative, genitive, dative, accusative = (
            district.cases.nominative, district.cases.genitive, district.cases.dative, district.cases.accusative,
        )  # fmt: skip
        der, des, dem, den = articles[district.gender]
        assert nominative == f"{der} {district.name}"
        assert dative == f"{dem} {district.name}"
        assert accusative == f"{den} {district.name}"
        if district.gender is Gender.FEMININE:
            assert genitive == f"{des} {district.name}"
            assert district.kind is DistrictKind.KREISFREIE_STADT
        else:
            head, _space, rest = district.name.partition(" ")
            assert genitive == f"{des} {head}es {rest}".strip()
            assert district.kind is DistrictKind.LANDKREIS
    assert districts()["wetteraukreis"].cases.genitive == "des Wetteraukreises"
    assert districts()["hersfeld-rotenburg"].cases.genitive == "des Landkreises Hersfeld-Rotenburg"


def test_hanau_is_new() -> None:
    new = [district for district in districts().values() if district.since]
    assert [(d.slug, str(d.since), d.until_then) for d in new] == [("hanau", "2026-01-01", "main-kinzig-kreis")]


def test_the_programme_of_2025() -> None:
    programme = ReferenceData(Workspace(CHECKOUT), Selection()).programme(2025)
    assert programme
    assert programme.legal_bases == ("SGB II", "SGB III", "SGB VIII", "SGB XII", "AsylbLG")
    assert str(programme.application_deadline) == "2025-03-31"
    assert len(programme.categories) == 4


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_faults_of_the_reference_data(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/districts.yaml"
    replace(path, "slug: fulda", "slug: kassel-stadt")
    replace(path, "until_then: main-kinzig-kreis", "until_then: main-kinzig")
    replace(path, "    seat: Gelnhausen\n", "")
    replace(path, "slug: giessen", "slug: Gießen")
    found = [line.split(": ")[2] for line in aqb("validate", "-f", "concise").out.splitlines()]
    assert found == ["AQB101", "AQB106"]  # whether names are unique can't be said while one is unreadable
    replace(path, "slug: Gießen", "slug: giessen")
    found = [line.split(": ")[2] for line in aqb("validate", "data/districts.yaml", "-f", "concise").out.splitlines()]
    assert found == ["AQB101", "AQB704", "AQB704"]


def test_faults_of_reference_data_can_be_fixed(workspace: Path, aqb: Command) -> None:
    replace(workspace / "data/standing.yaml", "since: 2024-01-18", "since: 18.1.2024")
    assert aqb("validate").code == 1
    assert aqb("validate", "--fix").code == 0
    assert (workspace / "data/standing.yaml").read_bytes() == (CHECKOUT / "data/standing.yaml").read_bytes()


def test_a_whole_folder_is_a_collection(workspace: Path, aqb: Command) -> None:
    (workspace / "publiccode.yml").write_text("name: something else\n")
    assert aqb("validate", ".").code == 0
    replace(workspace / "data/programmes/2019.yaml", "28000000", "28.000.000")
    result = aqb("validate", ".", "-f", "concise")
    assert result.out.startswith("data/programmes/2019.yaml:5:19: error: AQB104: ")
    assert aqb("validate", "data/programmes/2019.yaml").code == 1
