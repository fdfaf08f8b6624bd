"""Only what is new: with real git, real histories, and files that move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import REAL, Command
from repositories import edit
from repositories import git_here as git


def found(aqb: Command, *arguments: str) -> list[str]:
    result = aqb("validate", "-f", "json", "--since", "main", *arguments)
    assert result.code in (0, 1)
    return [f"{d['code']} {d['path']}" for d in json.loads(result.out)["diagnostics"]]


def test_nothing_is_new(history: Path, aqb: Command) -> None:
    assert aqb("validate").code == 1
    result = aqb("validate", "--since", "main")
    assert (result.code, result.out) == (0, "2 files checked, nothing found.\n1 older finding isn't shown.\n")
    summary = json.loads(aqb("validate", "--since", "main", "-f", "json").out)["summary"]
    assert (summary["errors"], summary["older"]) == (0, 1)


def test_before_the_first_commit_everything_is_new(workspace: Path, aqb: Command) -> None:
    git("init", "--quiet", ".")
    assert aqb("validate", "--since", "HEAD").code == 0
    edit(workspace / REAL, ("595950", "595.950"))
    assert "AQB104" in aqb("validate", "--since", "HEAD").out


@pytest.mark.parametrize("how", ["unstaged", "staged", "committed"])
def test_only_the_new_fault(how: str, history: Path, aqb: Command) -> None:
    edit(history / REAL, ("595950", "595.950"), ("status: signed", "# a line more\nstatus: signed"))
    if how != "unstaged":
        git("add", "--all")
    if how == "committed":
        git("commit", "--quiet", "--message", "Another")
    assert found(aqb) == [f"AQB104 {REAL}"]
    assert found(aqb, "hersfeld-rotenburg/2025") == [f"AQB104 {REAL}"]
    for format in ("full", "concise"):
        out = aqb("validate", "--since", "main", "-f", format).out
        assert "AQB104" in out
        assert "AQB105" not in out


def test_faults_are_the_same_wherever_they_stand(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("FBI 2025/2026", "FBI  2025/2026"))
    git("commit", "--quiet", "--all", "--message", "More old faults")
    git("branch", "--force", "main")
    edit(history / REAL, ("    - title: FBI", "    - title: Neu\n    - title: FBI"))
    assert found(aqb) == []
    edit(history / REAL, ("    - title: Neu", "    - title: Ganz  neu"))
    assert found(aqb) == [f"AQB605 {REAL}"]


def test_faults_of_measures_that_are_renamed_or_moved(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("- title: digitale Kompetenzen", "- title: digitale Kompetenzen\n      starts: 1.9.2025"))
    git("commit", "--quiet", "--all", "--message", "More old faults")
    git("branch", "--force", "main")
    edit(history / REAL, ("title: digitale Kompetenzen", "title: Digitale Kompetenzen 2025"))
    assert found(aqb) == []
    measure = "    - title: Digitale Kompetenzen 2025\n      starts: 1.9.2025"
    edit(history / REAL, (f"{measure}\n  staff_training: []", f"  staff_training:\n{measure}"))
    edit(history / REAL, ("title: Digitale Kompetenzen 2025", "title: digitale Kompetenzen"))
    assert found(aqb) == []
    edit(history / REAL, ("starts: 1.9.2025", "starts: 2.9.2025"))
    assert found(aqb) == [f"AQB105 {REAL}"]


def test_renamed_new_and_deleted_files(history: Path, aqb: Command) -> None:
    moved = "data/agreements/2025/hersfeld.yaml"
    git("mv", REAL, moved)
    assert found(aqb) == [f"AQB405 {moved}"]
    git("mv", moved, REAL)
    new = history / "data/agreements/2025/fulda.yaml"
    new.write_text(
        (history / REAL).read_text(encoding="utf-8").replace("hersfeld-rotenburg", "fulda"), encoding="utf-8"
    )
    assert found(aqb) == ["AQB105 data/agreements/2025/fulda.yaml"]
    new.unlink()
    (history / REAL).unlink()
    assert found(aqb) == []


@pytest.mark.parametrize("change", [("hersfeld-rotenburg", "fulda"), ("year: 2025", "year: 2026")])
def test_an_agreement_in_place_of_another_is_new(change: tuple[str, str], history: Path, aqb: Command) -> None:
    new = history / "data/agreements" / ("2026/hersfeld-rotenburg.yaml" if "2026" in change[1] else "2025/fulda.yaml")
    new.parent.mkdir(exist_ok=True)
    new.write_text((history / REAL).read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    (history / REAL).unlink()
    git("add", "--all")
    assert "R" in git("status", "--short")[:2]  # to git it is renamed
    assert f"AQB105 {new.relative_to(history).as_posix()}" in found(aqb)


def test_a_file_that_was_moved_without_telling_git(history: Path, aqb: Command) -> None:
    moved = "data/agreements/2025/hersfeld.yaml"
    for setting in ("core.splitIndex", "core.sparseCheckout", "core.sparseCheckoutCone", "index.sparse"):
        git("config", setting, "true")
    git("read-tree", "HEAD")
    before = sorted(path for path in (history / ".git").rglob("*"))
    (history / REAL).rename(history / moved)
    (history / "data/agreements/2024/new\nname.yaml").write_text("format: 1\n", encoding="utf-8")
    assert [line for line in found(aqb) if "new" not in line] == [f"AQB405 {moved}"]
    assert sorted(path for path in (history / ".git").rglob("*")) == before
    assert f"{moved.removesuffix('.yaml')}" in git("status", "--short", "--untracked-files=all")


def test_a_fault_that_got_worse_is_new(history: Path, aqb: Command) -> None:
    text = "- title: BaE TZ+VZ\n      amount: {}"
    edit(history / REAL, ("- title: BaE TZ+VZ", text.format(600000)))
    git("commit", "--quiet", "--all", "--message", "More than there is")
    git("branch", "--force", "main")
    assert found(aqb) == []
    edit(history / REAL, ("- title: FBI", "- title: FBI neu\n      amount: 1\n    - title: FBI"))
    assert found(aqb) == []  # as it was
    edit(history / REAL, (text.format(600000), text.format(900000)), ("date: 2.8.2025", "date: 3.8.2025"))
    assert found(aqb) == [f"AQB201 {REAL}", f"AQB105 {REAL}"]


def test_names_with_line_breaks(history: Path, aqb: Command) -> None:
    name = "data/agreements/2025/a\nb.yaml"
    (history / REAL).rename(history / name)
    git("add", "--all")
    git("commit", "--quiet", "--message", "An odd name")
    git("branch", "--force", "main")
    assert found(aqb) == []
    edit(history / name, ("595950", "595.950"))
    assert found(aqb) == [f"AQB104 {name}"]


def test_a_second_file_for_the_same_agreement_is_new(history: Path, aqb: Command) -> None:
    (history / "data/agreements/2025/copy.yaml").write_bytes((history / REAL).read_bytes())
    assert {line.split(" ")[0] for line in found(aqb)} >= {"AQB405", "AQB701"}


def test_changed_reference_data_brings_findings_in_files_that_did_not_change(history: Path, aqb: Command) -> None:
    edit(history / "data/programmes/2025.yaml", ("year: 2025\n", "year: 2025\nstatewide_budget: 100000\n"))
    assert found(aqb) == [f"AQB211 {REAL}"]


def test_missing_agreements_that_were_missing_before(history: Path, aqb: Command) -> None:
    assert found(aqb, "--complete") == []
    (history / REAL).unlink()
    (history / "data/agreements/2024/fulda.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "AQB101 data/agreements/2024/fulda.yaml" in found(aqb, "--complete")


def test_only_what_is_new_is_fixed(history: Path, aqb: Command) -> None:
    edit(history / REAL, ("595950", "595.950"), ("title: FBI 2025/2026", "titel: FBI  2025/2026"))
    result = aqb("validate", "--since", "main", "--fix")
    assert (result.code, result.out) == (0, "2 files checked, nothing found.\n1 older finding isn't shown.\n")
    assert result.err.endswith("3 findings in 1 file fixed.\n")
    edited = (history / REAL).read_text(encoding="utf-8")
    assert edited == git("show", f"main:{REAL}")
    assert "date: 2.8.2025" in edited


def test_outside_of_git(workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "--since", "main")
    assert (result.code, result.out) == (2, "")
    assert "isn't in a git repository, so git knows nothing of its files." in result.err
    assert "leave --tracked out" in aqb("validate", "--tracked").err


@pytest.mark.parametrize("reference", ["nope", "--output=x", "main:data"])
def test_unknown_references(reference: str, history: Path, aqb: Command) -> None:
    result = aqb("validate", f"--since={reference}")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"aqb: git knows no revision {reference}.")
    assert not (history / "x").exists()


@pytest.mark.parametrize("command", ["validate", "diff"])
def test_an_empty_reference_is_a_mistake(command: str, history: Path, aqb: Command) -> None:
    for value in ("", " "):
        assert aqb(command, "--since", value) == (2, "", "aqb: --since is given without a value.\n")


def test_hints_for_references(history: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def hint(reference: str) -> str:
        result = aqb("validate", f"--since={reference}")
        assert (result.code, result.out) == (2, "")
        return result.err.split("\n")[1].strip()

    listed = "Check the spelling; `git branch --all` lists the branches, `git tag` the tags."
    assert hint("origin/main") == listed  # where would it be fetched from?
    git("branch", "other")
    clone, single = tmp_path / "clone", tmp_path / "single"
    git("clone", "--quiet", f"file://{history}", str(clone))
    git("clone", "--quiet", "--depth", "1", "--branch", "other", f"file://{history}", str(single))
    monkeypatch.chdir(clone)
    assert hint("main") == "Did you mean “origin/main”?"
    for odd in ("HEAD~99", "v9", "origin/a b", "origin/$(id)", "main:data"):
        assert hint(odd) == listed
    git("update-ref", "-d", "refs/remotes/origin/main")
    asked = hint("origin/main")
    assert asked == "Check the spelling, or fetch it: git fetch origin main:refs/remotes/origin/main"
    git(*asked.split(": ")[1].split()[1:])
    assert aqb("validate", "--since", "origin/main").code == 0
    monkeypatch.chdir(single)
    asked = hint("origin/main")
    assert asked.endswith(": git fetch --unshallow origin main:refs/remotes/origin/main")
    git(*asked.split(": ")[1].split()[1:])
    assert aqb("validate", "--since", "origin/main").code == 0


def test_shallow_clone(history: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(history / REAL, ("595950", "595.950"))
    git("commit", "--quiet", "--all", "--message", "Work")
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth", "1", "--no-single-branch", f"file://{history}", str(clone))
    monkeypatch.chdir(clone)
    result = aqb("validate", "--since", "origin/main")
    assert result.code == 2
    assert "git fetch --unshallow" in result.err


def test_a_workspace_below_the_top_of_the_repository(
    history: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = tmp_path / "top"
    top.mkdir()
    (history / ".git").rename(tmp_path / "old-git")
    history.rename(top / "collection")
    monkeypatch.chdir(top)
    git("init", "--quiet", "--initial-branch", "main", ".")
    git("add", "--all")
    git("commit", "--quiet", "--message", "All")
    monkeypatch.chdir(top / "collection")
    edit(Path(REAL), ("595950", "595.950"))
    assert found(aqb) == [f"AQB104 {REAL}"]
