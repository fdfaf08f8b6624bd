"""The districts and programmes that agreements refer to, each file read once and only when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from aqb_cli.checking.one_file import Examined, examine
from aqb_cli.checking.outcome import EVERY_RULE, FileReport, Selection
from aqb_cli.checking.rules.base import Case
from aqb_cli.checking.rules.reference import check_districts, check_programme, check_standing
from aqb_cli.checking.rules.text import RULES as TEXT_RULES
from aqb_cli.checking.rules.text import invisible, texts_to_check
from aqb_cli.diagnostics import Finding
from aqb_cli.fileformat.model import (
    NOTHING_STANDS,
    Agreement,
    District,
    Districts,
    Programme,
    StandingFacts,
    Unreadable,
)
from aqb_cli.fileformat.yaml import YamlFile
from aqb_cli.workspace.collection import (
    DISTRICTS,
    STANDING,
    WORDINGS,
    File,
    Workspace,
    folder_name,
    reference_fault,
    shown_path,
)

if TYPE_CHECKING:
    from aqb_cli.fileformat.model.wording import Pack


class ReferenceData:
    """What a workspace's agreements refer to. Reports on its files are kept, to be shown with all others."""

    def __init__(self, workspace: Workspace, selection: Selection = EVERY_RULE) -> None:
        self.workspace = workspace
        self.selection = selection
        self.reports: dict[str, FileReport] = {}
        """The reports on the files of reference data that were read, by path."""
        self._contents: dict[str, Any] = {}
        """What these files say; None if one has faults."""
        self.is_clean = True
        """Whether nothing was found in them."""
        self._programmes: dict[int, Programme | None] = {}

    @cached_property
    def districts(self) -> Mapping[str, District]:
        """All districts by slug; none if their file has faults."""
        reference = self.read(self.workspace.districts_file)
        return {district.slug: district for district in reference.districts} if reference else {}

    @cached_property
    def standing(self) -> StandingFacts:
        """The ministries and standing rules; empty if their file has faults."""
        return self.read(self.workspace.standing_file) or NOTHING_STANDS

    def programme(self, year: int) -> Programme | None:
        """What is known of a year, from its file and the standing rules; None if its file has faults."""
        if year not in self._programmes:
            path = self.workspace.programme_files.get(str(year))
            own = self.read(path) if path is not None else None
            is_faulty = path is not None and own is None
            self._programmes[year] = None if is_faulty else self.standing.programme(year, own)
        return self._programmes[year]

    def programmes_until(self, year: int) -> list[Programme] | None:
        """A year's and those of the years before that have a file, the latest first; None if a file has faults."""
        years = {int(name) for name in self.workspace.programme_files if name.isdecimal() and int(name) < year}
        found = [self.programme(each) for each in (year, *sorted(years, reverse=True))]
        known = [programme for programme in found if programme is not None]
        return known if len(known) == len(found) else None

    def read(self, path: Path) -> Any:
        """The content of a reference file, which is read once; None if it has faults."""
        shown = shown_path(path)
        if shown not in self.reports:
            fault = reference_fault(path, self._root_of(path))
            examined: Examined[Any] = examine(File(str(path), shown, fault=fault), *shape_of(shown), self.selection)
            self.reports[shown] = examined.report
            self.is_clean = self.is_clean and not examined.report.diagnostics
            self._contents[shown] = examined.model if examined.sound else None
        return self._contents[shown]

    def _root_of(self, path: Path) -> Path:
        """The folder that a reference file mustn't lead out of: the workspace, or where it lies in another one."""
        root = self.workspace.root
        return root if root is not None and path.is_relative_to(root) else path.parent


def shape_of(shown: str) -> tuple[type[Any], Callable[[Any, YamlFile], Iterator[Finding]]]:
    """The model of a reference file, judged by its path, and the check for it."""
    path = PurePosixPath(shown)
    if path.name == DISTRICTS.name:
        return Districts, lambda content, file: chain(_until_unreadable(check_districts(content)), in_texts(file))
    if path.name == STANDING.name:
        return StandingFacts, lambda content, file: chain(_until_unreadable(check_standing(content)), in_texts(file))
    if folder_name(shown) == WORDINGS.name:
        from aqb_cli.fileformat.model.wording import Pack
        from aqb_cli.wording.packs import fixed_amounts, unchecked, years_outside

        return Pack, lambda content, _document: chain(
            faults_of_pack(content),
            *map(_until_unreadable, (fixed_amounts(content), years_outside(content), unchecked(content))),
        )
    return Programme, lambda content, file: chain(
        _until_unreadable(check_programme(content, path.stem)), in_texts(file)
    )


def faults_of_pack(pack: Pack) -> Iterator[Finding]:
    """What keeps a wording pack from being used."""
    from aqb_cli.wording.packs import check_pack, invisible_characters

    yield from _until_unreadable(check_pack(pack))
    yield from (finding.of(invisible) for finding in _until_unreadable(invisible_characters(pack)))


def in_texts(document: YamlFile) -> Iterator[Finding]:
    """What the rules on texts find in a reference file: its names are printed and published like an agreement's."""
    nothing: dict[str, Any] = {}
    if texts := texts_to_check(document):
        case = Case(Agreement.model_construct(**nothing), None, None, {}, None, texts)
        for rule in TEXT_RULES:
            yield from (finding.of(rule) for finding in rule.check(case))


def _until_unreadable(findings: Iterator[Finding]) -> Iterator[Finding]:
    with suppress(Unreadable):
        yield from findings
