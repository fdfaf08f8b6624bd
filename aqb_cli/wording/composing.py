"""Wording × facts → document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from aqb_cli.diagnostics import FieldPath, Finding, PageRule
from aqb_cli.fileformat.model import Category, Status
from aqb_cli.fileformat.model import wording as packs
from aqb_cli.text.messages import Message, _
from aqb_cli.wording import blocks, rules
from aqb_cli.wording.blocks import Block, Line, Publication, plain
from aqb_cli.wording.facts import CategoryFacts, Facts, MeasureFacts
from aqb_cli.wording.filters import number
from aqb_cli.wording.packs import Templates, compile_pack, say_something
from aqb_cli.wording.typography import NO_BREAK, literal, runs
from aqb_cli.wording.unstated import NotStated

MOST_WORK = 1_000_000
"""How many characters of wording may be gone through for one document: several hundred pages."""

_BEGINS, _ENDS = re.compile(r"(?<![\d.,])"), re.compile(r"(?:,00)?(?![.,]?\d)")
"""What stands before and behind a whole amount."""

_CENTS, _WHOLE = re.compile(r",\d\d\b"), re.compile(rf"\d(?={NO_BREAK}Euro)(?<!,\d\d)")
"""Cents, and where they would stand in an amount that has none."""

_MARKS = {Status.DRAFT: _("DRAFT"), Status.REPORTED: _("REPORTED, NOT THE SIGNED TEXT")}
"""What must be seen on every page, whatever a wording pack says."""


class Incomplete(Exception):
    """The document can't be made."""

    def __init__(self, finding: Finding, subject: Message) -> None:
        super().__init__(str(finding.message))
        self.finding = finding
        """What is wrong, at its place in the pack."""
        self.subject = subject
        """The agreement, and where that says more, the measure or entry."""


class Wording:
    """A pack that has been checked, ready for any number of agreements."""

    def __init__(self, pack: packs.Pack) -> None:
        self.pack = pack
        self.templates = compile_pack(pack)

    def document(self, facts: Facts) -> Publication:
        """The document that says these facts in the pack's words. Raises `Incomplete`."""
        if not self.pack.holds_for(facts.year):
            raise _other_time(self.pack, facts)
        return _Composer(self.pack, self.templates, facts).document()


def _other_time(pack: packs.Pack, facts: Facts) -> Incomplete:
    """What to say of a pack that doesn't hold for an agreement's year."""
    message = _("the wording holds for other years.")
    if pack.from_year is not None and pack.to_year is not None:
        message = _("the wording holds from {first} to {last} only.", first=pack.from_year, last=pack.to_year)
    elif pack.from_year is not None:
        message = _("the wording holds from {first} on only.", first=pack.from_year)
    elif pack.to_year is not None:
        message = _("the wording holds until {last} only.", last=pack.to_year)
    help = _("Leave out --wording, so that a fitting one is chosen, or name another one.")
    field = "from_year" if pack.from_year is not None and facts.year < pack.from_year else "to_year"
    subject = _("{district} {year}", district=facts.district.name, year=facts.year)
    return Incomplete(rules.other_time((field,), message, help), subject)


class _Composer:
    def __init__(self, pack: packs.Pack, templates: Templates, facts: Facts) -> None:
        self.pack = pack
        self.templates = templates
        self.facts: dict[str, Any] = facts._asdict()
        self.work = 0
        self.total = number(self.facts["budget"].total).removeprefix("rund ")
        """The total as filters write it."""
        self.says_total = False
        self.printed: set[tuple[Category, MeasureFacts]] = set()
        """The measures whose titles stand in the document."""
        self.skipped: dict[tuple[Category, MeasureFacts], FieldPath] = {}
        """The places of the pack that were gone through for a measure without printing its title."""

    def document(self) -> Publication:
        mark = _MARKS.get(self.facts["status"])
        signed = [signature.date for signature in self.facts["signatures"]]
        document = Publication(
            name=plain(self.line(("name",))).replace(NO_BREAK, " "),
            mark=mark.translated("de") if mark else "",
            date=max(filter(None, signed), default=date(self.facts["year"], 1, 1)),
            title=self.lines(("title",), self.pack.title),
            subtitle=self.lines(("subtitle",), self.pack.subtitle),
            sections=tuple(self._sections()),
        )
        self._require(document)
        return document

    def _require(self, document: Publication) -> None:
        """Raises `Incomplete` for a document without a name or title, or one that leaves out a measure."""
        for field in ("name", "title"):
            if not getattr(document, field):
                raise self._gap((field,), _("nothing is left of this text."), say_something(), rules.no_title)
        if not self.says_total:
            help = _("Print `{{{{ budget.total | euro }}}}` in a block `amount` or `text`, without a condition.")
            raise self._gap(("sections",), _("the total is printed nowhere."), help, rules.unprinted_category)
        for category in self.facts["categories"]:
            for measure in category.measures:
                if (category.key, measure) not in self.printed:
                    help = _("Print `{{{{ measure.title }}}}` in a block `measures`, without a condition.")
                    place = self.skipped.get((category.key, measure), ("sections",))
                    raise self._gap(
                        place, _("the measure is printed nowhere."), help, rules.unprinted_category, measure.title
                    )

    def text(self, place: FieldPath, facts: dict[str, Any] | None = None) -> str:
        """The text at a place of the pack, filled in with all facts, or with these."""
        template = self.templates[place]
        try:
            text = template.fill(facts or self.facts)
        except NotStated as error:
            raise self._unstated(place, error.fact, facts or self.facts) from None
        if not self.says_total and place[0] == "sections" and place[-1] != "when":
            self.says_total = _says(text, self.total)
        self.work += len(template.source) + len(text) + 1
        if self.work > MOST_WORK:
            message = _("with this wording the document grows beyond all measure.")
            raise self._gap(place, message, _("Shorten the wording, or repeat less of it."), rules.too_long)
        return text

    def _facts(self, **more: Any) -> dict[str, Any]:
        """All facts, and some that only a part of the texts speaks of."""
        return {**self.facts, **more}

    def _unstated(self, place: FieldPath, fact: str, facts: dict[str, Any]) -> Incomplete:
        """What to say of a text that needs a fact which isn't stated."""
        help = _(
            "State it in the agreement or in data/programmes/{year}.yaml, or make the wording do without: "
            "`{{% if {fact} %}} … {{% endif %}}`.",
            year=self.facts["year"], fact=fact,
        )  # fmt: skip
        if fact.startswith(("ministry.", "programme.")):  # which no agreement states
            help = _(
                "State it in data/programmes/{year}.yaml, or make the wording do without: "
                "`{{% if {fact} %}} … {{% endif %}}`.",
                year=self.facts["year"], fact=fact,
            )  # fmt: skip
        message = _("{fact} isn't stated, and the wording needs it here.", fact=fact)
        return self._gap(place, message, help, rules.not_stated, _name(facts.get(fact.partition(".")[0])))

    def _gap(self, place: FieldPath, message: Message, help: Message, rule: PageRule, name: str = "") -> Incomplete:
        district, year = self.facts["district"].name, self.facts["year"]
        subject = _("{district} {year}", district=district, year=year)
        if name:
            subject = _("{district} {year} (“{name}”)", district=district, year=year, name=name)
        return Incomplete(rule(place, message, help), subject)

    def line(self, place: FieldPath, facts: dict[str, Any] | None = None) -> Line:
        """The text at a place as a line with its bold passages."""
        return runs(self.text(place, facts))

    def lines(self, place: FieldPath, texts: Sequence[str], facts: dict[str, Any] | None = None) -> tuple[Line, ...]:
        """Those of several lines that aren't empty."""
        return tuple(filter(None, (self.line((*place, index), facts) for index in range(len(texts)))))

    def _sections(self) -> Iterator[blocks.PublicationSection]:
        for position, section in enumerate(self.pack.sections):
            place: FieldPath = ("sections", position)
            if section.when is not None and not self.text((*place, "when")):
                continue
            content = tuple(
                made
                for index, block in enumerate(section.blocks)
                for made in self._block(block, (*place, "blocks", index))
            )
            heading = self.lines((*place, "heading"), section.heading)
            if heading or content:
                yield blocks.PublicationSection(heading, content)

    def _block(self, block: packs.PackBlock, place: FieldPath) -> Iterator[Block]:
        """A block's content; None where no text is left of it."""
        if block.text is not None and (line := self.line((*place, "text"))):
            yield blocks.Paragraph(line)
        if block.centred is not None and (line := self.line((*place, "centred"))):
            yield blocks.Paragraph(line, centred=True)
        if block.amount is not None and (line := self.line((*place, "amount"))):
            yield blocks.Amount(line)
        if block.bullets is not None:
            yield from _listed(self._items(block.bullets, (*place, "bullets")))
        if block.numbered is not None:
            yield from _listed(self._items(block.numbered, (*place, "numbered")), numbered=True)
        if block.table is not None:
            entries = [self._facts(entry=entry) for entry in self._entries(block.table.each)]
            for table in self._table(block.table.columns, (*place, "table"), entries):
                if len(table.head) == 1 < len(block.table.columns):  # nothing to compare is left: a list says it
                    yield from _listed(blocks.ListItem(cell.line) for (cell,) in table.rows)
                else:
                    yield table
        if block.measures is not None:
            yield from self._measures(block.measures, (*place, "measures"))
        if block.signatures is not None:
            yield blocks.Signatures(tuple(self._signatures(block.signatures, (*place, "signatures"))))

    def _signatures(
        self, columns: Sequence[packs.SignatureColumn], place: FieldPath
    ) -> Iterator[blocks.SignatureBlock]:
        """A block for each signatory: that of a party with two is filled in once more, with the second one's facts.

        Not if the wording names the second one itself.
        """
        signed = self.facts["signatures"]
        again = {
            party: second
            for party, second in (("ministry", signed.second_ministry), ("district", signed.second_district))
            if second.name and f"signatures.second_{party}" not in str(columns)
        }
        signatories = [None, *([self._facts(signatures=signed._replace(**again))] if again else [])]
        for index, column in enumerate(columns):
            printed = [
                blocks.SignatureBlock(
                    self.lines((*place, index, "above"), column.above, facts),
                    self.lines((*place, index, "below"), column.below, facts),
                    index,
                )
                for facts in signatories
            ]
            yield from dict.fromkeys(printed)

    def _entries(self, path: str) -> tuple[Any, ...]:
        value: Any = None
        for index, name in enumerate(path.split(".")):
            value = getattr(value, name) if index else self.facts[name]
        return tuple(value)

    def _items(self, items: Sequence[packs.PackItem], place: FieldPath) -> Iterator[blocks.ListItem]:
        for index, item in enumerate(items):
            there: FieldPath = (*place, index)
            entries = [None] if item.each is None else [self._facts(entry=each) for each in self._entries(item.each)]
            for facts in entries:
                if line := self.line((*there, "text"), facts):
                    below = (self.line((*there, "items", inner), facts) for inner in range(len(item.items)))
                    yield blocks.ListItem(line, tuple(_listed(blocks.ListItem(inner) for inner in below if inner)))

    def _table(
        self, columns: Sequence[packs.PackColumn], place: FieldPath, entries: Sequence[dict[str, Any]]
    ) -> Iterator[blocks.TableBlock]:
        """A table with a row for each entry, without the columns that would be empty; None if all would."""
        rows = [
            [self.line((*place, "columns", index, "text"), facts) for index in range(len(columns))] for facts in entries
        ]
        filled = [index for index in range(len(columns)) if any(row[index] for row in rows)]
        for index in filled:
            if columns[index].unstated is not None:
                for row, facts in zip(rows, entries, strict=True):
                    row[index] = row[index] or self.line((*place, "columns", index, "unstated"), facts)
            if columns[index].align is packs.Align.DECIMAL and any(_CENTS.search(plain(row[index])) for row in rows):
                for row in rows:
                    row[index] = tuple(run._replace(text=_WHOLE.sub(r"\g<0>,00", run.text)) for run in row[index])
        if filled:
            right = [column.align is not packs.Align.LEFT for column in columns]
            head = tuple(blocks.TableCell(self.line((*place, "columns", i, "heading")), right[i]) for i in filled)
            labels = {i: plain(over.line) for i, over in zip(filled, head, strict=True)}
            yield blocks.TableBlock(
                head, tuple(tuple(blocks.TableCell(row[i], right[i], labels[i]) for i in filled) for row in rows)
            )

    def _measures(self, measures: packs.Measures, place: FieldPath) -> Iterator[Block]:
        categories = [category for category in self.facts["categories"] if category.key in measures.categories]
        if measures.heading is None:
            for category in categories:
                yield from self._category(measures, place, category)
            return
        items = []
        for category in categories:
            heading = self.line((*place, "heading"), self._facts(category=category))
            if heading or category.measures:
                items.append(blocks.ListItem(heading, tuple(self._category(measures, place, category))))
        if measures.numbering is packs.Numbering.NUMBERS:
            yield from _listed(iter(items), numbered=True)
            return
        for item in items:
            yield from (blocks.Paragraph(item.line),) if item.line else ()
            yield from item.blocks

    def _category(self, measures: packs.Measures, place: FieldPath, category: CategoryFacts) -> Iterator[Block]:
        """A category's measures: a table if there is more to say of them than their first column, else a list."""
        entries = [self._facts(category=category, measure=measure) for measure in category.measures]
        if not entries and measures.empty is not None:
            if line := self.line((*place, "empty"), self._facts(category=category)):
                yield blocks.Paragraph(line)
            return
        tables = list(self._table(measures.columns, place, entries))
        if tables and len(tables[0].head) > 1:
            self._note(category, [[cell.line for cell in row] for row in tables[0].rows], (*place, "columns"))
            yield tables[0]
        else:
            lines = [self.line((*place, "item"), facts) for facts in entries]
            self._note(category, [[line] for line in lines], (*place, "item"))
            yield from _listed(map(blocks.ListItem, filter(None, lines)))

    def _note(self, category: CategoryFacts, printed: Sequence[Sequence[Line]], place: FieldPath) -> None:
        """Notes which of a category's measures have their titles in the lines that are printed of them."""
        for measure, lines in zip(category.measures, printed, strict=True):
            title = _searchable(runs(literal(measure.title)))
            if any(title in _searchable(line) for line in lines):
                self.printed.add((category.key, measure))
            else:
                self.skipped[category.key, measure] = place


def _name(entry: Any) -> str:
    """What a measure, a category or an entry of a list is called."""
    return str(getattr(entry, "title", "") or getattr(entry, "label", ""))


def _says(text: str, amount: str) -> bool:
    """Whether an amount stands in a text, not only as a part of a longer one."""
    start = text.find(amount)
    while start >= 0:
        if _BEGINS.match(text, start) and _ENDS.match(text, start + len(amount)):
            return True
        start = text.find(amount, start + 1)
    return False


def _searchable(line: Line) -> str:
    return plain(line).replace(NO_BREAK, " ").casefold()


def _listed(items: Iterator[blocks.ListItem], *, numbered: bool = False) -> Iterator[blocks.List]:
    found = tuple(items)
    if found:
        yield blocks.List(found, numbered)
