"""The rules of the house about who may import whom, and what a start may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT, REAL

PACKAGE = CHECKOUT / "aqb_cli"

ORDER = (
    "german", "messages", "markdown", "problems", "diagnostics", "source", "findings", "model", "vocabulary", "schema",
    "loading", "settings", "workspace", "rules", "manual", "suppression", "examining", "document", "registry",
    "checking", "identity", "revisions", "pairing", "novelty", "inventory", "changes", "tables", "queries",
    "formatting", "drafting", "starting", "importing", "fixing", "writing", "rendering", "publishing", "reporters",
    "cli",
)  # fmt: skip
"""The modules in the direction of the data flow: each may import those before it, and its own neighbours."""

ONLY_IN = {
    "typer": {"cli"},
    "rich": {"reporters", "tables", "cli"},
    "ruamel": {"source"},
    "_ruamel_yaml": {"source"},
    "pydantic": {"model", "loading"},
    "pydantic_core": {"model"},
    "jinja2": {"document", "rendering"},
    "typst": {"rendering"},
    "docx": {"rendering"},
    "mammoth": {"importing"},
    "markdown_it": {"importing"},
    "pypdfium2": {"importing"},
    "xlsxwriter": {"tables"},
}

MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "aqb_cli":
                names |= {f"aqb_cli.{alias.name}" for alias in node.names}
            else:
                names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_direction(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in imported(path):
        top, _dot, rest = name.partition(".")
        if top == "aqb_cli":
            other = rest.split(".")[0]
            if other != "__version__":
                assert ORDER.index(other) <= ORDER.index(own), f"{own} imports {other}"
        elif top in ONLY_IN:
            assert own in ONLY_IN[top], f"{own} imports {top}"


def test_every_module_says_what_lives_there() -> None:
    for path in [*MODULES, PACKAGE / "__init__.py"]:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("arguments", [["--version"], ["validate", REAL]])
def test_a_start_loads_no_more_than_it_needs(arguments: list[str]) -> None:
    code = (
        "import sys; from aqb_cli.cli.running import run; code = run(sys.argv[1:]); "
        "print(code, *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    exit_code, *loaded = done.stderr.split()
    assert exit_code == "0"
    unwanted = {"rich", "jinja2", "json", "multiprocessing", "concurrent", "tomllib", "babel"}
    if arguments == ["--version"]:
        unwanted |= {"pydantic", "ruamel"}
    assert not unwanted & set(loaded)
