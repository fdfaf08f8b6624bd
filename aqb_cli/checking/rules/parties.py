"""AQB4xx: the district, the signatures, and whether the file lies where it belongs."""

from __future__ import annotations

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, rule
from aqb_cli.fileformat.model import Party, Status
from aqb_cli.text import german


@rule("AQB401", ERROR, _("The district didn't exist yet"))
def district_not_yet(case: Case) -> Iterator[Finding]:
    """Hanau has been a *kreisfreie Stadt* since 1 January 2026; before, it was part of the Main-Kinzig-Kreis.

    Wrong:
        district: hanau
        year: 2025
    Right:
        district: main-kinzig-kreis
        year: 2025
    """
    district = case.districts.get(case.agreement.district)
    if district is None or district.since is None or district.exists_in(case.agreement.year):
        return
    before = case.districts.get(district.until_then or "")
    help = None
    if before:
        help = _(
            "Until then its area belonged to “{before}”: write `{slug}`, or correct the year.",
            before=before.name,
            slug=before.slug,
        )
    yield Finding(
        ("district",),
        _(
            "{district} has been a district of its own only since {since}.",
            district=district.name,
            since=district.since,
        ),
        help,
        related=((("year",), _("the programme year")),),
    )


@rule("AQB402", ERROR, _("A signature is missing"))
def missing_signature(case: Case) -> Iterator[Finding]:
    """An agreement is signed when the ministry and the district have both signed it.

    Wrong:
        signatures:
          - {party: ministry, name: Erika Muster, place: Wiesbaden, date: 2025-08-02}
    Right:
        signatures:
          - {party: ministry, name: Erika Muster, place: Wiesbaden, date: 2025-08-02}
          - {party: district, name: Max Muster, place: Bad Hersfeld, date: 2025-08-08}
    """
    if case.agreement.status is not Status.SIGNED:
        return
    signed = {signature.party for signature in case.agreement.signatures}
    for party in Party if len(signed) < len(Party) else ():
        if party in signed:
            continue
        if party is Party.MINISTRY:
            message = _("The status is “signed”, and the ministry's signature is missing.")
        else:
            message = _("The status is “signed”, and the district's signature is missing.")
        place = ("signatures",) if case.agreement.signatures else ("status",)
        yield Finding(place, message, _("Add it under `signatures`, or write `status: draft`."))


MOST_SIGNATORIES = 2
"""How many people sign for a party: § 71 (2) HGO asks cities for two; of three nothing is known."""


@rule("AQB403", ERROR, _("Too many signatures of a party"))
def signed_too_often(case: Case) -> Iterator[Finding]:
    """One person or two sign for each party (§ 71 (2) HGO asks cities for two), each once.

    A signature block that is printed twice is entered once.

    Wrong:
        signatures:
          - {party: ministry, name: Erika Muster}
          - {party: district, name: Max Muster}
          - {party: district, name: Max Muster}
    Right:
        signatures:
          - {party: ministry, name: Erika Muster}
          - {party: district, name: Max Muster}
          - {party: district, name: Eva Muster}
    """
    signed: dict[Party, dict[str, int]] = {}
    for index, signature in enumerate(case.agreement.signatures):
        others, name = signed.setdefault(signature.party, {}), german.slug(signature.name)
        if name in others:
            yield Finding(
                ("signatures", index, "name"),
                _("“{name}” has signed for this party already.", name=signature.name),
                _("Leave one out if it is printed twice; otherwise look up who signed."),
                related=((("signatures", others[name], "name"), _("signed here")),),
            )
        elif len(others) >= MOST_SIGNATORIES:
            yield Finding(
                ("signatures", index, "party"),
                _("Two people have signed for the party “{party}” already.", party=signature.party.value),
                _("Check which party this signature belongs to."),
                related=tuple((("signatures", other, "name"), _("signed here")) for other in others.values()),
            )
        else:
            others[name] = index


@rule("AQB404", WARNING, _("A draft that both parties have signed"), needs_all=True)
def signed_draft(case: Case) -> Iterator[Finding]:
    """When the signatures of both parties are there, the agreement is no draft any more.

    Wrong:
        status: draft
        signatures:
          - {party: ministry, name: Erika Muster, date: 2025-08-02}
          - {party: district, name: Max Muster, date: 2025-08-08}
    Right:
        status: signed
        signatures:
          - {party: ministry, name: Erika Muster, date: 2025-08-02}
          - {party: district, name: Max Muster, date: 2025-08-08}
    """
    if case.agreement.status is not Status.DRAFT:
        return
    signatures = case.agreement.signatures
    if {signature.party for signature in signatures} == set(Party) and all(each.date for each in signatures):
        yield Finding(
            ("status",),
            _("Both parties have signed, and the status is still “draft”."),
            _("Write `status: signed`, or take the signatures out."),
        )


@rule("AQB405", ERROR, _("The file doesn't lie where it belongs"))
def wrong_path(case: Case) -> Iterator[Finding]:
    """An agreement lies in `<year>/<district>.yaml`, and the file says the same year and district.

    A file that was copied as a template often keeps the old district or year inside. Files outside of a folder that
    is called like a year are left alone.

    Wrong (in 2025/hersfeld-rotenburg.yaml):
        district: fulda
    Right (in 2025/hersfeld-rotenburg.yaml):
        district: hersfeld-rotenburg
    """
    folder, name = case.folder, case.name
    if folder is None or name is None or len(folder) != 4 or not (folder.isascii() and folder.isdecimal()):
        return
    stem, _dot, ending = name.rpartition(".")
    if str(case.agreement.year) != folder:
        message = _(
            "The file says {year}, and it lies in the folder {folder}.", year=case.agreement.year, folder=folder
        )
        help = _("One of the two is wrong: correct the file, or move it to where it belongs.")
        yield Finding(("year",), message, help)
    district = case.agreement.district
    if district in case.districts and (district != stem or ending != "yaml"):
        message = _(
            "The file is called “{name}”, and for this district it must be “{expected}”.",
            name=name,
            expected=f"{district}.yaml",
        )
        yield Finding(("district",), message, _("One of the two is wrong: rename the file, or correct the district."))


@rule("AQB406", ERROR, _("A report without a source"), needs_all=True)
def report_without_source(case: Case) -> Iterator[Finding]:
    """What is known from a secondary source only (`status: reported`) names that source.

    Wrong:
        status: reported
        sources: []
        signatures: []
    Right:
        status: reported
        sources: [{title: Pressemitteilung vom 3. Mai 2025}]
        signatures: []
    """
    if case.agreement.status is Status.REPORTED and not case.agreement.sources:
        yield Finding(
            ("status",),
            _("The status is “reported”, and no source is named."),
            _("Name the press release, report or website under `sources`."),
        )


@rule("AQB407", WARNING, _("A report with signatures"))
def report_with_signatures(case: Case) -> Iterator[Finding]:
    """Who has seen the signatures has seen the agreement, so its status is `signed`.

    Wrong:
        status: reported
        sources: [{title: Pressemitteilung vom 3. Mai 2025}]
    Right:
        status: signed
    """
    if case.agreement.status is Status.REPORTED and case.agreement.signatures:
        yield Finding(
            ("status",),
            _("The status is “reported”, and yet there are signatures."),
            _("Write `status: signed` if the agreement itself was at hand."),
        )


@rule("AQB408", WARNING, _("The same person signs for both parties"))
def same_signatory(case: Case) -> Iterator[Finding]:
    """The ministry and the district have different people sign; a line was probably copied.

    Wrong:
        signatures:
          - {party: ministry, name: Erika Muster}
          - {party: district, name: Erika Muster}
    Right:
        signatures:
          - {party: ministry, name: Erika Muster}
          - {party: district, name: Max Muster}
    """
    names: dict[str, tuple[int, Party]] = {}
    for index, signature in enumerate(case.agreement.signatures):
        other, party = names.setdefault(german.slug(signature.name), (index, signature.party))
        if party is not signature.party:
            yield Finding(
                ("signatures", index, "name"),
                _("“{name}” has signed for the other party too.", name=signature.name),
                _("Look the signature up in the document."),
                related=((("signatures", other, "name"), _("the other signature")),),
            )
