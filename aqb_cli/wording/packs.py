"""A wording pack as a whole: all of its texts with the facts that each may speak of, checked and ready to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from aqb_cli.diagnostics import FieldPath, Finding
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.model.wording import Pack, PackBlock, PackItem
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices
from aqb_cli.text.unseen import UNSEEN
from aqb_cli.wording import rules
from aqb_cli.wording.facts import CategoryFacts, Facts, MeasureFacts
from aqb_cli.wording.scopes import Scope, element_of, fields, lists_in
from aqb_cli.wording.syntax import TAG
from aqb_cli.wording.templates import Template, parse, parse_condition

_UNSEEN = re.compile(f"[{UNSEEN}]+")

_AMOUNT = re.compile(r"(?<![\w.,])[0-9][0-9.]*(?:,[0-9]{2}|,-)?\s?(?:Euro|EUR|€)(?!\w)")


_YEAR = re.compile(r"(?<![\w.,/])20[0-9]{2}(?![\w/]|[.,][0-9])")
"""A year in running text: no part of a number, a date in digits or a file number."""


class PackText(NamedTuple):
    """A text of a pack, and what it may speak of."""

    place: FieldPath
    source: str
    scope: Scope


Templates = dict[FieldPath, Template]
"""The texts of a pack, by their places in the file."""


def compile_pack(pack: Pack) -> Templates:
    """The texts of a pack that has been checked."""
    templates = {}
    for place, source, scope in texts(pack):
        template = _parsed(place, source, scope)
        assert isinstance(template, Template), place
        templates[place] = template
    return templates


def _parsed(place: FieldPath, source: str, scope: Scope) -> Template | list[Finding]:
    return (parse_condition if place[-1] == "when" else parse)(source, scope)


def check_pack(pack: Pack) -> Iterator[Finding]:
    """What is wrong with a pack beyond its form. Raises `Unreadable` where it could not be read, as all of these do."""
    if pack.from_year is not None and pack.to_year is not None and pack.to_year < pack.from_year:
        message = _(
            "The wording's last year, {last}, is before its first, {first}.", last=pack.to_year, first=pack.from_year
        )
        yield rules.reversed_time(("to_year",), message, _("Exchange the two years."))
    for field in ("name", "title"):
        if not "".join(getattr(pack, field)).strip():
            yield rules.no_title((field,), _("The document would have no name or no title."), say_something())
    for place, block in _blocks(pack):
        # Where not all of it could be read, that was reported.
        if len(block.model_fields_set) != 1 and all(field in block.__dict__ for field in PackBlock.model_fields):
            yield _not_one_kind(place, block)
        yield from _empty(place, block)
    for place, path in _lists(pack):
        if element_of(path, fields_of_facts()) is None:
            message = _("There is no list of facts “{path}”.", path=path)
            yield rules.unknown_fact(place, message, choices(lists_in(fields_of_facts()), path)[0])
    for place, source, scope in texts(pack):
        if scope.get("entry", scope) is None:
            continue  # its list was reported
        template = _parsed(place, source, scope)
        for finding in template if isinstance(template, list) else ():
            yield finding._replace(place=place)
    yield from _unprinted(pack)


def invisible_characters(pack: Pack) -> Iterator[Finding]:
    """Characters in a pack's texts that nobody sees. Their rule is the one on agreements' texts (AQB601)."""
    for place, source, _scope in texts(pack):
        for match in _UNSEEN.finditer(source):
            message = _("The text contains an invisible character: {found}.", found=match[0])
            yield Finding(place, message, _("Delete it; retype the word if in doubt."), part=match.span())


def fixed_amounts(pack: Pack) -> Iterator[Finding]:
    """What a person should look at in a pack that can be used."""
    for place, source, _scope in texts(pack):
        bare = TAG.sub(lambda tag: " " * len(tag[0]), source)
        for match in _AMOUNT.finditer(bare):
            message = _("The amount “{text}” is printed for every district.", text=match[0])
            help = _("Write a placeholder, such as `{{{{ budget.total | euro }}}}`, if it is the agreement's own.")
            yield rules.fixed_amount(place, message, help, part=match.span())


def unchecked(pack: Pack) -> Iterator[Finding]:
    """What was learned from one district's document and nobody has checked yet."""
    for index, text in enumerate(pack.to_check):
        message = _("Still to be checked: {text}", text=text)
        help = _("Look at the text, change it where it is wrong for others, and delete this line.")
        yield rules.still_to_check(("to_check", index), message, help)


def years_outside(pack: Pack) -> Iterator[Finding]:
    """Years in a pack's texts for which it isn't said to hold; of reversed years nobody knows what they mean."""
    if pack.from_year and pack.to_year and pack.to_year < pack.from_year:
        return
    for place, source, _scope in texts(pack):
        bare = TAG.sub(lambda tag: " " * len(tag[0]), source)
        for match in _YEAR.finditer(bare):
            if pack.holds_for(int(match[0])) and (pack.from_year or pack.to_year):
                continue
            message = _("The year {year} is printed for every programme year.", year=match[0])
            help = _("Say with `from_year` and `to_year` for which years it holds, or write `{{{{ year }}}}`.")
            yield rules.outside_year(place, message, help, part=match.span())


def fields_of_facts() -> Scope:
    """What every text may speak of."""
    return fields(Facts)


def texts(pack: Pack) -> Iterator[PackText]:
    """Every text of a pack."""
    facts = fields_of_facts()
    yield PackText(("name",), pack.name, facts)
    for field in ("title", "subtitle"):
        for index, line in enumerate(getattr(pack, field)):
            yield PackText((field, index), line, facts)
    for number, section in enumerate(pack.sections):
        place: FieldPath = ("sections", number)
        if section.when is not None:
            yield PackText((*place, "when"), section.when, facts)
        for index, line in enumerate(section.heading):
            yield PackText((*place, "heading", index), line, facts)
        for index, block in enumerate(section.blocks):
            yield from _block(block, (*place, "blocks", index), facts)


def _blocks(pack: Pack) -> Iterator[tuple[FieldPath, PackBlock]]:
    """Every block, with its place."""
    for number, section in enumerate(pack.sections):
        for index, block in enumerate(section.blocks):
            yield ("sections", number, "blocks", index), block


def _block(block: PackBlock, place: FieldPath, facts: Scope) -> Iterator[PackText]:
    for field in ("text", "centred", "amount"):
        if (text := getattr(block, field)) is not None:
            yield PackText((*place, field), text, facts)
    for field in ("bullets", "numbered"):
        for index, item in enumerate(getattr(block, field) or ()):
            yield from _item(item, (*place, field, index), facts)
    if block.table is not None:
        scope = {**facts, "entry": element_of(block.table.each, facts)}
        yield from _columns(block.table.columns, (*place, "table"), facts, scope)
    if block.measures is not None:
        yield from _measures(block.measures, (*place, "measures"), facts)
    for index, party in enumerate(block.signatures or ()):
        for field in ("above", "below"):
            for number, line in enumerate(getattr(party, field)):
                yield PackText((*place, "signatures", index, field, number), line, facts)


def _item(item: PackItem, place: FieldPath, facts: Scope) -> Iterator[PackText]:
    scope = facts if item.each is None else {**facts, "entry": element_of(item.each, facts)}
    yield PackText((*place, "text"), item.text, scope)
    for index, text in enumerate(item.items):
        yield PackText((*place, "items", index), text, scope)


def _columns(columns: Any, place: FieldPath, facts: Scope, scope: Scope) -> Iterator[PackText]:
    for index, column in enumerate(columns):
        yield PackText((*place, "columns", index, "heading"), column.heading, facts)
        yield PackText((*place, "columns", index, "text"), column.text, scope)
        if column.unstated is not None:
            yield PackText((*place, "columns", index, "unstated"), column.unstated, scope)


def _measures(measures: Any, place: FieldPath, facts: Scope) -> Iterator[PackText]:
    of_category = {**facts, "category": CategoryFacts}
    of_measure = {**of_category, "measure": MeasureFacts}
    for field, scope in (("heading", of_category), ("empty", of_category), ("item", of_measure)):
        if (text := getattr(measures, field)) is not None:
            yield PackText((*place, field), text, scope)
    yield from _columns(measures.columns, place, facts, of_measure)


def _lists(pack: Pack) -> Iterator[tuple[FieldPath, str]]:
    """Every place that names a list of facts."""
    for place, block in _blocks(pack):
        if block.table is not None:
            yield (*place, "table", "each"), block.table.each
        for field in ("bullets", "numbered"):
            for entry, item in enumerate(getattr(block, field) or ()):
                if item.each is not None:
                    yield (*place, field, entry, "each"), item.each


def say_something() -> Message:
    """The advice for a name or title of which nothing is left."""
    return _("Write at least one line that is printed in any case, such as `Zielvereinbarung {{{{ year }}}}`.")


def _empty(place: FieldPath, block: PackBlock) -> Iterator[Finding]:
    """Lists without entries, and tables without columns."""
    lists = {field: getattr(block, field, None) for field in ("bullets", "numbered", "signatures")}
    if (table := getattr(block, "table", None)) is not None:
        lists["table"] = table.columns
    for field, entries in lists.items():
        if entries == ():
            message = _("Nothing stands in “{field}”.", field=field)
            help = _("Add an entry or a column, or delete the block.")
            yield rules.not_one_block((*place, field), message, help)


def _not_one_kind(place: FieldPath, block: PackBlock) -> Finding:
    known = list(PackBlock.model_fields)
    given = [field for field in known if field in block.model_fields_set]
    if not given:
        return rules.not_one_block(place, _("The block has no content."), _("Give one of {known}.", known=known))
    message = _("The block has {n} contents: {given}.", n=len(given), given=given)
    return rules.not_one_block(place, message, _("Make each of them a block of its own, with a dash before it."))


def _unprinted(pack: Pack) -> Iterator[Finding]:
    measures = [block.measures for _place, block in _blocks(pack) if block.measures is not None]
    printed = {category for each in measures for category in each.categories}
    if missing := [category.value for category in Category if category not in printed]:
        yield rules.unprinted_category(
            ("sections",),
            _("Measures of these categories would be printed nowhere: {missing}.", missing=missing),
            _("Add a block `measures`, or name the categories in the one that there is."),
        )
