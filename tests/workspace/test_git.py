"""What git is asked about a collection, and that nothing the collection holds can steer it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT, REAL, Command
from repositories import commit_all, edit, git

from aqb_cli.diagnostics import Problem
from aqb_cli.workspace.git import changed_paths, is_reference, known_to_git, merge_base
from aqb_cli.workspace.repository import repository_around

OTHER = "data/agreements/2024/wetteraukreis.yaml"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the collection in a folder of it; tests that change it take a copy."""
    top = tmp_path_factory.mktemp("sound") / "top"
    shutil.copytree(CHECKOUT / "data", top / "collection/data")
    git(top, "init", "--quiet", "--initial-branch", "main", ".")
    commit_all(top, "All")
    git(top, "branch", "work")
    return top


@pytest.fixture
def top(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository; the collection is the working folder."""
    copy = tmp_path / "top"
    shutil.copytree(sound, copy, symlinks=True)
    monkeypatch.chdir(copy / "collection")
    return copy


def found(aqb: Command, *arguments: str) -> list[str]:
    result = aqb("validate", "-f", "json", "--since", "main", *arguments)
    assert result.code in (0, 1), result.err
    return [f"{d['code']} {d['path']}" for d in json.loads(result.out)["diagnostics"]]


def program(folder: Path, text: str) -> Path:
    """A folder with a stand-in for git."""
    folder.mkdir(exist_ok=True)
    path = folder / ("git.exe" if sys.platform == "win32" else "git")
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return folder


def test_every_call_names_the_repository_and_brings_nothing_else_along(
    top: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = shutil.which("git"), tmp_path / "calls"
    stand_in = f'#!/bin/sh\nprintf "%s\\n" "$*" >> {calls}\nenv >> {calls}.env\nexec {real} "$@"\n'
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin", stand_in)), prepend=os.pathsep)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_EXEC_PATH", "SECRET"):
        monkeypatch.setenv(name, "elsewhere")
    Path(REAL).rename("data/agreements/2025/moved.yaml")
    edit(Path("data/agreements/2025/moved.yaml"), ("595950", "595.950"))
    assert [line.split()[0] for line in found(aqb, "--tracked")] == []
    assert {line.split()[0] for line in found(aqb)} == {"AQB104", "AQB405"}
    assert aqb("diff", "--since", "main").code == 1
    assert aqb("validate", "--since", "nope").code == 2
    lines = calls.read_text().splitlines()
    assert len(lines) > 20
    for line in lines:
        assert f" --git-dir={top / '.git'} --work-tree={top} " in line
        for setting in (
            "core.fsmonitor=false", "core.hooksPath=/dev/null", "diff.external=", "protocol.allow=never",
            "log.showSignature=false",
        ):  # fmt: skip
            assert f"-c {setting} " in line
    brought = {line.partition("=")[0] for line in Path(f"{calls}.env").read_text().splitlines()}
    of_shell = {"PWD", "OLDPWD", "SHLVL", "_"}
    of_git = {"GIT_INDEX_FILE", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"}
    fixed = {"LC_ALL", "GIT_TERMINAL_PROMPT", "GIT_OPTIONAL_LOCKS", "GIT_NO_LAZY_FETCH", "GIT_NO_REPLACE_OBJECTS"}
    assert brought <= {"PATH", "TMPDIR", "SYSTEMROOT", "TEMP", "TMP"} | of_shell | of_git | fixed
    assert "elsewhere" not in Path(f"{calls}.env").read_text()


def test_what_looks_like_a_repository_inside_the_collection_is_none(top: Path, tmp_path: Path, aqb: Command) -> None:
    git(top, "switch", "--quiet", "work")
    edit(Path(REAL), ("595950", "595.950"))
    commit_all(top, "A fault")
    git(top, "clone", "--quiet", "--bare", "--no-local", ".", str(tmp_path / "bare"))
    git(tmp_path / "bare", "branch", "--force", "main", "work")  # there, the fault counts as old
    for inner in (Path(), Path("data"), Path("data/agreements")):
        shutil.copytree(tmp_path / "bare", inner, dirs_exist_ok=True)
    assert git(Path.cwd(), "rev-parse", "--is-bare-repository") == "true\n"  # so git would be taken in
    assert found(aqb) == [f"AQB104 {REAL}"]


def test_a_pointer_into_the_files_themselves_is_followed_nowhere(top: Path, aqb: Command) -> None:
    git(top, "init", "--quiet", "--bare", "collection/inner")
    Path(".git").write_text("gitdir: inner\n")
    result = aqb("validate", "--since", "main")
    assert (result.code, result.out) == (2, "")
    assert "isn't in a git repository" in result.err
    Path(".git").unlink()
    Path(".git").symlink_to("inner")
    assert "isn't in a git repository" in aqb("validate", "--since", "main").err


@pytest.mark.parametrize("content", ["", "gitdir: ", "gitdir: nowhere\n", "x" * 10_000, "gitdir: a\0b"])
def test_pointers_that_lead_nowhere(content: str, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(content)
    assert repository_around(tmp_path) is None


def test_a_bare_repository_has_no_files_to_compare(top: Path, aqb: Command) -> None:
    git(top, "config", "core.bare", "true")
    assert "isn't in a git repository" in aqb("validate", "--since", "main").err
    git(top, "config", "core.bare", "yes")
    assert aqb("diff", "--since", "main").code == 2


def test_attributes_hide_no_change(top: Path, aqb: Command) -> None:
    """Git itself takes both titles for the same, because of what the files say about themselves."""
    (top / ".gitattributes").write_text("*.yaml ident\n")
    edit(Path(REAL), ("- title: BaE TZ+VZ", "- title: 'BaE $Id: one$'"))
    commit_all(top, "Attributes")
    git(top, "branch", "--force", "work")
    edit(Path(REAL), ("$Id: one$", "$Id: another$"))
    assert git(top, "diff", "work") == ""
    assert "1 measure renamed" in aqb("diff", "--since", "work").out


def test_worktrees_and_submodules(top: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    git(top, "worktree", "add", "--quiet", str(tmp_path / "beside"), "work")
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet", ".")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(top), "inner")
    for folder in (tmp_path / "beside/collection", outer / "inner/collection"):
        assert folder.is_dir()
        monkeypatch.chdir(folder)
        edit(Path(REAL), ("595950", "595.950"))
        assert found(aqb) == [f"AQB104 {REAL}"]


def test_git_is_taken_from_absolute_folders_only(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(Path.cwd(), "#!/bin/sh\nexit 9\n")
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", "data")))
    with pytest.raises(Problem, match="git isn't installed"):
        merge_base(Path.cwd(), "main")
    broken = program(tmp_path / "broken", "no program\n")
    (next(broken.iterdir())).chmod(0o644)
    monkeypatch.setenv("PATH", str(broken))
    with pytest.raises(Problem, match="git can't be started: Permission denied"):
        merge_base(Path.cwd(), "main")


def test_a_repository_of_another_owner(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git is asked what its user trusts, and knows itself how to pretend that owners differ."""
    stand_in = f'#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec {shutil.which("git")} "$@"\n'
    monkeypatch.setattr(os, "geteuid", lambda: Path.cwd().stat().st_uid + 1)
    merge_base(Path.cwd(), "main")  # git, as it is, knows better
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin", stand_in)), prepend=os.pathsep)
    with pytest.raises(Problem, match="belongs to another user"):
        merge_base(Path.cwd(), "main")
    Path(os.environ["HOME"]).mkdir(exist_ok=True)
    git(top, "config", "--global", "--add", "safe.directory", str(top))
    assert merge_base(Path.cwd(), "main").files


@pytest.mark.parametrize("reference", ["^HEAD", "^main", "HEAD^!", "main..work", "a\0b", ":/", "HEAD:", "--all"])
def test_references_to_no_single_revision(reference: str, sound: Path) -> None:
    with pytest.raises(Problem, match="single revision" if reference[0] == "^" else "git knows no revision"):
        merge_base(sound / "collection", reference)


def test_a_clone_without_contents(top: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(Path(REAL), ("595950", "595951"))
    commit_all(top, "More")
    git(top, "config", "uploadpack.allowFilter", "true")
    for filter in ("blob:none", "tree:0"):
        clone = tmp_path / filter[:4]
        git(tmp_path, "clone", "--quiet", f"--filter={filter}", f"file://{top}", str(clone))
        monkeypatch.chdir(clone / "collection")
        edit(Path(REAL), ("595951", "595.951"))
        for command in ("validate", "diff"):
            result = aqb(command, "--since", "HEAD~1")
            assert (result.code, result.out) == (2, "")
            assert result.err == (
                "aqb: This clone was made without all contents (a partial clone), and the comparison needs some of "
                "them.\n     Fetch them: git fetch --refetch --no-filter\n"
            )
        git(clone, *result.err.split("git ")[1].split())
        assert "AQB104" in aqb("validate", "--since", "HEAD~1").out


@pytest.mark.parametrize("linked", ["data", "data/agreements", "data/programmes/2025.yaml", "data/agreements/2025"])
def test_links_are_refused(linked: str, top: Path, aqb: Command) -> None:
    link, target = Path(linked), top / "elsewhere"
    link.rename(target)
    link.symlink_to(os.path.relpath(target, link.parent))
    commit_all(top, "A link")
    git(top, "branch", "--force", "work")
    for file in (target, *target.rglob("*.yaml")):
        if file.is_file():
            file.write_text(file.read_text(encoding="utf-8").replace("595950", "995950"), encoding="utf-8")
    for command in ("diff", "validate"):
        result = aqb(command, "--since", "work")
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"aqb: {linked} is a link, and git keeps no history of what is behind a link.\n")


@pytest.mark.parametrize("told", [True, False])
def test_a_renamed_folder_of_the_collection_keeps_its_history(
    told: bool, top: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(Path(REAL), ("date: 2025-08-02", "date: 2.8.2025"))
    shutil.copytree(top / "collection", top / "another")
    edit(top / "another" / REAL, ("595950", "123456"))
    edit(top / "another" / OTHER, ("1140300", "123456"))
    commit_all(top, "An old fault, and a second collection")
    git(top, "branch", "--force", "work")
    for old, new in (("another", "second"), ("collection", "deep/first")):
        (top / new).parent.mkdir(exist_ok=True)
        (top / old).rename(top / new)
    if told:
        git(top, "add", "--all")
    monkeypatch.chdir(top / "deep/first")
    assert "nothing found.\n1 older finding isn't shown." in aqb("validate", "--since", "work").out
    edit(Path(REAL), ("595950", "995950"))
    Path(REAL).rename("data/agreements/2025/moved.yaml")
    out = aqb("diff", "--since", "work").out
    assert "hersfeld-rotenburg/2025: budget up by EUR 400 000 to EUR 995 950\n" in out
    assert "wetteraukreis" not in out


def test_files_that_are_named_from_elsewhere_have_a_history_too(
    top: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(REAL, top / "single.yaml")
    for path in (Path(REAL), top / "single.yaml"):
        edit(path, ("date: 2025-08-02", "date: 2.8.2025"))
    commit_all(top, "Old faults")
    git(top, "branch", "--force", "work")
    monkeypatch.chdir(top)
    for path in (Path("collection", REAL), Path("single.yaml")):
        result = aqb("validate", str(path), "--since", "work", "-f", "concise")
        assert (result.code, result.out) == (0, "")
        edit(path, ("595950", "595.950"))
        out = aqb("validate", str(path), "--since", "work", "-f", "concise").out
        assert [line.split(": ")[2] for line in out.splitlines()] == ["AQB104"]


def test_a_folder_that_became_a_link_to_another_one(top: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "collection").rename(top / "another")
    (top / "collection").symlink_to("another")
    monkeypatch.chdir(top / "collection")
    edit(Path(REAL), ("595950", "995950"))
    assert "budget up by EUR 400 000 to EUR 995 950" in aqb("diff", "--since", "main").out


def test_all_that_agreements_refer_to_is_part_of_an_earlier_state(top: Path) -> None:
    named = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "data").rglob("*.yaml")}
    revision = merge_base(Path.cwd(), "main")
    assert set(revision.files) >= named
    for path in (path for path in named if not path.startswith("data/agreements/")):
        assert is_reference(path), path
        edit(Path(path), ("format: 1", "format: 1  # as it was"))
        assert path in changed_paths(revision)


def test_line_ends_are_no_change(top: Path) -> None:
    path = Path(OTHER)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_paths(merge_base(Path.cwd(), "main")) == set()
    path.write_bytes(path.read_bytes() + b"\r\n")
    assert changed_paths(merge_base(Path.cwd(), "main")) == {OTHER}


def test_only_what_a_commit_holds(top: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, pack = "data/agreements/2026/fulda.yaml", "templates/wording/own.yaml"
    for path in (Path(draft), Path(pack)):
        path.parent.mkdir(parents=True)
        path.write_text("format: 1\n", encoding="utf-8")
    edit(Path(OTHER), ("1140300", "1140301"))
    git(top, "add", "--update")
    assert {line.split()[1] for line in found(aqb)} == {draft, pack}
    assert found(aqb, "--tracked") == []
    git(top, "add", f"collection/{draft}")
    assert {line.split()[1] for line in found(aqb, "--tracked")} == {draft}
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/of-commit")  # as for `git commit <path>`
    git(top, "read-tree", "HEAD")
    assert known_to_git(Path.cwd())(OTHER)
    assert found(aqb, "--tracked") == []
    assert aqb("validate", "-", "--tracked").code == 2


def test_a_tag_is_never_taken_for_a_branch_in_silence(top: Path, aqb: Command) -> None:
    git(top, "switch", "--quiet", "work")
    edit(Path(REAL), ("595950", "595.950"))
    commit_all(top, "A fault")
    git(top, "tag", "main")  # since which nothing is new
    result = aqb("validate", "--since", "main")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("aqb: main names more than one thing in git, such as a branch and a tag.\n")
    assert aqb("validate", "--since", "refs/heads/main").code == 1
    assert aqb("validate", "--since", "refs/tags/main").code == 0


def test_a_sparse_checkout_deletes_nothing(top: Path, aqb: Command) -> None:
    git(top, "status")  # as it knows the files again, it removes them
    git(top, "sparse-checkout", "set", "--no-cone", "/*", "!/collection/data/agreements/2024/")
    for command in ("diff", "validate"):
        result = aqb(command, "--since", "main")
        assert (result.code, result.out) == (2, "")
        assert "a sparse checkout" in result.err
    git(top, "sparse-checkout", "set", "--no-cone", "/collection/")
    assert aqb("diff", "--since", "main").code == 0
