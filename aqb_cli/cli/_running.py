"""What commands share: exit codes, the language, what is said and where results go."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import Message, _

FINDINGS, NOT_DONE, INTERRUPTED = 1, 2, 130
"""Exit codes; 0 is clean. 130 is the shells' code for Ctrl-C."""


def say(message: Message, language: str) -> None:
    """Prints a sentence that is no result, on standard error."""
    print(_wrapped(message.translated(language), "  "), file=sys.stderr)


def say_problem(problem: Problem, language: str) -> None:
    """Prints why something can't be carried out, and what to do."""
    indent = " " * 5
    lines = [_wrapped(f"aqb: {problem.message.translated(language)}", indent)]
    if problem.help is not None:
        lines.append(_wrapped(indent + problem.help.translated(language), indent))
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write("\n".join(lines) + "\n")


def refused(error: OSError) -> Problem:
    """What to say where the operating system refuses something."""
    reason = reason_of(error)
    if isinstance(error.filename, (str, bytes, os.PathLike)):
        path = os.fsdecode(error.filename)
        return Problem(_("The operating system refused: {path}: {reason}.", path=path, reason=reason))
    return Problem(_("The operating system refused: {reason}.", reason=reason))


def _wrapped(line: str, indent: str) -> str:
    """The line broken at the width of the terminal that standard error is, if it is one."""
    width = width_of(sys.stderr)
    if width is None or len(line) <= width:
        return line
    from textwrap import fill

    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


_NEW_OBJECTS = 100_000
"""After how many new objects Python looks for garbage: next to none of ours is in circles. With its own 700, `aqb site`
takes 3 % more time, and as much memory."""


def collect_garbage() -> None:
    """Switches garbage collection on again, before long work; worker processes inherit it."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
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
    from aqb_cli.workspace.files import refuse_leading_out

    target = os.path.realpath(path)
    if target != os.path.abspath(path):
        refuse_leading_out(path)
    if {path.suffix.lower(), Path(target).suffix.lower()} & {".yaml", ".yml"}:
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
    write_file(path, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))


def write_file(path: Path, content: bytes) -> None:
    """Writes a result to a file whose name and place are all right. Raises `Problem` if it can't be written."""
    from aqb_cli.workspace.files import unwritable, write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error
