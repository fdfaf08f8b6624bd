"""AQB0xx: the file as such. The reader finds these faults; here stands what they mean."""

from aqb_cli.checking.rules.base import ERROR, WARNING, _, reader_rule


@reader_rule("AQB001", ERROR, _("The file can't be read"))
def unreadable() -> None:
    """The file is missing, may not be read, is a folder, or is a link that leads out of the collection.

    Links out of the collection are refused because a pull request could use one to show what no reviewer
    should see. The exit code is 2, because nothing can be said about such a file.
    """


@reader_rule("AQB002", ERROR, _("The file isn't stored as UTF-8"))
def encoding() -> None:
    """All files are UTF-8, so that umlauts are the same on every machine.

    Windows programs sometimes write "ANSI" (Windows-1252) or "Unicode" (UTF-16). Save the file again and choose
    UTF-8; then look at every umlaut, because a wrong guess changes letters without a word.
    """


@reader_rule("AQB003", ERROR, _("The file is empty"))
def empty() -> None:
    """A file without content, or with comments only, is no agreement.

    Wrong:
        # to be done
    """


@reader_rule("AQB004", ERROR, _("The file is too large"))
def too_large() -> None:
    """No agreement takes more than a few kilobytes; a file of more than 256 KiB is something else."""


@reader_rule("AQB005", ERROR, _("The file is nested too deeply"))
def too_deep() -> None:
    """The format has five levels. More than twelve are not read at all.

    Wrong:
        format: [[[[[[[[[[[[[[1]]]]]]]]]]]]]]
    """


@reader_rule("AQB006", ERROR, _("The file isn't valid YAML"))
def syntax() -> None:
    """The layout of names, colons, dashes, brackets and quotation marks is broken somewhere.

    Most often a text holds a colon followed by a space, or begins with a special character: put such texts in
    quotes. What comes after the faulty place could not be read; more may turn up when it is fixed.

    Wrong:
        format: 1
        district: Fulda: the district
    Right:
        sources:
          - title: "Fulda: the district"
    """


@reader_rule("AQB007", ERROR, _("Tabs or unusual spaces in the layout"))
def tab() -> None:
    """YAML is laid out with spaces; a tab looks the same and means something else on every machine.

    Wrong:
        budget:
        \ttotal: 595950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB008", ERROR, _("An anchor"))
def anchor() -> None:
    """`&name` would make a value reusable elsewhere. In a form every value stands where it belongs.

    Wrong:
        budget:
          total: &sum 595950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB009", ERROR, _("An alias"))
def alias() -> None:
    """`*name` would fetch a value from elsewhere. A title that begins with an asterisk needs quotes.

    Wrong:
        sources:
          - title: *Press
    Right:
        sources:
          - title: "*Press"
    """


@reader_rule("AQB010", ERROR, _("A merge key"))
def merge_key() -> None:
    """`<<` would take over fields from elsewhere. Write them out.

    Wrong:
        budget:
          <<: {total: 595950}
          total: 595950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB011", ERROR, _("A tag"))
def tag() -> None:
    """`!name` would give a value a type. What a value is follows from its field.

    Wrong:
        budget:
          total: !!int 595950
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB012", ERROR, _("More than one document"))
def second_document() -> None:
    """One file holds one agreement, without YAML directives.

    Wrong:
        format: 1
        ---
        format: 1
    """


@reader_rule("AQB013", ERROR, _("A field is given twice"))
def duplicate_field() -> None:
    """Only one of the two values could count, and nobody could say which.

    Wrong:
        budget:
          total: 595950
          total: 595905
    Right:
        budget:
          total: 595950
    """


@reader_rule("AQB014", ERROR, _("A control character"))
def control_character() -> None:
    """Null bytes, form feeds and the like come along when text is copied out of other programs."""


@reader_rule("AQB015", ERROR, _("A field's name isn't a simple word"))
def complex_key() -> None:
    """A list or group stands where a field's name is expected, often because a text begins with a bracket.

    So a text that begins with a placeholder, such as `{{ year }}` in a wording pack, stands in quotes.

    Wrong:
        sources:
          - title: Press release
            [a]: Wetteraukreis
    Right:
        sources:
          - title: Press release
            publisher: "[a]: Wetteraukreis"
    """


@reader_rule("AQB016", ERROR, _("A text that loses its end to a comment"))
def lost_word() -> None:
    """A space and a “#” begin a comment; the rest of the line is no part of the text: “Coach #1” is just “Coach”.

    Wrong:
        sources:
          - title: Press release #1
    Right:
        sources:
          - title: "Press release #1"
    """


@reader_rule("AQB017", ERROR, _("Too many findings in one file"))
def too_many() -> None:
    """Of each file at most 2,000 findings are reported. A file with more is hardly an agreement."""


@reader_rule("AQB018", ERROR, _("Silenced, but not to be used"))
def silenced_fault() -> None:
    """The file has a value that can't be read, and the finding about it is silenced.

    `aqb validate` is content then. Lists, sums and published documents would have to guess, so they don't use the file.
    """


@reader_rule("AQB020", WARNING, _("An ignore without effect"))
def unused_ignore() -> None:
    """A comment `# aqb: ignore[CODE] reason` silences a rule on its line, and there is nothing to silence.

    What was once wrong has been fixed, or the code is misspelt, or the comment stands on another line than the
    finding. Delete the comment, or move it.

    Wrong:
        budget:
          total: 595950  # aqb: ignore[AQB201] agreed with the ministry
    """


@reader_rule("AQB021", WARNING, _("An ignore without a reason"))
def ignore_without_reason() -> None:
    """An ignore has the form `# aqb: ignore[CODE] reason`; several codes are separated by commas.

    Whoever reads the file next must be able to tell why the rule doesn't count here.

    Wrong:
        budget:
          total: 595950  # aqb: ignore
    """
