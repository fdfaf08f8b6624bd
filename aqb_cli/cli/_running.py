"""Runs a command and turns whatever happens into an exit code and a sentence."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from aqb_cli import __version__
from aqb_cli.cli import _options as option
from aqb_cli.cli._apps import App, LazyGroup, expect_command
from aqb_cli.cli._language import ask_for, language_of
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _

FINDINGS, NOT_DONE, INTERRUPTED = 1, 2, 130
"""Exit codes; 0 is clean. 130 is the shells' code for Ctrl-C."""


def new_app() -> App:
    """An app for one command, or for several under one name."""
    return App()


app = App(LazyGroup)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"aqb {__version__}")
        raise typer.Exit


@app.callback()
def aqb(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - which ends the program
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
    lang: option.Lang = None,  # noqa: ARG001 - which `ask_for` has read
) -> None:
    """Target agreements of the Hessian training and qualification budget (AQB).

    \b
    Examples:
      aqb validate                          check all agreements of this folder
      aqb validate hersfeld-rotenburg/2025  check one of them
      aqb show hersfeld-rotenburg/2025      read it
      aqb list measures                     all measures, by category
      aqb budget --by district              who gets how much
      aqb rule AQB201                       what a rule wants, and why
    """
    expect_command(ctx)


def run(arguments: list[str]) -> int:
    """Runs the command line; returns the exit code. Nothing that goes wrong ends in a traceback."""
    _prepare_streams()
    ask_for(arguments)
    try:
        code = typer.main.get_command(app).main(arguments, prog_name="aqb", standalone_mode=False)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else NOT_DONE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = 0
    except Exception as error:
        problem = _explained(error)
        if problem is None and os.environ.get("AQB_TRACEBACK"):
            raise
        say_problem(problem or _fault(error), language_of(None))
        code = NOT_DONE
    return _flush(code if isinstance(code, int) else 0)


def _prepare_streams() -> None:
    """Replaces closed streams, and lets no stream fail at letters that its encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open until the end
        elif mode == "w" and hasattr(stream, "reconfigure"):
            # Line breaks as they are: Windows would write CR LF as CR CR LF.
            stream.reconfigure(errors="backslashreplace", newline="\n")


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
    reason = error.strerror or str(error)
    if _folder_is_gone():
        return Problem(_("The folder that you are in doesn't exist any more."))
    if isinstance(error.filename, (str, bytes, os.PathLike)):
        path = os.fsdecode(error.filename)
        return Problem(_("The operating system refused: {path}: {reason}.", path=path, reason=reason))
    return Problem(_("The operating system refused: {reason}.", reason=reason))


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


def say(message: Message, language: str) -> None:
    """Prints a sentence that is no result, on standard error."""
    print(message.translated(language), file=sys.stderr)


def say_problem(problem: Problem, language: str) -> None:
    """Prints why something can't be carried out, and what to do."""
    lines = [f"aqb: {problem.message.translated(language)}"]
    if problem.help is not None:
        lines.append(f"     {problem.help.translated(language)}")
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write("\n".join(lines) + "\n")


def collect_garbage() -> None:
    """Switches garbage collection on again, before long work."""
    gc.freeze()
    gc.enable()


def wants_color(asked: str, stream: TextIO) -> bool:
    """Whether to write colours: as asked, else as `NO_COLOR` and `FORCE_COLOR` say, else on terminals."""
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int | None:
    """The width of the terminal that a stream writes to, in cells; None if it is no terminal."""
    if not stream.isatty():
        return None
    import shutil

    return max(shutil.get_terminal_size().columns, 40)


@contextlib.contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """Where results go: standard output, or a file that is written whole at the end, or else raises `Problem`."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    import io

    buffer = io.StringIO()
    yield buffer
    write_result(path, buffer.getvalue())


def write_result(path: Path | None, content: str | bytes) -> None:
    """Writes a whole result to a file, or to standard output. Raises `Problem` if the file can't be written."""
    if path is None or str(path) == "-":
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        return
    from aqb_cli.workspace.files import write_whole

    if {path.suffix.lower(), Path(os.path.realpath(path)).suffix.lower()} & {".yaml", ".yml"}:
        raise Problem(
            _("{path} is the name of an agreement, and a result is never written over one.", path=str(path)),
            _("Choose a name with another ending."),
        )
    # Such as LICENSE, or git's own `config`; but /dev/stdout is wherever a shell sends it.
    if path.is_file() and not path.suffix and not path.is_relative_to("/dev"):
        raise Problem(
            _("{path} is there already, and nothing says that it is a result; it isn't replaced.", path=str(path)),
            _("Choose a name with an ending, such as {name}.", name="report.txt"),
        )
    try:
        write_whole(path, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("The result can't be written to {path}: {reason}.", path=str(path), reason=reason)
        raise Problem(message, _("Check the folder and its permissions.")) from error
