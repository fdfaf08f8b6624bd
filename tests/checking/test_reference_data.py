"""The reference files hold what they should, and their own faults are reported like any others."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, Command

from aqb_cli.checking.names import district_of
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat.model import District, DistrictKind, Gender
from aqb_cli.workspace.collection import Workspace

KEYS = {
    "06411": "darmstadt", "06412": "frankfurt-am-main", "06413": "offenbach-am-main", "06414": "wiesbaden",
    "06431": "bergstrasse", "06432": "darmstadt-dieburg", "06433": "gross-gerau", "06434": "hochtaunuskreis",
    "06435": "main-kinzig-kreis", "06436": "main-taunus-kreis", "06437": "odenwaldkreis", "06438": "offenbach",
    "06439": "rheingau-taunus-kreis", "06440": "wetteraukreis", "06531": "giessen", "06532": "lahn-dill-kreis",
    "06533": "limburg-weilburg", "06534": "marburg-biedenkopf", "06535": "vogelsbergkreis", "06611": "kassel-stadt",
    "06631": "fulda", "06632": "hersfeld-rotenburg", "06633": "kassel-landkreis", "06634": "schwalm-eder-kreis",
    "06635": "waldeck-frankenberg", "06636": "werra-meissner-kreis", "06415": "hanau",
}  # fmt: skip


def districts() -> dict[str, District]:
    return dict(ReferenceData(Workspace(CHECKOUT)).districts)


def test_all_districts_with_their_keys() -> None:
    assert {district.key: slug for slug, district in districts().items()} == KEYS


@pytest.mark.parametrize(
    ("name", "found"),
    [("AQB 2025", True), ("AQB 2024/2025", True), ("AQB 2026", False), ("AQB 2025/2026", False), ("AQB", False)],
)
def test_the_name_of_an_earlier_year_is_none_of_this_one(name: str, found: bool, workspace: Path, aqb: Command) -> None:
    """It is printed in every document of the year, and left standing where the file was copied."""
    path = workspace / "data/programmes/2026.yaml"
    path.write_text(f"format: 1\nyear: 2026\nname: {name}\nsources: [{{title: A}}]\n", encoding="utf-8")
    assert ("AQB704" in aqb("validate", str(path)).out) is found


def test_regions_follow_from_the_keys() -> None:
    for district in districts().values():
        region = {"064": "Darmstadt", "065": "Gießen", "066": "Kassel"}[(district.key or "")[:3]]
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
    programme = ReferenceData(Workspace(CHECKOUT)).programme(2025)
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
    assert found == ["AQB704", "AQB101", "AQB704"]


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        # what an entry keeps of the one that it was copied from is printed in the documents of another district
        ("districts", "accusative: den Landkreis Fulda", "accusative: den Wetteraukreis", ["another district already"]),
        ("districts", "name: Landkreis Fulda", "name: Wetteraukreis", ["another district already"]),
        ("districts", "genitive: des Landkreises Fulda", "genitive: der Landkreis Fulda", ["begin with “des”"]),
        ("districts", "dative: dem Landkreis Fulda", "dative: Landkreis Fulda", ["begin with “dem”"]),
        ("districts", "gender: feminine", "gender: masculine", ["of another gender"]),
        ("districts", "region: Gießen", "region: Giessen", ["lie in “Gießen”, and this one in “Giessen”"]),
        ("districts", "until_then: main-kinzig-kreis", "until_then: hanau", ["short name of another district"]),
        ("standing", "genitive: des Hessischen Sozialm", "genitive: das Hessische Sozialm", ["begin with “des”"]),
        ("standing", "    seat: Wiesbaden", "    gender: feminine\n    seat: Wiesbaden", ["of another gender"]),
        ("standing", "since: 2014-01-18", "since: 2014", ["“2014” isn't a date."]),
        ("standing", "apply_until: 03-31", "apply_until: [03-31]", ["AQB103: Here stands a list"]),
        ("standing", "apply_until: 03-31", "apply_until: {3: 31}", ["AQB103: Here stands a group of fields"]),
        ("standing", "apply_until: 03-31", "apply_until:", ["AQB103: There is no value here."]),
        ("districts", "slug: fulda", "slug: [fulda]", ["AQB103: Here stands a list"]),
        ("districts", 'key: "06631"', "key: [06631]", ["AQB103: Here stands a list"]),
        ("programmes/2025", "[SGB II, SGB III,", "[SGB 2, SGB-III,", ["“SGB 2” isn't how", "“SGB-III” isn't how"]),
        ("standing", "SGB VIII, SGB XII", "SGB XII, SGB XII", ["“SGB XII” stands here twice"]),
        ("programmes/2025", "year: 2025", "year: 2052", ["it must be “2052.yaml”"]),
        ("programmes/2025", ": Ausbildungsvorbereitung", ": 40000", ["“40000” isn't what agreements call this"]),
        ("programmes/2025", "migrant_integration: Integration von Menschen mit Migrationshintergrund",
         "migrant_integration: Teilzeitausbildung", ["“Teilzeitausbildung” stands here twice"]),
    ],
)  # fmt: skip
def test_reference_data_that_contradict_themselves(
    path: str, old: str, new: str, found: list[str], workspace: Path, aqb: Command
) -> None:
    replace(workspace / f"data/{path}.yaml", old, new)
    lines = [line for line in aqb("validate", "-f", "concise").out.splitlines() if line.startswith(f"data/{path}")]
    assert len(lines) == len(found)
    assert all(text in line for line, text in zip(lines, found, strict=True))


def test_legal_bases_may_name_more_than_a_book(workspace: Path, aqb: Command) -> None:
    replace(workspace / "data/standing.yaml", "[SGB II,", "['SGB II, § 16h', SGB II/III, SGB XIV, SGB II,")
    assert aqb("validate", "data/standing.yaml").code == 0


def test_two_ministries_may_bear_one_name(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/standing.yaml"
    names = zip(("das", "des", "dem", "das"), ("Hessische", "Hessischen", "Hessischen", "Hessische"), strict=True)
    for (article, word), plural in zip(names, ("die", "der", "den", "die"), strict=True):
        replace(path, f": {article} {word} Sozialministerium", f": {plural} {word} Sozialministerium")
    assert aqb("validate", "data/standing.yaml").code == 0


def test_faults_of_reference_data_can_be_fixed(workspace: Path, aqb: Command) -> None:
    replace(workspace / "data/standing.yaml", "since: 2024-01-18", "since: 18.1.2024")
    assert aqb("validate").code == 1
    assert aqb("validate", "--fix").code == 0
    names = [folder / "data/standing.yaml" for folder in (workspace, CHECKOUT)]
    assert len({path.read_text(encoding="utf-8") for path in names}) == 1


def test_a_whole_folder_is_a_collection(workspace: Path, aqb: Command) -> None:
    (workspace / "publiccode.yml").write_text("name: something else\n")
    assert aqb("validate", ".").code == 0
    replace(workspace / "data/programmes/2019.yaml", "28000000", "28.000.000")
    result = aqb("validate", ".", "-f", "concise")
    assert result.out.startswith("data/programmes/2019.yaml:6:19: error: AQB104: ")
    assert aqb("validate", "data/programmes/2019.yaml").code == 1


@pytest.mark.parametrize(
    "path", ["data/districts.yaml", "data/standing.yaml", "data/programmes/2025.yaml", "templates/wording/own.yaml"]
)
def test_files_that_are_no_files_of_their_own_are_reported_and_not_quoted(
    path: str, workspace: Path, aqb: Command
) -> None:
    file, secret = workspace / path, workspace / ".git/config"
    secret.parent.mkdir()
    secret.write_text("token: hunter2\n\ttoken: hunter2\n", encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    render = ["render", "hersfeld-rotenburg/2025", "--wording", "own", "-f", "txt", "-o", "-"]
    other = render if "wording" in path else ["list", "measures"]
    ways: dict[str, Callable[[Path], object]] = {
        "This is a link; put the file itself here.": lambda file: file.symlink_to(secret.parent.with_suffix(".yaml")),
        "This is a link that leads out of the folder": lambda file: file.symlink_to(secret),
        "This is a link that leads nowhere.": lambda file: file.symlink_to("nowhere"),
        "This is a folder, and its name is that of a file.": Path.mkdir,
    }
    if sys.platform != "win32":
        ways["This is no ordinary file."] = os.mkfifo
    secret.parent.with_suffix(".yaml").write_bytes(secret.read_bytes())
    for message, make in ways.items():
        make(file)
        for command in (["validate"], other):
            result = aqb(*command)
            assert result.code == 2 or (command is other and result.code == 1), (message, command)
            assert message in result.out + result.err
            assert "hunter2" not in result.out + result.err
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()


def test_folders_that_cannot_be_read_are_reported(workspace: Path, aqb: Command) -> None:
    shutil.rmtree(workspace / "data/programmes")
    (workspace / "data/programmes").write_text("no folder", encoding="utf-8")
    for command in (["validate"], ["validate", "hersfeld-rotenburg/2025"], ["list", "measures"]):
        result = aqb(*command)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("aqb: data/programmes can't be read: ")
    (workspace / "data/programmes").unlink()
    (workspace / "data/programmes").symlink_to("nowhere")
    assert aqb("validate").code == 2
    (workspace / "data/programmes").unlink()
    for folder in ("templates", "data/agreements/2023"):
        (workspace / folder).symlink_to("nowhere")
        assert aqb("validate").code == 2
        (workspace / folder).unlink()
    assert aqb("validate").code == 0


@pytest.mark.parametrize("folder", ["data/programmes", "templates/wording"])
def test_folders_that_are_links_are_not_quoted(folder: str, workspace: Path, aqb: Command) -> None:
    shutil.rmtree(workspace / folder, ignore_errors=True)
    (workspace / "secrets").mkdir()
    (workspace / "secrets/2025.yaml").write_text("token: hunter2\n", encoding="utf-8")
    (workspace / folder).parent.mkdir(exist_ok=True)
    (workspace / folder).symlink_to(workspace / "secrets")
    result = aqb("validate")
    assert result.code == 2
    assert "The folder of this file is a link; put the folder itself there." in result.out
    assert "hunter2" not in result.out


def test_names_that_are_not_read_are_reported(workspace: Path, aqb: Command) -> None:
    for name in ("data/districts", "data/standing", "data/programmes/2025"):
        (workspace / f"{name}.yaml").rename(workspace / f"{name}.yml")
    (workspace / "templates/wording").mkdir(parents=True)
    (workspace / "templates/wording/own.yml").write_text("x", encoding="utf-8")
    for name in ("data/programmes/2027", "templates/wording/two", "data/agreements/2025/fulda"):
        (workspace / f"{name}.yaml.txt").write_text("x", encoding="utf-8")  # as Windows saves it
    out = aqb("validate", "-f", "concise").out
    assert out.count("This file isn't read: its name must end in .yaml.") == 7


def test_files_of_editors_are_no_programmes(workspace: Path, aqb: Command) -> None:
    (workspace / "data/programmes/.#2025.yaml").symlink_to("somebody@somewhere.1234")
    assert aqb("validate").code == 0


@pytest.mark.parametrize(
    ("path", "text", "odd", "codes"),
    [
        ("data/districts.yaml", "name: Wetteraukreis", "\u202eWetteraukreis", {"AQB601"}),
        ("data/districts.yaml", "name: Wetteraukreis", "\\u001b[31mWetteraukreis", {"AQB601"}),
        ("data/districts.yaml", "seat: Friedberg", "Friedbergmu\u0308nster", {"AQB603"}),
        ("data/programmes/2025.yaml", "name: ", "Aus\u2800bildung", {"AQB601"}),
    ],
)
def test_texts_of_reference_data_are_checked_like_those_of_agreements(
    path: str, text: str, odd: str, codes: set[str], workspace: Path, aqb: Command
) -> None:
    file = workspace / path
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip().startswith(text))
    lines[place] = f'{lines[place].partition(":")[0]}: "{odd}"'
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = aqb("validate", "-f", "json")
    assert {d["code"] for d in json.loads(result.out)["diagnostics"]} == codes
    for command in (["validate"], ["list", "districts", "-f", "csv"], ["list", "districts", "--skip-invalid"]):
        for language in ("de", "en"):
            result = aqb(*command, "--lang", language)
            assert not {"\x1b", "\u202e", "\u2800"} & {*result.out, *result.err}
    result = aqb("list", "agreements", "-f", "csv", "--skip-invalid")
    assert not {"\x1b", "\u202e", "\u2800"} & {*result.out, *result.err}


def test_no_district_at_all_is_a_finding(workspace: Path, aqb: Command) -> None:
    (workspace / "data/districts.yaml").write_text("format: 1\ndistricts: []\n", encoding="utf-8")
    result = aqb("validate", "-f", "concise")
    assert result.code == 1
    assert result.out == (
        "data/districts.yaml:2:1: error: AQB704: There is no district, and agreements can't be checked without.\n"
    )
    assert aqb("list", "measures").code == 1


def test_a_name_in_capital_letters_is_no_reference_data(workspace: Path, aqb: Command) -> None:
    """Some systems would take the file, others the one that comes with the program."""
    (workspace / "data/districts.yaml").rename(workspace / "data/Districts.YAML")
    if (workspace / "data/districts.yaml").exists():
        pytest.skip("this system takes both names for the same")
    result = aqb("validate", "-f", "concise")
    assert result.code == 2
    assert "data/Districts.YAML:1:1: error: AQB001: This file isn't read: its name must" in result.out


def test_a_district_has_a_short_name(workspace: Path, aqb: Command) -> None:
    replace(workspace / "data/districts.yaml", "slug: fulda\n", 'slug: ""\n')
    assert "error: AQB106: “” isn't a short name." in aqb("validate", "-f", "concise").out


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Darmstadt, Wissenschaftsstadt", "darmstadt"),
        ("Frankfurt am Main, Stadt", "frankfurt-am-main"),
        ("Hanau, Brüder-Grimm-Stadt", "hanau"),
        ("der Brüder-Grimm-Stadt Hanau", "hanau"),
        ("Kreis Offenbach", "offenbach"),
        ("Landkreis Groß-Gerau", "gross-gerau"),
        ("06415", "hanau"),
    ],
)
def test_districts_are_known_by_their_official_names(name: str, slug: str) -> None:
    assert district_of(name, districts().values()) == [slug]


@pytest.mark.parametrize("name", ["a", "da", "burg"])
def test_the_end_of_a_word_is_no_name(name: str) -> None:
    with pytest.raises(Problem, match="There is no district"):
        district_of(name, districts().values())


def test_districts_stand_in_the_order_of_their_keys() -> None:
    keys = [district.key or "" for district in districts().values()]
    assert keys == sorted(keys)
