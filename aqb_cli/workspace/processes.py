"""Worker processes: work shared among several, which end with the process that started them, however that ends.

The standard library's pools need threads in the process that waits: where none can be started, they wait for ever.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import _

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")


class NoProcess(Problem):
    """No further process can be started."""


class Work(NamedTuple):
    """What worker processes do; all of it can be sent to another process."""

    do: Callable[[Any], Any]
    prepare: Callable[..., None]
    """Called once in each worker, before it does anything."""
    arguments: tuple[Any, ...] = ()
    """What it is called with."""


class _WorkerProcess(NamedTuple):
    process: BaseProcess
    pipe: Connection


def shared(work: Work, items: Iterable[Any], jobs: int) -> Iterator[Any]:
    """What the work gives for each item, in their order, from up to so many processes.

    Raises `NoProcess` before the first result if a process can't be started, `Problem` if one ends before its work is
    done, and whatever the work raises.
    """
    from multiprocessing.connection import wait

    numbered = iter(enumerate(items))
    workers: list[_WorkerProcess] = []
    busy: dict[Connection, int] = {}
    results: dict[int, Any] = {}
    following = 0
    try:
        for number, item in numbered:
            workers.append(_start(work))
            _send(workers[-1].pipe, item)
            busy[workers[-1].pipe] = number
            if len(workers) == jobs:
                break
        while busy:
            pipe: Any
            for pipe in wait(list(busy)):
                number, result = busy.pop(pipe), _received(pipe)
                if more := next(numbered, None):  # before the result is read: nobody is to wait for that
                    busy[pipe], item = more
                    _send(pipe, item)
                results[number] = _unpacked(result)
            while following in results:
                yield results.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def spread(do: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What a function gives for each item, in their order: from so many processes, or from this one if none starts.

    The function is sent to each process once, with all that it holds; where processes begin as copies of this one,
    they have it already. Raises what the function raises, and `Problem` if a process ends before its work is done.
    """
    if jobs > 1:
        try:
            yield from shared(Work(_do, _keep, (do,)), items, jobs)
            return
        except NoProcess:  # which is raised before there is a result
            pass
    yield from map(do, items)


_kept: Callable[[Any], Any]
"""The function that a worker process was given."""


def _keep(do: Callable[[Any], Any]) -> None:
    global _kept  # noqa: PLW0603 - a worker process has one
    _kept = do


def _do(item: Any) -> Any:
    return _kept(item)


def end_with_parent() -> None:
    """Called in a worker process: from now on it ends as soon as the process has ended that started it."""
    with suppress(RuntimeError):  # where no thread can be started, the work can still be done
        threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # at once: nobody is left to tell anything


def _start(work: Work) -> _WorkerProcess:
    try:
        import multiprocessing

        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_serve, args=(theirs, work), daemon=True)
        process.start()
    except (OSError, ImportError, EOFError) as error:  # EOFError: from the server that starts them on newer Pythons
        reason = reason_of(error)
        raise NoProcess(
            _("No further process can be started: {reason}.", reason=reason),
            _("Give --jobs 1, or raise the limits of this system for processes and memory."),
        ) from error
    theirs.close()
    return _WorkerProcess(process, ours)


def _send(pipe: Connection, item: Any) -> None:
    try:
        pipe.send(item)
    except OSError:
        raise _ended() from None


def _received(pipe: Connection) -> bytes:
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        raise _ended() from None


def _unpacked(received: bytes) -> Any:
    from multiprocessing.reduction import ForkingPickler

    result, error = ForkingPickler.loads(received)
    if error is not None:
        raise error
    return result


def _ended() -> Problem:
    return Problem(
        _("A worker process ended before its work was done; perhaps the memory was too small."),
        _("Close other programs, or raise the limit for memory. `aqb validate --jobs 1` starts no other processes."),
    )


def _serve(pipe: Connection, work: Work) -> None:
    """What a worker process does until it is ended. Nothing that goes wrong with itself is printed."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the first process ends them
        gc.freeze()  # what was copied from the first process is never looked through, and so stays shared with it
        end_with_parent()
        _answer(pipe, work)
    except BaseException:
        os._exit(1)  # which who waits will notice, and say


def _answer(pipe: Connection, work: Work) -> None:
    error: BaseException | None = None
    try:
        work.prepare(*work.arguments)
    except BaseException as problem:
        error = problem
    while True:
        item, result = pipe.recv(), None
        try:
            result = work.do(item) if error is None else None
        except BaseException as problem:
            error = problem
        if error is not None:
            import traceback

            error.add_note("".join(traceback.format_exception(error)))  # who waits can't know where it was raised
        pipe.send((result, error))
