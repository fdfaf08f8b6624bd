"""What each field of an agreement file is called and means, with examples: what editors show."""

from __future__ import annotations

from typing import NamedTuple

from aqb_cli.text.messages import Message, _


class FieldText(NamedTuple):
    """What is said of one field."""

    title: Message
    description: Message
    examples: tuple[object, ...] = ()


TEXTS: dict[str, FieldText] = {
    "": FieldText(
        _("Target agreement"),
        _(
            "A target agreement of the training and qualification budget (AQB) between the ministry and a district. "
            "What `aqb validate` accepts, this schema accepts. It can't see everything: how a number is written (1.5 "
            "or 1e3 instead of 1.50 or 1000), sums, the order of dates, names of measures, and what a year allows."
        ),
    ),
    "format": FieldText(
        _("Format"),
        _("The version of the file format: always 1."),
        (1,),
    ),
    "district": FieldText(
        _("District"),
        _("The district's short name, as in data/districts.yaml."),
        ("hersfeld-rotenburg",),
    ),
    "year": FieldText(
        _("Programme year"),
        _("The year that the agreement is made for."),
        (2025,),
    ),
    "status": FieldText(
        _("Status"),
        _("How firm the agreement is: draft, signed, or reported (known from a secondary source only)."),
    ),
    "budget": FieldText(
        _("Budget (§ 4)"),
        _("The funds of the agreement, in euros."),
    ),
    "budget.total": FieldText(
        _("Total"),
        _("What the state gives, in euros: plain digits; cents are exactly two digits behind a point."),
        (595950,),
    ),
    "budget.by_year": FieldText(
        _("By year"),
        _("The funds by calendar year (commitment authorisation); they add up to the total."),
        ({"2025": 400000, "2026": 195950},),
    ),
    "budget.by_category": FieldText(
        _("Ceilings"),
        _("The most that the measures of a category may cost, in euros."),
        ({"qualification": 100950},),
    ),
    "budget.earmarked": FieldText(
        _("Earmarked funds"),
        _("The part of the total that is reserved for a purpose, in euros."),
        ({"part_time_training": 30000},),
    ),
    "budget.own_contribution": FieldText(
        _("Own contribution"),
        _("What the district adds on top of the total, in euros."),
        (20000,),
    ),
    "measures": FieldText(
        _("Measures (§ 5)"),
        _("The measures by category. All four categories are named; an empty one is []."),
    ),
    "measures[]": FieldText(
        _("Measure"),
        _("One measure. Only what the agreement states is filled in."),
    ),
    "measures[].title": FieldText(
        _("Title"),
        _("The title as printed in the agreement."),
        ("u25 Social Coach 2025/2026",),
    ),
    "measures[].amount": FieldText(
        _("Amount"),
        _("What the measure costs, in euros."),
        (80000,),
    ),
    "measures[].by_year": FieldText(
        _("By year"),
        _("What the measure costs in each calendar year, in euros; it adds up to the amount."),
        ({"2025": 30000, "2026": 50000},),
    ),
    "measures[].starts": FieldText(
        _("First day"),
        _("The first day of the measure."),
        ("2025-09-01",),
    ),
    "measures[].ends": FieldText(
        _("Last day"),
        _("The last day of the measure, inclusive."),
        ("2026-08-31",),
    ),
    "measures[].places": FieldText(
        _("Places"),
        _("How many people can take part at a time."),
        (16,),
    ),
    "measures[].provider": FieldText(
        _("Provider"),
        _("Who carries the measure out."),
        ("Bildungswerk Musterstadt gGmbH",),
    ),
    "measures[].earmark": FieldText(
        _("Earmark"),
        _("The earmarked funds that pay for the measure."),
    ),
    "measures[].legal_bases": FieldText(
        _("Legal bases"),
        _("The codes of law under which the participants come, as data/programmes/<year>.yaml names them."),
        (["SGB II", "SGB VIII"],),
    ),
    "measures[].target_groups": FieldText(
        _("Target groups"),
        _("Whom the measure is for."),
        (["junge Menschen unter 25"],),
    ),
    "grant": FieldText(
        _("Grant notice"),
        _("The grant notice that is issued on application."),
    ),
    "grant.applied_on": FieldText(
        _("Applied on"),
        _("The day of the application; the deadline is 31 March."),
        ("2025-03-14",),
    ),
    "grant.granted_on": FieldText(
        _("Granted on"),
        _("The day of the grant notice."),
        ("2025-05-20",),
    ),
    "grant.reference": FieldText(
        _("File number"),
        _("The file number of the grant notice."),
        ("RPKS - 32-12/3",),
    ),
    "grant.amount": FieldText(
        _("Amount"),
        _("What was granted, in euros."),
        (595950,),
    ),
    "review": FieldText(
        _("Review (§ 6)"),
        _("The review meeting in autumn, and what it knows."),
    ),
    "review.meeting_on": FieldText(
        _("Meeting on"),
        _("The day of the review meeting."),
        ("2025-10-14",),
    ),
    "review.deviations": FieldText(
        _("Deviations"),
        _("Changes during the year, which count when the results are judged."),
    ),
    "review.deviations[]": FieldText(
        _("Deviation"),
        _("One change during the year."),
    ),
    "review.deviations[].on": FieldText(
        _("On"),
        _("The day of the change."),
        ("2025-09-30",),
    ),
    "review.deviations[].measure": FieldText(
        _("Measure"),
        _("The measure's title; left out where the whole agreement is meant."),
        ("FBI 2025/2026",),
    ),
    "review.deviations[].budget_change": FieldText(
        _("Change of the budget"),
        _("By how much the budget changes, in euros; negative for a reduction."),
        (-12000,),
    ),
    "review.deviations[].reason": FieldText(
        _("Reason"),
        _("Why it was changed."),
        ("weniger Teilnehmende",),
    ),
    "review.results": FieldText(
        _("Results"),
        _("What became of the measures."),
    ),
    "review.results[]": FieldText(
        _("Result"),
        _("What became of one measure."),
    ),
    "review.results[].measure": FieldText(
        _("Measure"),
        _("The measure's title."),
        ("FBI 2025/2026",),
    ),
    "review.results[].status": FieldText(
        _("Status"),
        _("Where the measure stands."),
    ),
    "review.results[].spent": FieldText(
        _("Spent"),
        _("What was spent so far, in euros."),
        (18000,),
    ),
    "review.results[].places_filled": FieldText(
        _("Places filled"),
        _("How many places are filled."),
        (9,),
    ),
    "signatures": FieldText(
        _("Signatures"),
        _("Who signed for each of the two parties."),
    ),
    "signatures[]": FieldText(
        _("Signature"),
        _("One signature."),
    ),
    "signatures[].party": FieldText(
        _("Party"),
        _("For whom: the ministry or the district."),
    ),
    "signatures[].name": FieldText(
        _("Name"),
        _("Who signed."),
        ("Erika Muster",),
    ),
    "signatures[].office": FieldText(
        _("Office"),
        _("In which office."),
        ("Staatsministerin",),
    ),
    "signatures[].place": FieldText(
        _("Place"),
        _("Where it was signed."),
        ("Wiesbaden",),
    ),
    "signatures[].date": FieldText(
        _("Date"),
        _("When it was signed."),
        ("2025-08-02",),
    ),
    "sources": FieldText(
        _("Sources"),
        _("Where the facts of this file were found."),
    ),
    "sources[]": FieldText(
        _("Source"),
        _("One source."),
    ),
    "sources[].title": FieldText(
        _("Title"),
        _("What the source is called."),
        ("Pressemitteilung des Wetteraukreises",),
    ),
    "sources[].publisher": FieldText(
        _("Publisher"),
        _("Who published it."),
        ("Wetteraukreis",),
    ),
    "sources[].url": FieldText(
        _("Address"),
        _("Its address on the web."),
        ("https://example.org/zielvereinbarung.pdf",),
    ),
    "sources[].retrieved_on": FieldText(
        _("Retrieved on"),
        _("The day on which it was read there."),
        ("2025-09-01",),
    ),
}
"""By the way to the field: `measures[].title` is the title of any measure of any category."""
