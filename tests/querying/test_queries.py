"""What is asked of the agreements: right on the real data, and on a collection whose sums are computed here anew."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import REAL, REPORTED, Command
from openpyxl import load_workbook

EXPECTED = Path(__file__).parent / "queries"

COMMANDS = {
    "measures": ["list", "measures"],
    "measures-by-region": ["list", "measures", "--group-by", "region"],
    "agreements": ["list", "agreements"],
    "districts": ["list", "districts"],
    "categories": ["list", "categories"],
    "show-signed": ["show", "hersfeld-rotenburg/2025"],
    "show-reported": ["show", "wetteraukreis"],
    "budget": ["budget"],
    "budget-by-category": ["budget", "--by", "category"],
    "budget-cross": ["budget", "--by", "district", "--by", "year"],
    "review-nothing-known": ["review", "hersfeld-rotenburg/2025", "--as-of", "2025-10-14"],
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_real_data(
    name: str, language: str, workspace: Path, aqb: Command, expect: Callable[[Path, str], None]
) -> None:
    for format, ending in (("table", "txt"), ("markdown", "md")):
        result = aqb(*COMMANDS[name], "--lang", language, "-f", format)
        assert (result.code, result.err) == (0, "")
        expect(EXPECTED / f"{name}.{language}.{ending}", result.out)


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_agreement_that_states_everything(
    language: str, workspace: Path, aqb: Command, expect: Callable[[Path, str], None]
) -> None:
    shutil.copy(EXPECTED / "show-full.yaml", workspace / "data/agreements/2025/fulda.yaml")
    for format, ending in (("table", "txt"), ("markdown", "md")):
        result = aqb("show", "fulda", "--lang", language, "-f", format)
        assert (result.code, result.err) == (0, "")
        expect(EXPECTED / f"show-full.{language}.{ending}", result.out)


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generated.write(folder, generated.agreements())
    return folder


@pytest.fixture
def ask(collection: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """The main table of an answer about the generated collection, with exact numbers."""
    monkeypatch.chdir(collection)

    def table(*arguments: str) -> dict[str, Any]:
        result = aqb(*arguments, "-f", "json")
        assert (result.code, result.err) in ((0, ""), (0, "Nothing fits what was asked for.\n"))
        (answer,) = json.loads(result.out, parse_float=Decimal)["tables"].values()
        return dict(answer)

    return table


def number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def measures_of(agreement: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(category, m) for category, items in agreement.get("measures", {}).items() for m in items]


def test_every_measure_is_listed_once(ask: Callable[..., dict[str, Any]]) -> None:
    expected = sorted(
        (f"{a['district']}/{a['year']}", category, m["title"], m.get("amount"), m.get("places"), m.get("provider"))
        for a in generated.agreements()
        for category, m in measures_of(a)
    )
    for dimension in ("category", "district", "region", "year"):
        table = ask("list", "measures", "--group-by", dimension)
        found = sorted(
            (r["agreement"], r["category"], r["title"], number(r["amount"]), r["places"], r["provider"])
            for r in table["rows"]
        )
        assert found == expected
        assert sum(group["count"] for group in table["groups"]) == len(expected)
        amounts = [item[3] for item in expected if item[3] is not None]
        assert number(table["total"]["amount"]) == sum(amounts)
        assert table["total"]["amount_unknown"] == len(expected) - len(amounts)
        for group in table["groups"]:
            own = [number(r["amount"]) for r in table["rows"] if r[dimension] == group["label"]]
            assert len(own) == group["count"]
            known = [amount for amount in own if amount is not None]
            if group["total"]:
                assert number(group["total"]["amount"]) == (sum(known) if known else None)


def test_agreements_add_up(ask: Callable[..., dict[str, Any]]) -> None:
    made = generated.agreements()
    table = ask("list", "agreements")
    assert number(table["total"]["total"]) == sum(a["budget"]["total"] for a in made)
    assert number(table["total"]["own_contribution"]) == sum(a["budget"].get("own_contribution", 0) for a in made)
    assert {r["agreement"]: (number(r["total"]), r["measures"], r["status"]) for r in table["rows"]} == {
        f"{a['district']}/{a['year']}": (
            a["budget"]["total"],
            len(measures_of(a)) if "measures" in a else None,
            a["status"],
        )
        for a in made
    }


def test_budgets_add_up_by_every_dimension(ask: Callable[..., dict[str, Any]]) -> None:
    made = generated.agreements()
    districts = {district["slug"]: district for district in generated.reference()}
    labels: dict[str, Callable[[dict[str, Any]], object]] = {
        "district": lambda a: districts[a["district"]]["name"],
        "region": lambda a: districts[a["district"]]["region"],
        "year": lambda a: a["year"],
    }
    whole = sum(a["budget"]["total"] for a in made)
    for dimension, label in labels.items():
        sums: dict[object, Decimal] = defaultdict(Decimal)
        for agreement in made:
            sums[label(agreement)] += agreement["budget"]["total"]
        table = ask("budget", "--by", dimension, "--year", "2026-2030")
        assert {r[dimension]: number(r["amount"]) for r in table["rows"]} == sums
        assert number(table["total"]["amount"]) == whole
        for row in table["rows"]:
            assert abs(row["share"] - sums[row[dimension]] / whole) < Decimal("0.0001")
            count = sum(label(a) == row[dimension] for a in made)
            assert abs(row["average"] - sums[row[dimension]] / count) <= Decimal("0.005")
            year = row["year"] if dimension == "year" else 2030
            now, before = (
                [a["budget"]["total"] for a in made if label({**a, "year": 0} if dimension == "year" else a) == (
                    0 if dimension == "year" else row[dimension]) and a["year"] == y]
                for y in (year, year - 1)
            )  # fmt: skip
            assert number(row["change"]) == (sum(now) - sum(before) if before else None)


def test_changes_say_from_when_they_are(workspace: Path, aqb: Command) -> None:
    for year in (2024, 2025):
        path = workspace / f"data/agreements/{year}/fulda.yaml"
        path.write_text(
            f"format: 1\ndistrict: fulda\nyear: {year}\nstatus: draft\nbudget: {{total: {year}}}\n", "utf-8"
        )
    for by, heading in (("district", "2025 against 2024"), ("year", "Change to the year before")):
        assert heading in aqb("budget", "--by", by, "--district", "fulda", "-f", "markdown").out


def test_cross_tables_add_up(ask: Callable[..., dict[str, Any]]) -> None:
    made = generated.agreements()
    names = {district["slug"]: district["name"] for district in generated.reference()}
    table = ask("budget", "--by", "district", "--by", "year")
    assert len(table["rows"]) == 27
    for row in table["rows"]:
        own = {a["year"]: a["budget"]["total"] for a in made if names[a["district"]] == row["district"]}
        assert {year: number(row[str(year)]) for year in generated.YEARS} == own
        assert number(row["sum"]) == sum(own.values())
        assert number(row["change"]) == own[2030] - own[2029]
    assert number(table["total"]["sum"]) == sum(a["budget"]["total"] for a in made)

    table = ask("budget", "--by", "region", "--by", "district", "--by", "category")
    assert len(table["groups"]) == 3
    for row in table["rows"]:
        agreements = [a for a in made if names[a["district"]] == row["district"]]
        for category in generated.CATEGORIES:
            amounts = [m.get("amount") for a in agreements for c, m in measures_of(a) if c == category]
            known = [amount for amount in amounts if amount is not None]
            assert number(row[category]) == (sum(known) if known or not amounts else None)
            assert row[f"{category}_unknown"] == len(amounts) - len(known)
        everything = sum(m.get("amount", Decimal(0)) for a in agreements for _c, m in measures_of(a))
        assert number(row["sum"]) == sum(a["budget"]["total"] for a in agreements)
        assert number(row["unallocated"]) == number(row["sum"]) - everything


def test_categories_add_up(ask: Callable[..., dict[str, Any]]) -> None:
    made = generated.agreements()
    table = ask("list", "categories", "--year", "2027,2029")
    for row in table["rows"]:
        own = [m for a in made if a["year"] in (2027, 2029) for c, m in measures_of(a) if c == row["category"]]
        amounts = [m["amount"] for m in own if "amount" in m]
        assert row["measures"] == len(own)
        assert number(row["amount"]) == sum(amounts)
        assert row["unknown"] == len(own) - len(amounts)
        assert number(row["places"]) == sum(m.get("places", 0) for m in own)


def left_of(agreement: dict[str, Any]) -> Decimal:
    """What the measures of unknown amounts can cost at most."""
    return Decimal(agreement["budget"]["total"] - sum(m.get("amount", 0) for _c, m in measures_of(agreement)))


LABELS: dict[str, Callable[[str, dict[str, Any]], str]] = {
    "category": lambda category, _measure: category,
    "provider": lambda _category, measure: str(measure.get("provider", "no_provider")),
    "earmark": lambda _category, measure: str(measure.get("earmark", "not_earmarked")),
}


@pytest.mark.parametrize("dimension", LABELS)
def test_measures_add_up_and_shares_have_their_bounds(dimension: str, ask: Callable[..., dict[str, Any]]) -> None:
    made = [a for a in generated.agreements() if a["year"] in (2027, 2030)]
    whole = Decimal(sum(a["budget"]["total"] for a in made))
    table = ask("budget", "--by", dimension, "--year", "2027,2030")
    found = {row[dimension]: row for row in table["rows"]}
    own = [(a, LABELS[dimension](c, m), m) for a in made for c, m in measures_of(a)]
    assert found.keys() == {label for _a, label, _m in own} | {"unallocated"}
    assert number(table["total"]["amount"]) == whole
    for label, row in found.items():
        amounts = [m.get("amount") for _a, each, m in own if each == label]
        known = sum((amount for amount in amounts if amount is not None), Decimal(0))
        open_in = {a["district"] + str(a["year"]) for a, each, m in own if each == label and "amount" not in m}
        left = sum(left_of(a) for a in made if a["district"] + str(a["year"]) in open_in or "measures" not in a)
        if label == "unallocated":
            rest = Decimal(sum(map(left_of, made)))
            unclear = [a for a in made if "measures" not in a or any("amount" not in m for _c, m in measures_of(a))]
            unsettled = sum(map(left_of, unclear))
            assert number(row["amount"]) == rest
            bounds = ((rest - unsettled) / whole, rest / whole)
        else:
            assert (row["measures"], row["unknown"] or 0) == (len(amounts), amounts.count(None))
            assert number(row["amount"]) == known
            assert row["amount_unknown"] == amounts.count(None)
            bounds = (known / whole, (known + left) / whole)
        assert bounds[0] < bounds[1]
        assert bounds[0] - Decimal("0.0001") < row["share_from"] <= bounds[0]
        assert bounds[1] <= row["share_to"] < bounds[1] + Decimal("0.0001")
        assert row["share"] is None
    if dimension == "earmark":
        for earmark in generated.EARMARKS:
            reserved = [a["budget"]["earmarked"][earmark] for a in made if earmark in a["budget"].get("earmarked", {})]
            assert number(found[earmark]["reserved"]) == sum(reserved)


def test_shares_of_known_measures_have_their_bounds(ask: Callable[..., dict[str, Any]]) -> None:
    """Without what isn't allocated, the whole is unknown too: of each bound, what fits it best is unknown."""
    made = [a for a in generated.agreements() if a["year"] == 2028 and "measures" in a]
    for row in ask("list", "categories", "--year", "2028")["rows"]:
        mine, others = [
            [(a, m) for a in made for c, m in measures_of(a) if (c == row["category"]) is own] for own in (True, False)
        ]
        known, known_others = [sum(m.get("amount", Decimal(0)) for _a, m in side) for side in (mine, others)]
        left, left_others = [
            sum(left_of(a) for a in made if any(a is each and "amount" not in m for each, m in side))
            for side in (mine, others)
        ]
        least = known / (known + known_others + left_others)
        most = (known + left) / (known + left + known_others)
        assert abs(row["share_from"] - least) < Decimal("0.0001")
        assert abs(row["share_to"] - most) < Decimal("0.0001")


def test_providers_are_listed_for_each_district(ask: Callable[..., dict[str, Any]]) -> None:
    made = generated.agreements()
    names = {district["slug"]: district["name"] for district in generated.reference()}
    table = ask("budget", "--by", "district,provider")
    assert len(table["groups"]) == 27
    for row in table["rows"]:
        if row["provider"] == "unallocated":
            continue
        here = [m for a in made if names[a["district"]] == row["district"] for _c, m in measures_of(a)]
        own = [m for m in here if m.get("provider", "no_provider") == row["provider"]]
        known = [m["amount"] for m in own if "amount" in m]
        assert row["measures"] == len(own)
        assert number(row["amount"]) == (sum(known) if known else None)


def test_choices(ask: Callable[..., dict[str, Any]]) -> None:
    def titles(*arguments: str, years: Sequence[str] = ("data/agreements/2026",)) -> list[str]:
        return [row["title"] for row in ask("list", "measures", *years, *arguments)["rows"]]

    made = [(a, c, m) for a in generated.agreements() for c, m in measures_of(a) if a["year"] == 2026]
    for spelling in ("für", "FÜR", "fuer", "fu\u0308r", "Fuer"):
        assert sorted(titles("--search", spelling)) == sorted(m["title"] for _a, _c, m in made if "ü" in m["title"])
    muessig = sum(m.get("provider") == generated.PROVIDERS[0] for _a, _c, m in made)
    assert len(titles("--search", "MUESSIG bildung")) == muessig
    assert len(titles("--status", "draft")) == sum(a["status"] == "draft" for a, _c, _m in made)
    assert titles("--status", "Entwurf") == titles("--status", "draft")
    assert len(titles("--category", "qualification")) == sum(c == "qualification" for _a, c, _m in made)
    assert titles("--category", "Qualifizierungsprojekte") == titles("--category", "qualification")
    assert titles("--category", "training-preparation") == titles("--category", "training_preparation")
    assert titles("--status", "unterschrieben") == titles("--status", "signed")
    assert len(titles("--district", "fulda")) == sum(a["district"] == "fulda" for a, _c, _m in made)
    for spelling in ("Landkreis Fulda", "landkreis fulda", "06631", "fulda"):
        assert titles("--district", spelling) == titles("--district", "fulda")
    assert titles(years=("--year", "2026-2028")) == titles(years=("--year", "2026,2027", "--year", "2028"))
    assert ask("list", "measures", "data/agreements/2026", "--search", "no such words")["groups"] == []


@pytest.mark.parametrize(
    ("status", "category", "earmark", "search"),
    [
        (None, None, None, "frauen"),
        (None, None, "digitalisation", None),
        ("signed", "qualification", None, None),
        ("signed", None, "digitalisation", "frauen"),
        (None, "qualification", "part_time_training", None),
    ],
)
def test_choices_narrow_each_other(
    status: str | None,
    category: str | None,
    earmark: str | None,
    search: str | None,
    ask: Callable[..., dict[str, Any]],
) -> None:
    given = {"--status": status, "--category": category, "--earmark": earmark, "--search": search, "--year": "2026"}
    options = [part for option, value in given.items() if value for part in (option, value)]
    wanted = [
        (f"{a['district']}/2026", m["title"])
        for a in generated.agreements()
        for c, m in measures_of(a)
        if a["year"] == 2026
        and status in (None, a["status"])
        and category in (None, c)
        and earmark in (None, m.get("earmark"))
        and (search is None or search in m["title"].lower())
    ]
    assert wanted
    assert sorted((row["agreement"], row["title"]) for row in ask("list", "measures", *options)["rows"]) == sorted(
        wanted
    )
    assert {row["agreement"] for row in ask("list", "agreements", *options)["rows"]} == {
        each for each, _title in wanted
    }


def test_search_looks_into_all_that_is_printed(workspace: Path, aqb: Command) -> None:
    write(
        workspace,
        "giessen/2026",
        "{title: A, provider: Lahnlotsen, earmark: part_time_training, target_groups: [Geflüchtete]}",
    )
    write(workspace, "fulda/2026", "{title: B}")
    write(workspace, "kassel-landkreis/2026", "")
    for words in (
        "gießen",
        "GIESSEN",
        "lahnlotsen",
        "Teilzeitausbildung",
        "part-time",
        "gefluechtete",
        "Entwurf giessen",
    ):
        rows = json.loads(aqb("list", "--search", words, "-f", "json").out)["tables"]["measures"]["rows"]
        assert [row["title"] for row in rows] == ["A"], words
    rows = json.loads(aqb("list", "agreements", "--search", "kassel entwurf", "-f", "json").out)["tables"][
        "agreements"
    ]["rows"]
    assert [row["agreement"] for row in rows] == [
        "fulda/2026",
        "kassel-landkreis/2026",
    ]  # both lie in the region of Kassel
    said = (
        "Chosen: with “gießen” in title, provider, target groups, legal bases, category, purpose, district, region and"
    )
    assert said in aqb("list", "--search", "gießen").out


def test_agreements_can_be_named(workspace: Path, aqb: Command) -> None:
    write(workspace, "fulda/2026", "{title: A, amount: 10000}")
    write(workspace, "giessen/2026", "{title: B, amount: 30000}")
    for names in (["fulda/2026", "giessen/2026"], ["data/agreements/2026"], ["Landkreis Fulda", "06531"]):
        for command in (["list", "measures"], ["budget", "--by", "district"], ["list", "agreements"]):
            table = next(iter(json.loads(aqb(*command, *names, "-f", "json").out)["tables"].values()))
            assert len(table["rows"]) == 2, (command, names)
            assert table["notes"][0].startswith(f"Chosen: {names[0]}")
    result = aqb("list", "measures", "fulda/2031")
    assert (result.code, result.err.splitlines()[0]) == (2, "aqb: There is no agreement fulda/2031.")
    result = aqb("budget", "data/districts.yaml")
    advice = "     Write a name such as fulda/2025.\n"
    assert (result.code, result.err) == (2, f"aqb: data/districts.yaml isn't an agreement.\n{advice}")
    assert aqb("list", "districts", "fulda/2026").code == 2


def test_a_provider_is_known_by_the_german_word_too(workspace: Path, aqb: Command) -> None:
    assert aqb("budget", "--by", "Träger").out == aqb("budget", "--by", "provider").out


def test_a_provider_may_be_called_anything(workspace: Path, aqb: Command) -> None:
    measures = (
        "{title: A, amount: 10000, provider: unallocated}, {title: B, amount: 5000, provider: no_provider}, {title: C,"
    )
    write(workspace, "fulda/2026", f"{measures} amount: 2000}}, {{title: D, amount: 1000, provider: qualification}}")
    rows = json.loads(aqb("budget", "fulda/2026", "--by", "provider", "-f", "json").out)["tables"]["budget"]["rows"]
    assert [(row["provider"], row["amount"]) for row in rows] == [
        ("no_provider", 5000), ("qualification", 1000), ("unallocated", 10000), ("no_provider", 2000),
        ("unallocated", 82000),
    ]  # fmt: skip
    out = aqb("budget", "fulda/2026", "--by", "provider").out
    assert "\nqualification " in out
    assert "\nno provider stated " in out


def test_sorting(ask: Callable[..., dict[str, Any]]) -> None:
    rows = ask("list", "measures", "--group-by", "year", "--sort", "-amount", "--year", "2026")["rows"]
    amounts = [number(row["amount"]) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    assert known == sorted(known, reverse=True)
    assert amounts == [*known, *[None] * (len(amounts) - len(known))]
    for column, key in (
        ("category", "category"),
        ("period", "starts"),
        ("ends", "ends"),
        ("bis", "ends"),
        ("places", "places"),
    ):
        rows = ask("list", "measures", "--group-by", "year", "--sort", column, "--year", "2026")["rows"]
        values = [row[key] for row in rows if row[key] is not None]
        by_name = ["qualification", "staff_training", "training_preparation", "vocational_training"]  # in English
        assert values == (sorted(values, key=by_name.index) if key == "category" else sorted(values))
    names = [row["district"] for row in ask("list", "districts")["rows"]]
    assert names[:4] == [
        "Kreis Bergstraße",
        "Wissenschaftsstadt Darmstadt",
        "Landkreis Darmstadt-Dieburg",
        "Stadt Frankfurt am Main",
    ]
    assert names.index("Landkreis Kassel") + 1 == names.index("Stadt Kassel")
    official = [
        district["name"] for district in sorted(generated.reference(), key=lambda district: district.get("key", "~"))
    ]
    for command in (
        ["list", "districts"],
        ["budget", "--by", "district,year"],
        ["list", "agreements", "--year", "2026"],
    ):
        assert [row["district"] for row in ask(*command, "--sort", "key")["rows"]] == official
    groups = ask("list", "measures", "--group-by", "district", "--sort=-key", "--year", "2026,2027")["groups"]
    assert [group["label"] for group in groups] == official[::-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "measures", "--category", "qualifikation"], "There is no category “qualifikation”."),
        (["list", "measures", "--district", "fuldaa"], "There is no district “fuldaa”."),
        (["budget", "2025"], "“2025” is a year, and no agreement."),
        (["show", *"abcdefgh"], "These are 7 arguments too many: b, c, d, e, f and 2 more."),
        (["list", "measures", "--district", "kassel"], "“kassel” could be several districts."),
        (
            ["budget", "--district", "Offenbach"],
            "“Offenbach” could be several districts.\n     Possible are offenbach-am-main and offenbach.\n",
        ),
        (["list", "measures", "--year", "25"], "“25” is neither a year nor a span of years."),
        (["list", "measures", "--year", "2026-2024"], "“2026-2024” is neither a year nor a span of years."),
        (["list", "measures", "--sort", "cost"], "There is no column “cost” to sort by."),
        (["list", "measures", "--status", "x"], "There is no status “x”."),
        (["list", "measures", "--group-by", "amount"], "`aqb list measures` can't be grouped by “amount”."),
        (["list", "districts", "--earmark", "digitalisation"], "Districts can't be chosen by category or earmark"),
        (["budget", "--by", "month"], "Budgets can't be added up by “month”."),
        (["budget", "--by", "year", "--by", "year"], "--by takes up to 3 different words."),
        (["show", "fulda/2025"], "There is no agreement fulda/2025."),
        (["show", "data/agreements"], "There are several agreements under data/agreements."),
        (["review", "hersfeld-rotenburg", "--as-of", "soon"], "“soon” isn't a date."),
        (["render", "-f", "odt"], "There is no format “odt”."),
        (["list", "-f", "odt"], "There is no format “odt”."),
        (["show", " "], "The name of the agreement is empty."),
        (["show", "bergstrasse"], "There is no agreement of bergstrasse."),
        (["list", "--search", " "], "--search is given without a value."),
    ],
)
def test_wrong_use(arguments: list[str], message: str, workspace: Path, aqb: Command) -> None:
    result = aqb(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"aqb: {message}")


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["show", "bergstrasse"], "Which districts have one, `aqb list districts` says."),
        (["show", "Landkreis", "Fulda"], "Put a name with spaces into quotation marks, and a slash before a year:"),
        (["review", "Landkreis", "Fulda"], "Put a name with spaces into quotation marks, and a slash before a year:"),
        (["validate", "hersfeld-rotenburg"], "Did you mean “hersfeld-rotenburg/2025”?"),
        (["validate", "2025"], "Did you mean “data/agreements/2025”?"),
    ],
)
def test_advice_on_names(arguments: list[str], advice: str, workspace: Path, aqb: Command) -> None:
    assert aqb(*arguments).err.splitlines()[1].startswith(f"     {advice}")


def test_what_is_wrong_with_a_file_that_ends_in_yml_is_said_where_it_is_named(workspace: Path, aqb: Command) -> None:
    path = workspace / REPORTED
    path.rename(path.with_suffix(".yml"))
    new = ["new", "wetteraukreis", "2025", "--from", "2024"]
    for arguments in (["show", "wetteraukreis/2024"], ["show", "wetteraukreis"], ["render", "wetteraukreis/2024"], new):
        result = aqb(*arguments)
        assert (result.code, "error[AQB405]" in result.err) == (1, True), arguments
    assert "Did you mean “wetteraukreis/2024”?" in aqb("validate", "wetteraukreis").err
    assert "Did you mean “data/agreements/2024”?" in aqb("validate", "2024").err
    assert "For this district there is 2024." in aqb("show", "wetteraukreis/2023").err


def test_faulty_files_are_not_counted(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "595.950"), encoding="utf-8")
    for command in (["list"], ["list", "agreements"], ["budget"], ["show", "hersfeld-rotenburg"], ["review", REAL]):
        result = aqb(*command)
        assert (result.code, result.out) == (1, ""), command
        assert f"--> {REAL}:9:10" in result.err
        assert "error[AQB104]" in result.err
    result = aqb("budget", "--skip-invalid", "-f", "json")
    assert result.code == 0
    assert result.err == f"1 file with errors is left out: {REAL}.\n"
    content = json.loads(result.out)
    assert content["left_out"] == [REAL]
    assert content["tables"]["budget"]["total"]["amount"] == 1140300
    assert "Wetteraukreis" in aqb("show", "wetteraukreis").out
    said = f"Left out because of errors: {REAL}."
    assert said in aqb("budget", "--skip-invalid").out
    assert said.replace("_", "\\_") in aqb("budget", "--skip-invalid", "-f", "markdown").out
    assert aqb("budget", "--skip-invalid", "-o", "budget.xlsx").code == 0
    assert load_workbook("budget.xlsx")["Left out"]["A1"].value == said


def test_two_files_for_one_agreement_are_both_not_counted(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    (path.parent / "copy.yaml").write_bytes(path.read_bytes())
    assert aqb("budget").code == 1
    content = json.loads(aqb("budget", "--skip-invalid", "-f", "json").out)
    assert content["left_out"] == ["data/agreements/2025/copy.yaml", REAL]
    assert content["tables"]["budget"]["total"]["amount"] == 1140300


def test_a_silenced_fault_is_not_counted(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace(
        "date: 2025-08-02", "date: 2.8.2025  # aqb: ignore[AQB105] as printed"
    )
    path.write_text(text, encoding="utf-8")
    assert aqb("validate").code == 0
    result = aqb("budget")
    assert result.code == 1
    assert "error[AQB018]: The file has a value that can't be read, and the finding about it is silenced." in result.err


def test_broken_reference_data_ends_everything(workspace: Path, aqb: Command) -> None:
    (workspace / "data/districts.yaml").write_text("format: 1\ndistricts: 3\n", encoding="utf-8")
    for command in (["list"], ["budget", "--skip-invalid"], ["show", "wetteraukreis"]):
        result = aqb(*command)
        assert (result.code, result.out) == (1, "")
        assert "data/districts.yaml" in result.err


def write(workspace: Path, name: str, measures: str, total: int = 100000) -> None:
    district, year = name.split("/")
    path = workspace / "data/agreements" / year / f"{district}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"format: 1\ndistrict: {district}\nyear: {year}\nstatus: draft\nbudget: {{total: {total}}}\nmeasures:\n"
        f"  training_preparation: [{measures}]\n"
        "  vocational_training: []\n  qualification: []\n  staff_training: []\n",
        encoding="utf-8",
    )


def test_unknown_amounts_beside_none_are_unknown(workspace: Path, aqb: Command) -> None:
    write(workspace, "fulda/2026", "{title: A}")
    write(workspace, "giessen/2026", "")
    for command in (["budget", "--by", "category"], ["list", "categories"]):
        row = json.loads(aqb(*command, "--year", "2026", "-f", "json").out)["tables"][command[-1]
                         if command[0] == "list" else "budget"]["rows"][0]  # fmt: skip
        assert (row["amount"], row["amount_unknown"], row["unknown"]) == (None, 1, 1)


def test_averages_are_of_what_is_known(workspace: Path, aqb: Command) -> None:
    write(workspace, "fulda/2026", "{title: A, amount: 10000}, {title: B, amount: 30000}, {title: C}")
    table = json.loads(aqb("budget", "--by", "category", "--year", "2026", "-f", "json").out)["tables"]["budget"]
    assert (table["rows"][0]["average"], table["total"]["average"]) == (20000.0, 20000.0)
    assert [row["category"] for row in table["rows"]][-1] == "unallocated"
    assert table["rows"][-1]["amount"] == 60000


def test_a_district_that_was_divided_is_not_compared(workspace: Path, aqb: Command) -> None:
    write(workspace, "main-kinzig-kreis/2025", "", 300000)
    write(workspace, "main-kinzig-kreis/2026", "", 200000)
    out = aqb("budget", "--by", "district", "--district", "main-kinzig-kreis").out
    assert "-100" not in out
    assert (
        "No change is given where Main-Kinzig-Kreis counts: Stadt Hanau left it before the agreements of 2026." in out
    )
    write(workspace, "hanau/2026", "", 150000)
    out = aqb(
        "budget", "--by", "region,year", "--district", "main-kinzig-kreis", "--district", "Hanau, Brüder-Grimm-Stadt"
    ).out
    assert "+50 000" in out


def test_districts_say_what_is_so(workspace: Path, aqb: Command) -> None:
    out = aqb("list", "districts", "--status", "reported", "--search", "wetterau").out
    assert "reported" in out
    assert "have no agreement" not in out
    (workspace / REAL).write_text("format: 1\n", encoding="utf-8")
    out = aqb("list", "districts", "--skip-invalid").out
    assert "has errors" in out
    assert "2025: 1 agreement has errors." in out
    assert "Left out because of errors: data/agreements/2025/hersfeld-rotenburg.yaml.\n" in out


def test_what_was_chosen_is_said(workspace: Path, aqb: Command) -> None:
    out = aqb("budget", "--status", "signed", "--category", "qualification", "--lang", "de").out
    assert "Auswahl: Status unterzeichnet; Maßnahmenart Qualifizierungsprojekte.\n" in out


@pytest.mark.parametrize("option", ["--district", "--category", "--year", "--status", "--earmark", "--search"])
def test_empty_choices_are_mistakes(option: str, workspace: Path, aqb: Command) -> None:
    for value in ("", " "):
        result = aqb("list", "measures", option, value)
        assert (result.code, result.out) == (2, "")
        assert result.err == f"aqb: {option} is given without a value.\n"


@pytest.mark.parametrize(
    "name", ["Landkreis Hersfeld-Rotenburg", "06632", "HERSFELD-ROTENBURG/2025", REAL, f"./{REAL}"]
)
def test_names_of_one_agreement(name: str, workspace: Path, aqb: Command) -> None:
    assert aqb("show", name).out.startswith("Agreement 2025: Landkreis Hersfeld-Rotenburg\n")


def test_one_of_two_files_for_an_agreement_is_not_shown(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/copy.yaml").write_bytes((workspace / REAL).read_bytes())
    for command in ("show", "review"):
        result = aqb(command, "hersfeld-rotenburg/2025")
        assert (result.code, result.out) == (1, "")
        assert "AQB701" in result.err


def test_categories_can_be_sorted_by_what_is_unknown_too(workspace: Path, aqb: Command) -> None:
    write(workspace, "fulda/2026", "{title: A, amount: 10000}, {title: B, starts: 2026-01-01}")
    rows = json.loads(aqb("list", "categories", "--sort=-amount", "-f", "json").out)["tables"]["categories"]["rows"]
    assert rows[0]["amount"] == 10000


def test_agreements_and_categories_of_chosen_measures(workspace: Path, aqb: Command) -> None:
    write(workspace, "fulda/2026", "{title: Werkstatt, amount: 10000}")
    write(workspace, "giessen/2026", "{title: B, amount: 30000}")
    out = aqb("list", "agreements", "--year", "2026", "--search", "werkstatt").out
    assert "Landkreis Fulda" in out
    assert "Gießen" not in out
    assert "Only the chosen measures are counted." in out
    (answer,) = json.loads(aqb("list", "categories", "--group-by", "district", "-f", "json").out)["tables"].values()
    assert [row["amount"] for row in answer["rows"] if row["amount"]] == [10000, 30000]
