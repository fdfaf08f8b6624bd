"""Where things are: the collection's folder, its settings, the reference files, and the files that paths name."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.settings import Settings, lies_outside, read_settings

AGREEMENTS = Path("data", "agreements")
YEARS = "20[0-9][0-9]"
"""What the folders in it are called."""
PROGRAMMES = Path("data", "programmes")
DISTRICTS = Path("data", "districts.yaml")
STANDING = Path("data", "standing.yaml")
SCHEMAS = {kind: Path("data", f"{kind}.schema.json") for kind in ("agreement", "programme", "districts", "standing")}
"""The JSON Schemas of the kinds of files, for editors."""
TEMPLATES = Path("templates")
WORDINGS = TEMPLATES / "wording"

_REFERENCE_NAMES = (DISTRICTS.name, STANDING.name)
_REFERENCE_FOLDERS = (PROGRAMMES.name, WORDINGS.name)
_ENDINGS, _MISNAMED = (".yaml", ".yml"), (".yaml.txt", ".yml.txt")  # the latter as Windows saves and hides them
_NOT_YAML = _("This file isn't read: its name must end in .yaml.")
_NAME = r"(?P<district>[a-z][a-z-]*)/(?P<year>[0-9]{4})"
_PACKAGE = Path(__file__).parent.parent


class File(NamedTuple):
    """A file to check, as it was found."""

    path: str
    shown: str
    """The path as messages name it: relative to the working folder where it lies inside, with `/`."""
    named: bool = False
    """Whether the user named it; otherwise it was found in a folder."""
    fault: Message | None = None
    """Why it can't be checked, if that is known already."""


class Workspace:
    """A collection's folder with its settings and reference data; without one, only what comes with the program."""

    def __init__(self, root: Path | None, settings: Settings | None = None) -> None:
        self.root = root
        self.settings = settings or Settings()

    @classmethod
    def around(cls, folder: Path) -> Workspace:
        """The workspace that a folder belongs to: the nearest folder upwards with settings or agreements."""
        for candidate in (folder, *folder.parents):
            settings = read_settings(candidate)
            if settings is not None or (candidate / AGREEMENTS).is_dir():
                _refuse_leading_out(candidate)
                return cls(candidate, settings or Settings())
            if (candidate / ".git").exists():
                break
        return cls(None)

    @classmethod
    def here(cls) -> Workspace:
        """The workspace that the working folder belongs to."""
        return cls.around(Path.cwd())

    def collection(self) -> Path:
        """The folder of the collection. Raises `Problem` if there is none."""
        if self.root is None:
            raise _no_collection(_("Go to the folder of the collection, or make one with `aqb init`."))
        return self.root

    @cached_property
    def districts_file(self) -> Path:
        """The file of the districts: the workspace's own, or the one that comes with the program."""
        return self._own_or_bundled(DISTRICTS)

    @cached_property
    def standing_file(self) -> Path:
        """The ministries and standing rules: the workspace's own file, or the one that comes with the program."""
        return self._own_or_bundled(STANDING)

    def _own_or_bundled(self, path: Path) -> Path:
        own = self.root / path if self.root else None
        return own if own and os.path.lexists(own) else bundled(path)

    @cached_property
    def programme_files(self) -> dict[str, Path]:
        """The programme files by year: those that come with the program, and over them the workspace's own."""
        return self._by_stem(PROGRAMMES)

    @cached_property
    def wording_files(self) -> dict[str, Path]:
        """The wording packs by name: those that come with the program, and over them the workspace's own."""
        return self._by_stem(WORDINGS)

    def _by_stem(self, folder: Path) -> dict[str, Path]:
        own = _yaml_files(self.root / folder) if self.root else []
        return {path.stem: path for path in (*_yaml_files(bundled(folder)), *own)}

    def schema_from(self, path: Path, kind: str = "agreement") -> str | None:
        """Where editors find the JSON Schema of a kind of files from one of them; None if the workspace keeps none."""
        if self.root is None or not (self.root / SCHEMAS[kind]).is_file():
            return None
        try:
            return Path(os.path.relpath(self.root / SCHEMAS[kind], path.resolve().parent)).as_posix()
        except ValueError:  # on another drive of Windows
            return None

    def reference_files(self) -> list[Path]:
        """The workspace's own files of reference data, the districts first."""
        return _reference_files(self.root) if self.root else []

    def own_wording_files(self) -> list[Path]:
        """The workspace's own wording packs, also those whose name nobody reads."""
        return _yaml_files(self.root / WORDINGS, _ENDINGS + _MISNAMED) if self.root else []

    def agreements(self, district: str = "*", year: str = YEARS) -> list[Path]:
        """The files that lie and are called as agreements of a district and year do, the earliest year first."""
        found = (self.root / AGREEMENTS).glob(f"{year}/{district}.*") if self.root else ()
        return sorted(path for path in found if path.suffix.lower() in _ENDINGS and not path.name.startswith("."))

    def files(self, arguments: Iterable[str]) -> list[File]:
        """The agreement files that arguments name, each once: files, folders, or names such as `fulda/2025`.

        Raises `Problem` for an argument that names nothing, and if there is no agreement file at all.
        """
        arguments = list(arguments)
        if not arguments:
            if self.root is None:
                raise _no_collection(_("Go to the folder of the collection, or name the files to check."))
            arguments = [str(self.root / AGREEMENTS)]
        found: dict[str, File] = {}
        for argument in arguments:
            for file in self._named(argument):  # in one folder, each is there once
                path = file.path if len(arguments) == 1 else os.path.normcase(os.path.abspath(file.path))
                found.setdefault(path, file)
        if not found:
            places = [shown_path(Path(argument)) for argument in arguments]
            raise Problem(
                _("There are no agreement files under {places}.", places=places),
                _("Agreements end in .yaml and lie in data/agreements/<year>/<district>.yaml."),
            )
        return list(found.values())

    def _named(self, argument: str) -> Iterator[File]:
        path = Path(argument)
        try:
            mode = os.stat(argument).st_mode
        except (OSError, ValueError) as error:
            if match := re.fullmatch(_NAME, argument):
                yield self._agreement(match["district"], match["year"])
                return
            raise Problem(_unreachable(argument, error), self._nearby(path)) from error
        if stat.S_ISDIR(mode) and (path / AGREEMENTS).is_dir():  # a whole collection, and whatever else lies beside it
            yield from _walk(path / AGREEMENTS)
            for reference in (*_reference_files(path), *_yaml_files(path / WORDINGS)):
                yield File(str(reference), shown_path(reference))
        elif stat.S_ISDIR(mode):
            yield from _walk(path)
        else:
            yield File(argument, shown_path(path), named=True, fault=self._leads_out(path))

    def _leads_out(self, path: Path) -> Message | None:
        """Why a file that was named isn't read: it has its place in the workspace, and a link leads out of that."""
        absolute = Path(os.path.abspath(path))
        if self.root is None or not absolute.is_relative_to(self.root):
            return None
        agreements = self.root / AGREEMENTS
        is_inside = absolute.is_relative_to(agreements)
        around = Path(os.path.realpath(agreements)) if is_inside else repository_or_folder(self.root)
        return None if Path(os.path.realpath(path)).is_relative_to(around) else link_fault(path, around)

    def _agreement(self, district: str, year: str) -> File:
        self.collection()
        for path in self.agreements(district, year):
            return File(str(path), shown_path(path), named=True, fault=self._leads_out(path))
        message = _("There is no agreement {district}/{year}.", district=district, year=year)
        if others := [path.parent.name for path in self.agreements(district)]:
            raise Problem(message, _("For this district there is {others}.", others=others))
        if known := sorted({path.stem for path in self.agreements()}):
            raise Problem(message, _("There are agreements of {known}.", known=known[:30]))
        raise Problem(message, _("There are no agreements yet in {folder}.", folder=AGREEMENTS.as_posix()))

    def _nearby(self, path: Path) -> Message:
        import difflib

        agreements = self.agreements()
        if years := [each.parent.name for each in agreements if each.stem == str(path).lower()]:
            return _("Did you mean “{guess}”?", guess=f"{path}/{years[-1]}".lower())
        if folders := [each.parent for each in agreements if each.parent.name == str(path)]:
            return _("Did you mean “{guess}”?", guess=shown_path(folders[0]))
        try:
            names = os.listdir(path.parent)
        except OSError:
            names = []
        if close := difflib.get_close_matches(path.name, names, n=1):
            return _("Did you mean “{guess}”?", guess=shown_path(path.parent / close[0]))
        return _("Check the spelling, and the folder you are in: {folder}.", folder=os.getcwd())


def _no_collection(help: Message) -> Problem:
    return Problem(_("There is no folder data/agreements here or in a folder above."), help)


def _refuse_leading_out(root: Path) -> None:
    """Raises `Problem` if one of a workspace's folders is a link that leads out of its repository.

    What lies there would be quoted and published under a name that a pull request has given it.
    """
    inside = repository_or_folder(root)
    for folder in (DISTRICTS.parent, AGREEMENTS, PROGRAMMES, TEMPLATES, WORDINGS):
        if lies_outside(Path(os.path.realpath(root / folder)), inside):
            path, around = folder.as_posix(), str(inside)
            message = _("{path} is a link that leads out of the folder {folder}.", path=path, folder=around)
            raise Problem(message, _("Put the folder itself there."))


def repository_or_folder(root: Path) -> Path:
    """What a workspace's files must lie in: its repository; outside of git, the workspace itself."""
    root = Path(os.path.realpath(root))
    return repository_top(root) or root


def repository_top(folder: Path) -> Path | None:
    """The nearest folder upwards that git keeps its things in; None outside of git. Git isn't asked."""
    return next((top for top in (folder, *folder.parents) if os.path.lexists(top / ".git")), None)


def _reference_files(root: Path) -> list[Path]:
    # However they are written: some systems take `Districts.YAML` for `districts.yaml`, others don't.
    found = _yaml_files(root / DISTRICTS.parent, _ENDINGS)
    own = [path for path in found if path.stem.lower() in (DISTRICTS.stem, STANDING.stem)]
    return [*own, *_yaml_files(root / PROGRAMMES, _ENDINGS + _MISNAMED)]


def _yaml_files(folder: Path, endings: tuple[str, ...] = (".yaml",)) -> list[Path]:
    """What is called like a file of reference data, whatever it is; nothing if the folder isn't there.

    Raises `Problem` if it is there and can't be read: what comes with the program must not stand in for it unsaid.
    """
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        is_link = os.path.islink(folder) or os.path.islink(folder.parent)
        if isinstance(error, FileNotFoundError) and not is_link:
            return []
        raise Problem(_unreachable(shown_path(folder), error)) from error
    return [folder / name for name in names if name.lower().endswith(endings) and not name.startswith(".")]


@cache
def bundled(path: Path) -> Path:
    """Where a file lies that comes with the program: in the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "bundled"
    return (inside if inside.is_dir() else _PACKAGE.parent) / path


def shown_path(path: Path) -> str:
    """The path as messages name it: relative to the working folder where it lies inside, with `/`."""
    absolute, inside = os.path.abspath(path), os.path.join(os.getcwd(), "")  # path objects take five times as long
    if os.path.normcase(absolute).startswith(os.path.normcase(inside)):
        return absolute[len(inside) :].replace(os.sep, "/")
    return os.curdir if os.path.join(absolute, "") == inside else absolute.replace(os.sep, "/")


def path_inside(shown: str, root: Path) -> str:
    """A path as messages name it, relative to a workspace's folder."""
    try:
        return Path(os.path.relpath(shown, root)).as_posix()
    except ValueError:  # on another drive of Windows
        return shown


def folder_name(shown: str) -> str:
    """The name of the folder that a file lies in, by its path as messages name it; empty for standard input."""
    name = shown.rpartition("/")[0].rpartition("/")[2]
    if shown == "-" or name not in ("", os.curdir, os.pardir):  # to ask for the working folder takes its time
        return name
    return os.path.basename(os.path.dirname(os.path.abspath(shown)))


def is_agreement_file(path: str) -> bool:
    """Whether a file lies where agreements do and is called like one, by its path relative to the workspace."""
    return path.startswith(f"{AGREEMENTS.as_posix()}/") and path.lower().endswith(_ENDINGS)


def is_reference_file(shown: str) -> bool:
    """Whether a YAML file is reference data or a wording pack rather than an agreement, judged by its path."""
    name = shown.rpartition("/")[2]
    return name.lower() in _REFERENCE_NAMES or folder_name(shown) in _REFERENCE_FOLDERS


def _walk(folder: Path) -> Iterator[File]:
    """The agreement files below a folder, in the order of their names. Links that lead out of it are faults."""
    inside = Path(os.path.realpath(folder))
    pending = [str(folder)]
    while pending:
        current = pending.pop()
        shown = f"{shown_path(Path(current)).rstrip('/')}/".removeprefix("./")
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield File(current, shown, fault=_unreachable(shown, error))
            continue
        folders = []
        for entry in entries:
            is_yaml = entry.name.lower().endswith(_ENDINGS)
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                if is_yaml or not os.path.isfile(entry.path):
                    yield File(entry.path, shown + entry.name, fault=link_fault(Path(entry.path), inside))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
                if is_yaml:
                    fault: Message | None = _("This is a folder, and its name is that of a file.")
                    yield File(entry.path, shown + entry.name, fault=fault)
            elif is_yaml:
                fault = None if entry.is_file(follow_symlinks=False) else _("This is no ordinary file.")
                yield File(entry.path, shown + entry.name, fault=fault)
            elif entry.name.lower().endswith(_MISNAMED):
                yield File(entry.path, shown + entry.name, fault=_NOT_YAML)
        pending.extend(reversed(folders))


def link_fault(path: Path, inside: Path) -> Message | None:
    """Why a link isn't followed; None if it leads to a file inside the folder."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return _("This is a link that leads nowhere.")
    if lies_outside(target, inside):
        return _("This is a link that leads out of the folder that is checked.")
    if target.is_dir():
        return _("This is a link to a folder; links to folders aren't followed.")
    return None


def reference_fault(path: Path, root: Path) -> Message | None:
    """Why a file of reference data, a pack or a template isn't read: it is a link, or a link on the way leads out.

    What is wrong with such a file is quoted, and what it says is published. So it is never another file under its name.
    """
    if path.is_relative_to(bundled(Path())) and not path.is_relative_to(root):
        return None  # it comes with the program
    if os.path.realpath(path) != os.path.abspath(path):
        if path.is_symlink():
            return link_fault(path, repository_or_folder(root)) or _("This is a link; put the file itself here.")
        if path.parent.is_symlink() and path.parent.name in (PROGRAMMES.name, WORDINGS.name):
            return _("The folder of this file is a link; put the folder itself there.")
        if lies_outside(Path(os.path.realpath(path)), inside := repository_or_folder(root)):
            return link_fault(path, inside)
    if path.suffix in (".yml", ".txt"):
        return _NOT_YAML
    if path.parent.name == DISTRICTS.parent.name and path.name != path.name.lower():
        return _("This file isn't read: its name must be written in small letters.")
    return _("This is a folder, and its name is that of a file.") if os.path.isdir(path) else None


def template_fault(path: Path) -> Message | None:
    """Why a file below a folder `templates` isn't read (see `reference_fault`)."""
    folder = next(parent for parent in path.parents if parent.name == TEMPLATES.name)
    return reference_fault(path, folder.parent)


def _unreachable(shown: str, error: Exception) -> Message:
    if isinstance(error, FileNotFoundError):
        return _("There is no file or folder {path}.", path=shown)
    if isinstance(error, PermissionError):
        return _("You have no permission to read {path}.", path=shown)
    return _("{path} can't be read: {reason}.", path=shown, reason=reason_of(error))


def read_bytes(file: File, limit: int) -> bytes | Message:
    """The file's content, at most one byte more than the limit; or why it can't be read."""
    if file.fault is not None:
        return file.fault
    # Without Python's streams, which take twice as long; a pipe that nobody has named isn't waited for.
    waiting = 0 if file.named else getattr(os, "O_NONBLOCK", 0)
    try:
        number = os.open(file.path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | waiting)
        try:
            found = os.fstat(number)
            if not file.named and not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
                return _("This is no ordinary file.")
            # By its size first: to make room for as much as there may be takes as long as all the rest of reading.
            raw = os.read(number, min(found.st_size, limit) + 1)
            while len(raw) != found.st_size and len(raw) <= limit and (more := os.read(number, limit + 1 - len(raw))):
                raw += more
            return raw
        finally:
            os.close(number)
    except (OSError, ValueError) as error:
        return _unreachable(file.shown, error)
