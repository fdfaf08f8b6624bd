"""Measures `aqb render` against `doorstop publish`, as whole processes, side by side.

    python3 benchmarks/render.py [--documents 1000] [--runs 5]

Makes an environment of its own in a temporary folder, installs the wheel of this checkout and doorstop there, and
prints one line: the median of each, and the ratio, taken pair by pair because the speed of machines drifts. Ours
checks the agreements and writes as many HTML files, each a whole agreement of several pages; doorstop writes one HTML
file of as many items with one line of text. Both write into a new folder each time.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from collection import DATA, write_collection
from validate import CHECKOUT, seconds

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


def install(folder: Path, tool: str, source: str) -> Path:
    """Makes an environment for a tool; returns its command."""
    print(f"installing {tool} …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder / tool], check=True)
    pip = [str(folder / tool / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, source], check=True)
    return folder / tool / "bin" / tool


def write_agreements(folder: Path, count: int) -> None:
    """A collection, with the programme of 2025 for all of its years: the wording speaks of what stands there."""
    write_collection(folder, count)
    programme = (DATA / "programmes/2025.yaml").read_text(encoding="utf-8")
    for path in (folder / "data/agreements").iterdir():
        text = programme.replace("2025", path.name)
        (folder / "data/programmes" / f"{path.name}.yaml").write_text(text, encoding="utf-8")


def write_items(folder: Path, count: int, doorstop: Path) -> None:
    """A document of doorstop's with many items."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run([str(doorstop), "create", "REQ", "reqs"], cwd=folder, check=True, capture_output=True)
    for number in range(1, count + 1):
        text = ITEM.format(number=number)
        (folder / f"reqs/REQ{number:04d}.yml").write_text(text, encoding="utf-8")


def main() -> None:
    """Measures what the design sets an aim for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000, help="how many documents and items there are")
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each command count")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        aqb, doorstop = install(folder, "aqb", str(CHECKOUT)), install(folder, "doorstop", "doorstop")
        write_agreements(folder / "ours", arguments.documents)
        write_items(folder / "theirs", arguments.documents, doorstop)

        def both() -> tuple[float, float]:
            taken = (
                seconds([str(aqb), "render", "-f", "html", "-o", "out/"], folder / "ours"),
                seconds([str(doorstop), "publish", "--html", "REQ", "out"], folder / "theirs"),
            )
            for side in ("ours", "theirs"):
                assert list((folder / side / "out").rglob("*.html"))
                shutil.rmtree(folder / side / "out")
            return taken

        both()
        pairs = [both() for _run in range(arguments.runs)]
        ratio = statistics.median(our / their for our, their in pairs)
        our, their = (statistics.median(side) for side in zip(*pairs, strict=True))
        title = f"{arguments.documents} documents, doorstop publish"
        print(f"{'':<40} {'aqb':>10} {'other':>10} {'ratio':>7} {'aim':>7}")
        print(f"{title:<40} {our:>8.3f} s {their:>8.3f} s {ratio:>7.2f} {1:>7.2f}")


if __name__ == "__main__":
    main()
