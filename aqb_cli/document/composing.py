"""Wording × facts → document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from aqb_cli.diagnostics import Place
from aqb_cli.document import blocks
from aqb_cli.document.blocks import Block, Document, Line, plain
from aqb_cli.document.facts import CategoryFacts, Facts
from aqb_cli.document.packs import Templates, compile_pack
from aqb_cli.document.templates import context
from aqb_cli.document.typography import NO_BREAK, runs
from aqb_cli.document.unstated import NotStated
from aqb_cli.messages import Message, _
from aqb_cli.model import Status
from aqb_cli.model import wording as packs

MOST_WORK = 1_000_000
"""How many characters of wording may be gone through for one document: several hundred pages."""

_MARKS = {Status.DRAFT: _("DRAFT"), Status.REPORTED: _("REPORTED, NOT THE SIGNED TEXT")}
"""What must be seen on every page, whatever a wording pack says."""


class Incomplete(Exception):
    """The document can't be made: a place in the pack and what is wrong there."""

    def __init__(self, place: Place, message: Message, help: Message, code: str) -> None:
        super().__init__(str(message))
        self.place = place
        self.message = message
        self.help = help
        self.code = code


class Wording:
    """A pack that has been checked, ready for any number of agreements."""

    def __init__(self, pack: packs.Pack) -> None:
        self.pack = pack
        self.templates = compile_pack(pack)

    def document(self, facts: Facts) -> Document:
        """The document that says these facts in the pack's words. Raises `Incomplete`."""
        return _Composer(self.pack, self.templates, facts).document()


class _Composer:
    """Fills in the texts of one document."""

    def __init__(self, pack: packs.Pack, templates: Templates, facts: Facts) -> None:
        self.pack = pack
        self.templates = templates
        self.facts: dict[str, Any] = facts._asdict()
        self.context = context(self.facts)
        self.work = 0

    def document(self) -> Document:
        mark = _MARKS.get(self.facts["status"])
        signed = [signature.date for signature in self.facts["signatures"]]
        return Document(
            name=plain(self.line(("name",))).replace(NO_BREAK, " "),
            mark=mark.translated("de") if mark else "",
            date=max(filter(None, signed), default=date(self.facts["year"], 1, 1)),
            title=self.lines(("title",), self.pack.title),
            subtitle=self.lines(("subtitle",), self.pack.subtitle),
            sections=tuple(self._sections()),
        )

    def text(self, place: Place, **more: Any) -> str:
        """The text at a place of the pack, filled in."""
        template = self.templates[place]
        try:
            text = template.fill(context({**self.facts, **more}) if more else self.context)
        except NotStated as error:
            message = _(
                "{district} {year}: {fact} isn't stated, and the wording needs it here.",
                district=self.facts["district"].name, year=self.facts["year"], fact=error.fact,
            )  # fmt: skip
            help = _(
                "State it in the agreement or in data/programmes/{year}.yaml, or make the wording do without: "
                "`{{% if {fact} %}} … {{% endif %}}`.",
                year=self.facts["year"], fact=error.fact,
            )  # fmt: skip
            raise Incomplete(place, message, help, "AQB808") from None
        self.work += len(template.source) + len(text) + 1
        if self.work > MOST_WORK:
            message = _(
                "{district}: with this wording the document grows beyond all measure.",
                district=self.facts["district"].name,
            )
            raise Incomplete(place, message, _("Shorten the wording, or repeat less of it."), "AQB809")
        return text

    def line(self, place: Place, **more: Any) -> Line:
        """The text at a place as a line with its bold passages."""
        return runs(self.text(place, **more))

    def lines(self, place: Place, texts: Sequence[str]) -> tuple[Line, ...]:
        """Those of several lines that aren't empty."""
        return tuple(filter(None, (self.line((*place, index)) for index in range(len(texts)))))

    def _sections(self) -> Iterator[blocks.Section]:
        for number, section in enumerate(self.pack.sections):
            place: Place = ("sections", number)
            if section.when is not None and not self.text((*place, "when")):
                continue
            content = tuple(
                made
                for index, block in enumerate(section.blocks)
                for made in self._block(block, (*place, "blocks", index))
            )
            heading = self.lines((*place, "heading"), section.heading)
            if heading or content:
                yield blocks.Section(heading, content)

    def _block(self, block: packs.Block, place: Place) -> Iterator[Block]:
        """A block's content; nothing where no text is left of it."""
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
            entries = [{"entry": entry} for entry in self._entries(block.table.each)]
            yield from self._table(block.table.columns, (*place, "table"), entries)
        if block.measures is not None:
            yield from self._measures(block.measures, (*place, "measures"))
        if block.signatures is not None:
            yield blocks.Signatures(
                tuple(
                    blocks.Signature(
                        self.lines((*place, "signatures", index, "above"), party.above),
                        self.lines((*place, "signatures", index, "below"), party.below),
                    )
                    for index, party in enumerate(block.signatures)
                )
            )

    def _entries(self, path: str) -> tuple[Any, ...]:
        value: Any = None
        for index, name in enumerate(path.split(".")):
            value = getattr(value, name) if index else self.facts[name]
        return tuple(value)

    def _items(self, items: Sequence[packs.Item], place: Place) -> Iterator[blocks.Item]:
        for index, item in enumerate(items):
            there: Place = (*place, index)
            for more in [{"entry": e} for e in self._entries(item.each)] if item.each is not None else [{}]:
                if line := self.line((*there, "text"), **more):
                    below = (self.line((*there, "items", number), **more) for number in range(len(item.items)))
                    yield blocks.Item(line, tuple(_listed(blocks.Item(inner) for inner in below if inner)))

    def _table(
        self, columns: Sequence[packs.Column], place: Place, entries: Sequence[dict[str, Any]]
    ) -> Iterator[blocks.Table]:
        """A table with a row for each entry, without the columns that would be empty; nothing if all would."""
        rows = [
            [self.line((*place, "columns", index, "text"), **more) for index in range(len(columns))] for more in entries
        ]
        filled = [index for index in range(len(columns)) if any(row[index] for row in rows)]
        if filled:
            right = [column.align is packs.Align.RIGHT for column in columns]
            head = tuple(blocks.Cell(self.line((*place, "columns", i, "heading")), right[i]) for i in filled)
            yield blocks.Table(head, tuple(tuple(blocks.Cell(row[i], right[i]) for i in filled) for row in rows))

    def _measures(self, measures: packs.Measures, place: Place) -> Iterator[Block]:
        categories = [category for category in self.facts["categories"] if category.key in measures.categories]
        if measures.heading is None:
            for category in categories:
                yield from self._category(measures, place, category)
            return
        yield from _listed(
            (
                blocks.Item(
                    self.line((*place, "heading"), category=category),
                    tuple(self._category(measures, place, category)),
                )
                for category in categories
            ),
            numbered=True,
        )

    def _category(self, measures: packs.Measures, place: Place, category: CategoryFacts) -> Iterator[Block]:
        """A category's measures: a table if there is more to say of them than their first column, else a list."""
        entries = [{"category": category, "measure": measure} for measure in category.measures]
        if not entries and measures.empty is not None:
            if line := self.line((*place, "empty"), category=category):
                yield blocks.Paragraph(line)
            return
        tables = list(self._table(measures.columns, place, entries))
        if tables and len(tables[0].head) > 1:
            yield tables[0]
        else:
            yield from _listed(blocks.Item(self.line((*place, "item"), **more)) for more in entries)


def _listed(items: Iterator[blocks.Item], *, numbered: bool = False) -> Iterator[blocks.List]:
    found = tuple(items)
    if found:
        yield blocks.List(found, numbered)
