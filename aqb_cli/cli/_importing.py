"""What `aqb import` does, once its options are known: reads documents, writes files, lists what is uncertain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import FINDINGS, NOT_DONE, say, say_problem
from aqb_cli.diagnostics import Problem, Severity, dotted
from aqb_cli.importing.reading import begin_reading
from aqb_cli.text.messages import _, visible
from aqb_cli.workspace.collection import AGREEMENTS, Workspace, shown_path
from aqb_cli.workspace.files import write_inside

if TYPE_CHECKING:
    from aqb_cli.checking.reference_data import ReferenceData
    from aqb_cli.importing.importer import ImportedAgreement


def imported(
    files: Sequence[Path], *, force: bool = False, diff: bool = False, color: str = "auto", lang: str | None = None
) -> int:
    """Imports documents, and says what a person must look at; returns the exit code."""
    language = language_of(lang)
    workspace = Workspace.here()
    following = begin_reading(files[0])  # while all that recognises and checks is loaded

    from aqb_cli.cli._knowledge import known_in, reference_of
    from aqb_cli.importing.importer import import_file

    reference = reference_of(workspace)
    known = known_in(reference, language, color)
    worst = 0
    written: dict[Path, Path] = {}
    for number, file in enumerate(files, 1):
        read, following = following, begin_reading(files[number]) if number < len(files) else following
        try:
            agreement = import_file(file, known, read)
            path = _target(workspace, agreement)
            if path in written:
                message = _("{path} is the same agreement as {other}.", path=str(file), other=str(written[path]))
                raise Problem(message, _("Take in one of the two."))
            written[path] = file
            changed = _write(workspace, agreement, file, path, language, force=force, diff=diff)
        except Problem as problem:
            say_problem(problem, language)
            worst = NOT_DONE
            continue
        _say(agreement, file, path, language)
        errors = changed and not diff and _has_errors(reference, path, language, color)
        worst = max(worst, FINDINGS if agreement.notes or errors else 0)
    return worst


def _target(workspace: Workspace, agreement: ImportedAgreement) -> Path:
    """The file of an agreement: the one that is there already, whatever its ending, or a new one."""
    district, year = agreement.data["district"], str(agreement.data["year"])
    there = workspace.agreements(district, year)
    return there[0] if there else workspace.collection() / AGREEMENTS / year / f"{district}.yaml"


def _write(
    workspace: Workspace,
    agreement: ImportedAgreement,
    file: Path,
    path: Path,
    language: str,
    *,
    force: bool,
    diff: bool,
) -> bool:
    """Writes the agreement's file, or shows what would change; says whether anything does."""
    from aqb_cli.importing.filing import lost_comments, text_of, with_review

    after = text_of(agreement, file, language, workspace.schema_from(path))
    before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    after = with_review(before or "", after, workspace.schema_from(path))
    if before == after:
        say(_("{path} says so already; nothing is changed.", path=shown_path(path)), language)
        return False
    if diff:
        from aqb_cli.cli._unified import unified

        sys.stdout.writelines(unified(before or "", after, shown_path(path), language))
        return True
    if before is not None and not force:
        message = _("{path} is there already; nothing is written.", path=shown_path(path))
        raise Problem(message, _("See what would change with --diff; replace it with --force."))
    if before and (lost := lost_comments(agreement, file, before)):
        quotes = [_("“{quote}”", quote=each) for each in lost]
        message = _("{path} had comments of its own, which are gone: {quotes}.", path=shown_path(path), quotes=quotes)
        say(message, language)
    write_inside(workspace.collection(), path, after.encode())
    print(visible(shown_path(path)))
    return True


def _say(agreement: ImportedAgreement, file: Path, path: Path, language: str) -> None:
    """Lists what a person must look at."""
    if not agreement.notes:
        return
    say(_("{document}: please compare with {path}:", document=str(file), path=shown_path(path)), language)
    for note in agreement.notes:
        place = note.place.said if note.place else _("document")
        if note.field is not None:
            field = dotted(note.field)
            text = _("{place}: `{field}` isn't certain. {message}", place=place, field=field, message=note.message)
        else:
            text = _("{place}: {message}", place=place, message=note.message)
        print(f"  {text.translated(language)}", file=sys.stderr)


def _has_errors(reference: ReferenceData, path: Path, language: str, color: str) -> bool:
    """Checks the new file, and prints what is wrong with it."""
    from aqb_cli.checking.outcome import EVERY_RULE
    from aqb_cli.checking.runner import check
    from aqb_cli.cli._faults import explain

    workspace = reference.workspace
    run = check(workspace, workspace.files([str(path)]), EVERY_RULE, reference=reference)
    if not run.count(Severity.ERROR):
        return False
    explain(run, 1, language, color)
    return True
