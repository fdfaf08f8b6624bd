"""The rules of the house about who may import whom, and what a start may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from conftest import CHECKOUT, REAL

PACKAGE = CHECKOUT / "aqb_cli"

FLOORS = (
    {"text"},
    {"diagnostics"},
    {"workspace", "fileformat"},
    {"wording"},
    {"checking", "importing"},
    {"querying"},
    {"publishing", "editing"},
    {"cli"},
)
"""The house from the ground up: a room may import those on the floors below it, and itself."""

ONLY_IN = {
    "typer": "cli",
    "rich": "checking.reporters querying.tables cli",
    "ruamel": "fileformat.yaml",
    "_ruamel_yaml": "fileformat.yaml",
    "pydantic": "fileformat.model fileformat.loading fileformat.schema",
    "pydantic_core": "fileformat.model fileformat.loading fileformat.faults",
    "jinja2": "wording publishing.formats",
    "typst": "publishing.formats querying.charts",
    "docx": "publishing.formats",
    "pdfminer": "importing.reading",
    "markdown_it": "importing.reading",
    "pypdfium2": "importing.reading",
    "pypdfium2_raw": "importing.reading",
    "xlsxwriter": "querying.tables",
}
"""Which library may be imported where."""

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """What a module imports: its own package's modules without the package's name, or a library's top name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            top, _dot, rest = node.module.partition(".")
            if top != "aqb_cli":
                yield node.module
            else:
                for alias in node.names:
                    inner = f"{rest}.{alias.name}".removeprefix(".")
                    yield f"aqb_cli.{inner if inner in MODULES else rest}"


ARROWS = {(name, other) for name, path in MODULES.items() for other in imported(path)}


def test_the_root_shows_the_jobs() -> None:
    entries = {path.stem for path in PACKAGE.iterdir() if not path.name.startswith("__")}
    assert entries <= {room for rooms in FLOORS for room in rooms}


def test_arrows_run_down_the_floors_only() -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    back = []
    for name, other in ARROWS:
        room, below = name.split(".")[0], other.removeprefix("aqb_cli.").split(".")[0]
        if other.startswith("aqb_cli.") and below and room != below and floor[room] <= floor[below]:
            back.append(f"{name} imports {other}")
    assert not back


def test_nothing_runs_in_circles_inside_a_job() -> None:
    """Neither between the parts of a job, nor between the modules of a part."""
    for depth in (2, 3, 4):
        below: dict[str, set[str]] = {}
        for name, other in ARROWS:
            if other.startswith("aqb_cli."):
                part, used = (".".join(path.split(".")[:depth]) for path in (name, other.removeprefix("aqb_cli.")))
                # What stands in a package's own `__init__` counts as a module of its own, not as the whole package.
                if part != used and not name.startswith(f"{used}.") and not used.startswith(f"{part}."):
                    below.setdefault(part, set()).add(used)
        TopologicalSorter(below).prepare()  # raises CycleError, with the circle


def test_libraries_are_imported_where_they_belong() -> None:
    misplaced = []
    for name, other in ARROWS:
        allowed = ONLY_IN.get(other.split(".")[0])
        if allowed is not None and not any(f"{name}.".startswith(f"{room}.") for room in allowed.split()):
            misplaced.append(f"{name} imports {other}")
    assert not misplaced


def test_every_module_says_what_lives_there() -> None:
    for path in [*MODULES.values(), PACKAGE / "__init__.py"]:
        assert ast.get_docstring(tree(path)), path


def named(module: ast.Module) -> Iterator[str]:
    """The classes of a module and its names for types, without a leading underscore; no options and type variables."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
    for statement in module.body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        if isinstance(target, ast.Name) and re.fullmatch(r"_?[A-Z]+[a-z]\w*", target.id):
            value = ast.unparse(getattr(statement, "value", target))
            if not any(made in value for made in ("TypeVar(", "typer.", "option.")):
                yield target.id.lstrip("_")


def test_no_class_has_the_name_of_another() -> None:
    homes: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        for found in named(tree(path)):
            homes.setdefault(found, set()).add(name)
    twice = {name: sorted(modules) for name, modules in homes.items() if len(modules) > 1}
    assert not twice


def loaded_by(*arguments: str) -> set[str]:
    """The libraries that a command loads in a process of its own."""
    code = (
        "import sys; from aqb_cli.cli._main import run; code = run(sys.argv[1:]); "
        "print(code, *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    exit_code, *loaded = done.stderr.split()
    assert exit_code == "0"
    return set(loaded)


def test_a_start_loads_no_more_than_it_needs() -> None:
    unwanted = {"rich", "jinja2", "json", "multiprocessing", "concurrent", "tomllib", "babel"}
    assert not loaded_by("--version") & {*unwanted, "pydantic", "ruamel"}
    # `email` comes with `importlib.metadata`, which looks for plugins of Pydantic's.
    assert not loaded_by("validate", REAL) & {*unwanted, "typer", "email"}
    assert not loaded_by("validate", REAL) & {*unwanted, "typer", "pydantic", "pydantic_core", "ruamel"}  # unchanged


def test_modules_can_be_read_in_one_go() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
