"""Prints how long aqb takes beside other tools, as whole processes, on the same files, in turn.

    python3 benchmarks/table.py [--old SOURCE] [--files 10000] [--runs 3]

Makes an environment for each tool in a temporary folder and installs the wheel of this checkout and the others there:
yamllint, check-jsonschema, sourcemeta-jsonschema (written in C++) and doorstop; with `--old`, also an older aqb, from
anything that pip installs (a folder, a wheel, git+file:///path@commit). Each row gives the median times, the ratio
taken pair by pair because the speed of machines drifts, the largest single process of aqb in MB, and what is aimed at.

The others check less: yamllint only the layout, the next two only what a JSON schema can say; doorstop writes a file of
as many items with one line of text, and aqb a whole agreement of several pages for each. "Unchanged" means that aqb has
found the files clean before; in all other rows it keeps nothing from one run to the next, as the others don't.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from collection import write_collection

CHECKOUT = Path(__file__).parent.parent
SCHEMA = CHECKOUT / "data/agreement.schema.json"
RELAXED = "{extends: default, rules: {line-length: disable, document-start: disable, braces: disable}}"
MOST_FILES = 25_000
"""As many as the years of the format allow."""

ITEM = """\
active: true
derived: false
header: ''
level: 1.{number}
links: []
normative: true
ref: ''
reviewed: null
text: |
  The district reports in autumn what became of measure {number}.
"""


MINISTRY = """\
ministry:
  name: Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales
  short_name: HMSI
  cases:
    nominative: das Hessische Ministerium für Arbeit, Integration, Jugend und Soziales
    genitive: des Hessischen Ministeriums für Arbeit, Integration, Jugend und Soziales
    dative: dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
    accusative: das Hessische Ministerium für Arbeit, Integration, Jugend und Soziales
  seat: Wiesbaden
grant_authority: Regierungspräsidium Kassel
"""
"""What the wording speaks of; an older aqb knows it from the programme year only."""


class Taken(NamedTuple):
    """What one run took."""

    seconds: float
    megabytes: float


class Command(NamedTuple):
    """A command, and the folder that it is run in."""

    line: Sequence[str]
    folder: Path
    cache: str = "none"
    """The folder for what aqb keeps from one run to the next; a relative one is none."""


class Tools:
    """The installed tools, each in an environment of its own."""

    def __init__(self, folder: Path, old: str | None) -> None:
        self.folder = folder
        peers = ("yamllint", "check-jsonschema", "sourcemeta-jsonschema", "doorstop")
        sources = {"aqb": str(CHECKOUT), **{name: name for name in peers}, **({"old": old} if old else {})}
        for tool, source in sources.items():
            print(f"installing {tool} …", file=sys.stderr)
            subprocess.run([sys.executable, "-m", "venv", folder / tool], check=True)
            pip = [str(folder / tool / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, source], check=True)
        self.has_old = old is not None

    def command(self, tool: str) -> str:
        """The program of a tool; of the one in C++, not the Python script that starts it."""
        if tool == "sourcemeta-jsonschema":
            return str(next((self.folder / tool).rglob("sourcemeta_jsonschema/jsonschema-linux-x86_64")))
        return str(self.folder / tool / "bin" / ("aqb" if tool == "old" else tool))


def taken(command: Command) -> Taken:
    """Runs a command to its end; it has to succeed."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ["XDG_CACHE_HOME"] = command.cache
    begun = time.perf_counter()
    process = subprocess.Popen(
        command.line, cwd=command.folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit code {process.returncode}: {' '.join(map(str, command.line[:6]))}")
    return Taken(seconds, usage.ru_maxrss / 1024)


class Table:
    """Measures a row and prints it, again and again."""

    def __init__(self, runs: int) -> None:
        self.runs = runs
        print(f"{'':<62} {'aqb':>9} {'':>7} {'other':>9} {'ratio':>6} {'aim':>5} {'old aqb':>9}")

    def row(
        self,
        title: str,
        ours: Command,
        other: Command,
        aim: float,
        *,
        old: Command | None = None,
        runs: int | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs all commands in turn, after one run that doesn't count; `after` clears away what a round has made."""
        commands = [ours, other, *([old] if old else [])]
        rounds = []
        for number in range((runs or self.runs) + 1):
            found = [taken(command) for command in commands]
            after()
            if number:
                rounds.append(found)
        ratio = statistics.median(first.seconds / second.seconds for first, second, *_old in rounds)
        our, their, *before = (statistics.median(each.seconds for each in side) for side in zip(*rounds, strict=True))
        peak = max(first.megabytes for first, *_others in rounds)
        last = f"{before[0]:>7.3f} s" if before else ""
        print(f"{title:<62} {our:>7.3f} s {peak:>4.0f} MB {their:>7.3f} s {ratio:>6.2f} {aim:>5.2f} {last}", flush=True)


def write_agreements(folder: Path, count: int) -> None:
    """A collection whose programme years say what is needed for documents."""
    write_collection(folder, count)
    for path in (folder / "data/programmes").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + MINISTRY, encoding="utf-8")


def write_items(folder: Path, count: int, doorstop: str) -> None:
    """A document of doorstop's with many items."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run([doorstop, "create", "REQ", "reqs"], cwd=folder, check=True, capture_output=True)
    for number in range(1, count + 1):
        (folder / f"reqs/REQ{number:04d}.yml").write_text(ITEM.format(number=number), encoding="utf-8")


def validating(table: Table, tools: Tools, collection: Path, cache: str, count: int) -> None:
    """The rows on `aqb validate`."""

    def aqb(*paths: str, tool: str = "aqb", cache: str = "none") -> Command:
        return Command([tools.command(tool), "validate", *paths], collection, cache)

    def old(*paths: str) -> Command | None:
        return aqb(*paths, tool="old") if tools.has_old else None

    one = "data/agreements/2000/fulda.yaml"
    yamllint = Command([tools.command("yamllint"), "-d", RELAXED, one], collection)
    checker = Command([tools.command("check-jsonschema"), "--schemafile", str(SCHEMA), one], collection)
    line = [tools.command("sourcemeta-jsonschema"), "validate", str(SCHEMA), "data/agreements", "--extension", ".yaml"]
    compiled, runs = Command(line, collection), table.runs * 5
    table.row("validate, one file; yamllint", aqb(one), yamllint, 1.7, old=old(one), runs=runs)
    table.row("validate, one file; check-jsonschema", aqb(one), checker, 0.45, old=old(one), runs=runs)
    table.row("validate, one file, unchanged; yamllint", aqb(one, cache=cache), yamllint, 0.85, runs=runs)
    table.row(f"validate, {count} files; sourcemeta-jsonschema", aqb(), compiled, 1.0, old=old())
    table.row(f"validate, {count} files, unchanged; sourcemeta-jsonschema", aqb(cache=cache), compiled, 0.25)


def asking(table: Table, tools: Tools, collection: Path, count: int) -> None:
    """The rows on queries, beside the older aqb; without one, beside `aqb validate` on the same files."""
    validate = Command([tools.command("aqb"), "validate"], collection)
    for question in (["list", "measures", "-f", "csv"], ["budget", "--by", "year"]):
        ours = Command([tools.command("aqb"), *question], collection)
        other = Command([tools.command("old"), *question], collection) if tools.has_old else validate
        name = "old aqb" if tools.has_old else "aqb validate"
        table.row(f"{' '.join(question)}, {count} agreements; {name}", ours, other, 0.35)


def publishing(table: Table, tools: Tools, folder: Path, count: int) -> None:
    """The row on `aqb render`. Both write into a new folder each time."""
    write_agreements(folder / "ours", count)
    write_items(folder / "theirs", count, tools.command("doorstop"))
    line = ["render", "-f", "html", "-o", "out/"]
    doorstop = Command([tools.command("doorstop"), "publish", "--html", "REQ", "out"], folder / "theirs")
    ours = Command([tools.command("aqb"), *line], folder / "ours")
    old = Command([tools.command("old"), *line], folder / "ours") if tools.has_old else None

    def clear() -> None:
        for side in ("ours", "theirs"):
            assert list((folder / side / "out").rglob("*.html"))
            shutil.rmtree(folder / side / "out")

    table.row(f"render, {count} agreements to HTML; doorstop publish", ours, doorstop, 1.0, old=old, after=clear)


def main() -> None:
    """Measures everything that there is an aim for, and the growth from many files to as many as there can be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--old", help="an older aqb to compare with: anything that pip installs")
    parser.add_argument("--files", type=int, default=10_000, help="how many files the large collection has")
    parser.add_argument("--documents", type=int, default=1000, help="how many documents are written")
    parser.add_argument(
        "--runs", type=int, default=3, help="how many runs of each command count; of short ones, five fold"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = Tools(folder / "tools", arguments.old)
        write_collection(folder / "many", arguments.files)
        write_collection(folder / "most", MOST_FILES)
        table = Table(arguments.runs)
        validating(table, tools, folder / "many", str(folder / "cache"), arguments.files)
        aqb = [tools.command("aqb"), "validate"]
        most, many = Command(aqb, folder / "most"), Command(aqb, folder / "many")
        table.row(f"validate, {MOST_FILES} files; {arguments.files}", most, many, 2.5, runs=1)
        asking(table, tools, folder / "many", arguments.files)
        publishing(table, tools, folder, arguments.documents)


if __name__ == "__main__":
    main()
