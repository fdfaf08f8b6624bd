"""The rules, one module a family. `RULES` is the list of contents: to add a rule, write it and name it here."""

from __future__ import annotations

from typing import Any

from aqb_cli.rules import budget, collection, events, file, form, funds, measures, parties, text, time, totals, wording
from aqb_cli.rules.base import Case, Rule

RULES: tuple[Rule[Any], ...] = (
    # AQB0xx: the file as such
    file.unreadable,
    file.encoding,
    file.empty,
    file.too_large,
    file.too_deep,
    file.syntax,
    file.tab,
    file.anchor,
    file.alias,
    file.merge_key,
    file.tag,
    file.second_document,
    file.duplicate_field,
    file.control_character,
    file.complex_key,
    file.lost_word,
    file.too_many,
    file.silenced_fault,
    file.unused_ignore,
    file.ignore_without_reason,
    # AQB1xx: the format
    form.missing_field,
    form.unknown_field,
    form.wrong_kind,
    form.amount,
    form.not_a_date,
    form.unknown_word,
    form.not_a_number,
    form.text_length,
    form.unknown_district,
    form.unknown_category,
    form.unknown_earmark,
    form.format_version,
    form.web_address,
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
    funds.earmarks_exceed_total,
    funds.earmark_exceeded,
    funds.earmark_not_used,
    funds.earmark_without_funds,
    funds.grant_exceeds_total,
    funds.grant_below_total,
    funds.reduced_below_zero,
    funds.overspent,
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
    # AQB4xx: the parties
    parties.district_not_yet,
    parties.missing_signature,
    parties.signed_twice,
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
    # AQB6xx: the texts
    text.invisible,
    text.soft_hyphen,
    text.decomposed,
    text.mojibake,
    text.stray_space,
    text.contact_data,
    text.hyphenation,
    # AQB7xx: the collection
    collection.two_files,
    collection.missing_districts,
    collection.missing_programme,
    collection.registry_contradiction,
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
)

BY_CODE = {rule.code: rule for rule in RULES}
"""The rules by code."""

__all__ = ["BY_CODE", "RULES", "Case", "Rule"]
