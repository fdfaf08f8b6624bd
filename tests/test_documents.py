"""The documents are true: sessions print what they show, links lead somewhere, and both languages say the same."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from conftest import CHECKOUT, UPDATE, Command
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_imports import ARROWS, FLOORS

from aqb_cli.checking.reporters import FORMATS as FINDINGS
from aqb_cli.cli._asking import FORMATS as ANSWERS
from aqb_cli.cli._commands import COMMANDS
from aqb_cli.cli._main import run
from aqb_cli.fileformat.yaml import read
from aqb_cli.publishing.formats import FORMATS as DOCUMENTS
from aqb_cli.workspace.settings import Settings

ALONE = {"docs/rules.md", "docs/regeln.md"}
"""What is generated, and what is for those alone who build the program."""
ENGLISH = ["README.md", *sorted(f"docs/{path.name}" for path in (CHECKOUT / "docs").glob("*.md"))]
TWINS = {
    name: name.replace("README.md", "README.de.md").replace("docs/", "docs/de/")
    for name in ENGLISH
    if name not in ALONE
}
"""The pages that are written by hand, in English, with their German sisters."""
PAGES = [*TWINS, *TWINS.values()]
OTHERS = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "templates/README.md"]
OTHERS += [name for name in ENGLISH if name in ALONE]
COMMON = {"--lang", "--color", "--help"}
"""The options that settings.md explains once for all commands."""


@cache
def tokens(name: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse((CHECKOUT / name).read_text(encoding="utf-8"))


class Step(NamedTuple):
    """What a page has the reader do, or shows of a file."""

    kind: str
    """`session`: a command with its output; `from`: a part of a file; all others are as in `prepare`."""
    what: str
    """The command, or the file."""
    shown: str = ""
    """What it is said to print, or what stands in the file."""


def steps(name: str) -> Iterator[Step]:
    """What happens on a page, in its order. Comments such as `<!-- first: … -->` prepare what follows."""
    kind = what = ""
    for token in tokens(name):
        if token.type == "html_block" and (comment := re.fullmatch(r"<!-- (\w+): (.*) -->\n?", token.content)):
            kind, what = comment.groups()
            if kind in PREPARATIONS:
                yield Step(kind, what)
        elif token.type == "fence":
            if token.info == "console":
                for part in re.split(r"^\$ ", token.content, flags=re.MULTILINE)[1:]:
                    command, _line_break, output = part.partition("\n")
                    yield Step("session", command, output)
            elif kind in ("file", "from"):
                yield Step(kind, what, token.content)
            kind = ""


PREPARATIONS = ("first", "edit", "copy", "delete")
"""What a comment alone prepares; `file` needs the block below it too."""


def prepare(kind: str, what: str, content: str) -> None:
    """Does what a page doesn't show: runs a command, or changes, copies, deletes or writes a file."""
    if kind == "first":
        done(what)
    elif kind == "edit":
        path, _colon, change = what.partition(": ")
        old, new = change.split(" → ")
        text = Path(path).read_text(encoding="utf-8")
        assert old in text, what
        Path(path).write_text(text.replace(old, new), encoding="utf-8")
    elif kind == "copy":
        shutil.copy(*what.split(" → "))
    elif kind == "delete":
        shutil.rmtree(what) if Path(what).is_dir() else Path(what).unlink()
    else:
        Path(what).parent.mkdir(parents=True, exist_ok=True)
        Path(what).write_text(content, encoding="utf-8")


def done(command: str) -> str:
    """What a command prints: `aqb` in this process, because a start takes longer than most of what it does."""
    printed = ""
    with chdir(Path.cwd()):
        for part in command.split(" && "):
            name, *arguments = shlex.split(part)
            if name == "cd":
                os.chdir(arguments[0])
            elif name == "aqb":
                printed += printed_by_aqb(arguments)
            else:
                ran = subprocess.run(
                    [name, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
                )
                printed += ran.stdout
    return printed


def printed_by_aqb(arguments: list[str]) -> str:
    both = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(both), redirect_stderr(both):
        run(arguments)
    both.seek(0)
    return both.read().replace("\r\n", "\n")  # CSV ends its lines so, and terminals don't show it


def passage(whole: str, shown: str) -> str:
    """The lines of a file from the first to the last one that a page shows."""
    first, *_between, last = shown.splitlines()
    begin = whole.index(f"{first}\n")
    return whole[begin : whole.index(f"{last}\n", begin) + len(last) + 1]


@pytest.mark.skipif(os.name == "nt", reason="the sessions are those of a POSIX shell")
@pytest.mark.parametrize("name", PAGES)
def test_sessions(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in TWINS.values():
        monkeypatch.setenv("AQB_LANG", "de")
    shutil.copytree(CHECKOUT / "data", tmp_path / "collection" / "data")
    monkeypatch.chdir(tmp_path / "collection")
    page = CHECKOUT / name
    text, position = page.read_text(encoding="utf-8"), 0
    for kind, what, shown in steps(name):
        if kind in (*PREPARATIONS, "file"):
            prepare(kind, what, shown)
            continue
        found = passage(Path(what).read_text(encoding="utf-8"), shown) if kind == "from" else done(what)
        before = "" if kind == "from" else f"$ {what}\n"
        if UPDATE:
            position = text.index(before + shown, position)
            text = text[:position] + before + found + text[position + len(before + shown) :]
            position += len(before + found)
        else:
            assert found == shown, what
    if UPDATE:
        page.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", TWINS)
def test_both_languages_have_the_same_parts(name: str) -> None:
    """Headings, code, tables and lists in the same order; commands and the names in tables are the same ones."""
    english, german = (list(outline(page)) for page in (name, TWINS[name]))
    assert english == german


def outline(name: str) -> Iterator[tuple[str, ...]]:
    """What a page and its sister have in common."""
    row = 0
    for token, after in zip(tokens(name), [*tokens(name)[1:], None], strict=True):
        if token.type == "heading_open" and after:
            yield token.tag, *codes(after)
        elif token.type == "fence":
            yield "fence", token.info, *re.findall(r"^\$ .*", token.content, re.MULTILINE)
        elif token.type in ("table_open", "thead_close"):
            row = 0
            yield (token.type,)
        elif token.type in ("tr_open", "bullet_list_open", "ordered_list_open", "list_item_open"):
            yield (token.type,)
            row = 0
        elif token.type in ("th_open", "td_open") and after:
            yield (token.type, *(codes(after) if row == 0 else ()))
            row += 1
        elif token.type == "html_block":
            yield "comment", token.content


def codes(inline: Token) -> list[str]:
    """What is set as code in a line of text."""
    names = [child.content for child in inline.children or () if child.type == "code_inline"]
    return [re.sub("^(--.*) [A-ZÄÖÜ]+$", r"\1", name) for name in names]  # without the word for an option's value


def table_after(name: str, comment: str) -> list[list[Token]]:
    """The rows of the table behind a comment such as `<!-- options: fmt -->`, without its head."""
    rows: list[list[Token]] = []
    found = False
    for token, after in zip(tokens(name), [*tokens(name)[1:], None], strict=True):
        found = found or (token.type == "html_block" and token.content.strip() == f"<!-- {comment} -->")
        if found and token.type == "table_close":
            return [row for row in rows if row]
        if found and token.type == "tr_open":
            rows.append([])
        if found and token.type == "td_open" and after:
            rows[-1].append(after)
    raise AssertionError(f"{name} has no table behind <!-- {comment} -->")


def named(name: str, comment: str) -> list[str]:
    """The names in the first column of such a table."""
    return [code for row in table_after(name, comment) for code in codes(row[0])]


def options(aqb: Command, *command: str) -> set[str]:
    return set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", aqb(*command, "--help").out, re.MULTILINE))


HELPED = [(name,) if name != "wording" else (name, "learn") for name in COMMANDS]


@pytest.mark.parametrize("command", HELPED, ids=" ".join)
def test_every_option_is_in_a_table(command: tuple[str, ...], aqb: Command) -> None:
    comment = f"options: {' '.join(command)}"
    own = options(aqb, *command) - COMMON
    pages = [name for name in PAGES if f"<!-- {comment} -->\n" in (CHECKOUT / name).read_text(encoding="utf-8")]
    assert len(pages) == (2 if own else 0), command
    for page in pages:
        listed = re.findall(r"--[\w-]+", " ".join(named(page, comment)))
        assert set(listed) == own, page
        assert len(listed) == len(set(listed)), page


def test_every_command_is_in_the_readme_and_has_examples(aqb: Command) -> None:
    overview = aqb("--help").out
    for command in HELPED:
        assert "\n  Examples:\n    aqb " in aqb(*command, "--help").out, command
        assert f"\n  {command[0]} " in overview, command
    for name in ("README.md", "README.de.md"):
        assert sorted(named(name, "commands")) == sorted(f"aqb {' '.join(command)}" for command in HELPED)


def test_options_that_are_named_exist(aqb: Command) -> None:
    known = {"--version", "--help"}.union(*(options(aqb, *command) for command in HELPED))
    for name in PAGES:
        text = re.sub(
            r"`(?:git|pip|pipx|prek|python|pre-commit) [^`]*`", "", (CHECKOUT / name).read_text(encoding="utf-8")
        )
        text = re.sub(r"<!-- .*? -->|^(?:\$ )?(?:python3|py|git) .*$", "", text, flags=re.MULTILINE)
        assert set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", text)) <= known, name


@pytest.mark.parametrize("name", ["docs/settings.md", "docs/de/settings.md"])
def test_every_setting_is_in_the_table(name: str) -> None:
    assert named(name, "settings") == list(Settings._fields)
    assert set(re.findall(r"--[\w-]+", " ".join(named(name, "common options")))) == COMMON


SCHEMA = json.loads((CHECKOUT / "data/agreement.schema.json").read_text(encoding="utf-8"))
CATEGORIES = SCHEMA["properties"]["measures"]["properties"].keys()
_WORD = re.compile(r"(?:budget\.(?:by_category|earmarked)|places\.by_category)\.")


def fields_of(part: dict[str, Any], before: str = "") -> Iterator[str]:
    """The fields that a part of the schema knows, as the page on the format names them."""
    part = SCHEMA["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    for field, inner in part.get("properties", {}).items():
        yield (path := f"{before}{field}")
        yield from fields_of(inner, f"{path}.")
        yield from fields_of(inner.get("items", {}), f"{path}[].")


def stated_in(data: Any, before: str = "") -> Iterator[str]:
    """The fields that a file states, named in the same way."""
    for field, inner in data.items() if isinstance(data, dict) else ():
        yield (path := f"{before}{field}")
        yield from stated_in(inner, f"{path}.")
        for entry in inner if isinstance(inner, list) else ():
            yield from stated_in(entry, f"{path}[].")


def once(paths: Iterator[str]) -> set[str]:
    """Those of all categories once, without the words that stand in place of fields."""
    found = {re.sub(rf"^measures\.({'|'.join(CATEGORIES)})\b", "measures", path) for path in paths}
    return {path for path in found if not _WORD.match(path)} - {"measures[]"}


@pytest.mark.parametrize("name", ["docs/file-format.md", "docs/de/file-format.md"])
def test_every_field_is_in_a_table(name: str) -> None:
    assert set(CATEGORIES) == set(named(name, "categories"))
    assert set(named(name, "fields")) == once(fields_of(SCHEMA))


def test_the_agreement_that_states_everything_does() -> None:
    """`aqb diff` and `aqb show` are tried on each of its fields; what isn't in it could be lost there in silence."""
    full = read((CHECKOUT / "tests/querying/queries/show-full.yaml").read_bytes()).data
    assert once(fields_of(SCHEMA)) - once(stated_in(full)) == {"budget.rounded"}  # all its amounts are exact


@pytest.mark.parametrize("name", ["docs/json.md", "docs/de/json.md"])
def test_json_is_as_promised(name: str, workspace: Path, aqb: Command) -> None:
    example = next(step for step in steps("docs/ask.md") if step.kind == "file")
    Path(example.what).write_text(example.shown, encoding="utf-8")
    promised = set(named(name, "tables"))
    columns: dict[tuple[str, str], set[str]] = {}
    asked = ""
    for command, table, keys in table_after(name, "outputs"):
        asked = (codes(command) or [asked])[0]
        columns[asked, codes(table)[0]] = set(codes(keys))
    for asked in {command: None for command, _table in columns}:
        output = json.loads(aqb(*asked.split()[1:], "-f", "json").out)
        assert output.keys() <= promised
        for title, table in output["tables"].items():
            across = {str(year) for year in range(2000, 2100)}
            listed = {column["key"] for column in table["columns"]} - across
            wanted = columns[asked, title]
            assert listed == wanted if (asked.split()[1], title) != ("show", "measures") else listed <= wanted
            assert table.keys() | {key for column in table["columns"] for key in column} <= promised
            assert {key for group in table.get("groups", ()) for key in group} <= promised


@pytest.mark.parametrize("name", ["docs/json.md", "docs/de/json.md"])
def test_findings_in_json_are_as_promised(name: str, workspace: Path, aqb: Command) -> None:
    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(inner)

    agreement = workspace / "data/agreements/2025/hersfeld-rotenburg.yaml"
    agreement.write_text(agreement.read_text(encoding="utf-8").replace("595950", "595.950"), encoding="utf-8")
    output = json.loads(aqb("validate", "-f", "json", "--statistics").out)
    assert set(keys(output)) - {"AQB104"} == set(named(name, "findings"))


def test_commands_are_the_ones_that_ci_runs() -> None:
    ci = (CHECKOUT / ".ci/run").read_text(encoding="utf-8")
    texts = [(CHECKOUT / name).read_text(encoding="utf-8") for name in ("README.md", "README.de.md")]
    for name in ("users", "tests"):
        english, german = (re.findall(rf"<!-- command: {name} -->\n```sh\n(.*)\n```\n", text) for text in texts)
        assert len(english) == 1
        assert english == german
        assert f"from_readme {name}" in ci


def test_the_readme_is_short() -> None:
    assert all((CHECKOUT / name).stat().st_size <= 8192 for name in ("README.md", "README.de.md"))


def test_every_form_of_output_is_in_a_table() -> None:
    for name, forms in {"docs/check.md": FINDINGS, "docs/ask.md": ANSWERS, "docs/publish.md": DOCUMENTS}.items():
        for page in (name, TWINS[name]):
            assert {codes(row[0])[0].removeprefix("-f ") for row in table_after(page, "forms")} == set(forms)


@pytest.mark.parametrize("name", ["docs/ci.md", "docs/de/ci.md"])
def test_hooks_and_inputs_of_the_action_are_explained(name: str) -> None:
    hooks = re.findall(r"^- id: (.*)", (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    inputs = (CHECKOUT / "action.yml").read_text(encoding="utf-8").partition("\ninputs:\n")[2].partition("\nruns:\n")[0]
    assert sorted(codes(row[0])[0] for row in table_after(name, "hooks")) == sorted(hooks)
    listed = [codes(row[0])[0] for row in table_after(name, "inputs")]
    assert sorted(listed) == sorted(re.findall(r"^  ([\w-]+):", inputs, re.MULTILINE))


def test_places_of_the_house_exist() -> None:
    for name in ("docs/architecture.md", "docs/de/architecture.md"):
        places = named(name, "rooms")
        assert len(places) > 10
        assert all((CHECKOUT / place).exists() for place in places)


@pytest.mark.parametrize("name", ["docs/architecture.md", "docs/de/architecture.md"])
def test_the_picture_shows_the_arrows_of_the_house(name: str) -> None:
    """Each arrow drawn is an import between rooms, and each import is an arrow or a way of several."""
    picture = next(token.content for token in tokens(name) if token.info == "mermaid")
    drawn = {
        (above, below)
        for above, rooms in re.findall(r"^ +(\w+) --> (.*)$", picture, re.MULTILINE)
        for below in rooms.split(" & ")
    }
    rooms = {room for floor in FLOORS for room in floor}
    real = {(above.split(".")[0], f"{below}..".split(".")[1]) for above, below in ARROWS if below.startswith("aqb_cli")}
    real = {(above, below) for above, below in real if above != below and below in rooms}
    ways = set(drawn)
    for _floor in FLOORS:
        ways |= {(above, lowest) for above, below in ways for again, lowest in drawn if below == again}
    assert drawn <= real
    assert real <= ways


def anchors(name: str) -> set[str]:
    """The names under which a page's headings can be linked to, as GitHub makes them."""
    found: set[str] = set()
    for token, after in zip(tokens(name), tokens(name)[1:], strict=False):
        if token.type == "heading_open":
            text = "".join(child.content for child in after.children or () if child.type in ("text", "code_inline"))
            anchor = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            found.add(next(a for n in range(100) if (a := f"{anchor}-{n}" if n else anchor) not in found))
    return found


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_links_lead_somewhere(name: str) -> None:
    inline = (child for token in tokens(name) for child in token.children or () if child.type == "link_open")
    for link in inline:
        address = unquote(str(link.attrs["href"]))
        if re.match(r"[a-z]+:", address):
            assert address.startswith("https://"), address
            continue
        path, _hash, anchor = address.partition("#")
        target = (CHECKOUT / name).parent / path if path else CHECKOUT / name
        assert target.exists(), f"{name}: {address}"
        if anchor:
            assert anchor in anchors(target.resolve().relative_to(CHECKOUT).as_posix()), f"{name}: {address}"
