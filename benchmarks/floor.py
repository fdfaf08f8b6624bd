"""Prints what the libraries alone take of checks, questions and documents: the least as long as these rest on them.

    .venv/bin/python benchmarks/floor.py [--files 500]

To be run with the Python that aqb is installed for. First what it takes to start, each as a process of its own; then
what a file takes, step by step, in one process; last what a question or a document takes beyond that. All of it is time
of the processor, the shortest of several runs, since whatever else the machine does makes it only longer.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from _ruamel_yaml import CParser
from collection import write_collection
from jinja2 import Environment, FileSystemLoader
from ruamel.yaml.events import StreamEndEvent

from aqb_cli.checking.outcome import FileReport, Selection
from aqb_cli.checking.runner import Extract, FileChecker
from aqb_cli.checking.valid import Record, gather
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.model import Agreement
from aqb_cli.fileformat.model.validator import validator
from aqb_cli.publishing.formats import renderer
from aqb_cli.publishing.wordings import Library
from aqb_cli.querying.queries import budget, measures
from aqb_cli.querying.queries.choice import choice_of
from aqb_cli.querying.queries.parts import AgreementFigures
from aqb_cli.querying.tables import View, writer
from aqb_cli.wording.blocks import Publication
from aqb_cli.wording.facts import facts_of
from aqb_cli.workspace.collection import TEMPLATES, File, Workspace, bundled

EMPTY_MODEL = """
from pydantic import BaseModel, ConfigDict
class Entry(BaseModel):
    model_config = ConfigDict(defer_build=True)
"""
CHECK = """
import sys
from aqb_cli.cli import main
sys.argv = ["aqb", "validate", "data/agreements/2000/fulda.yaml"]
main()
"""
STARTS = {
    "Python": "pass",
    "pydantic-core alone": "import pydantic_core",
    "Pydantic, one empty model": EMPTY_MODEL,
    "ruamel.yaml's parser": "from _ruamel_yaml import CParser",
    "both": f"from _ruamel_yaml import CParser{EMPTY_MODEL}",
    "aqb validate, one file": CHECK,
}
PASSES = 9


def start(code: str, folder: Path) -> float:
    """The shortest time of a new process, in ms."""
    environ = {**os.environ, "PYDANTIC_DISABLE_PLUGINS": "1", "XDG_CACHE_HOME": "none"}
    found = []
    for _pass in range(PASSES):
        command = [sys.executable, "-c", f"import gc\ngc.disable()\n{code}"]
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL)
        usage = os.wait4(process.pid, 0)[2]
        process.returncode = 0
        found.append(usage.ru_utime + usage.ru_stime)
    return min(found) * 1000


def each(step: Callable[[Any], Any], items: Sequence[Any], passes: int = PASSES) -> float:
    """The shortest time of a step for one item, in ms."""
    found = []
    for _pass in range(passes):
        begun = time.thread_time()
        for item in items:
            step(item)
        found.append(time.thread_time() - begun)
    return min(found) / len(items) * 1000


def events(text: str) -> None:
    """Asks the parser for all events of a text, and does nothing with them."""
    next_event = CParser(text).get_event
    while type(next_event()) is not StreamEndEvent:
        pass


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=500)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_collection(folder, parser.parse_args().files)
        for title, code in STARTS.items():
            print(f"{title:<42} {start(code, folder):>8.0f} ms", flush=True)
        os.chdir(folder)
        workspace = Workspace.around(folder)
        files = workspace.files([])
        texts = [Path(file.path).read_text(encoding="utf-8") for file in files]
        data = [yaml.read(text.encode()).data for text in texts]
        checker = FileChecker(workspace)
        for title, step, items in (
            ("libyaml, which the parser rests on", lambda text: CParser(text).raw_parse(), texts),
            ("events of ruamel.yaml's parser", events, texts),
            ("pydantic-core's validation", validator(Agreement).validate_python, data),
            ("aqb, everything", checker.check_file, files),
        ):
            print(f"{title:<42} {each(step, items):>8.3f} ms a file", flush=True)
        ask(workspace, files)
        publish(workspace, files)


def say(title: str, step: Callable[[Any], Any], items: Sequence[Any], passes: int = PASSES) -> None:
    """Prints the time of a step for one agreement."""
    print(f"{title:<42} {each(step, items, passes):>8.3f} ms an agreement", flush=True)


def ask(workspace: Workspace, files: Sequence[File]) -> None:
    """What questions take beyond the check: first what worker processes do, then what one process does at the end."""
    checker = FileChecker(workspace, Selection(), Extract(contents=False))
    say("a question: the check for errors", checker.check_file, files)
    inventory = gather(workspace, files)
    choice = choice_of(inventory.districts)
    rows_of = partial(measures.rows_of, choice, "category")
    say("list measures: rows of an agreement", rows_of, inventory.records)
    answers = [*map(rows_of, inventory.records)]
    list_all = partial(measures.measures, inventory._replace(answers=answers), choice, "category")
    say_of_all("list measures: all rows together", list_all, len(files))
    report = list_all()
    say_of_all("list measures: CSV", partial(writer("csv"), report, View("en")), len(files))
    figures_of = partial(AgreementFigures.of, choice, ("year",))
    say("budget: figures of an agreement", figures_of, inventory.records)
    figures = [*map(figures_of, inventory.records)]
    sums = partial(budget.budget, inventory._replace(answers=figures), choice, ("year",))
    say_of_all("budget: sums", sums, len(files))
    for title, found in (("list measures: rows", answers), ("budget: figures", figures)):
        chunks = [found[start : start + 100] for start in range(0, len(found), 100)]
        sent = [*map(pickle.dumps, chunks)]
        say_of_all(f"{title}, sent", partial(to_all, pickle.dumps, chunks), len(files))
        say_of_all(f"{title}, received", partial(to_all, pickle.loads, sent), len(files))


def to_all(step: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """What a step makes of each item."""
    return [*map(step, items)]


def say_of_all(title: str, step: Callable[[], Any], count: int) -> None:
    """Prints the time for one agreement of a step that is made for all of them at once."""
    print(f"{title:<42} {each(lambda _once: step(), [None]) / count:>8.3f} ms an agreement", flush=True)


def publish(workspace: Workspace, files: Sequence[File]) -> None:
    """What HTML documents take beyond the check; and Jinja with the same layout and no sandbox."""
    inventory = gather(workspace, files)
    library = Library(workspace, None)
    standing = inventory.standing

    def compose(record: Record) -> Publication:
        volume = library.volume_for(record.agreement.year)
        assert not isinstance(volume, FileReport)
        programme = inventory.programmes.get(record.agreement.year)
        return volume.wording.document(facts_of(record.agreement, record.district, programme, standing))

    plain = Environment(
        loader=FileSystemLoader(bundled(TEMPLATES)), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    plain.filters["inline"] = lambda line: line[0].text if line else ""
    plain.filters["lines"] = lambda lines: " ".join(line[0].text for line in lines if line)
    layout = plain.get_template("agreement.html.j2")
    html = renderer("html", [bundled(TEMPLATES)])
    say("render: the wording", compose, inventory.records, passes=1)  # for later ones, it has the texts already
    documents = [*map(compose, inventory.records)]
    say("render: the HTML layout", html, documents, passes=1)
    say("Jinja alone, the HTML layout", lambda document: layout.render(document=document), documents)


if __name__ == "__main__":
    main()
