"""`aqb show`: one agreement, as a person wants to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement, Category, Earmark, Ministry, Programme, Status
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries import measures
from aqb_cli.querying.queries.bounds import between, left_of, note_on_bounds
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.parts import unallocated
from aqb_cli.querying.queries.sums import caveats, cost_of, counted, remarks_on, share, summed, totals_of
from aqb_cli.querying.tables import EXTRA, Cell, Column, Group, Kind, Report, Row, Sum, Table, row_of
from aqb_cli.text.messages import Message, _

_FACTS = (Column("fact", _("What")), Column("value", _("Content"), Kind.ANY))

_BUDGET = (
    Column("part", _("Part")),
    Column("item", _("Item")),
    Column("amount", _("Amount"), Kind.EURO, missing=_("unknown")),
    Column("bar", _("Share"), Kind.BAR, rank=2),
    Column("share", _("Share"), Kind.SHARE, rank=1),
)

_USE = _("By use")

_RESULTS = (
    Column("measure", _("Measure")),
    Column("status", _("Status"), rank=1),
    Column("spent", _("Spent"), Kind.EURO),
    Column("places_filled", _("Places filled"), Kind.COUNT, rank=2),
    Column("participants", _("Participants"), Kind.COUNT, rank=2),
)

DEVIATIONS = (
    Column("on", _("On"), Kind.DATE),
    Column("measure", _("Measure"), missing=_("the whole agreement")),
    Column("budget_change", _("Change"), Kind.EURO, signed=True),
    Column("reason", _("Reason")),
)

_SIGNATURES = (
    Column("party", _("For")),
    Column("name", _("Name")),
    Column("office", _("Office"), rank=2),
    Column("place", _("Place"), rank=3),
    Column("date", _("Date"), Kind.DATE, rank=1),
)

_SOURCES = (
    Column("title", _("Title")),
    Column("publisher", _("Publisher"), rank=1),
    Column("url", _("Address"), rank=3),
    Column("retrieved_on", _("Retrieved on"), Kind.DATE, rank=2),
)


def show(inventory: Inventory, record: Record) -> Report:
    """Parties, budget, measures by category, what became of them, signatures and sources of an agreement."""
    agreement = record.agreement
    programme = inventory.programmes.get(agreement.year)
    items = Choice().items([record])
    tables = [
        _facts(record, programme, inventory.standing.ministry_of(agreement, programme)),
        _budget(record, items),
        _measures(record, items),
        *_by_year(items),
        *_reviewed(agreement),
    ]
    signatures = tuple(
        row_of(_SIGNATURES, {**vars(signature), "party": signature.party}) for signature in agreement.signatures
    )
    none = _("none known") if agreement.status is Status.REPORTED else _("no signatures")  # a report names nobody
    notes = () if signatures else (none,)
    tables.append(Table("signatures", _("Signatures"), _SIGNATURES, (Group(signatures),), notes=notes))
    sources = tuple(row_of(_SOURCES, vars(source)) for source in agreement.sources)
    if sources:
        tables.append(Table("sources", _("Sources"), _SOURCES, (Group(sources),)))
    return Report(title_of(record), tuple(tables), "measures", inventory.left_out)


def title_of(record: Record) -> Message:
    """What an agreement is called above it, and in lists of pages."""
    return _("Agreement {year}: {district}", year=str(record.agreement.year), district=record.district.name)


def _facts(record: Record, programme: Programme | None, ministry: Ministry | None) -> Table:
    agreement, district = record.agreement, record.district
    grant, review = agreement.grant, agreement.review
    seat = _("{kind} in the region of {region}", kind=vocabulary.name(district.kind), region=district.region)
    whole, places = review.in_sum if review else None, agreement.places
    by_category = places.by_category if places else {}
    facts: list[tuple[Message, Cell]] = [
        (_("Programme"), programme.name if programme else None),
        (_("Ministry"), ministry.name if ministry else None),
        (_("District"), _("{name} ({what})", name=district.name, what=seat)),
        (_("Status"), agreement.status),
        (_("Places"), places.total if places else None),
        *((_("Places: {category}", category=vocabulary.name(word)), number) for word, number in by_category.items()),
        (_("Applied on"), grant.applied_on if grant else None),
        (_("Grant notice of"), grant.granted_on if grant else None),
        (_("Its file number"), grant.reference if grant else None),
        (_("Granted"), _euros(grant.amount) if grant else None),
        (_("Issued by"), programme.grant_authority if programme and grant else None),
        (_("Review meeting"), review.meeting_on if review else None),
        (_("Spent"), _euros(whole.spent) if whole else None),
        (_("Carried over"), _euros(whole.carried_over) if whole else None),
        (_("Returned"), _euros(whole.returned) if whole else None),
        (_("Places filled"), whole.places_filled if whole else None),
        (_("Participants"), whole.participants if whole else None),
        (_("File"), record.path),
    ]
    rows: tuple[Row, ...] = tuple((label, value) for label, value in facts if value is not None)
    return Table("facts", _("Agreement"), _FACTS, (Group(rows),), headed=False)


def _euros(amount: Decimal | None) -> Message | None:
    return None if amount is None else _("{amount}", amount=amount)


def _measures(record: Record, items: Sequence[LocatedMeasure]) -> Table:
    shared = {"district", "year", "status", "region", "agreement"}
    cells = [measures.cells_of(item) for item in items]
    stated = {key for each in cells for key, cell in each.items() if cell is not None} - shared
    columns = tuple(
        column._replace(rank=min(column.rank, EXTRA - 1))  # what one agreement states is never left out unsaid
        for column in measures.COLUMNS
        if column.key in {"category", "title", "amount", *stated}
    )
    groups = []
    for category in Category:
        own = [(item, each) for item, each in zip(items, cells, strict=True) if item.category is category]
        rows = tuple(row_of(columns, each) for _item, each in own)
        remarks = counted([item.measure.cost for item, _cells in own], complete=bool(record.agreement.measures))
        groups.append(Group(rows, category, remarks))
    total = row_of(columns, measures.total_of(_("Sum"), items)) if items else None
    notes = remarks_on([record], items) if items else caveats([record])
    return Table("measures", _("Measures"), columns, tuple(groups), "category", total, notes)


def _by_year(items: Sequence[LocatedMeasure]) -> Iterator[Table]:
    """What measures cost in each calendar year, as far as that is stated."""
    spread = [item.measure for item in items if item.measure.by_year]
    years = sorted({year for measure in spread for year in measure.by_year})
    if years:
        columns = (
            Column("measure", _("Measure")),
            *(Column(str(year), _("{label}", label=str(year)), Kind.EURO) for year in years),
        )
        rows = tuple((measure.title, *map(measure.by_year.get, years)) for measure in spread)
        sums = (sum((measure.by_year.get(year, Decimal(0)) for measure in spread), Decimal(0)) for year in years)
        yield Table("by_year", _("Measures by year"), columns, (Group(rows),), total=(_("Sum"), *sums))


def _reviewed(agreement: Agreement) -> Iterator[Table]:
    """What became of the measures, and the changes during the year, as far as anything is known of either."""
    if results := agreement.results:
        rows = tuple(row_of(_RESULTS, vars(result)) for result in results)
        cells: dict[str, Cell] = {"measure": _("Sum"), "spent": summed([result.spent for result in results])}
        for key in ("places_filled", "participants"):
            cells[key] = summed(getattr(result, key) for result in results)
        yield Table("results", _("Results"), _RESULTS, (Group(rows),), total=row_of(_RESULTS, cells))
    if agreement.deviations:
        rows = tuple(row_of(DEVIATIONS, vars(deviation)) for deviation in agreement.deviations)
        yield Table("deviations", _("Deviations during the year"), DEVIATIONS, (Group(rows),))


def _budget(record: Record, items: Sequence[LocatedMeasure]) -> Table:
    """The total, and how it is divided; shares are of the total."""
    budget = record.agreement.budget
    rows: list[tuple[Message, list[tuple[Cell, Sum]]]] = [(_("Funds"), [(_("Total"), totals_of([record]))])]
    if budget.own_contribution is not None:
        rows[0][1].append((_("own contribution of the district, on top"), Sum(budget.own_contribution)))
    for funds in budget.other_funds:
        label = _("{name}, on top", name=funds.name)
        rows[0][1].append((label, Sum(funds.amount, int(funds.amount is None))))
    rows.append((_USE, list(_use(record, items))))
    rows.append((_("By year"), [(str(year), Sum(amount)) for year, amount in sorted(budget.by_year.items())]))
    earmarked: list[tuple[Cell, Sum]] = [
        (word, Sum(budget.earmarked[word])) for word in Earmark if word in budget.earmarked
    ]
    if earmarked:
        free = budget.total - sum(budget.earmarked.values(), Decimal(0)) if budget.total is not None else None
        rows.append(
            (_("Earmarked"), [*earmarked, (_("not earmarked"), Sum(free, int(free is None), int(budget.rounded)))])
        )
    ceilings: list[tuple[Cell, Sum]] = [
        (word, Sum(budget.by_category[word])) for word in Category if word in budget.by_category
    ]
    rows.append((_("Ceilings of the categories"), ceilings))
    groups = []
    left = left_of(unallocated(record)) if any(item.measure.cost for item in items) else None
    for part, amounts in rows:
        if not amounts:
            continue
        lines = []
        for item, amount in amounts:
            portion = share(amount.known, budget.total)
            bar = min(portion, Decimal(1)) if portion is not None else None
            cells: dict[str, Cell] = {"part": part, "item": item, "amount": amount, "share": portion, "bar": bar}
            is_rest = item is Rest.UNALLOCATED
            if part == _USE and left and budget.total and (is_rest or amount.unknown):
                least = (not is_rest and amount.known) or Decimal(0)
                cells["share"] = between(least, least + left, budget.total, budget.total)
            lines.append(row_of(_BUDGET, cells))
        groups.append(Group(tuple(lines), part))
    return Table("budget", _("Budget"), _BUDGET, tuple(groups), "part", notes=note_on_bounds(groups))


def _use(record: Record, items: Sequence[LocatedMeasure]) -> Iterator[tuple[Cell, Sum]]:
    """What measures cost, by category, and what is left."""
    cost = cost_of(items)
    if not items or cost.known is None:
        yield _("allocated to measures"), Sum(None, len(items) or 1)
        yield _("not allocated"), Sum(None, len(items) or 1)
        return
    for category in Category:
        own = [item for item in items if item.category is category]
        if own:
            yield category, cost_of(own)
    yield _("allocated to measures"), cost
    rest = unallocated(record)
    label = Rest.UNALLOCATED if cost.unknown else _("not allocated")
    yield label, Sum(rest, int(rest is None), int(record.agreement.budget.rounded))
