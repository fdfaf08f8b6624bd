"""The rules, one module a family. `RULES` is the list of contents: to add a rule, write it and name it here.

Rules on agreements and collections stand in the modules beside this one; what readers come upon while they read a file
or a wording pack, in `fileformat.rules` and `wording.rules`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from aqb_cli.checking.rules import (
    budget,
    collection,
    events,
    form,
    funds,
    measures,
    outcomes,
    parties,
    reference,
    text,
    time,
    totals,
)
from aqb_cli.checking.rules.base import AgreementRule, Case
from aqb_cli.checking.rules.collection import CollectionRule
from aqb_cli.diagnostics import Rule, Severity
from aqb_cli.fileformat import rules as read
from aqb_cli.wording import rules as wording

RULES: tuple[Rule[Any, Any], ...] = (
    # AQB0xx: the file as such
    read.file.unreadable,
    read.file.encoding,
    read.file.empty,
    read.file.too_large,
    read.file.too_deep,
    read.file.syntax,
    read.file.tab,
    read.file.anchor,
    read.file.alias,
    read.file.merge_key,
    read.file.tag,
    read.file.second_document,
    read.file.duplicate_field,
    read.file.control_character,
    read.file.complex_key,
    read.file.lost_word,
    read.file.too_many,
    read.file.silenced_fault,
    read.file.unused_ignore,
    read.file.ignore_without_reason,
    # AQB1xx: the format
    read.form.missing_field,
    read.form.unknown_field,
    read.form.wrong_kind,
    read.form.amount,
    read.form.not_a_date,
    read.form.unknown_word,
    read.form.not_a_number,
    read.form.text_length,
    form.unknown_district,
    read.form.unknown_category,
    read.form.unknown_earmark,
    read.form.format_version,
    read.form.web_address,
    form.unknown_legal_basis,
    form.categories_complete,
    # AQB2xx: the budget
    budget.measures_exceed_total,
    budget.unallocated_remainder,
    budget.partly_known,
    budget.category_exceeds_ceiling,
    budget.ceilings_exceed_total,
    budget.years_differ_from_total,
    budget.measure_years_differ,
    budget.year_exceeded,
    totals.total_is_zero,
    totals.measure_is_free,
    totals.total_too_large,
    totals.total_too_small,
    totals.total_lost_its_thousands,
    totals.total_open,
    totals.total_missing,
    totals.rounded_total,
    totals.amount_lost_its_thousands,
    totals.unallocated_in_draft,
    funds.earmarks_exceed_total,
    funds.earmark_exceeded,
    funds.earmark_not_used,
    funds.earmark_without_funds,
    funds.grant_exceeds_total,
    funds.grant_below_total,
    funds.reduced_below_zero,
    funds.overspent,
    outcomes.sum_exceeds_total,
    outcomes.results_exceed_sum,
    # AQB3xx: periods, deadlines and the order of events
    time.reversed_period,
    time.outside_programme_year,
    time.starts_too_early,
    time.funds_outside_programme,
    time.funds_outside_period,
    events.late_application,
    events.wrong_order,
    events.granted_after_signing,
    events.far_date,
    events.meeting_not_in_autumn,
    events.signed_before_year,
    # AQB4xx: the parties
    parties.district_not_yet,
    parties.missing_signature,
    parties.signed_too_often,
    parties.signed_draft,
    parties.wrong_path,
    parties.report_without_source,
    parties.report_with_signatures,
    parties.same_signatory,
    # AQB5xx: the measures
    measures.same_title,
    measures.unknown_measure,
    measures.two_results,
    measures.no_measures,
    measures.too_many_participants,
    measures.title_contradicts_period,
    measures.ambiguous_measure,
    measures.fewer_participants,
    measures.title_in_quotes,
    measures.places_contradict,
    # AQB6xx: the texts
    text.invisible,
    text.soft_hyphen,
    text.decomposed,
    text.mojibake,
    text.stray_space,
    text.contact_data,
    text.hyphenation,
    text.unfinished,
    text.swallowed_field,
    # AQB7xx: the collection
    collection.two_files,
    collection.missing_districts,
    collection.missing_programme,
    reference.contradiction,
    # AQB8xx: wording packs
    wording.unknown_fact,
    wording.not_a_placeholder,
    wording.not_allowed,
    wording.wrong_form,
    wording.open_passage,
    wording.not_one_block,
    wording.unprinted_category,
    wording.not_stated,
    wording.too_long,
    wording.no_title,
    wording.fixed_amount,
    wording.outside_year,
    wording.other_time,
    wording.reversed_time,
    wording.still_to_check,
)

BY_CODE = {rule.code: rule for rule in RULES}
"""The rules by code."""

AGREEMENT_RULES = tuple(rule for rule in RULES if isinstance(rule, AgreementRule))
ERROR_RULES = tuple(rule for rule in AGREEMENT_RULES if rule.severity is Severity.ERROR)
COLLECTION_RULES = tuple(rule for rule in RULES if isinstance(rule, CollectionRule))


@cache
def rules_about(parts: frozenset[str], *, only_errors: bool) -> tuple[AgreementRule, ...]:
    """The rules that may find something in an agreement with these parts (see `Case.parts`)."""
    rules = ERROR_RULES if only_errors else AGREEMENT_RULES
    return tuple(rule for rule in rules if rule.about is None or rule.about in parts)


__all__ = [
    "AGREEMENT_RULES",
    "BY_CODE",
    "COLLECTION_RULES",
    "ERROR_RULES",
    "RULES",
    "AgreementRule",
    "Case",
    "rules_about",
]
