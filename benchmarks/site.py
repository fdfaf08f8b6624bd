"""Measures `aqb site` against checking alone, `mkdocs build` and Pagefind, as whole processes, side by side.

    python3 benchmarks/site.py [--small 270] [--large 2700] [--runs 3]

Makes an environment of its own in a temporary folder, installs the wheel of this checkout, mkdocs and pagefind there,
and prints medians of runs in turn: how many times as long the large site takes as the small one; how much longer it
takes than checking, by agreement, and how much more of the processor; how its time by page compares with that of mkdocs
(its own theme, `nav` of one page) on as many pages of the same text as there are agreements; its largest process; and
how large its search index is beside that of Pagefind, which is made of the same pages in a run of its own.
The documents to download are no pages here, though they are HTML files too.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from table import CHECKOUT, Command, taken, write_agreements

SETTINGS = "site_name: Agreements\nnav: [index.md]\nuse_directory_urls: false\nvalidation: {omitted_files: ignore}\n"


def install(folder: Path, tool: str, source: str) -> str:
    """Makes an environment for a tool; returns its command."""
    print(f"installing {tool} …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder / tool], check=True)
    pip = [str(folder / tool / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, source], check=True)
    return str(folder / tool / "bin" / tool)


def write_pages(collection: Path, folder: Path, aqb: str) -> int:
    """The agreements as pages for mkdocs, with the same text; returns how many there are."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Agreements\n", encoding="utf-8")
    command = [aqb, "render", "-f", "md", "-o", str(folder / "docs")]
    subprocess.run(command, cwd=collection, check=True, capture_output=True)
    return sum(1 for _path in (folder / "docs").rglob("*.md"))


def size(folder: Path) -> float:
    """The megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


class Round(NamedTuple):
    """What one round has measured."""

    growth: float
    more: float
    more_cpu: float
    against: float
    megabytes: float


def measured(folder: Path, aqb: str, mkdocs: str, collections: Sequence[Path], pages: int, run: int) -> Round:
    """Builds both sites, checks the large collection, and builds its pages with mkdocs.

    All go to new folders, and nothing is removed before the end: ext4 looks for half a minute and longer at each file
    that was just removed before it makes another one, which took up to a third of a run that came after a removal.
    """
    sites = [folder / f"site-{collection.name}-{run}" for collection in collections]
    small, large = (
        taken(Command([aqb, "site", "-f", "html", "-o", str(site)], collection))
        for collection, site in zip(collections, sites, strict=True)
    )
    checked = taken(Command([aqb, "validate", "--no-cache"], collections[1]))
    built = taken(Command([mkdocs, "build", "--quiet", "--site-dir", str(folder / f"built-{run}")], folder / "pages"))
    made = sum(1 for path in sites[1].rglob("*.html") if not path.name.endswith(".document.html"))
    return Round(
        large.seconds / small.seconds,
        (large.seconds - checked.seconds) / pages * 1000,
        (large.busy - checked.busy) / pages * 1000,
        (large.seconds / made) / (built.seconds / pages),
        large.megabytes,
    )


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
        pagefind = [str(Path(install(folder, "pagefind", "pagefind[bin]")).with_name("python")), "-m", "pagefind"]
        collections = [folder / f"collection-{size}" for size in (asked.small, asked.large)]
        for size_, collection in zip((asked.small, asked.large), collections, strict=True):
            write_agreements(collection, size_)
        pages = write_pages(collections[1], folder / "pages", aqb)
        rounds = [measured(folder, aqb, mkdocs, collections, pages, run) for run in range(asked.runs)]
        median = Round(*map(statistics.median, zip(*rounds, strict=True)))
        site = folder / f"site-{collections[1].name}-0"
        found = taken(Command([*pagefind, "--site", str(site)], folder))
        print(f"{asked.large} agreements against {asked.small}: {median.growth:.1f} × (aim 12)")
        print(f"more than checking: {median.more:.1f} ms an agreement (aim 8), {median.more_cpu:.1f} of the processor")
        print(f"a page against one of mkdocs: {median.against:.2f} × (aim 0.75)")
        print(f"largest process: {median.megabytes:.0f} MB (aim 500)")
        ours, theirs = size(site / "search"), size(site / "pagefind")
        print(f"search index: {ours:.1f} MB; Pagefind's {theirs:.1f} MB, {found.seconds:.1f} s on top of the site")


if __name__ == "__main__":
    main()
