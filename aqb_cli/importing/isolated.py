"""Work on a file from outside, done in a process of its own, so that nothing in the file can stop or crash `aqb`."""

from __future__ import annotations

import gc
import mmap
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.processes import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection

SECONDS = 10
"""How long reading one file may take. An agreement of ten pages takes a tenth of a second."""

MEMORY = 1_500_000_000
"""How many bytes of memory it may take, where the operating system can limit that; usual documents take a fifth.

Beyond those that it begins with, as the copy of a process that may have much in memory.
"""

STARTING = 60
"""How many seconds the process may take to start: on Windows it loads the libraries anew, past a virus scanner."""

Result = TypeVar("Result")


def in_time(work: Callable[[], Result], path: Path, seconds: int = SECONDS) -> Result:
    """What the work on a file gives. Raises the `Problem` that it raises, and one for what ends in no other way."""
    return begun(work, path, seconds)()


def begun(work: Callable[[], Result], path: Path, seconds: int = SECONDS) -> Callable[[], Result]:
    """Begins the work on a file; what this gives waits for it, as `in_time` does."""
    import multiprocessing

    kind = "fork" if sys.platform == "linux" else "spawn"  # a fork needs no second start of Python
    context = multiprocessing.get_context(kind)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, path), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return partial(_result, ours, process, path, seconds)


def _result(ours: Connection, process: BaseProcess, path: Path, seconds: int) -> Any:
    """What the work in a process gives, which has so much time from now on. Raises `Problem`."""
    help = _("Save it anew with the program that made it, or copy its text into a text file.")
    try:
        if ours.poll(STARTING):
            ours.recv()
        if not ours.poll(seconds):
            message = _("{path} takes longer than {n} seconds to read.", path=str(path), n=seconds)
            raise Problem(message, help)
        result = ours.recv()
    except (EOFError, OSError):  # on Windows, a pipe whose other end is gone is an error to look at
        if _allowed() < MEMORY:
            raise Problem(*_too_little(path, _allowed())) from None
        message = _("{path} is damaged, or made to do damage: reading it broke off.", path=str(path))
        raise Problem(message, help) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(result, Problem):
        raise result
    return result[0]


def _work(theirs: Connection, work: Callable[[], Result], path: Path) -> None:
    end_with_parent()
    theirs.send(None)  # which says that it has started
    gc.disable()  # the process ends before there is anything to collect
    allowed = _limited()
    try:
        result = (work(),)
    except Problem as problem:
        theirs.send(problem)
    except (MemoryError, RecursionError):
        theirs.send(Problem(*_too_little(path, allowed)))
    except Exception as error:
        if allowed < MEMORY and isinstance(error, (ImportError, OSError)):  # a library that couldn't be loaded
            theirs.send(Problem(*_too_little(path, allowed)))
        elif os.environ.get("AQB_TRACEBACK"):
            raise  # otherwise it breaks off, and is reported as that
    else:
        theirs.send(result)


def _limited() -> int:
    """Limits the memory of this process, as far as it isn't already; how many bytes it may take now."""
    allowed = _allowed()
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # macOS refuses a limit below the addresses that are in use already
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    return allowed


def _allowed() -> int:
    """How many bytes of memory this process may come to with a file, or less if the system allows it less."""
    known: list[int] = []
    if sys.platform != "win32":
        import resource

        known += [limit for limit in resource.getrlimit(resource.RLIMIT_AS) if limit != resource.RLIM_INFINITY]
    return min([MEMORY + _inherited(), *known])


def _inherited() -> int:
    """How many bytes of memory this process has already, where the system tells it."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * mmap.PAGESIZE
    return 0


def _too_little(path: Path, allowed: int) -> tuple[Message, Message]:
    """What is to be said where the memory doesn't suffice: it may be the computer's limit that is too low."""
    if allowed < MEMORY:
        message = _(
            "{path} can't be read: programs may only use {n} megabytes of memory here.",
            path=str(path),
            n=allowed // 1_000_000,
        )
        return message, _("Allow 1500 megabytes (on Linux: ulimit -v 1500000), or read it on another computer.")
    message = _("{path} takes more memory to read than an agreement can need.", path=str(path))
    return message, _("Name the agreement itself, without attachments.")
