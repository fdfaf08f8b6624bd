"""Runs a command and turns whatever happens into an exit code and a sentence."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from aqb_cli.cli._language import ask_for, language_of
from aqb_cli.cli._running import FINDINGS, INTERRUPTED, NOT_DONE, refused, say_problem
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import LANGUAGES, _


def run(arguments: list[str]) -> int:
    """Runs the command line; returns the exit code. Nothing that goes wrong ends in a traceback."""
    _prepare_streams()
    if sys.platform == "win32":
        arguments = [*_expanded(arguments)]
    ask_for(arguments)
    try:
        code = _carried_out(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else NOT_DONE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = FINDINGS  # as typer has it: what there was to say wasn't heard
    except Exception as error:
        problem = _explained(error)
        if problem is None and os.environ.get("AQB_TRACEBACK"):
            raise
        say_problem(problem or _fault(error), language_of(None))
        code = NOT_DONE
    return _flush(code if isinstance(code, int) else 0)


def _expanded(arguments: list[str]) -> Iterator[str]:
    """The arguments with patterns such as *.pdf replaced by the files that fit: the shells of Windows don't do that."""
    from glob import glob

    for argument in arguments:
        found = sorted(glob(argument)) if {"*", "?"} & set(argument) and not argument.startswith("-") else []
        yield from found or [argument]


def _carried_out(arguments: list[str]) -> int:
    """Runs a command. Where no option's value has to be understood, typer isn't loaded: a quarter of a short run."""
    if shell := os.environ.get("_AQB_COMPLETE"):
        from aqb_cli.cli._completing import complete

        complete(shell, arguments)
        return 0
    command, flags, paths = _parted(arguments)
    if command == "validate" and not flags:
        from aqb_cli.cli._validating import Asked, validated

        return validated(Asked(tuple(paths)))
    if command == "import" and paths and flags <= {"--force", "--diff"}:
        from aqb_cli.cli._importing import imported

        return imported([*map(Path, paths)], force="--force" in flags, diff="--diff" in flags)
    from aqb_cli.cli._app import command as app

    return int(app().main(arguments, prog_name="aqb", standalone_mode=False) or 0)


def _parted(arguments: list[str]) -> tuple[str, set[str], list[str]]:
    """The command, its options, and its other arguments; without `--lang`, which `ask_for` has taken note of."""
    words = list(arguments)
    for index in range(len(words) - 2, -1, -1):
        if words[index] == "--lang" and words[index + 1] in LANGUAGES:
            del words[index : index + 2]
    flags = {word for word in words if word.startswith("-")} - {f"--lang={language}" for language in LANGUAGES}
    command, *others = [word for word in words if not word.startswith("-")] or [""]
    return command, flags, others


def _prepare_streams() -> None:
    """Replaces closed streams, and lets no stream fail at letters that its encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open until the end
        elif mode == "w" and hasattr(stream, "reconfigure"):
            # Line breaks as they are: Windows would write CR LF as CR CR LF.
            stream.reconfigure(errors="backslashreplace", newline="\n")
            # There, pipes and files would get the old code page, which neither programs nor consoles expect.
            if sys.platform == "win32" and not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
                stream.reconfigure(encoding="utf-8")


def _explained(error: Exception) -> Problem | None:
    """Why a command can't be carried out; None if nobody but `aqb` itself is to blame."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, MemoryError) or (isinstance(error, (ImportError, OSError)) and _lacks_memory(error)):
        return Problem(
            _("There isn't enough memory for this."),
            _("Close other programs, raise the limit for it, or name fewer files at a time: those of one year."),
        )
    if not isinstance(error, OSError):
        return None
    if _folder_is_gone():
        return Problem(_("The folder that you are in doesn't exist any more."))
    return refused(error)


def _lacks_memory(error: ImportError | OSError) -> bool:
    """Whether the system had no memory left, also for a library that was to be loaded (as glibc says it)."""
    return getattr(error, "errno", None) == errno.ENOMEM or "failed to map segment" in str(error)


def _fault(error: Exception) -> Problem:
    return Problem(
        _("This is a fault of aqb itself: {kind}: {text}.", kind=type(error).__name__, text=str(error)),
        _("Please report it, with what AQB_TRACEBACK=1 before the command prints."),
    )


def _folder_is_gone() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _flush(code: int) -> int:
    """Flushes standard output; a reader that has closed the pipe is no fault."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            return NOT_DONE
    return code
