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


class _WorkerProcess(NamedTuple):
    process: BaseProcess
    pipe: Connection


def shared(do: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """What a function gives for each item, in their order, from up to so many processes.

    The function is sent to each process once, with all that it holds; where processes begin as copies of this one,
    they have it already. Raises `NoProcess` before the first result if a process can't be started, `Problem` if one
    ends before its work is done, and whatever the function raises.
    """
    from multiprocessing.connection import wait

    numbered = iter(enumerate(items))
    workers: list[_WorkerProcess] = []
    busy: dict[Connection, int] = {}
    results: dict[int, Any] = {}
    following = 0
    try:
        for number, item in numbered:
            workers.append(_start(do))
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
    """The same, from this process if there is to be one only, or if no other one can be started."""
    if jobs > 1:
        try:
            yield from shared(do, items, jobs)
            return
        except NoProcess:  # which is raised before there is a result
            pass
    yield from map(do, items)


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


def _start(do: Callable[[Any], Any]) -> _WorkerProcess:
    try:
        import multiprocessing

        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_serve, args=(theirs, do), daemon=True)
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


def _serve(pipe: Connection, do: Callable[[Any], Any]) -> None:
    """What a worker process does until it is ended. Nothing that goes wrong with itself is printed."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the first process ends them
        gc.freeze()  # what was copied from the first process is never looked through, and so stays shared with it
        end_with_parent()
        _answer(pipe, do)
    except BaseException:
        os._exit(1)  # which who waits will notice, and say


def _answer(pipe: Connection, do: Callable[[Any], Any]) -> None:
    while True:
        item, result, error = pipe.recv(), None, None
        try:
            result = do(item)
        except BaseException as problem:
            import traceback

            error = problem
            error.add_note("".join(traceback.format_exception(error)))  # who waits can't know where it was raised
        pipe.send((result, error))
