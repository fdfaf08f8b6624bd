"""What has changed, in the agreement's own terms; comments and layout count as nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, Command
from generated import CATEGORIES
from hypothesis import given
from hypothesis import strategies as st
from repositories import edit
from repositories import git_here as git

from aqb_cli.checking.matching import CategorisedMeasure, matched
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, Category, Measure
from aqb_cli.fileformat.vocabulary import ChangeKind
from aqb_cli.fileformat.yaml import read
from aqb_cli.querying.changes import changes
from aqb_cli.querying.queries.diff import diff
from aqb_cli.text.messages import _


def rows(aqb: Command, *arguments: str) -> list[dict[str, Any]]:
    result = aqb("diff", *arguments, "-f", "json")
    assert (result.code, result.err) == (0, "")
    return list(json.loads(result.out, parse_float=Decimal)["tables"]["changes"]["rows"])


def brief(aqb: Command, *arguments: str) -> list[tuple[object, ...]]:
    return [(r["kind"], r["topic"], r["measure"], r["before"], r["after"]) for r in rows(aqb, *arguments)]


@pytest.fixture
def other(workspace: Path) -> Path:
    """A copy of the real agreement beside it, to be changed."""
    path = workspace / "other/2025/hersfeld-rotenburg.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes((workspace / REAL).read_bytes())
    return path


def test_comments_and_layout_are_nothing(other: Path, aqb: Command) -> None:
    edit(other, ("budget:\n  total: 595950", "# a comment\nbudget: {total: '595950'}"))
    assert rows(aqb, REAL, str(other)) == []
    assert aqb("diff", REAL, str(other)).out.endswith("Nothing has changed.\n")


@pytest.mark.parametrize(
    ("budget", "then", "differences"),
    [
        ("total: 9, own_contribution: 5", "total: 9", [None]),  # not stated any more, which isn't nothing
        ("total: 9, by_category: {qualification: 5}", "total: 9", [None]),
        ("total: 9, by_year: {2025: 9}", "total: 9", [None]),
        ("total: 9, by_year: {2025: 9}", "total: 9, by_year: {2026: 9}", [-9, 9]),
        ("total: 9, other_funds: [{name: ESF, amount: 5}]", "total: 9", [-5]),
    ],
)
def test_what_is_not_stated_gives_no_difference(
    budget: str, then: str, differences: list[int | None], other: Path, aqb: Command
) -> None:
    edit(Path(REAL), ("budget:\n  total: 595950", f"budget: {{{budget}}}"))
    edit(other, ("budget:\n  total: 595950", f"budget: {{{then}}}"))
    assert [row["difference"] for row in rows(aqb, REAL, str(other))] == differences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("595950", "645950.50", [("changed", "budget.total", None, 595950, Decimal("645950.50"))]),
        ("    - title: Leben und Sprache III\n", "", [("dropped", "measure", "Leben und Sprache III", None, None)]),
        ("staff_training: []", "staff_training: [{title: Neu, amount: 5}]", [("added", "measure", "Neu", None, 5)]),
        (
            "FBI 2025/2026", "FBI 2026/2027",
            [("renamed", "measure.title", "FBI 2026/2027", "FBI 2025/2026", "FBI 2026/2027")],
        ),
        (
            "    - title: digitale Kompetenzen\n  staff_training: []",
            "  staff_training:\n    - title: digitale Kompetenzen",
            [("moved", "measure.category", "digitale Kompetenzen", "qualification", "staff_training")],
        ),
        (
            "- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: 1000\n      places: 8\n      starts: 2025-09-01",
            [
                ("added", "measure.amount", "BaE TZ+VZ", None, 1000),
                ("added", "measure.starts", "BaE TZ+VZ", None, "2025-09-01"),
                ("added", "measure.places", "BaE TZ+VZ", None, 8),
            ],
        ),
        ("date: 2025-08-08", "date: 2025-08-09", [("changed", "signature.date", None, "2025-08-08", "2025-08-09")]),
        ("status: signed", "status: draft", [("changed", "agreement.status", None, "signed", "draft")]),
        (
            "  total: 595950", "  total: 595950\n  by_year: {2025: 400000, 2026: 195950}",
            [("added", "budget.by_year", None, None, 400000), ("added", "budget.by_year", None, None, 195950)],
        ),
        ("  - title: Zielvereinbarung 2025 zur", "  - title: ZV 2025 zur", None),
    ],
)  # fmt: skip
def test_changes(old: str, new: str, expected: list[tuple[object, ...]] | None, other: Path, aqb: Command) -> None:
    edit(other, (old, new))
    found = brief(aqb, REAL, str(other))
    if expected is None:
        assert [(kind, topic) for kind, topic, *_rest in found] == [("dropped", "source"), ("added", "source")]
    else:
        assert found == expected
    swapped = {"added": "dropped", "dropped": "added"}
    back = brief(aqb, str(other), REAL)
    assert sorted(str((k, t, b, a)) for k, t, _m, a, b in back) == sorted(
        str((swapped.get(str(k), k), t, b, a)) for k, t, _m, b, a in found
    )


def test_the_sentence(other: Path, aqb: Command) -> None:
    edit(
        other, ("595950", "600000"), ("    - title: Leben und Sprache III\n", ""), ("FBI 2025/2026", "FBI 2026/2027"),
        ("  staff_training: []", "  staff_training:\n    - title: Neu"),
    )  # fmt: skip
    out = aqb("diff", REAL, str(other)).out
    sentence = (
        "hersfeld-rotenburg/2025: budget up by EUR 4 050 to EUR 600 000, 1 measure dropped, 1 measure renamed, "
        "1 measure added\n"
    )
    assert sentence in out
    german = aqb("diff", REAL, str(other), "--lang", "de", "-f", "markdown").out
    assert "Budget um 4.050 Euro auf 600.000 Euro erhöht, 1 Maßnahme entfallen" in german
    assert "| geändert | Gesamtbetrag | – | – | 595.950 Euro | 600.000 Euro | +4.050 |" in german


def test_nothing_is_called_unchanged_that_was_left_out() -> None:
    notes = [str(note) for note in diff([], _("Changes"), {}).tables[0].notes]
    assert notes == ["Nothing has changed."]
    assert not diff([], _("Changes"), {}, left_out=("fulda.yaml",)).tables[0].notes
    assert diff([], _("Changes"), {}, notes=(_("Changes"),)).tables[0].notes == (_("Changes"),)


def test_since_a_branch(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("date: 2.8.2025", "date: 2025-08-02"))
    git("commit", "--quiet", "--all", "--message", "Fixed")
    git("branch", "--force", "main")
    assert "Nothing has changed." in aqb("diff", "--since", "main").out
    edit(history / REAL, ("595950", "600000"))
    new = history / "data/agreements/2025/fulda.yaml"
    new.write_text(
        (history / REAL).read_text(encoding="utf-8").replace("hersfeld-rotenburg", "fulda"), encoding="utf-8"
    )
    (history / "data/agreements/2024/wetteraukreis.yaml").unlink()
    out = aqb("diff", "--since", "main").out
    assert "hersfeld-rotenburg/2025: budget up by EUR 4 050 to EUR 600 000\n" in out
    assert "fulda/2025: new, with EUR 600 000, 6 measures\n" in out
    assert "wetteraukreis/2024: deleted, with EUR 1 140 300\n" in out
    git("mv", REAL, "data/agreements/2025/renamed.yaml")
    assert "AQB405" in aqb("diff", "--since", "main").err


def test_another_agreement_is_no_renamed_one(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("date: 2.8.2025", "date: 2025-08-02"))
    git("commit", "--quiet", "--all", "--message", "Fixed")
    git("branch", "--force", "main")
    other = history / "data/agreements/2025/fulda.yaml"
    git("mv", REAL, str(other))
    edit(other, ("hersfeld-rotenburg", "fulda"))
    out = aqb("diff", "--since", "main").out
    assert "fulda/2025: new, with EUR 595 950, 6 measures\n" in out
    assert "hersfeld-rotenburg/2025: deleted, with EUR 595 950, 6 measures\n" in out


def since(aqb: Command) -> list[tuple[object, ...]]:
    answer = json.loads(aqb("diff", "--since", "main", "-f", "json").out, parse_float=Decimal)
    return [(r["kind"], r["topic"], r["before"], r["after"]) for r in answer["tables"]["changes"]["rows"]]


def test_what_is_faulty_is_compared_as_far_as_it_can_be_read(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("date: 2.8.2025", "date: 2025-08-02"), ("  total: 595950", "  total: 645950"))
    result = aqb("diff", "--since", "main")
    assert result.code == 0
    assert f"{REAL}: the earlier version had errors; it is compared as far as it can be read." in result.out
    assert "hersfeld-rotenburg/2025: budget up by EUR 50 000 to EUR 645 950\n" in result.out
    edit(history / REAL, ("year: 2025", "year: 2025\nstatus: sgnd\n#"), ("Leben und Sprache III", "Ganz anders"))
    result = aqb("diff", "--since", "main")
    assert result.code == 1
    assert f"{REAL} has errors; it is compared as far as it can be read." in result.out
    assert "1 measure dropped, 1 measure added" in result.out
    assert "error[AQB" in result.err
    edit(history / REAL, ("budget:", "budget: ["))
    result = aqb("diff", "--since", "main")
    assert result.code == 1
    assert f"Left out because of errors: {REAL}." in result.out
    assert aqb("diff", REAL, "wetteraukreis/2024").code == 1


def test_a_mended_sum_hides_no_other_change(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: 600000"))  # AQB201
    git("commit", "--quiet", "--all", "--message", "More than there is")
    git("branch", "--force", "main")
    edit(history / REAL, ("amount: 600000", "amount: 500000"), ("total: 595950", "total: 700000"))
    assert since(aqb) == [("changed", "budget.total", 595950, 700000), ("changed", "measure.amount", 600000, 500000)]


def test_faulty_agreements_that_are_deleted_or_moved(history: Path, aqb: Command) -> None:
    text = (history / REAL).read_text(encoding="utf-8")
    (history / REAL).unlink()
    assert since(aqb) == [("dropped", "agreement", 595950, None)]
    moved = history / "data/agreements/2024/hersfeld-rotenburg.yaml"
    moved.write_text(text.replace("year: 2025", "year: 2024").replace("2.8.2025", "2024-08-02"), encoding="utf-8")
    assert since(aqb) == [("added", "agreement", None, 595950), ("dropped", "agreement", 595950, None)]
    moved.unlink()
    (history / REAL).write_text("format: [\n", encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "Broken")
    git("branch", "--force", "main")
    (history / REAL).unlink()
    assert f"{REAL} was deleted; what it said can't be read." in aqb("diff", "--since", "main").out
    (history / REAL).write_text(text.replace("2.8.2025", "2025-08-02"), encoding="utf-8")
    assert since(aqb) == []  # it isn't new
    assert f"{REAL} can't be compared: its earlier version can't be read." in aqb("diff", "--since", "main").out


def test_whole_agreements_have_rows(history: Path, aqb: Command) -> None:
    (history / "data/agreements/2024/wetteraukreis.yaml").rename(history / "data/agreements/2024/fulda.yaml")
    edit(history / "data/agreements/2024/fulda.yaml", ("district: wetteraukreis", "district: fulda"))
    lines = aqb("diff", "--since", "main", "-f", "csv").out.splitlines()
    assert lines[1:] == [
        "fulda/2024,added,agreement,agreement,,,,1140300,1140300",
        "wetteraukreis/2024,dropped,agreement,agreement,,,1140300,,-1140300",
    ]


def test_measures_that_were_not_known_are_not_called_new(other: Path, aqb: Command) -> None:
    text = other.read_text(encoding="utf-8")
    other.write_text(text[: text.index("measures:")] + text[text.index("signatures:") :], encoding="utf-8")
    assert "hersfeld-rotenburg/2025: 6 measures stated, unknown before\n" in aqb("diff", str(other), REAL).out
    assert "hersfeld-rotenburg/2025: 6 measures no longer stated\n" in aqb("diff", REAL, str(other)).out
    assert {(kind, before) for kind, _t, _m, before, _after in brief(aqb, str(other), REAL)} == {("added", "not known")}


def test_all_that_is_stated_of_a_measure_that_comes_or_goes(other: Path, aqb: Command) -> None:
    new = "{title: Neu, amount: 5, places: 8, starts: 2025-09-01, provider: Verein, by_year: {2025: 5}}"
    edit(other, ("staff_training: []", f"staff_training: [{new}]"))
    assert brief(aqb, REAL, str(other)) == [
        ("added", "measure", "Neu", None, 5),
        ("added", "measure.starts", "Neu", None, "2025-09-01"),
        ("added", "measure.places", "Neu", None, 8),
        ("added", "measure.provider", "Neu", None, "Verein"),
        ("added", "measure.by_year", "Neu", None, 5),
    ]
    assert [row["difference"] for row in rows(aqb, str(other), REAL)] == [-5, None, None, None, -5]
    assert "hersfeld-rotenburg/2025: 1 measure added\n" in aqb("diff", REAL, str(other)).out


def test_a_signature_comes_with_its_office(other: Path, aqb: Command) -> None:
    text = other.read_text(encoding="utf-8")
    start, end = text.index("signatures:"), text.index("sources:")
    draft = (text[:start] + text[end:]).replace("status: signed", "status: draft")
    other.write_text(draft, encoding="utf-8")
    office = next(line for line in text[start:].splitlines() if "office:" in line).split(": ")[1]
    added = [after for kind, topic, _m, _before, after in brief(aqb, str(other), REAL) if topic == "signature"]
    assert f", {office} (" in str(added[0])


def test_places_that_are_stated_in_sum(other: Path, aqb: Command) -> None:
    edit(other, ("signatures:", "places: {total: 40, by_category: {qualification: 8}}\n\nsignatures:"))
    assert brief(aqb, REAL, str(other)) == [
        ("added", "places.total", None, None, 40),
        ("added", "places.by_category", None, None, 8),
    ]


def test_each_of_a_partys_two_signatories_is_compared(other: Path, aqb: Command) -> None:
    edit(
        other,
        (
            "    name: Dirk Noll",
            "    name: Eva Neu\n    office: Kreisbeigeordnete\n  - party: district\n    name: Dirk Noll",
        ),
    )
    assert brief(aqb, REAL, str(other)) == [("added", "signature", None, None, "Eva Neu, Kreisbeigeordnete (–)")]
    renamed = other.parents[2] / "third/2025/hersfeld-rotenburg.yaml"
    renamed.parent.mkdir(parents=True)
    renamed.write_text(other.read_text(encoding="utf-8").replace("Eva Neu", "Eva Alt-Neu"), encoding="utf-8")
    changed = ("changed", "signature.name", None, "Eva Neu", "Eva Alt-Neu")
    assert brief(aqb, str(other), str(renamed)) == [changed]


def test_deviations_and_signatures_say_what_is_known(other: Path, aqb: Command) -> None:
    undated = "  - {party: ministry, name: Erika Muster}\n"
    text = other.read_text(encoding="utf-8").replace("status: signed", "status: draft")
    start, end = text.index("signatures:"), text.index("sources:")
    other.write_text(text[:start] + text[end:], encoding="utf-8")
    review = "review: {deviations: [{on: 2025-09-30, reason: später}]}\nsignatures:\n"
    new = other.parents[2] / "new/2025" / other.name
    new.parent.mkdir(parents=True)
    new.write_text(f"{text[:start]}{review}{undated}{text[end:]}", encoding="utf-8")
    after = {row["topic"]: row["after"] for row in rows(aqb, str(other), str(new))}
    assert after["review.deviation"] == "30 September 2025, the whole agreement: später"
    assert after["signature"] == "Erika Muster (–)"


def test_results_of_measures_that_are_gone_are_no_details(other: Path, aqb: Command) -> None:
    result = "review:\n  results:\n    - {measure: Leben und Sprache III, status: running}\n\nsignatures:"
    edit(Path(REAL), ("signatures:", result))
    edit(other, ("    - title: Leben und Sprache III\n", ""))
    assert "hersfeld-rotenburg/2025: 1 measure dropped\n" in aqb("diff", REAL, str(other)).out


def test_the_result_of_a_measure_isnt_lost_to_one_that_now_has_its_title(other: Path, aqb: Command) -> None:
    results = "".join(f"\n    - {{measure: {m}, status: running, spent: {n}}}" for m, n in (("BaE TZ", 7), ("BaE", 9)))
    for path in (Path(REAL), other):
        edit(path, ("title: BaE TZ+VZ", "title: BaE"), ("title: FBI 2025/2026", "title: BaE TZ"))
    edit(Path(REAL), ("signatures:", f"review:\n  results:{results}\n\nsignatures:"))
    edit(other, ("title: BaE TZ", "title: BaE"))
    spent = [
        (row["measure"], row["before"], row["after"]) for row in rows(aqb, REAL, str(other)) if "spent" in row["topic"]
    ]
    assert sorted(spent) == [("BaE", 9, None), ("BaE TZ", 7, None)]


@pytest.mark.parametrize("arguments", [[], [REAL], [REAL, REAL, REAL], ["--since", "main", REAL]])
def test_wrong_use(arguments: list[str], workspace: Path, aqb: Command) -> None:
    result = aqb("diff", *arguments)
    assert (result.code, result.out) == (2, "")


titles = st.lists(st.sampled_from(["BaE", "BaE TZ", "FBI 2025", "FBI 2026", "Leben III", "Leben IV"]), unique=True)
measures = st.fixed_dictionaries(dict.fromkeys(("training_preparation", "qualification", "staff_training"), titles))


@given(measures, measures)
def test_every_measure_is_accounted_for(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    found = changes(agreement(old), agreement(new))
    kinds = [change.kind for change in found if change.topic == "measure"]
    assert sum(map(len, new.values())) - sum(map(len, old.values())) == kinds.count(ChangeKind.ADDED) - kinds.count(
        ChangeKind.DROPPED
    )
    assert (found == []) == (
        old == new or {c: sorted(t) for c, t in old.items()} == {c: sorted(t) for c, t in new.items()}
    )


def agreement(measures: dict[str, list[str]]) -> Agreement:
    return made({c: [{"title": title} for title in titles] for c, titles in measures.items()})


def made(measures: dict[str, list[dict[str, Any]]], **more: Any) -> Agreement:
    content = {**measures, "vocational_training": []}
    text = json.dumps(
        {"format": 1, "district": "fulda", "year": 2025, "status": "draft", "budget": {"total": 1}, "measures": content}
        | more
    )
    sound = load(read(text.encode()), Agreement).sound
    assert sound is not None
    return sound


costs = st.fixed_dictionaries(
    {"title": st.sampled_from(["BaE", "BaE TZ", "FBI 2025", "FBI 2026"])},
    optional={
        "amount": st.integers(0, 9).map(str),
        "by_year": st.dictionaries(st.sampled_from(["2025", "2026"]), st.integers(0, 9).map(str), min_size=1),
    },
)
lists = st.lists(costs, unique_by=lambda measure: str(measure["title"]), max_size=4)
priced = st.fixed_dictionaries(dict.fromkeys(("training_preparation", "qualification", "staff_training"), lists))


@given(priced, priced, st.data())
def test_every_amount_is_accounted_for(
    old: dict[str, list[dict[str, Any]]], new: dict[str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    """Whatever was renamed, moved or exchanged: the differences told add up to the one that there is."""
    sides, spent = [], []
    for measures in (old, new):
        titles = Counter(measure["title"] for measure in chain(*measures.values()))
        results = {title: data.draw(st.integers(0, 9)) for title, times in titles.items() if times == 1}
        entries = [{"measure": title, "status": "running", "spent": str(n)} for title, n in results.items()]
        sides.append(made(measures, review={"results": entries}))
        spent.append(sum(results.values()))
    told: Counter[str] = Counter()
    for change in changes(*sides):
        before, after = (value if isinstance(value, Decimal) else 0 for value in (change.before, change.after))
        told[change.topic] += int(after - before)
    stated = [chain(*measures.values()) for measures in (old, new)]
    for_years = [sum(int(n) for m in measures for n in m.get("by_year", {}).values()) for measures in stated]
    assert told["measure.by_year"] == for_years[1] - for_years[0]
    assert told["review.result.spent"] == spent[1] - spent[0]


def test_what_is_said_of_a_renamed_measure_is_said_of_the_same_one(other: Path, aqb: Command) -> None:
    for path in (Path(REAL), other):
        review = (
            "review:\n  deviations:\n    - {on: 2025-09-30, measure: FBI 2025/2026, budget_change: -12, reason: so}\n"
            "  results:\n    - {measure: FBI 2025/2026, status: running, spent: 18000}\n\nsignatures:"
        )
        edit(path, ("signatures:", review))
    renamed = [("renamed", "measure.title", "FBI 2026/2027", "FBI 2025/2026", "FBI 2026/2027")]
    edit(other, ("FBI 2025/2026", "FBI 2026/2027"))
    assert brief(aqb, REAL, str(other)) == renamed
    edit(other, ("spent: 18000", "spent: 19000"), ("reason: so", "reason: anders"))
    assert [(kind, topic, measure) for kind, topic, measure, *_rest in brief(aqb, REAL, str(other))] == [
        ("renamed", "measure.title", "FBI 2026/2027"),
        ("dropped", "review.deviation", None),
        ("added", "review.deviation", None),
        ("changed", "review.result.spent", "FBI 2026/2027"),
    ]


def test_no_measures_are_not_the_same_as_none_stated(other: Path, aqb: Command) -> None:
    text = other.read_text(encoding="utf-8")
    start, end = text.index("measures:"), text.index("signatures:")
    empty = "".join(f"  {name}: []\n" for name in CATEGORIES)
    unstated = other.parents[2] / "unstated/2025" / other.name
    unstated.parent.mkdir(parents=True)
    unstated.write_text(text[:start] + text[end:], encoding="utf-8")
    other.write_text(f"{text[:start]}measures:\n{empty}{text[end:]}", encoding="utf-8")
    none = other
    assert brief(aqb, str(unstated), str(none)) == [("added", "measures", None, None, "none")]
    assert brief(aqb, str(none), str(unstated)) == [("dropped", "measures", None, "none", None)]
    assert brief(aqb, str(none), str(none)) == []
    assert {topic for _kind, topic, *_rest in brief(aqb, REAL, str(none))} == {"measure"}


def test_two_different_agreements(workspace: Path, aqb: Command) -> None:
    names = "hersfeld-rotenburg/2025", "wetteraukreis/2024"
    assert brief(aqb, *names)[0] == (
        "changed", "agreement.district", None, "Landkreis Hersfeld-Rotenburg", "Wetteraukreis"
    )  # fmt: skip
    assert "\nhersfeld-rotenburg/2025 → wetteraukreis/2024: budget up by" in aqb("diff", *names).out
    assert aqb("diff", "-", names[0]) == (
        2, "", "aqb: Standard input (-) can't be compared.\n     Save it as a file, and name that.\n"
    )  # fmt: skip


def places(titles: list[str], category: Category = Category.QUALIFICATION) -> list[CategorisedMeasure]:
    return [CategorisedMeasure(category, Measure(title=title)) for title in titles]


def test_very_many_renamed_measures() -> None:
    for count, renamed in ((60, 60), (1500, 0)):
        old = [f"Kurs {number} für junge Leute" for number in range(count)]
        new = [f"{title} und alte" for title in old]
        assert matched(places(old), places(new)) == {number: number for number in range(renamed)}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([{"amount": 100}, {"amount": 200}], [{"amount": 200}], {1: 0}),
        ([{"amount": 100}, {"amount": 200}], [{"amount": 190}], {1: 0}),
        ([{"amount": 200}], [{"amount": 100}, {"amount": 200}], {0: 1}),
        ([{"amount": 100}, {"amount": 200}, {"amount": 300}], [{"amount": 300}, {"amount": 250}], {2: 0, 1: 1}),
        ([{"amount": 1, "provider": "A"}, {"amount": 1, "provider": "B"}], [{"amount": 9, "provider": "B"}], {1: 0}),
        ([{}, {}, {"amount": 5}], [{}, {}], {0: 0, 1: 1}),
        ([{"places": 8}, {}, {}], [{}, {"places": 8}, {}], {0: 1, 1: 0, 2: 2}),
    ],
)
def test_measures_of_one_title_are_told_apart_by_what_else_is_stated(
    old: list[dict[str, object]], new: list[dict[str, object]], pairs: dict[int, int]
) -> None:
    def measures(stated: list[dict[str, object]]) -> list[CategorisedMeasure]:
        texts = [{name: str(value) for name, value in facts.items()} for facts in stated]
        return [CategorisedMeasure(Category.QUALIFICATION, Measure.model_validate({"title": "A", **t})) for t in texts]

    assert matched(measures(old), measures(new)) == pairs


def test_measures_whose_numbers_change_are_told_apart_by_what_else_is_stated() -> None:
    def measures(*stated: tuple[str, str]) -> list[CategorisedMeasure]:
        texts = ({"title": title, "amount": amount} for title, amount in stated)
        return [CategorisedMeasure(Category.QUALIFICATION, Measure.model_validate(each)) for each in texts]

    old = measures(("FBI 2024/2025", "50"), ("Pflege, Los 1", "100"), ("Pflege, Los 2", "200"))
    new = measures(("Pflege, Los 7", "200"), ("Pflege, Los 8", "100"), ("FBI 2025/2026", "60"))
    assert matched(old, new) == {0: 2, 1: 1, 2: 0}


def test_the_right_one_of_two_measures_is_dropped(other: Path, aqb: Command) -> None:
    twice = "staff_training:\n    - {title: Kurs, amount: 100}\n    - {title: Kurs, amount: 200}"
    edit(Path(REAL), ("staff_training: []", twice))
    edit(other, ("staff_training: []", "staff_training: [{title: Kurs, amount: 200}]"))
    assert aqb("diff", REAL, str(other)).code == 1  # two of one title are a fault (AQB501)
    edit(Path(REAL), ("{title: Kurs, amount: 100}", "{title: Kurs, amount: 100}  # aqb: ignore[AQB501] two groups"))
    edit(Path(REAL), ("{title: Kurs, amount: 200}", "{title: Kurs, amount: 200}  # aqb: ignore[AQB501] two groups"))
    assert [(kind, before) for kind, _topic, _title, before, _after in brief(aqb, REAL, str(other))] == [
        ("dropped", 100)
    ]


def test_titles_that_look_the_same(other: Path, aqb: Command) -> None:
    edit(Path(REAL), ("BaE TZ+VZ", "Förderung"))
    text = other.read_text(encoding="utf-8").replace("BaE TZ+VZ", "Fo\u0308rderung  # aqb: ignore[AQB603] as it is")
    other.write_text(text, encoding="utf-8")
    out = aqb("diff", REAL, str(other)).out
    assert "title (looks the same; <U+00F6> became <U+006F><U+0308>)" in " ".join(out.split())
    review = "review:\n  results:\n    - {measure: Fo\u0308rderung, status: running}\n\nsignatures:"
    edit(Path(REAL), ("signatures:", review))
    assert (
        "help: One looks the same: it has <U+00F6> where <U+006F><U+0308> stands here. Copy the title from there.\n"
        in aqb("validate", REAL).out
    )


def test_revisions_are_code_in_headings(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("date: 2.8.2025", "date: 2025-08-02"))
    git("commit", "--quiet", "--all", "--message", "Fixed")
    git("branch", "odd/`b`")
    for reference, shown in (("HEAD~1", "`HEAD~1`"), ("odd/`b`", "`` odd/`b` ``"), ("main", "`main`")):
        heading = aqb("diff", "--since", reference, "-f", "markdown").out.splitlines()[0]
        assert heading == f"# Changes since {shown}"


TITLES = st.lists(st.sampled_from(["BaE", "BaE 2", "BaE TZ", "Kompass 2025", "Kompass 2026", "x" * 200]), max_size=6)


@given(TITLES, TITLES)
def test_pairs(old: list[str], new: list[str]) -> None:
    pairs = matched(places(old), places(new, Category.STAFF_TRAINING))
    assert len(set(pairs.values())) == len(pairs)
    same = Counter(old) & Counter(new)
    assert Counter(old[before] for before, after in pairs.items() if old[before] == new[after]) == same
    assert matched(places(old), places(old)) == {number: number for number in range(len(old))}
    back = matched(places(new, Category.STAFF_TRAINING), places(old))
    assert Counter((old[j], new[i]) for i, j in back.items()) == Counter((old[i], new[j]) for i, j in pairs.items())


def test_two_titles_are_like_each_other_both_ways() -> None:
    """difflib's ratio isn't the same in both directions: here 0.62 and 0.5."""
    one, other = places(["fbi 2019/2020, los 2"]), places(["digital fit 2020/2021, los 4"])
    assert matched(one, other) == matched(other, one)


def leaves(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of all values in a file."""
    if not isinstance(data, (dict, list)):
        yield place
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from leaves(inner, (*place, step))


def test_no_field_can_vanish_in_silence() -> None:
    """Every field of an agreement that states everything is taken out in turn, where it may be left out."""
    raw = (Path(__file__).parent / "queries/show-full.yaml").read_bytes()
    whole = load(read(raw), Agreement).sound
    assert whole is not None
    taken_out = set()
    for place in leaves(read(raw).data):
        document = read(raw)
        group: Any = document.data
        for step in place[:-1]:
            group = group[step]
        del group[place[-1]]
        rest = load(document, Agreement).sound
        if rest is not None:
            assert changes(whole, rest), place
            taken_out.add(tuple(step for step in place if isinstance(step, str)))
    assert len(taken_out) >= 25
