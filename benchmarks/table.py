"""Prints how long aqb takes beside other tools, as whole processes, on the same files, in turn.

    python3 benchmarks/table.py [--old SOURCE] [--files 10000] [--runs 3]

Makes an environment for each tool in a temporary folder and installs the wheel of this checkout and the others there:
yamllint, check-jsonschema, sourcemeta-jsonschema (written in C++) and doorstop; with `--old`, also an older aqb, from
anything that pip installs (a folder, a wheel, git+file:///path@commit). What can't be installed is said, and its
columns stay empty.

Each row gives the median times and two ratios to the other tool: of the time that passes, which the aims are for, and
of what the processors were busy. Both are taken pair by pair because the speed of machines drifts. On a busy machine
only the second tells something: several processes don't get several processors there. MB are the largest single
process.

The others check less: yamllint only the layout, the next two only what a JSON schema can say; doorstop writes a file of
as many items with one line of text, and aqb a whole agreement of several pages for each. "Unchanged" means that aqb has
found the files clean before; in all other rows it keeps nothing from one run to the next, as the others don't.
"""

from __future__ import annotations

import argparse
import itertools
import os
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
PEERS = {"yamllint": "1.38.0", "check-jsonschema": "0.39.0", "sourcemeta-jsonschema": "17.3.0", "doorstop": "3.2"}
"""The other tools, with the versions that are measured."""
RELAXED = "{extends: default, rules: {line-length: disable, document-start: disable, braces: disable}}"
MOST_FILES = 25_000
"""As many as the years of the format allow."""
SHORT = 2.0
"""How many seconds a run may take to count as short: such ones are made five times as often."""

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
    busy: float
    """For how many seconds processors were busy with it."""
    megabytes: float


class Command(NamedTuple):
    """A command, and the folder that it is run in."""

    line: Sequence[str]
    folder: Path
    cache: str = "none"
    """The folder for what aqb keeps from one run to the next; a relative one is none."""


class Tools:
    """The tools, each in an environment of its own."""

    def __init__(self, folder: Path, old: str | None) -> None:
        self.folder = folder
        peers = {name: f"{name}=={version}" for name, version in PEERS.items()}
        sources = {"aqb": str(CHECKOUT), **peers, **({"old": old} if old else {})}
        self.installed = {tool for tool, source in sources.items() if self._install(tool, source)}
        if "aqb" not in self.installed:
            sys.exit("Without aqb there is nothing to measure.")

    def _install(self, tool: str, source: str) -> bool:
        print(f"installing {tool} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", self.folder / tool], check=True)
        pip = [str(self.folder / tool / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, source], check=False)
        if done.returncode:
            print(f"{tool} can't be installed from {source}: its columns stay empty.", file=sys.stderr)
        return done.returncode == 0

    def line(self, tool: str, *arguments: str) -> list[str] | None:
        """The command line of a tool; None if it isn't installed. Of the one in C++ not the script that starts it."""
        if tool not in self.installed:
            return None
        program = self.folder / tool / "bin" / ("aqb" if tool == "old" else tool)
        if tool == "sourcemeta-jsonschema":
            binaries = (self.folder / tool).rglob("sourcemeta_jsonschema/jsonschema-linux-x86_64")
            program = next(binaries, program)
        return [str(program), *arguments]


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
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Table:
    """Measures a row and prints it, again and again."""

    def __init__(self, tools: Tools, runs: int) -> None:
        self.tools = tools
        self.runs = runs
        print(f"{'':<58} {'aqb':>16} {'other':>9} {'ratio':>6} {'busy':>6} {'aim':>5} {'old aqb':>17}")

    def row(
        self,
        title: str,
        folder: Path,
        ours: Sequence[str],
        other: tuple[Sequence[str] | None, Path] | None,
        aim: float,
        *,
        cache: str = "none",
        with_old: bool = True,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs aqb, the other tool and the older aqb in turn; without another tool, the older aqb is the yardstick.

        `after` puts aside what a command has made. The first of many short rounds doesn't count.
        """
        lines = {"aqb": self.tools.line("aqb", *ours)}
        if with_old and cache == "none":
            lines["old"] = self.tools.line("old", *ours)
        commands = {name: Command(line, folder, cache) for name, line in lines.items() if line}
        if other is not None and other[0] is not None:
            commands["other"] = Command(other[0], other[1])

        def in_turn() -> dict[str, Taken]:
            found = {}
            for name, command in commands.items():
                found[name] = taken(command)
                after()
            return found

        if cache != "none":
            taken(commands["aqb"])  # which finds the files clean
        first = in_turn()
        if sum(each.seconds for each in first.values()) < SHORT:
            rounds = [in_turn() for _number in range(self.runs * 5)]
        else:
            rounds = [first, *(in_turn() for _number in range(self.runs - 1))]
        print(f"{title:<58} {self._cells(rounds, 'old' if other is None else 'other', aim)}", flush=True)

    def _cells(self, rounds: Sequence[dict[str, Taken]], against: str, aim: float) -> str:
        """The figures of a row; empty where a tool is missing."""

        def seconds(name: str) -> str:
            return f"{statistics.median(each[name].seconds for each in rounds):.3f} s" if name in rounds[0] else ""

        def megabytes(name: str) -> str:
            return f"{max(each[name].megabytes for each in rounds):.0f} MB" if name in rounds[0] else ""

        ratio = busy = ""
        if against in rounds[0]:
            ratio = f"{statistics.median(each['aqb'].seconds / each[against].seconds for each in rounds):.2f}"
            busy = f"{statistics.median(each['aqb'].busy / each[against].busy for each in rounds):.2f}"
        return (
            f"{seconds('aqb'):>9} {megabytes('aqb'):>6} {seconds('other'):>9} {ratio:>6} {busy:>6} {aim:>5.2f} "
            f"{seconds('old'):>9} {megabytes('old'):>7}"
        )


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


def validating(table: Table, collection: Path, cache: str, count: int) -> None:
    """The rows on `aqb validate`."""
    one = "data/agreements/2000/fulda.yaml"
    line = table.tools.line
    yamllint = line("yamllint", "-d", RELAXED, one), collection
    checker = line("check-jsonschema", "--schemafile", str(SCHEMA), one), collection
    folder = ("data/agreements", "--extension", ".yaml")
    compiled = line("sourcemeta-jsonschema", "validate", str(SCHEMA), *folder), collection
    table.row("validate, one file; yamllint", collection, ["validate", one], yamllint, 1.7)
    table.row("validate, one file; check-jsonschema", collection, ["validate", one], checker, 0.45)
    table.row("validate, one file, unchanged; yamllint", collection, ["validate", one], yamllint, 0.85, cache=cache)
    many = f"validate, {count} files"
    table.row(f"{many}; sourcemeta-jsonschema", collection, ["validate"], compiled, 1.0)
    table.row(f"{many}, unchanged; sourcemeta-jsonschema", collection, ["validate"], compiled, 0.25, cache=cache)


def asking(table: Table, collection: Path, count: int) -> None:
    """The rows on queries, beside the older aqb only."""
    for question in (["list", "measures", "-f", "csv"], ["budget", "--by", "year"]):
        table.row(f"{' '.join(question)}, {count} agreements; old aqb", collection, question, None, 0.35)


def publishing(table: Table, folder: Path, count: int) -> None:
    """The row on `aqb render`. All write into a new folder each time."""
    write_agreements(folder / "ours", count)
    outputs = [folder / "ours/out", folder / "theirs/out"]
    doorstop = table.tools.line("doorstop")
    if doorstop:
        write_items(folder / "theirs", count, doorstop[0])
    other = doorstop and [*doorstop, "publish", "--html", "REQ", "out"], folder / "theirs"

    aside = itertools.count()

    def put_aside() -> None:
        """Nothing is removed before the end: see `measured` in site.py."""
        (output,) = (output for output in outputs if output.exists())
        assert list(output.rglob("*.html"))
        output.rename(output.with_name(f"out-{next(aside)}"))

    line = ["render", "-f", "html", "-o", "out/"]
    table.row(f"render, {count} agreements to HTML; doorstop", folder / "ours", line, other, 1.0, after=put_aside)


def main() -> None:
    """Measures everything that there is an aim for, and the growth from many files to as many as there can be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--old", help="an older aqb to compare with: anything that pip installs")
    parser.add_argument("--files", type=int, default=10_000, help="how many files the large collection has")
    parser.add_argument("--documents", type=int, default=1000, help="how many documents are written")
    parser.add_argument(
        "--runs", type=int, default=2, help="how many long runs of each command count; of short ones, 5 fold"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = Tools(folder / "tools", arguments.old)
        write_collection(folder / "many", arguments.files)
        write_collection(folder / "most", MOST_FILES)
        table = Table(tools, arguments.runs)
        validating(table, folder / "many", str(folder / "cache"), arguments.files)
        many = tools.line("aqb", "validate"), folder / "many"
        table.row(
            f"validate, {MOST_FILES} files; {arguments.files}", folder / "most", ["validate"], many, 2.5, with_old=False
        )
        asking(table, folder / "many", arguments.files)
        publishing(table, folder, arguments.documents)


if __name__ == "__main__":
    main()
