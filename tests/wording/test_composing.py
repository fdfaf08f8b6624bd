"""What a pack's blocks become: each kind of them, filled in, and what is left out where nothing is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.fileformat.model.wording import Pack
from aqb_cli.wording.blocks import Amount, Block, Line, List, Paragraph, Publication, TableBlock, plain
from aqb_cli.wording.composing import Incomplete, Wording
from aqb_cli.wording.facts import Facts, facts_of
from aqb_cli.wording.packs import check_pack, fields_of_facts
from aqb_cli.wording.templates import Template, parse
from aqb_cli.workspace.collection import Workspace

AGREEMENT = """\
format: 1
district: fulda
year: 2025
status: signed
budget:
  total: 595950.50
  by_year: {2025: 400000, 2026: 195950.50}
  by_category: {qualification: 90000}
  earmarked: {digitalisation: 20000.50}
  other_funds: [{name: Jobcenter}]
places: {total: 20, by_category: {qualification: 12}}
measures:
  training_preparation: [{title: Coach, amount: 1000, places: 8}, {title: Kurs}]
  vocational_training: [{title: BaE}]
  qualification: []
  staff_training: []
signatures: [{party: ministry, name: Erika Muster}, {party: district, name: Max Muster}]
"""


@cache
def known() -> ReferenceData:
    return ReferenceData(Workspace(None))


def facts(agreement: str = AGREEMENT, programme: int = 2025) -> Facts:
    """The facts of an agreement, under the rules of a year."""
    made = load(yaml.read(agreement.encode()), Agreement).sound
    assert made is not None, agreement
    return facts_of(made, known().districts["fulda"], known().programme(programme), known().standing)


def document(sections: str, head: str = "", status: str = "signed") -> Publication:
    """The document that a pack with these sections makes of the agreement."""
    pack = load(yaml.read(f"format: 1\nname: N\ntitle: [T]\n{head}sections:\n{sections}".encode()), Pack).sound
    assert pack is not None, sections
    assert not list(check_pack(pack))
    return Wording(pack).document(facts(AGREEMENT.replace("signed", status)))


def outline(blocks: tuple[Block, ...], margin: str = "") -> Iterator[str]:
    """Blocks in words: a sign for each kind, and what stands inside further in."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield f"{margin}{'#' if block.numbered else '-'} {said(item.line)}"
                yield from outline(item.blocks, f"{margin}  ")
        elif isinstance(block, TableBlock):
            for row in (block.head, *block.rows):
                yield margin + "|".join(f"{said(cell.line)}{'>' * cell.right}" for cell in row)
        elif isinstance(block, Paragraph | Amount):
            sign = "= " if isinstance(block, Amount) else "^ " if block.centred else ""
            yield f"{margin}{sign}{said(block.line)}"
        else:
            for each in block.parties:
                yield f"{margin}{each.column}: {'; '.join(map(said, each.above))} / {'; '.join(map(said, each.below))}"


def said(line: Line) -> str:
    return plain(line).replace("\u00a0", " ")


TOTAL = 'amount: "{{ budget.total | euro }}"'
MEASURES = "  - blocks: [{measures: {item: '{{ measure.title }}'}}]\n"
NOTHING = '"{% if grant.reference %}nie{% endif %}"'
TABLE = "table: {each: budget.by_year, columns: [%s]}"
YEARS = '{heading: Jahr, text: "{{ entry.year }}"}'
OF_TITLES = '{heading: Titel, text: "{{ measure.title }}"}'
OF_AMOUNTS = "{heading: Betrag, text: \"{{ measure.amount | euro or '' }}\", align: decimal, unstated: offen}"
OF_PLACES = '{heading: "{{ year }}", text: "{{ measure.places or \'\' }}", align: right}'

BLOCKS = [
    (["text: eins", f"text: {NOTHING}", "centred: zwei", f"centred: {NOTHING}", "amount: drei", f"amount: {NOTHING}"],
     ["eins", "^ zwei", "= drei"]),
    ([f"bullets: [{{text: a, items: [b, {NOTHING}, c]}}, {{text: {NOTHING}, items: [d]}}, {{text: e}}]"],
     ["- a", "  - b", "  - c", "- e"]),
    (["numbered: [{text: '{{ entry.year }}', each: budget.by_year}, {text: f}]", f"bullets: [{{text: {NOTHING}}}]"],
     ["# 2025", "# 2026", "# f"]),
    ([TABLE % f"{YEARS}, {{heading: Betrag, text: '{{{{ entry.amount | euro }}}}', align: decimal}}"],
     ["Jahr|Betrag>", "2025|400.000,00 Euro>", "2026|195.950,50 Euro>"]),
    ([TABLE % f"{YEARS}, {{heading: leer, text: {NOTHING}}}", TABLE % YEARS],  # one column is left; there was only one
     ["- 2025", "- 2026", "Jahr", "2025", "2026"]),
    ([TABLE % f"{{heading: leer, text: {NOTHING}}}"], []),
    (["measures: {item: '{{ measure.title }}'}"], ["- Coach", "- Kurs", "- BaE"]),
    (["measures: {item: '{{ measure.title }}', empty: keine}"], ["- Coach", "- Kurs", "- BaE", "keine", "keine"]),
    ([(f"measures: {{heading: 'K {{{{ category.number }}}}', item: x, columns: [{OF_TITLES}, {OF_AMOUNTS}, "
      f"{OF_PLACES}], categories: [qualification, training_preparation, vocational_training]}}")],
     ["# K 1", "  Titel|Betrag>|2025>", "  Coach|1.000 Euro>|8>", "  Kurs|offen>|>",
      "# K 2", "  - x", "# K 3"]),
    ([(f"measures: {{numbering: none, heading: \"{{% if category.number < 2 or category.number > 3 %}}K{{% endif %}}\","
      f" item: '{{{{ measure.title }}}}', columns: [{OF_TITLES}]}}")],
     ["K", "- Coach", "- Kurs", "- BaE", "K"]),
    (["signatures: [{above: [a, ''], below: ['{{ signatures.ministry.name }}']}, {below: [b]}]"],
     ["0: a / Erika Muster", "1:  / b"]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), BLOCKS)
def test_blocks(blocks: list[str], expected: list[str]) -> None:
    shown = "".join(f"      - {block}\n" for block in (*blocks, TOTAL))
    (first, _last) = document(f"  - blocks:\n{shown}{MEASURES}").sections
    assert list(outline(first.blocks)) == [*expected, "= 595.950,50 Euro"]


def test_sections_without_anything_are_left_out() -> None:
    sections = (
        f"  - heading: [eins, {NOTHING}]\n    blocks: []\n"
        f"  - heading: [{NOTHING}]\n    blocks: [{{text: {NOTHING}}}]\n"
        '  - when: status == "draft"\n    blocks: [{text: Entwurf}]\n'
        f"  - blocks:\n      - {TOTAL}\n{MEASURES}"
    )
    signed, draft = document(sections), document(sections, status="draft")
    assert [said(line) for section in signed.sections for line in section.heading] == ["eins"]
    assert [len(each.sections) for each in (signed, draft)] == [3, 4]
    assert (signed.mark, draft.mark) == ("", "ENTWURF")


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("{{ budget.total | number }} EUR", True),
        ("1.595.950,50 und 595.950,50", True),
        ("1.595.950,50 und 595.950,505", False),
        ("von 595.950,5 bis 2.595.950,50", False),
    ],
)
def test_a_total_is_no_part_of_another_number(text: str, is_said: bool) -> None:
    sections = f"  - blocks:\n      - text: '{text}'\n{MEASURES}"
    if is_said:
        document(sections)
    else:
        with pytest.raises(Incomplete, match="the total is printed nowhere"):
            document(sections)


@pytest.mark.parametrize(
    ("years", "said_of_it"),
    [
        ("from_year: 2024\nto_year: 2025\n", ""),
        ("from_year: 2026\nto_year: 2029\n", "from 2026 to 2029 only"),
        ("from_year: 2026\n", "from 2026 on only"),
        ("to_year: 2024\n", "until 2024 only"),
    ],
)
def test_wordings_hold_for_their_years(years: str, said_of_it: str) -> None:
    sections = f"  - blocks:\n      - {TOTAL}\n{MEASURES}"
    if not said_of_it:
        document(sections, head=years)
        return
    with pytest.raises(Incomplete, match=said_of_it) as refused:
        document(sections, head=years)
    assert refused.value.finding.place == (("from_year",) if "from" in years else ("to_year",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ year }} {{ next_year }} {{ budget.this_year | number }} {{ budget.next_year | number }}",
         "2025 2026 400.000 195.950,50"),
        ("{{ budget.ceilings.qualification | euro }}{{ budget.ceilings.staff_training | euro or '-' }}",
         "90.000 Euro-"),
        ("{{ budget.digitalisation | cents }}{{ budget.part_time_training | euro or '-' }}", "20.000,50-"),
        ("{{ budget.other_funds | count }} {{ places.total }} {{ places.by_category | count }}", "1 20 1"),
        ("{{ signatures.district.name }}{{ signatures.second_district.name or '-' }}", "Max Muster-"),
        ("{{ programme.application_deadline | date }}, {{ ministry.short_name }}", "31. März 2025, HMSI"),
        ("{% if budget.total > budget.this_year %}mehr{% else %}nicht mehr{% endif %}", "mehr"),
    ],
)  # fmt: skip
def test_facts_for_sentences(text: str, expected: str) -> None:
    template = parse(text, fields_of_facts())
    assert isinstance(template, Template), template
    assert template.fill(facts()._asdict()) == expected


def test_facts_of_what_is_not_known() -> None:
    without_names = facts(programme=2024)
    assert [each.label for each in without_names.categories][::2] == [
        "Ausbildungsvorbereitung",
        "Qualifizierungsprojekte",
    ]
    drafted = facts(AGREEMENT.replace("signed", "draft").replace("total: 595950.50\n  by_year", "by_year"))
    compared = "budget.total > budget.this_year or budget.total < budget.this_year"
    template = parse(f"{{{{ budget.total | euro }}}}{{% if {compared} %}}!{{% endif %}}", fields_of_facts())
    assert isinstance(template, Template)
    assert template.fill(drafted._asdict()) == "…… Euro"
