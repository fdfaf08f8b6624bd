"""`aqb init`: a collection that works at once, and nothing that was there is lost."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest
from conftest import CHECKOUT, Command
from ruamel.yaml import YAML

from aqb_cli.importing.new_collection import SOURCE, TAG
from aqb_cli.workspace.collection import SCHEMAS

TEMPLATES = CHECKOUT / "templates/init"
FILES = sorted(
    {
        path.relative_to(TEMPLATES).as_posix().replace(".de.md", ".md").replace(".en.md", ".md")
        for path in TEMPLATES.rglob("*")
        if path.is_file()
    }
)
EXAMPLE = "data/agreements/2025/fulda.yaml"
MADE = ("data/programmes/2025.yaml", *(path.as_posix() for path in SCHEMAS.values()))
"""What isn't copied from there: the latest programme year that comes with aqb, and the schemas."""


@pytest.fixture
def fresh(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = aqb("init", "neu/sammlung")
    assert result.code == 0
    assert result.out.splitlines() == [f"made: {name}" for name in [*FILES, *MADE]]
    assert result.err.endswith("\nWhat to do next is said in README.md.\n")
    monkeypatch.chdir("neu/sammlung")
    return tmp_path / "neu/sammlung"


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_works_at_once(fresh: Path, aqb: Command) -> None:
    assert aqb("validate", "--strict") == (0, "1 file checked, nothing found.\n", "")
    assert aqb("fmt", "--check") == (0, "", "0 files would be formatted, 1 unchanged.\n")
    assert sorted(everything(fresh)) == sorted([*FILES, *MADE])
    example = (fresh / EXAMPLE).read_text(encoding="utf-8")
    assert "status: draft\n" in example
    assert "# EXAMPLE" in example
    assert (fresh / MADE[0]).read_bytes() == (CHECKOUT / MADE[0]).read_bytes()
    for kind, path in SCHEMAS.items():
        assert (fresh / path).read_text(encoding="utf-8") == aqb("schema", kind).out


def test_what_is_to_be_filled_in_is_named(fresh: Path, aqb: Command, tmp_path: Path) -> None:
    names = [name for name, content in everything(fresh).items() if SOURCE.encode() in content]
    workflows = [".github/workflows/aqb.yml", ".github/workflows/site.yml"]
    assert sorted(names) == [*workflows, ".gitlab-ci.yml", ".pre-commit-config.yaml", "README.md"]
    readme = (fresh / "README.md").read_text(encoding="utf-8")
    for name in names:
        text = (fresh / name).read_text(encoding="utf-8")
        assert TAG in text
        assert name == "README.md" or (
            "Fill in the address and the version." in text and readme.count(f"`{name}`") >= 2
        )

    def said(folder: str, *options: str) -> str:
        first = aqb("init", str(tmp_path / folder), *options).err.splitlines()[0]
        assert all(name in first for name in names)
        return first

    assert said("second").startswith(f"{SOURCE} and {TAG} stand for the address and the version that aqb is fetched")
    assert said("tagged", "--tag", "v1.2.0").startswith(
        f"{SOURCE} stands for the address that aqb v1.2.0 is fetched from;"
    )
    url = "https://git.example/aqb.git"
    assert said("third", "--source", url).startswith(f"{TAG} stands for the version of aqb that is fetched from {url}.")
    assert "Fill in" in (tmp_path / "third/.gitlab-ci.yml").read_text(encoding="utf-8")
    assert said("fourth", "--source", url, "--tag", "v1.2.0").startswith(f"aqb v1.2.0 is fetched from {url}; so say ")
    for name, content in everything(tmp_path / "fourth").items():
        assert b"Fill in" not in content, name
        assert name == "README.md" or (b"v1.2.0" in content) is (name in names), name
    assert f"git+{url}@v1.2.0" in (tmp_path / "fourth/README.md").read_text(encoding="utf-8")
    assert aqb("init", str(tmp_path / "fourth")).err.splitlines()[-1] == "What to do next is said in README.md."
    assert aqb("init", str(tmp_path / "fifth"), "--tag", "--upload-pack=x").code == 2


def test_every_file_can_be_read_by_what_it_is_for(fresh: Path) -> None:
    for name, content in everything(fresh).items():
        text = content.decode()
        assert not re.search("@[A-Z_]+@|@(de|en)@", text), name
        assert text.endswith("\n"), name
        if name.endswith((".yaml", ".yml")):
            assert YAML(typ="safe", pure=True).load(text), name
        elif name.endswith(".json"):
            assert json.loads(text), name
        elif name.endswith(".toml"):
            assert tomllib.loads(text) == {"lang": "en", "site": {}}, name
            tomllib.loads(re.sub(r"^# (?=\w+ += )", "", text, flags=re.MULTILINE))
    workflow = YAML(typ="safe", pure=True).load(fresh / ".github/workflows/aqb.yml")
    action = YAML(typ="safe", pure=True).load(CHECKOUT / "action.yml")
    (step,) = (step for step in workflow["jobs"]["check"]["steps"] if step.get("uses") == "./.aqb")
    assert set(step["with"]) <= set(action["inputs"])
    hooks = YAML(typ="safe", pure=True).load(CHECKOUT / ".pre-commit-hooks.yaml")
    (repository,) = YAML(typ="safe", pure=True).load(fresh / ".pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in hooks} - {"aqb-validate"}


def test_a_collection_speaks_its_language(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made in German holds no English prose; hooks and CI speak it without being told again."""
    assert aqb("init", str(tmp_path / "sammlung"), "--lang", "de").code == 0
    monkeypatch.chdir(tmp_path / "sammlung")
    assert aqb("validate").out == "1 Datei geprüft, keine Befunde.\n"
    assert "Aufruf: aqb list" in aqb("list", "--help").out
    for name, content in everything(tmp_path / "sammlung").items():
        prose = re.sub(r'"\$comment".*', "", content.decode())  # which is for programmers
        assert not re.search(r"\b(the|of|and|is|are|which|what)\b", prose), name
    assert "AQB_LANG: de\n" in Path(".gitlab-ci.yml").read_text(encoding="utf-8")


def test_a_collection_without_agreements(fresh: Path, aqb: Command) -> None:
    (fresh / EXAMPLE).unlink()
    result = aqb("validate", "fulda/2025")
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("\n     There are no agreements yet in data/agreements.\n")


def test_nothing_is_overwritten(fresh: Path, aqb: Command) -> None:
    (fresh / "README.md").write_text("ours\n", encoding="utf-8")
    (fresh / "aqb.toml").unlink()
    (fresh / EXAMPLE).rename(fresh / "data/agreements/2025/kassel-stadt.yaml")
    before = everything(fresh)
    result = aqb("init", "--lang", "de")
    assert (result.code, result.out) == (0, "angelegt: aqb.toml\n")
    assert "beibehalten, war schon da: README.md\n" in result.err
    assert "beibehalten, war schon da: data/agreement.schema.json\n" in result.err
    after = everything(fresh)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"aqb.toml"}  # and no example beside real agreements


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_nothing_is_written_outside(tmp_path: Path, aqb: Command) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    folder.mkdir()
    (folder / "data").symlink_to(outside)
    (folder / "README.md").symlink_to(outside / "README.md")
    result = aqb("init", str(folder))
    assert result.code == 2
    assert "would be made outside of the folder, because a link leads there." in result.err
    assert list(outside.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("ours\n", encoding="utf-8")
    for path in ("file", "file/inside"):
        result = aqb("init", path)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"aqb: The folder {Path(path)} can't be made: ")


@pytest.mark.parametrize(
    "source", ["https://u:p@example.org/a", "https://x/a b", "ext::sh -c id", "", 'https://x/";id']
)
def test_addresses(source: str, tmp_path: Path, aqb: Command) -> None:
    result = aqb("init", str(tmp_path / "new_year"), f"--source={source}")
    assert (result.code, result.out) == (2, "")
    assert not (tmp_path / "new_year").exists()


def test_the_address_is_the_published_one() -> None:
    assert YAML(typ="safe", pure=True).load(CHECKOUT / "publiccode.yml")["url"] == SOURCE


def test_settings_that_are_there_stay_in_force(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("[tool.aqb]\nstrict = true\n", encoding="utf-8")
    result = aqb("init")
    assert "made: aqb.toml" not in result.out
    assert "aqb.toml isn't made, because pyproject.toml has settings already.\n" in result.err
    assert not Path("aqb.toml").exists()
    Path("pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert "made: aqb.toml" in aqb("init").out


def test_a_folder_inside_of_a_repository(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    said = f"This folder lies inside of the git repository {tmp_path}."
    assert said in aqb("init", "sammlung").err
    assert said not in aqb("init").err
