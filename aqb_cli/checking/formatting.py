"""Brings agreement files into the one layout, and says of those that can't be why not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.one_file import not_read
from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.runner import FileChecker
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.fmt import NotTheSame, Unformattable, formatted
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import File, read_bytes
from aqb_cli.workspace.files import changed_meanwhile, rewrite


class FormattedFile(NamedTuple):
    """A file before and after."""

    path: str
    before: str = ""
    after: str = ""
    fault: FileReport | Message | None = None
    """Why it is left as it is: what is wrong with it, or that it would say something else in the one layout."""


def format_files(checker: FileChecker, files: Iterable[File], *, only_show: bool) -> Iterator[FormattedFile]:
    """Formats files one by one, or finds out how. Raises `Problem` if one has changed since it was read."""
    for file in files:
        target = Path(os.path.realpath(file.path))  # before it is read: what is written is what was read
        raw = read_bytes(file, yaml.LARGEST_FILE)
        if isinstance(raw, Message):
            yield FormattedFile(file.shown, fault=not_read(raw, file.shown))
            continue
        found = format_bytes(checker, raw, file.shown, checker.reference.workspace.schema_from(Path(file.path)))
        if found.after != found.before and not only_show and not rewrite(target, raw, found.after.encode()):
            raise changed_meanwhile(file.shown)
        yield found


def format_bytes(checker: FileChecker, raw: bytes, shown: str, schema: str | None = None) -> FormattedFile:
    """The same for content that is at hand; `schema` is as in `formatted`."""
    try:
        return FormattedFile(shown, raw.decode("utf-8", "replace"), formatted(yaml.read(raw), schema))
    except Unformattable:
        return FormattedFile(shown, fault=checker.check_bytes(raw, shown).report)
    except NotTheSame:
        message = _(
            "{path} is left as it is: in the one layout it would say something else. That is a fault of aqb; please "
            "report it, with the file.",
            path=shown,
        )
        return FormattedFile(shown, fault=message)
