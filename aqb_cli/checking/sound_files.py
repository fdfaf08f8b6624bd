"""What the files without errors say, so that they needn't be read and checked for the next question.

It is kept as the list of what was clean is (see `verdicts`): in the user's own cache folder, believed under the same
conditions only, and none if anything about it is unexpected. Of a collection, it has the files of the last question.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.verdicts import is_own_list, known_files, list_name, place_of, write_list
from aqb_cli.diagnostics import Problem
from aqb_cli.workspace.collection import File, Workspace

_WORTH_KEEPING = 100
"""From how many files on. To find out whether the conditions are the same takes as long as to check 30 files."""

_LARGEST = 256 * 1024 * 1024
"""How many bytes there may be: 25,000 agreements that state everything take 80 MB."""

_MOST_LISTS = 10
"""How many collections are kept; of more, the oldest go."""


class SoundFile(NamedTuple):
    """What a file without errors says."""

    district: str
    year: int
    packed: bytes
    """All of it."""


class SoundFiles:
    """What is known of a collection's files, under today's conditions."""

    def __init__(self, workspace: Workspace, files: Sequence[File], selection: Selection) -> None:
        place = place_of(workspace) if len(files) >= _WORTH_KEEPING else None
        self._conditions = place and place.conditions
        self._path = place and place.folder / f"{list_name(workspace, selection)}.contents"
        self._kept = self._read()
        self.marks = known_files(files, self._kept)
        """What the content of the known files is known by, by their paths as messages name them."""

    @property
    def are_kept(self) -> bool:
        """Whether there is a place to keep what files say."""
        return self._path is not None

    def of(self, shown: str) -> SoundFile:
        """What a known file says."""
        return self._kept[self.marks[shown]]

    def keep(self, found: Mapping[str, SoundFile]) -> None:
        """Keeps what all files without errors say, by their digests."""
        if self._path is None or not found or found.keys() == self._kept.keys():
            return
        seal = self._seal()
        pieces: list[bytes] = []
        for mark, content in found.items():
            pieces += f"{mark} {content.district} {content.year} ".encode(), content.packed, b"\n"
        for piece in pieces:
            seal.update(piece)
        with suppress(OSError, Problem):
            write_list(self._path, _MOST_LISTS, f"{seal.hexdigest()}\n".encode(), *pieces)

    def _read(self) -> dict[str, SoundFile]:
        """The contents by the digests of their files; none if one of them isn't as it was written."""
        kept, seal = {}, self._seal()
        with suppress(OSError, ValueError):
            if self._path is not None and is_own_list(self._path, _LARGEST):
                with self._path.open("rb") as stream:
                    head = stream.readline().decode().rstrip()
                    for line in stream:
                        seal.update(line)
                        mark, district, year, packed = line.rstrip(b"\n").split(b" ", 3)
                        kept[mark.decode()] = SoundFile(district.decode(), int(year), packed)
                if head == seal.hexdigest():
                    return kept
        return {}

    def _seal(self) -> hashlib.blake2b:
        return hashlib.blake2b(os.fsencode(f"{self._path}\n{self._conditions}\n"))
