"""The one layout: what it looks like, that it says the same, and that nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, REAL, Command
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.runner import check_text
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.fmt import Unformattable, formatted
from aqb_cli.fileformat.fmt.comments import comments_of
from aqb_cli.fileformat.fmt.scalars import written
from aqb_cli.fileformat.yaml import _NOT_TEXT
from aqb_cli.workspace.collection import Workspace

FMT = Path(__file__).parent / "fmt"
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted([*FMT.glob("everything.yaml"), *(CHECKOUT / "data/agreements").glob("*/*.yaml")])
]


def layout(text: str) -> str:
    return formatted(yaml.read(text.encode()))


def test_everything(expect: Callable[[Path, str], None]) -> None:
    after = layout((FMT / "everything.yaml").read_text(encoding="utf-8"))
    expect(FMT / "everything.expected.yaml", after)
    assert layout(after) == after


def test_the_real_data_is_formatted(workspace: Path, aqb: Command) -> None:
    assert aqb("fmt", "--check") == (0, "", "0 files would be formatted, 2 unchanged.\n")


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A file with comments and blank lines anywhere, fields in any order, and some damage."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for number in range(draw(st.integers(0, 4))):
        indent = draw(st.integers(0, 9))
        lines.insert(
            draw(st.integers(0, len(lines))), draw(st.sampled_from(["", f"{' ' * indent}# own line {number}"]))
        )
    for number in range(draw(st.integers(0, 3))):
        lines[draw(st.integers(0, len(lines) - 1))] += f"  # beside {number}"
    for _swap in range(draw(st.integers(0, 2))):  # fields in another order
        index = draw(st.integers(0, len(lines) - 2))
        lines[index], lines[index + 1] = lines[index + 1], lines[index]
    text = "\n".join(lines)
    for _damage in range(draw(st.integers(0, 2))):
        index = draw(st.integers(0, len(text) - 1))
        text = text[:index] + draw(st.sampled_from(["", *"#-:[]{}\n \"',~"])) + text[index + draw(st.integers(0, 1)) :]
    return text


@given(commented())
def test_a_formatted_file_says_the_same_and_stays_as_it_is(text: str) -> None:
    before = yaml.read(text.encode())
    try:
        after = layout(text)
    except Unformattable:
        return  # such as a comment inside a text of several lines
    assert yaml.read(after.encode()).data == before.data
    assert sorted(c.text for c in comments_of(yaml.read(after.encode()))) == sorted(c.text for c in comments_of(before))
    assert layout(after) == after
    assert codes(after) == codes(text)


def codes(text: str) -> list[str]:
    run = check_text(Workspace(None), text.encode(), "2025/hersfeld-rotenburg.yaml", Selection())
    return sorted(d.code for d in run.diagnostics if d.code != "AQB115")  # some stand at the first of their kind


def test_comments_behind_signs_of_comments_in_texts() -> None:
    text = (
        "format: 1\nmeasures:\n  qualification:\n"
        '    - title: "Kurs # 5"  # one\n'
        "    - {title: 'A # B', provider: \"C # D\"} # two\n"
        "    -   # three\n      title: dritte\n      amount: 1\n"
        "    -   # four\n      title: vierte\n"
        "    - title: >-  # five\n        ganz # fünf\n        und noch\n"
    )
    after = layout(text)
    assert after == layout(after)
    for title, comment in (("Kurs # 5", "one"), ("A # B", "two"), ("dritte", "three"), ("vierte", "four")):
        part = after[: after.index(f"# {comment}")]
        between = after[after.index(f"# {comment}") :]
        assert title in part.split("- ")[-1] or between.split("\n")[1].strip().startswith(f"title: {title}")
    assert "# five" in after


def test_very_many_comments() -> None:
    lines = "".join(f"  # {number}\n  - title: T {number}  # beside\n" for number in range(5000))
    assert layout(f"format: 1\nsources:\n{lines}").count("#") == 10_000


@given(st.text(min_size=1), st.booleans(), st.booleans())
def test_every_text_is_read_back(text: str, is_text: bool, flow: bool) -> None:
    line = written(text, is_text=is_text, flow=flow)
    assert "\n" not in line
    document = yaml.read(f"a: [{line}]\n".encode() if flow else f"a: {line}\n".encode())
    if re.search(_NOT_TEXT, text) is None:  # some characters can't be written in a file at all
        assert document.data == {"a": [text] if flow else text}


def test_every_sign_is_read_back() -> None:
    for sign in map(chr, range(33, 127)):
        for text in (f"a{sign}b", f"a{sign}", f"{sign}a", f"a {sign} b", f"a{sign} b", f"a {sign}b", f"a:{sign}", sign):
            line = written(text, is_text=True, flow=True)
            assert yaml.read(f"a: [x, {line}, {{b: {line}}}]\n".encode()).data == {"a": ["x", text, {"b": text}]}
            line = written(text, is_text=True, flow=False)
            assert yaml.read(f"a: {line}\nb:\n  - {line}\n".encode()).data == {"a": text, "b": [text]}


@given(st.sampled_from(["no", "1", "1.5", "0x1F", "2025-08-02", "1:30", "null", "~", "Yes", "1_000", ".5", "1e3", "a"]))
def test_texts_stay_texts_for_other_programs(text: str) -> None:
    for version in ((1, 1), (1, 2)):
        yaml = YAML(typ="safe", pure=True)
        yaml.version = version
        assert yaml.load(f"a: {written(text, is_text=True, flow=False)}\n") == {"a": text}


@pytest.mark.parametrize(
    "text", ["", "- a\n", "a: 1\na: 2\n", "a: &x 1\n", "a: [\n", "text\n", "a: 1\n---\nb: 2\n", "\x00"]
)
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    with pytest.raises(Unformattable):
        layout(text)


def test_command(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    neat = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + neat.replace(b"  total: 595950", b"    total: '595950'").replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert aqb("fmt", "--check") == (1, f"{REAL}\n", "1 file would be formatted, 1 unchanged.\n")
    result = aqb("fmt", "--diff")
    assert result.code == 1
    assert "-    total: '595950'\n+  total: 595950\n" in result.out
    assert path.read_bytes() == before
    assert aqb("fmt", "hersfeld-rotenburg/2025") == (0, "", "1 file formatted, 0 unchanged.\n")
    assert path.read_bytes() == neat.replace(b"\n", b"\r\n")
    assert aqb("fmt") == (0, "", "0 files formatted, 2 unchanged.\n")


def test_broken_files_are_named_and_left_alone(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text("format: 1\nmeasures: [\n", encoding="utf-8")
    result = aqb("fmt")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB006]" in result.err
    assert result.err.endswith("0 files formatted, 1 unchanged, 1 left alone.\n")
    assert path.read_text(encoding="utf-8") == "format: 1\nmeasures: [\n"
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert aqb("fmt").code == 2


def test_standard_input(workspace: Path, aqb: Command, typed: Callable[[str], None]) -> None:
    typed("year: 2025\nformat: '1'\n")
    assert aqb("fmt", "-") == (0, "format: 1\nyear: 2025\n", "")
    typed("year: [\n")
    refused = aqb("fmt", "-")
    assert (refused.code, refused.out) == (1, "")
    assert "error[AQB006]" in refused.err


def test_line_for_editors(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreement.schema.json").write_text("{}", encoding="utf-8")
    assert aqb("fmt").code == 0
    first = (workspace / REAL).read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../../agreement.schema.json"
    assert aqb("fmt", "--check").code == 0


def test_what_is_no_agreement_is_named(workspace: Path, aqb: Command) -> None:
    note = "data/districts.yaml is no agreement and left as it is: fmt knows no layout for it.\n"
    assert aqb("fmt", "data/districts.yaml") == (0, "", f"{note}0 files formatted, 0 unchanged.\n")
    said = aqb("fmt", ".").err
    assert said.startswith("data/districts.yaml, data/standing.yaml, data/programmes/")
    assert "data/programmes/2025.yaml are no agreements and left as they are: " in said
    assert aqb("fmt").err == "0 files formatted, 2 unchanged.\n"


def test_quotes_of_unknown_fields_are_kept() -> None:
    text = """format: 1
unknown: "yes"
other: yes
number: "5"
another: 5

inside:
  no: "no"
  yes: no
"""
    assert layout(text) == text
    assert layout("a: 'no'\nb: >-\n  1.5\n") == 'a: "no"\nb: "1.5"\n'


def test_questions_in_braces_and_comments_close_to_quotes() -> None:
    text = "budget:\n  by_year: {2025: '1'}#beside\nreview:\n  deviations: [{on: 2025-01-01, reason: 'Wer? a:b'}]\n"
    assert layout(text) == (
        'budget:\n  by_year: {2025: 1}  #beside\n\nreview:\n  deviations:\n    - {on: 2025-01-01, reason: "Wer? a:b"}\n'
    )


def test_a_fault_of_our_own_loses_nothing(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "'595950'"), encoding="utf-8")
    before = path.read_bytes()
    monkeypatch.setattr("aqb_cli.fileformat.fmt.lines_of", lambda _whole, _shape: ["format: 2"])
    code, out, err = aqb("fmt", "hersfeld-rotenburg/2025")
    assert (code, out) == (1, "")
    assert err.startswith(f"{REAL} is left as it is: in the one layout it would say something else.")
    assert err.endswith("\n0 files formatted, 0 unchanged, 1 left alone.\n")
    assert path.read_bytes() == before


def test_a_comment_between_a_dash_and_its_first_field_stands_above_both() -> None:
    text = "format: 1\n\nmeasures:\n  qualification:\n    - places: 8\n      # Titel laut Seite 3\n      title: X\n"
    after = "format: 1\n\nmeasures:\n  qualification:\n    # Titel laut Seite 3\n    - title: X\n      places: 8\n"
    assert layout(text) == after
    assert layout(after) == after
    text = "format: 1\nreview:\n  deviations:\n    - reason: x\n      # Seite 3\n      on: 2025-01-01\n"
    assert layout(text) == layout(layout(text))
    assert "    # Seite 3\n    - {on: 2025-01-01, reason: x}\n" in layout(text)


def test_a_comment_behind_a_quote_does_not_become_a_lost_word() -> None:
    text = "format: 1\nstatus: 'signed' #eins\n"
    assert layout(text) == "format: 1\n#eins\nstatus: signed\n" == layout(layout(text))


def test_the_head_of_a_file_stays_its_head() -> None:
    assert layout("# Kopf\n# zwei\nyear: 2025\nformat: 1\n") == "# Kopf\n# zwei\n\nformat: 1\nyear: 2025\n"
    assert layout("# Kopf\n\n# Jahr\nyear: 2025\nformat: 1\n") == "# Kopf\n\nformat: 1\n# Jahr\nyear: 2025\n"
    assert layout("# Format\nformat: 1\nyear: 2025\n") == "# Format\nformat: 1\nyear: 2025\n"
    text = "year: 2025\n# Format\nformat: 1\n"
    assert layout(text) == "# Format\nformat: 1\nyear: 2025\n"


def test_most_line_ends_decide_and_changed_ones_are_said(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    neat = path.read_bytes()
    path.write_bytes(neat.replace(b"\n", b"\r\n", 1))
    shown = aqb("fmt", "--diff")
    assert (shown.code, shown.out) == (1, f"--- {REAL}\n+++ {REAL}\n\\ Line ends: LF and CRLF → LF\n")
    assert aqb("fmt").code == 0
    assert path.read_bytes() == neat
    path.write_bytes(neat.rstrip(b"\n"))
    shown = aqb("fmt", "--diff", "--lang", "de")
    assert shown.out == f"--- {REAL}\n+++ {REAL}\n\\ Die letzte Zeile erhält ein Zeilenende.\n"
    path.write_bytes(neat.replace(b"\n", b"\r\n").replace(b"\r\n", b"\n", 1))
    assert aqb("fmt").code == 0
    assert path.read_bytes() == neat.replace(b"\n", b"\r\n")
