"""AQB8xx: wording packs. Found when a pack is checked or filled in."""

from __future__ import annotations

from aqb_cli.diagnostics import Severity, page_rule
from aqb_cli.text.messages import _

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@page_rule("AQB801", ERROR, _("An unknown fact"))
def unknown_fact() -> None:
    """A placeholder names something that agreements don't have; docs/wording.md lists all facts.

    Wrong (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ yaer }}
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year }}
    """


@page_rule("AQB802", ERROR, _("A placeholder or condition that can't be understood"))
def not_a_placeholder() -> None:
    """Braces, percent signs and words of a placeholder or condition aren't as they must be.

    Wrong (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year }
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year }}
    """


@page_rule("AQB803", ERROR, _("More than a wording may do"))
def not_allowed() -> None:
    """Wordings know placeholders, the filters of docs/wording.md, and conditions. They can't compute or repeat.

    Packs come with pull requests; what they can't do, nobody needs to look for. To repeat a text for each entry of
    a list of facts, use `each` in a list or table.

    Wrong (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year + 1 }}
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year }}
    """


@page_rule("AQB804", ERROR, _("A fact in a form that can't be printed or compared"))
def wrong_form() -> None:
    """Amounts and dates need a filter that writes them the German way; lists and groups have parts to be named.

    Wrong (in templates/wording/example.yaml):
        name: Zielvereinbarung über {{ budget.total }}
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung über {{ budget.total | euro }}
    """


@page_rule("AQB805", ERROR, _("A bold passage without end"))
def open_passage() -> None:
    r"""Bold passages stand between pairs of asterisks. A pair that is meant as such is written `\\*\\*`.

    Wrong (in templates/wording/example.yaml):
        name: Zielvereinbarung **{{ year }}
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung **{{ year }}**
    """


@page_rule("AQB806", ERROR, _("A block that isn't exactly one thing"), needs_all=True)
def not_one_block() -> None:
    """A block is a text, a centred text, an amount, a list, a table, the measures, or the signatures.

    Wrong (in templates/wording/example.yaml):
        sections:
          - heading: [§ 5]
            blocks:
              - text: Gefördert werden
                measures: {item: "{{ measure.title }}"}
    Right (in templates/wording/example.yaml):
        sections:
          - heading: [§ 5]
            blocks:
              - text: Gefördert werden
              - measures: {item: "{{ measure.title }}"}
    """


@page_rule("AQB807", ERROR, _("Measures that would be printed nowhere"), needs_all=True)
def unprinted_category() -> None:
    """Every category has a place in the wording, so that no measure of an agreement is left out.

    Conditions may still keep a measure, or its title, from being printed, and a wording may forget the total. So each
    document is looked through as well, and isn't written if the total or a measure of the agreement is missing in it.

    Wrong (in templates/wording/example.yaml):
        sections:
          - blocks:
              - measures: {categories: [training_preparation, qualification], item: "{{ measure.title }}"}
    Right (in templates/wording/example.yaml):
        sections:
          - blocks:
              - measures: {item: "{{ measure.title }}"}
    """


@page_rule("AQB808", ERROR, _("A fact that the wording needs and nobody states"))
def not_stated() -> None:
    """A placeholder stands for something that neither the agreement nor its programme year states.

    A document with a gap in it is worse than none. State the fact in the agreement or in
    `data/programmes/<year>.yaml`, or write the wording so that it can do without:
    `{% if budget.own_contribution %}…{% endif %}`.
    """


@page_rule("AQB809", ERROR, _("A document that grows beyond all measure"))
def too_long() -> None:
    """The wording repeats so much for so many entries that the document would have hundreds of pages."""


@page_rule("AQB810", ERROR, _("A document without name or title"), needs_all=True)
def no_title() -> None:
    """Nothing is left of the text that is to be the document's name or its main heading.

    The name stands in window titles and running heads, and readers for the blind begin with both.

    Wrong (in templates/wording/example.yaml):
        title: []
    Right (in templates/wording/example.yaml):
        title: ["Zielvereinbarung {{ year }}"]
    """


@page_rule("AQB811", WARNING, _("An amount in the wording itself"))
def fixed_amount() -> None:
    """An amount that stands in the wording, and not in a placeholder, is printed for every district.

    It may have been left over when the wording was taken from a signed agreement. Where it is meant for all, such as a
    limit of the programme, silence the rule there and say why.

    Wrong (in templates/wording/example.yaml):
        sections:
          - blocks:
              - text: Das Land stellt 595.950 Euro bereit.
              - measures: {item: "{{ measure.title }}"}
    Right (in templates/wording/example.yaml):
        sections:
          - blocks:
              - text: Das Land stellt {{ budget.total | euro }} bereit.
              - measures: {item: "{{ measure.title }}"}
    """


@page_rule("AQB812", WARNING, _("A year outside of the wording's time"))
def outside_year() -> None:
    """A wording that names a year holds for some years only, and `from_year` and `to_year` say for which.

    Otherwise what was true of one year is printed in the agreements of all.

    Wrong (in templates/wording/example.yaml):
        sections:
          - blocks:
              - text: Grundlage ist das Programm des Jahres 2025.
              - measures: {item: "{{ measure.title }}"}
    Right (in templates/wording/example.yaml):
        from_year: 2025
        to_year: 2029
        sections:
          - blocks:
              - text: Grundlage ist das Programm des Jahres 2025.
              - measures: {item: "{{ measure.title }}"}
    """


@page_rule("AQB813", ERROR, _("A wording that doesn't hold for the agreement's year"))
def other_time() -> None:
    """The wording was asked for by its name, and its `from_year` and `to_year` exclude the agreement's programme year.

    Without `--wording`, the wording is chosen that holds for the year.
    """


@page_rule("AQB814", ERROR, _("A wording whose time ends before it begins"), needs_all=True)
def reversed_time() -> None:
    """`to_year` is the last programme year for which the text holds, so it can't be before `from_year`.

    Wrong (in templates/wording/example.yaml):
        from_year: 2029
        to_year: 2025
    Right (in templates/wording/example.yaml):
        from_year: 2025
        to_year: 2029
    """


@page_rule("AQB815", WARNING, _("Something in the wording is still to be checked"))
def still_to_check() -> None:
    """`aqb wording learn` lists under `to_check` what it could not turn into a placeholder: it may be wrong for others.

    Whoever has looked at it, and changed the text where needed, deletes the line. `aqb render` names what is left.

    Wrong (in templates/wording/example.yaml):
        to_check: ["“der genannte Landkreis” may hold for one district only."]
    Right (in templates/wording/example.yaml):
        name: Zielvereinbarung {{ year }}
    """
