"""Worker processes: they end with their parent, and where none can be started a sentence says so."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CHECKOUT

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.workspace.processes import shared

ENDLESS = """\
import multiprocessing, os, signal, sys, time
sys.path.insert(0, {checkout!r})
from aqb_cli.workspace.processes import shared

def work(seconds):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece: the other one writes too
    time.sleep(seconds)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells have what runs in the background ignore it
    multiprocessing.set_start_method({method!r})
    list(shared(work, [60, 60], 2))
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # one that has ended may still be on the list, as a zombie
    return not status.exists() or ") Z" not in status.read_text(encoding="ascii", errors="replace")


@pytest.mark.skipif(os.name == "nt", reason="there, a process is no file that could be asked for")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("end", ["SIGKILL", "SIGINT"])
def test_workers_end_with_their_parent(method: str, end: str, tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS.format(checkout=str(CHECKOUT), method=method), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    workers = [int(parent.stdout.readline()) for _worker in range(2)]
    parent.send_signal(signal.Signals[end])
    parent.wait(timeout=20)
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(is_there, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_there, workers))


def doubled(number: int) -> int:
    if number > 100:
        raise Problem(_("{n} is too much.", n=number), _("Take less."))
    return 2 * number


def crash(number: int) -> int:
    os._exit(number)


def test_results_come_in_order() -> None:
    assert list(shared(doubled, range(9), 2)) == list(range(0, 18, 2))
    assert list(shared(doubled, [], 2)) == []
    assert multiprocessing.active_children() == []


def test_what_a_worker_raises_is_raised() -> None:
    with pytest.raises(Problem, match="101 is too much") as raised:
        list(shared(doubled, [1, 101, 2], 2))
    assert str(raised.value.help) == "Take less."
    assert "in doubled" in "".join(raised.value.__notes__)
    assert multiprocessing.active_children() == []


def test_a_worker_that_ends_too_early() -> None:
    with pytest.raises(Problem, match="A worker process ended before its work was done"):
        list(shared(crash, range(5), 2))


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, {limit}))
import aqb_cli.checking.runner as runner
from aqb_cli.cli import main
runner._CHUNK = runner._WORTH_A_PROCESS = 1
main(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count descriptors in other ways")
def test_where_no_process_can_be_started(workspace: Path) -> None:
    """A limit of open files that leaves none for the pipe to a worker."""

    def limited(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", LIMITED.format(limit=6), "validate", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)

    asked_for = limited("--jobs", "2")
    assert (asked_for.returncode, asked_for.stdout) == (2, "")
    assert asked_for.stderr.splitlines() == [
        "aqb: No further process can be started: Too many open files.",
        "     Give --jobs 1, or raise the limits of this system for processes and memory.",
    ]
    by_itself = limited()
    assert (by_itself.returncode, by_itself.stderr) == (0, "")
    assert by_itself.stdout == "2 files checked, nothing found.\n"
