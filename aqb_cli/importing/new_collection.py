"""A new collection: its files, from the templates that come with the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.fileformat.model import District
from aqb_cli.fileformat.schema import schema_of
from aqb_cli.text.messages import LANGUAGES, Message, _, visible
from aqb_cli.workspace.collection import AGREEMENTS, PROGRAMMES, SCHEMAS, bundled
from aqb_cli.workspace.files import create
from aqb_cli.workspace.settings import read_settings

SETTINGS = "aqb.toml"

SOURCE = "https://example.org/aqb-cli.git"
"""Stands for the address of `aqb` until it has one, as in publiccode.yml. Nothing can be fetched from there."""

TAG = "vX.Y.Z"
"""Stands for the version that is to be fetched, a tag of that repository. There is none of this name."""

_TEMPLATES = Path("templates", "init")
_ADDRESS = re.compile(r"(https://|file:///)[A-Za-z0-9._~/-]+")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


class Founded(NamedTuple):
    """What became of the files of a new collection."""

    files: tuple[tuple[str, bool], ...]
    """Each file's path, with `/`, and whether it was made; otherwise it was there already."""
    notes: tuple[Message, ...]
    """What to know of it."""


def found(folder: Path, source: str, tag: str, districts: Iterable[District], language: str) -> Founded:
    """Makes the files of a collection that aren't there yet, in a language. Raises `Problem` if that isn't possible."""
    _check(source, tag)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise Problem(
            _("The folder {path} can't be made: {reason}.", path=str(folder), reason=reason),
            _("Choose another name or place."),
        ) from error
    root = folder.resolve()
    has_settings = not (root / SETTINGS).exists() and read_settings(root) is not None
    files, fetching = [], []
    for name, content in _files(root, source, tag, districts, language):
        if name == SETTINGS and has_settings:
            continue  # it would win over the settings that are there
        made = create(root, root / name, content.encode())
        files.append((name, made))
        if made and source in content:
            fetching.append(name)
    notes = []
    if fetching:
        notes.append(_fetched(source, tag, fetching))
    if (top := _repository_above(root)) is not None:
        notes.append(_above(top))
    if has_settings:
        notes.append(_("{name} isn't made, because pyproject.toml has settings already.", name=SETTINGS))
    return Founded(tuple(files), (*notes, _("What to do next is said in README.md.")))


def _check(source: str, tag: str) -> None:
    if not _ADDRESS.fullmatch(source):
        raise Problem(
            _("“{source}” is no address of a repository.", source=source),
            _("Write it like https://example.org/aqb-cli.git, without a password or other signs."),
        )
    if not _VERSION.fullmatch(tag):
        raise Problem(_("“{tag}” is no name of a version.", tag=tag), _("Write it like v1.2.0."))


def _repository_above(root: Path) -> Path | None:
    """The top of the git repository that a folder lies in; None if it is the top itself, or in none."""
    if (root / ".git").exists():
        return None
    return next((folder for folder in root.parents if (folder / ".git").exists()), None)


def _above(top: Path) -> Message:
    return _(
        "This folder lies inside of the git repository {top}. GitHub, GitLab and pre-commit look only at its top, so "
        "{names} do nothing here. Make the collection a repository of its own, or move them to the top and adapt them.",
        top=visible(str(top)),
        names=[".github", ".gitlab-ci.yml", ".pre-commit-config.yaml"],
    )


def _fetched(source: str, tag: str, names: list[str]) -> Message:
    """Which version of `aqb` is fetched from where, and where that is written down."""
    if source == SOURCE and tag != TAG:
        return _(
            "{source} stands for the address that aqb {tag} is fetched from; nothing can be fetched there. Replace it "
            "in {names}; or delete these files and call `aqb init` with --source as well.",
            source=source, tag=tag, names=names,
        )  # fmt: skip
    if source == SOURCE:
        return _(
            "{source} and {tag} stand for the address and the version that aqb is fetched from; nothing can be fetched "
            "there. Replace both in {names}; or delete these files and call `aqb init --source URL --tag VERSION`.",
            source=source, tag=tag, names=names,
        )  # fmt: skip
    if tag == TAG:
        return _(
            "{tag} stands for the version of aqb that is fetched from {source}. Replace it in {names} by a tag of that "
            "repository, which `git ls-remote --tags {source}` lists; or delete these files and call `aqb init` with "
            "--tag as well.",
            source=source, tag=tag, names=names,
        )  # fmt: skip
    return _("aqb {tag} is fetched from {source}; so say {names}.", tag=tag, source=source, names=names)


def _filled_in(text: str, source: str, tag: str, language: str) -> str:
    """The text of a template with the address and the version, and with a hint where one of them isn't known.

    Of the lines that are marked with a language (`@de@`), those of the other ones are left out.
    """
    hint = _("Fill in the address and the version.").translated(language)
    if source == SOURCE or tag == TAG:
        text = text.replace("@FILL_IN@", hint)
    others = [f"@{other}@" for other in LANGUAGES if other != language]
    lines = (
        line for line in text.splitlines(keepends=True) if not any(mark in line for mark in ("@FILL_IN@", *others))
    )
    filled = "".join(lines).replace(f"@{language}@", "")
    return filled.replace("@SOURCE@", source).replace("@TAG@", tag)


def _files(
    root: Path, source: str, tag: str, districts: Iterable[District], language: str
) -> Iterator[tuple[str, str]]:
    """The files of a new collection with their content; paths are relative to it, with `/`."""
    has_agreements = any((root / AGREEMENTS).glob("*/*.y*ml"))
    templates = bundled(_TEMPLATES)
    for path in sorted(templates.rglob("*"), key=Path.as_posix):
        name = path.relative_to(templates)
        if path.is_file() and not (has_agreements and name.is_relative_to(AGREEMENTS)):  # no example among real ones
            text = path.read_text(encoding="utf-8")
            if path.stem in (f"README.{each}" for each in LANGUAGES):
                if path.stem == f"README.{language}":
                    yield "README.md", _filled_in(text, source, tag, language)
            else:
                yield name.as_posix(), _filled_in(text, source, tag, language)
    latest = max(bundled(PROGRAMMES).glob("[0-9]*.yaml"))
    programme = latest.read_text(encoding="utf-8")
    if language != "en":  # its comments are English, but for the first line, which is for editors
        programme = re.sub(r"(?m)^ *# (?!yaml-language-server).*\n", "", programme)
    yield (PROGRAMMES / latest.name).as_posix(), programme
    known = list(districts)
    for kind, path in SCHEMAS.items():
        if known or kind != "agreement":  # whose districts aren't known, if their file has faults
            yield path.as_posix(), schema_of(kind, known, [language])
