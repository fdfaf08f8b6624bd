"""What a rule is, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from aqb_cli.diagnostics import FieldPath, Finding, Rule, Severity
from aqb_cli.text.messages import Message, _

if TYPE_CHECKING:
    from aqb_cli.fileformat.model import Agreement, District, Programme

__all__ = ["ERROR", "INFO", "WARNING", "Case", "Check", "FieldPath", "Finding", "Iterator", "_", "rule"]

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Case(NamedTuple):
    """What a rule looks at: one agreement, and what agreements refer to."""

    agreement: Agreement
    folder: str | None
    """The name of the folder that the file lies in; None where it has no place in a collection."""
    name: str | None
    """The file's name, with its ending."""
    districts: Mapping[str, District]
    """All districts by slug."""
    programme: Programme | None
    """The rules of the agreement's year, if a file gives them."""
    texts: tuple[tuple[FieldPath, str], ...]
    """Every text of the file that is worth a closer look, with its place (see `rules.text.suspicious`)."""

    @property
    def parts(self) -> frozenset[str]:
        """Which of the parts are there, readable or not, that rules are about."""
        stated = vars(self.agreement)
        found = [name for name in ("grant", "places", "review") if stated.get(name, ...) is not None]
        budget = vars(stated["budget"]) if "budget" in stated else {}
        found += [name for name in ("by_category", "earmarked") if budget.get(name, ...)]
        if any(vars(measure).get("by_year", ...) for each in stated.get("measures", {}).values() for measure in each):
            found.append("years_of_measures")
        return frozenset((*found, "texts") if self.texts else found)


Check = Callable[[Case], Iterable[Finding]]


class AgreementRule(Rule[[Case], Iterable[Finding]]):
    """A rule that looks at one agreement."""

    about: str | None = None
    """The part of an agreement without which it finds nothing (see `Case.parts`)."""


def rule(
    code: str, severity: Severity, title: Message, *, needs_all: bool = False, about: str | None = None
) -> Callable[[Check], AgreementRule]:
    """Makes a function that looks at one agreement a rule; its docstring is the manual page."""

    def made(check: Check) -> AgreementRule:
        found = AgreementRule(code, severity, title, check, needs_all=needs_all)
        found.about = about
        return found

    return made
