"""Entries without a file: built of values, copied, compared."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal

import pytest

from aqb_cli.fileformat.model import Agreement, Budget, Category, Measure, Unreadable
from aqb_cli.fileformat.model.validator import validator

FIELDS = {"format": "1", "district": "fulda", "year": "2025", "status": "draft", "budget": {"total": "5"}}
AGREEMENT: Agreement = validator(Agreement).validate_python(FIELDS)


def test_defaults_are_filled_in() -> None:
    budget = Budget(total=Decimal(5))
    assert budget == AGREEMENT.budget
    assert budget.model_fields_set == {"total"}
    assert (budget.rounded, budget.by_year, budget.other_funds) == (False, {}, ())
    assert budget.by_year is not Budget().by_year
    with pytest.raises(Unreadable):
        _ = Measure().title


def test_a_copy_knows_nothing_of_what_was_found_out() -> None:
    assert AGREEMENT.costs == ()
    measure = Measure(title="FBI", amount=Decimal(3))
    changed = AGREEMENT.model_copy(update={"measures": {Category.QUALIFICATION: (measure,)}})
    assert changed.costs == (Decimal(3),)
    assert changed.model_fields_set == {*FIELDS, "measures"}
    assert changed != AGREEMENT
    assert changed == copy.deepcopy(changed) == pickle.loads(pickle.dumps(changed))  # noqa: S301 - our own


def test_nothing_can_be_changed() -> None:
    with pytest.raises(AttributeError, match="Agreement is frozen"):
        setattr(AGREEMENT, "year", 2026)  # noqa: B010 - what type checkers refuse
    with pytest.raises(AttributeError, match="no_such"):
        getattr(AGREEMENT, "no_such")  # noqa: B009 - the same


def test_it_says_what_it_holds() -> None:
    assert repr(Measure(title="FBI")).startswith("Measure(title='FBI', amount=None, by_year={}, ")
