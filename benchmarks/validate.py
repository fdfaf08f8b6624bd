"""Measures `aqb validate` against other tools, as whole processes, on the same files, side by side.

    python3 benchmarks/validate.py [--files 10000] [--runs 5]

Makes an environment of its own in a temporary folder, installs the wheel of this checkout and the others there
(yamllint, check-jsonschema, and sourcemeta-jsonschema, which is written in C++), and prints one line a comparison:
the median of each, and the ratio, taken pair by pair because the speed of machines drifts. Nothing is cached by any
of them. The others check less: yamllint only the layout, the two others only what a JSON schema can say.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from collection import write_collection

CHECKOUT = Path(__file__).parent.parent
SCHEMA = CHECKOUT / "data/agreement.schema.json"
PEERS = ("yamllint", "check-jsonschema", "sourcemeta-jsonschema")


def install(folder: Path) -> Path:
    """Makes the environments; returns the folder with one environment for each tool."""
    for tool in ("aqb", *PEERS):
        print(f"installing {tool} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder / tool], check=True)
        source = str(CHECKOUT) if tool == "aqb" else tool
        pip = [str(folder / tool / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, source], check=True)
    return folder


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes, in seconds; it has to succeed."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout.decode()[-2000:]}\n{done.stderr.decode()[-2000:]}")
    return taken


def compare(title: str, ours: list[str], theirs: list[str], folder: Path, runs: int, aim: float) -> None:
    """Runs both in turn, after one run that doesn't count, and prints what came out."""
    seconds(ours, folder), seconds(theirs, folder)
    pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _run in range(runs)]
    ratio = statistics.median(our / their for our, their in pairs)
    our, their = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{title:<58} {our:>8.3f} s {their:>8.3f} s {ratio:>7.2f} {aim:>7.2f}")


def main() -> None:
    """Measures what the design sets aims for: one file, and many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many files the large collection has")
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each command count")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = install(folder / "tools")
        collection = folder / "collection"
        write_collection(collection, arguments.files)
        one = "data/agreements/2000/fulda.yaml"
        relaxed = "{extends: default, rules: {line-length: disable, document-start: disable, braces: disable}}"
        yamllint = [str(tools / "yamllint/bin/yamllint"), "-d", relaxed]
        check_jsonschema = [str(tools / "check-jsonschema/bin/check-jsonschema"), "--schemafile", str(SCHEMA)]
        # The C++ program itself, without the Python script that starts it.
        binaries = sorted((tools / "sourcemeta-jsonschema").rglob("sourcemeta_jsonschema/jsonschema-linux-x86_64"))
        aqb = str(tools / "aqb/bin/aqb")
        many = [str(path.relative_to(collection)) for path in sorted(collection.glob("data/agreements/*/*.yaml"))]

        print(f"{'':<58} {'aqb':>10} {'other':>10} {'ratio':>7} {'aim':>7}")
        runs = arguments.runs
        compare("one file, yamllint", [aqb, "validate", one], [*yamllint, one], collection, runs * 3, 1.5)
        compare(
            "one file, check-jsonschema", [aqb, "validate", one], [*check_jsonschema, one], collection, runs * 3, 0.5
        )
        title = f"{arguments.files} files"
        compare(f"{title}, check-jsonschema", [aqb, "validate"], [*check_jsonschema, *many], collection, runs, 0.1)
        if binaries:
            theirs = [str(binaries[0]), "validate", str(SCHEMA), "data/agreements", "--extension", ".yaml"]
            compare(f"{title}, sourcemeta-jsonschema", [aqb, "validate"], theirs, collection, runs, 1.0)


if __name__ == "__main__":
    main()
