"""By how much sums differ from those of the year before, and why some can't be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aqb_cli.checking.valid import Inventory
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import OF_MEASURES
from aqb_cli.querying.queries.districts import founded_between
from aqb_cli.querying.queries.parts import BudgetPart, Index, Labels, sum_of
from aqb_cli.querying.queries.sums import share
from aqb_cli.querying.tables import Cell
from aqb_cli.text.messages import Message, _

ROUNDED_ISNT_COMPARED = _("No change is given where a total is only known as rounded.")


class _Side(NamedTuple):
    """The agreements of one of two years."""

    districts: set[str]
    stated: bool
    """Whether the measures of all of them are known."""


class Comparison:
    """Compares parts of two years."""

    def __init__(self, inventory: Inventory, choice: Choice, parts: Index[BudgetPart]) -> None:
        self.inventory = inventory
        self.choice = choice
        self.parts = parts
        self._reasons: dict[str, Message] = {}
        """Why a change isn't given, each reason once."""
        self._other_districts: dict[bool, set[int]] = {False: set(), True: set()}
        """The years before which other districts had agreements: those of all districts, and those of parts."""
        self._sides: dict[tuple[tuple[str, Cell], ...], _Side] = {}

    @property
    def notes(self) -> list[Message]:
        """Why changes aren't given, of those that were asked for."""
        of_all, of_parts = (sorted(map(str, years)) for years in self._other_districts.values())
        why_all = _("No change is given for the sum of {year}: other districts had agreements in the year before.",
                    year=of_all)  # fmt: skip
        why_parts = _("No change is given where other districts had agreements in the year before ({year}).",
                      year=of_parts)  # fmt: skip
        return [*self._reasons.values(), *([why_all] if of_all else []), *([why_parts] if of_parts else [])]

    def change(self, where: Labels, year: int) -> dict[str, Cell]:
        """The change from the year before, in euros and as a share of what was; empty where it can't be given."""
        now, before = (self.parts.at({**where, "year": y}) for y in (year, year - 1))
        amount, earlier = sum_of(now), sum_of(before)
        if not now or not before or amount.known is None or earlier.known is None or amount.unknown or earlier.unknown:
            return {}
        if amount.rounded or earlier.rounded:
            self._reasons[str(ROUNDED_ISNT_COMPARED)] = ROUNDED_ISNT_COMPARED
            return {}
        around = {name: label for name, label in where.items() if name not in OF_MEASURES and name != "year"}
        sides = [self._side({**around, "year": y}) for y in (year, year - 1)]
        if now[0].use is not None and not all(side.stated for side in sides):
            return {}
        if self._is_incomparable([side.districts for side in sides], [year, year - 1], around):
            return {}
        change = amount.known - earlier.known
        return {"change": change, "change_share": share(change, earlier.known)}

    def _side(self, where: Labels) -> _Side:
        key = tuple(where.items())
        if key not in self._sides:
            agreements = [part.agreement for part in self.parts.at(where)]
            self._sides[key] = _Side({each.slug for each in agreements}, all(each.categories for each in agreements))
        return self._sides[key]

    def _is_incomparable(self, sides: Sequence[set[str]], years: Sequence[int], where: Labels) -> bool:
        """Whether two years' sums are of other districts, or of districts with other borders; notes which."""
        scope = [
            district
            for district in self.inventory.districts.values()
            if where.get("region", district.region) == district.region
            and (not self.choice.districts or district.slug in self.choice.districts)
        ]
        complete = all(
            side == {district.slug for district in scope if district.exists_in(year)}
            for side, year in zip(sides, years, strict=True)
        )
        for new in founded_between(self.inventory.districts.values(), years[1], years[0]):
            if new.until_then in sides[0] and new.slug not in sides[0]:
                former = self.inventory.districts[new.until_then].name
                reason = _(
                    "No change is given where {before} counts: {name} left it before the agreements of {year}.",
                    before=former, name=new.name, year=years[0],
                )  # fmt: skip
                self._reasons[str(reason)] = reason
                return True
        if complete or sides[0] == sides[1]:
            return False
        self._other_districts[bool(where)].add(years[0])
        return True
