"""Work on a file from outside, done in a process of its own, so that nothing in the file can stop or crash `aqb`."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.workspace.processes import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 10
"""How long reading one file may take. An agreement of ten pages takes a tenth of a second."""

MEMORY = 1_500_000_000
"""How many bytes of memory it may take, where the operating system can limit that."""

Result = TypeVar("Result")


def in_time(work: Callable[[Path], Result], path: Path) -> Result:
    """What the work gives for a file. Raises the `Problem` that it raises, and one for what ends in no other way."""
    kind = "fork" if sys.platform == "linux" else "spawn"  # a fork needs no second start of Python
    context = multiprocessing.get_context(kind)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, path), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    help = _("Save it anew with the program that made it, or copy its text into a text file.")
    try:
        if not ours.poll(SECONDS):
            message = _("{path} takes longer than {n} seconds to read.", path=str(path), n=SECONDS)
            raise Problem(message, help)
        result = ours.recv()
    except EOFError:
        message = _("{path} is damaged, or made to do damage: reading it broke off.", path=str(path))
        raise Problem(message, help) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(result, Problem):
        raise result
    answer: Result = result[0]
    return answer


def _work(theirs: Connection, work: Callable[[Path], Result], path: Path) -> None:
    end_with_parent()
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        result = (work(path),)
    except Problem as problem:
        theirs.send(problem)
    except (MemoryError, RecursionError):
        message = _("{path} takes more memory to read than an agreement can need.", path=str(path))
        theirs.send(Problem(message, _("Name the agreement itself, without attachments.")))
    except Exception:
        if os.environ.get("AQB_TRACEBACK"):
            raise  # otherwise it breaks off, and is reported as that
    else:
        theirs.send(result)
