"""Measures `aqb site` against checking alone and against `mkdocs build`, as whole processes, side by side.

    python3 benchmarks/site.py [--small 270] [--large 2700] [--runs 3]

Makes an environment of its own in a temporary folder, installs the wheel of this checkout and mkdocs there, and prints
for each run: how many times as long the large site takes as the small one, how much longer it takes than checking, by
agreement, and how its time by page compares with that of mkdocs (its own theme, `nav` of one page) on as many pages of
the same text. A site has more pages than agreements; pages here are those that have a head of their own.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from table import CHECKOUT, Command, taken, write_agreements

SETTINGS = "site_name: Agreements\nnav: [index.md]\nuse_directory_urls: false\nvalidation: {omitted_files: ignore}\n"


def install(folder: Path, tool: str, source: str) -> str:
    """Makes an environment for a tool; returns its command."""
    print(f"installing {tool} …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder / tool], check=True)
    pip = [str(folder / tool / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, source], check=True)
    return str(folder / tool / "bin" / tool)


def seconds(folder: Path, *command: str) -> float:
    """How long a command takes in a folder."""
    return taken(Command(command, folder)).seconds


def write_pages(collection: Path, folder: Path, aqb: str) -> int:
    """The agreements as pages for mkdocs, with the same text; returns how many there are."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Agreements\n", encoding="utf-8")
    command = [aqb, "render", "-f", "md", "-o", str(folder / "docs")]
    subprocess.run(command, cwd=collection, check=True, capture_output=True)
    return sum(1 for _path in (folder / "docs").rglob("*.md"))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", type=int, default=270)
    parser.add_argument("--large", type=int, default=2700)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aqb-site-") as scratch:
        folder = Path(scratch)
        aqb, mkdocs = install(folder, "aqb", f"{CHECKOUT}[xlsx]"), install(folder, "mkdocs", "mkdocs")
        collections = {size: folder / f"collection-{size}" for size in (asked.small, asked.large)}
        for size, collection in collections.items():
            write_agreements(collection, size)
        large = collections[asked.large]
        pages = write_pages(large, folder / "pages", aqb)
        growth, more, against = [], [], []
        for run in range(asked.runs):
            sites = {size: folder / f"site-{size}-{run}" for size in collections}
            times = {
                size: seconds(path, aqb, "site", "-f", "html", "-o", str(sites[size]))
                for size, path in collections.items()
            }
            checked = seconds(large, aqb, "validate")
            built = seconds(folder / "pages", mkdocs, "build", "--quiet")
            made = sum(1 for path in sites[asked.large].rglob("*.html"))
            growth.append(times[asked.large] / times[asked.small])
            more.append((times[asked.large] - checked) / asked.large * 1000)
            against.append((times[asked.large] / made) / (built / pages))
    print(f"{asked.large} agreements against {asked.small}: {statistics.median(growth):.1f} ×")
    print(f"more than checking: {statistics.median(more):.1f} ms an agreement")
    print(f"a page against one of mkdocs: {statistics.median(against):.2f} ×")


if __name__ == "__main__":
    main()
