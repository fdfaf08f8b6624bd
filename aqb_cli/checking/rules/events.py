"""AQB306 to AQB311: application, grant notice, signatures and review: in time, in order, near the programme year."""

from __future__ import annotations

from datetime import date

from aqb_cli.checking.rules.base import ERROR, INFO, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import measure_place
from aqb_cli.checking.rules.time import LONGEST_SPREAD
from aqb_cli.fileformat.model import Agreement
from aqb_cli.text.messages import Message

AUTUMN = range(9, 13)
"""The months in which the review meeting is held."""


@rule("AQB306", WARNING, _("The application came after the deadline"), about="grant")
def late_application(case: Case) -> Iterator[Finding]:
    """The programme file of the year says until when districts apply.

    Wrong:
        grant: {applied_on: 2025-04-01}
    Right:
        grant: {applied_on: 2025-03-31}
    """
    grant, programme = case.agreement.grant, case.programme
    deadline = programme.application_deadline if programme else None
    if grant and grant.applied_on and deadline and grant.applied_on > deadline:
        yield Finding(
            ("grant", "applied_on"),
            _(
                "The application of {applied} came after the deadline of {deadline}.",
                applied=grant.applied_on,
                deadline=deadline,
            ),
            _("Check the date; if it is right, say why it was accepted in an ignore comment."),
        )


@rule("AQB307", ERROR, _("Events in an impossible order"))
def wrong_order(case: Case) -> Iterator[Finding]:
    """First comes the application, then the grant notice and the signatures, then the review meeting.

    Wrong:
        grant: {applied_on: 2025-03-10, granted_on: 2025-02-28}
    Right:
        grant: {applied_on: 2025-03-10, granted_on: 2025-05-28}
    """
    agreement = case.agreement
    applied = agreement.grant.applied_on if agreement.grant else None
    granted = agreement.grant.granted_on if agreement.grant else None
    meeting = agreement.review.meeting_on if agreement.review else None
    applied, granted, meeting = [
        day if day and abs(day.year - agreement.year) <= 1 else None for day in (applied, granted, meeting)
    ]  # what is further away is a matter of AQB309
    if applied and granted and granted < applied:
        message = _(
            "The grant notice of {granted} is older than the application of {applied}.",
            granted=granted,
            applied=applied,
        )
        related = ((("grant", "applied_on"), _("the application")),)
        yield Finding(("grant", "granted_on"), message, _compare_dates(), related=related)
    if granted and meeting and meeting < granted:
        message = _(
            "The review meeting of {meeting} was held before the grant notice of {granted}.",
            meeting=meeting,
            granted=granted,
        )
        related = ((("grant", "granted_on"), _("the grant notice")),)
        yield Finding(("review", "meeting_on"), message, _compare_dates(), related=related)
    for index, signature in enumerate(agreement.signatures):
        place: FieldPath = ("signatures", index, "date")
        if applied and signature.date and signature.date < applied:
            message = _(
                "The agreement was signed on {signed}, before the application of {applied}.",
                signed=signature.date,
                applied=applied,
            )
            yield Finding(place, message, _compare_dates(), related=((("grant", "applied_on"), _("the application")),))
        if meeting and signature.date and meeting < signature.date:
            message = _(
                "The review meeting of {meeting} was held before the signature of {signed}.",
                meeting=meeting,
                signed=signature.date,
            )
            signed = ((place, _("the signature")),)
            yield Finding(("review", "meeting_on"), message, _compare_dates(), related=signed)
            return


def _compare_dates() -> Message:
    return _("Compare both dates with the documents.")


@rule("AQB308", INFO, _("The grant notice came after the signatures"), needs_all=True, about="grant")
def granted_after_signing(case: Case) -> Iterator[Finding]:
    """§ 5 of the agreements rests on the grant notice; usually it is issued before both parties sign.

    Wrong:
        grant: {granted_on: 2025-09-15}
    Right:
        grant: {granted_on: 2025-07-15}
    """
    granted = case.agreement.grant.granted_on if case.agreement.grant else None
    dates = [signature.date for signature in case.agreement.signatures if signature.date]
    if granted and dates and max(dates) < granted and granted.year <= case.agreement.year + 1:
        yield Finding(
            ("grant", "granted_on"),
            _(
                "The grant notice of {granted} came after the last signature of {signed}.",
                granted=granted,
                signed=max(dates),
            ),
        )


@rule("AQB309", ERROR, _("A date far from the programme year"), needs_all=True)
def far_date(case: Case) -> Iterator[Finding]:
    """What belongs to an agreement happens around its programme year. A date far from it was probably mistyped.

    Applications, notices and signatures lie between the year before and the year after; the review meeting and the
    changes during the year between the programme year and the end of the funds, at least the year after.

    Wrong:
        grant: {granted_on: 2052-05-28}
    Right:
        grant: {granted_on: 2025-05-28}
    """
    for place, day, first, end in _far_events(case.agreement):
        yield Finding(
            place,
            _("{day} is far from the programme year {year}.", day=day, year=case.agreement.year),
            _("Here a day between {first} and {end} is expected; look the date up in the document.",
              first=first, end=end),
        )  # fmt: skip


def _far_events(agreement: Agreement) -> Iterator[tuple[FieldPath, date, int, int]]:
    """Each date of the agreement outside of the years in which it can lie, with the first and the last of these."""
    year = agreement.year
    early, late, last = year - 1, year + 1, max(year + 1, *agreement.budget.by_year, year)
    for index, signature in enumerate(agreement.signatures):
        if (day := signature.date) and not early <= day.year <= late:
            yield ("signatures", index, "date"), day, early, late
    if agreement.grant and (day := agreement.grant.applied_on) and not early <= day.year <= late:
        yield ("grant", "applied_on"), day, early, late
    if agreement.grant and (day := agreement.grant.granted_on) and not early <= day.year <= late:
        yield ("grant", "granted_on"), day, early, late
    if agreement.review and (day := agreement.review.meeting_on) and not year <= day.year <= last:
        yield ("review", "meeting_on"), day, year, last
    for index, deviation in enumerate(agreement.deviations):
        if not year <= deviation.on.year <= last:
            yield ("review", "deviations", index, "on"), deviation.on, year, last
    first, end = year - LONGEST_SPREAD, max(year + LONGEST_SPREAD, last)
    for category, index, measure in agreement.dated_measures:
        for field, day in (("starts", measure.starts), ("ends", measure.ends)):
            if day and not first <= day.year <= end:
                yield measure_place(category, index, field), day, first, end


@rule("AQB310", WARNING, _("A review meeting that isn't in autumn"), about="review")
def meeting_not_in_autumn(case: Case) -> Iterator[Finding]:
    """§ 6 of the agreements puts the review meeting into the autumn of the programme year.

    Wrong:
        review: {meeting_on: 2026-02-14}
    Right:
        review: {meeting_on: 2025-10-14}
    """
    meeting = case.agreement.review.meeting_on if case.agreement.review else None
    if (
        meeting
        and meeting.year >= case.agreement.year
        and not (meeting.year == case.agreement.year and meeting.month in AUTUMN)
    ):
        yield Finding(
            ("review", "meeting_on"),
            _(
                "The review meeting of {meeting} isn't in the autumn of {year}.",
                meeting=meeting,
                year=case.agreement.year,
            ),
            _("Check the date with the minutes of the meeting."),
        )


@rule("AQB311", INFO, _("Signed before the programme year"), needs_all=True)
def signed_before_year(case: Case) -> Iterator[Finding]:
    """Agreements are signed in their programme year: those of 2020 and 2025 were, whose days are known.

    Where a file was copied from the one of the year before, its signatures may have been left.

    Wrong:
        signatures:
          - {party: ministry, name: Erika Muster, date: 2024-08-02}
          - {party: district, name: Max Muster, date: 2024-08-08}
    Right:
        signatures:
          - {party: ministry, name: Erika Muster, date: 2025-08-02}
          - {party: district, name: Max Muster, date: 2025-08-08}
    """
    year = case.agreement.year
    dated = [(signature.date, index) for index, signature in enumerate(case.agreement.signatures) if signature.date]
    last, index = max(dated, default=(None, 0))
    if last is not None and last.year == year - 1:  # what is earlier is a matter of AQB309
        yield Finding(
            ("signatures", index, "date"),
            _("The last signature is of {signed}, before the programme year {year}.", signed=last, year=year),
            _("Look the dates of the signatures up; they may have been left when the file was copied."),
        )
