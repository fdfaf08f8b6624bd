"""AQB0xx: the file as such."""

from __future__ import annotations

from aqb_cli.diagnostics import Finding, Fix, Severity, Span, page_rule, reader_rule
from aqb_cli.text.messages import Message, _, ngettext

DEEPEST = 12
"""How many levels of nesting are read. The format has five."""

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@reader_rule("AQB001", ERROR, _("The file can't be read"), fatal=True, blocks_format=True, unreadable=True)
def unreadable(reason: Message) -> Finding:
    """The file is missing, may not be read, is a folder, or is a link that leads out of the collection.

    Links out of the collection are refused because a pull request could use one to show what no reviewer
    should see. The exit code is 2, because nothing can be said about such a file.
    """
    return Finding(None, reason, _("Check the path and the permissions, or delete the file from the collection."))


@page_rule("AQB002", ERROR, _("The file isn't stored as UTF-8"), fatal=True, blocks_format=True)
def encoding() -> None:
    """All files are UTF-8, so that umlauts are the same on every machine.

    Windows programs sometimes write "ANSI" (Windows-1252) or "Unicode" (UTF-16). Save the file again and choose
    UTF-8; then look at every umlaut, because a wrong guess changes letters without a word.
    """


@reader_rule("AQB003", ERROR, _("The file is empty"), fatal=True, blocks_format=True)
def empty() -> Finding:
    """A file without content, or with comments only, is no agreement.

    Wrong:
        # folgt noch
    """
    return Finding(None, _("The file is empty."), _("Fill it in, or delete it."))


@reader_rule("AQB004", ERROR, _("The file is too large"), fatal=True, blocks_format=True)
def too_large() -> Finding:
    """No agreement takes more than a few kilobytes; a file of more than 256 KiB is something else."""
    return Finding(
        None,
        _("The file is larger than 256 KiB; an agreement takes a few kilobytes."),
        _("Check whether this is the right file."),
    )


@reader_rule("AQB005", ERROR, _("The file is nested too deeply"), fatal=True, blocks_format=True)
def too_deep(start: int) -> Finding:
    """The format has five levels. More than twelve are not read at all.

    Wrong:
        format: [[[[[[[[[[[[[[1]]]]]]]]]]]]]]
    """
    return Finding(
        Span(start, start + 1),
        _("The file is nested more than {most} levels deep; the format has five.", most=DEEPEST),
        _("Check the brackets and the indentation."),
    )


@reader_rule("AQB006", ERROR, _("The file isn't valid YAML"), fatal=True, blocks_format=True)
def syntax(
    span: Span | None,
    message: Message,
    help: Message | None = None,
    *related: tuple[Span, Message],
    fix: Fix | None = None,
) -> Finding:
    """The layout of names, colons, dashes, brackets and quotation marks is broken somewhere.

    Most often a text holds a colon followed by a space, or begins with a special character: put such texts in straight
    quotation marks, "…" or '…'; typographic ones don't count. What comes after the faulty place could not be read; more
    may turn up when it is fixed.

    Wrong:
        format: 1
        district: Fulda: der Landkreis
    Right:
        sources:
          - title: "Fulda: der Landkreis"
    """
    return Finding(span, message, help, related=related, fix=fix)


@page_rule("AQB007", ERROR, _("Tabs or unusual spaces in the layout"), fatal=True)
def tab() -> None:
    """YAML is laid out with spaces; a tab looks the same and means something else on every machine.

    Wrong:
        budget:
        ␉total: 595950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB008", ERROR, _("An anchor"), fatal=True, blocks_format=True)
def anchor(name: str, start: int) -> Finding:
    """`&name` would make a value reusable elsewhere. In a form every value stands where it belongs.

    Wrong:
        budget:
          total: &sum 595950
    Right:
        budget:
          total: 595950
    """
    return Finding(
        Span(start, start + len(name) + 1),
        _("“&{name}” makes an anchor, which isn't allowed here.", name=name),
        _("Write each value where it belongs. If the “&” is part of the text, put the text in quotes."),
    )


@reader_rule("AQB009", ERROR, _("An alias"), fatal=True, blocks_format=True)
def alias(name: str, span: Span) -> Finding:
    """`*name` would fetch a value from elsewhere. A title that begins with an asterisk needs quotes.

    Wrong:
        sources:
          - title: *Mitteilung
    Right:
        sources:
          - title: "*Mitteilung"
    """
    return Finding(
        span,
        _("“*{name}” refers to another value, which isn't allowed here.", name=name),
        _("Write the value itself. If the “*” is part of the text, put the text in quotes."),
    )


@reader_rule("AQB010", ERROR, _("A merge key"), fatal=True, blocks_format=True)
def merge_key(span: Span) -> Finding:
    """`<<` would take over fields from elsewhere. Write them out.

    Wrong:
        budget:
          <<: {total: 595950}
          total: 595950
    Right:
        budget:
          total: 595950
    """
    return Finding(
        span,
        _("“<<” merges other fields into these, which isn't allowed here."),
        _("Write the fields out where they belong."),
    )


@reader_rule("AQB011", ERROR, _("A tag"), fatal=True, blocks_format=True)
def tag(start: int) -> Finding:
    """`!name` would give a value a type. What a value is follows from its field.

    Wrong:
        budget:
          total: !!int 595950
    Right:
        budget:
          total: 595950
    """
    return Finding(
        Span(start, start + 1),
        _("The value begins with a tag (“!”), which isn't allowed here."),
        _("Delete the tag. If the “!” is part of the text, put the text in quotes."),
    )


@page_rule("AQB012", ERROR, _("More than one document"), fatal=True, blocks_format=True)
def second_document() -> None:
    """One file holds one agreement, without YAML directives.

    Wrong:
        format: 1
        ---
        format: 1
    """


@reader_rule("AQB013", ERROR, _("A field is given twice"), fatal=True, blocks_format=True)
def duplicate_field(name: str, span: Span, first: Span, *, begins_entry: bool = False) -> Finding:
    """Only one of the two values could count, and nobody could say which.

    Wrong:
        budget:
          total: 595950
          total: 595905
    Right:
        budget:
          total: 595950
    """
    help = _("Keep the right one and delete the other; only one value can count.")
    if begins_entry:
        help = _("Write a dash before it if another entry begins here: “- {name}: …”; otherwise delete one.", name=name)
    return Finding(
        span, _("The field “{name}” is given twice.", name=name), help, related=((first, _("first given here")),)
    )


@page_rule("AQB014", ERROR, _("A control character"), fatal=True, blocks_format=True)
def control_character() -> None:
    """Null bytes, form feeds and the like come along when text is copied out of other programs."""


@reader_rule("AQB015", ERROR, _("A field's name isn't a simple word"), fatal=True, blocks_format=True)
def complex_key(span: Span, *, placeholder: bool = False) -> Finding:
    """A list or group stands where a field's name is expected, often because a text begins with a bracket.

    So a text that begins with a placeholder, such as `{{ year }}` in a wording pack, stands in quotes.

    Wrong:
        sources:
          - title: Pressemitteilung
            [a]: Wetteraukreis
    Right:
        sources:
          - title: Pressemitteilung
            publisher: "[a]: Wetteraukreis"
    """
    if placeholder:
        return Finding(span, _("A text that begins with a brace needs quotes."), _("Put the whole text in quotes."))
    return Finding(
        span,
        _("A list or a group of fields stands where a field's name is expected."),
        _("Write a simple name, a colon and a space. If the brackets are part of a text, put the text in quotes."),
    )


@reader_rule("AQB016", ERROR, _("A text that loses its end to a comment"), blocks_format=True)
def lost_word(word: str, span: Span) -> Finding:
    """A space and a “#” begin a comment; the rest of the line is no part of the text: “Coach #1” is just “Coach”.

    Wrong:
        sources:
          - title: Pressemitteilung #1
    Right:
        sources:
          - title: "Pressemitteilung #1"
    """
    return Finding(
        span,
        _("From “{word}” on, this is a comment and no part of the text.", word=word),
        _("Put the whole text in quotes if it belongs to it; otherwise write a space after the “#”."),
    )


@reader_rule("AQB017", ERROR, _("Too many findings in one file"))
def too_many(span: Span | None, rest: int) -> Finding:
    """Of each file at most 2,000 findings are reported. A file with more is hardly an agreement."""
    message = ngettext(
        "{n} more finding in this file isn't shown.", "{n} more findings in this file aren't shown.", rest
    )
    return Finding(span, message, _("Fix the ones that are shown, and check the file again."))


@reader_rule("AQB018", ERROR, _("Silenced, but not to be used"))
def silenced_fault() -> Finding:
    """The file has a value that can't be read, and the finding about it is silenced.

    `aqb validate` is content then. Lists, sums and published documents would have to guess, so they don't use the file.
    """
    return Finding(
        None,
        _("The file has a value that can't be read, and the finding about it is silenced."),
        _("Fix the value, or leave the file out with --skip-invalid."),
    )


@page_rule("AQB020", WARNING, _("An ignore without effect"))
def unused_ignore() -> None:
    """A comment `# aqb: ignore[CODE] reason` silences a rule on its line, and there is nothing to silence.

    What was once wrong has been fixed, or the code is misspelt, or the comment stands on another line than the
    finding. Delete the comment, or move it.

    Wrong:
        budget:
          total: 595950  # aqb: ignore[AQB201] mit dem Ministerium vereinbart
    """


@reader_rule("AQB021", WARNING, _("An ignore without a reason"))
def ignore_without_reason(span: Span, message: Message) -> Finding:
    """An ignore has the form `# aqb: ignore[CODE] reason`; several codes are separated by commas.

    Whoever reads the file next must be able to tell why the rule doesn't count here.

    Wrong:
        budget:
          total: 595950  # aqb: ignore
    """
    return Finding(
        span, message, _("Write `# aqb: ignore[AQB201] reason` at the end of the line that the finding points to.")
    )
