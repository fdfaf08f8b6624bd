"""What a shell offers when somebody presses Tab: from a table of the commands, so that nothing else has to be loaded.

The table, `completions.json`, is made from the commands themselves by tests/cli/test_completion.py, which also compares
it with them. A shell's script (see `completion`) sets the variable `_AQB_COMPLETE` to the shell's name and passes the
words up to the cursor: bash the line as it stands, the others words without quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.cli._language import language_of
from aqb_cli.text.messages import visible

_LARGEST = 256 * 1024
"""How much of the file of districts is read, in bytes: as much as it may hold (`fileformat.yaml`)."""

TABLE = Path(__file__).with_name("completions.json")

_SPECIAL = re.compile(r"([^\w@%+:,./=-])")
"""What bash would take for something else than a part of a word."""


class Offer(NamedTuple):
    """One word that could stand there."""

    word: str
    about: str = ""


def complete(shell: str, arguments: list[str]) -> None:
    """Prints the words that can stand at the cursor, a line each; nothing where a file is meant."""
    quote = ""
    if shell == "bash":
        arguments, quote = split(arguments[0])
        arguments = arguments[1:]
    *before, typed = arguments or [""]
    if shell == "fish":
        typed = split(typed)[0][-1]
    language = language_of(None)
    for head, offer in _offers(before, typed, language):
        if shell == "bash":
            # bash begins a new word behind "=".
            print(offer.word if quote else _SPECIAL.sub(r"\\\1", offer.word))
        else:
            word = offer.word if shell == "zsh" else head + offer.word
            print(f"{visible(word)}\t{visible(offer.about)}" if offer.about else visible(word))


def split(line: str) -> tuple[list[str], str]:
    """The words of a line without their quotes, the last as far as it is typed; and the quote that is still open."""
    words, quote, index = [""], "", 0
    while index < len(line):
        sign = line[index]
        if sign == "\\" and quote != "'" and index + 1 < len(line):
            index += 1
            words[-1] += line[index]
        elif sign == quote:
            quote = ""
        elif sign in "'\"" and not quote:
            quote = sign
        elif sign == " " and not quote:
            words.append("")
        else:
            words[-1] += sign
        index += 1
    return [*filter(None, words[:-1]), words[-1]], quote


def _offers(before: list[str], typed: str, language: str) -> Iterator[tuple[str, Offer]]:
    """What can stand at the cursor, each with what stands before it in the same word."""
    commands = json.loads(TABLE.read_text(encoding="utf-8"))
    name, rest = _command(commands, before)
    command = commands[name]
    options = command["options"]
    given = [word for word in _without_values(rest, options) if not word.startswith("-")]
    option, sign, value = typed.partition("=")
    if rest and rest[-1] in options and options[rest[-1]]["kind"] != "flag":
        yield from (("", offer) for offer in _values(options[rest[-1]], typed, language))
    elif sign and option in options:
        yield from ((option + sign, offer) for offer in _values(options[option], value, language))
    elif typed.startswith("-"):
        said = {each: Offer(each, entry["about"][language]) for each, entry in options.items() if each[:2] == "--"}
        yield from (("", offer) for offer in _fitting(said.values(), typed))
    elif name or not given:
        below = {each[len(name) :].strip(): entry for each, entry in commands.items() if _is_below(each, name)}
        found = [Offer(each, entry["about"][language]) for each, entry in below.items()]
        yield from (("", offer) for offer in _fitting(found, typed))
        for entry in command["arguments"][len(given) :][:1] or command["arguments"][-1:]:
            yield from (("", offer) for offer in _values(entry, typed, language))


def _is_below(name: str, group: str) -> bool:
    return name != group and name.rpartition(" ")[0] == group


def _command(commands: dict[str, Any], before: list[str]) -> tuple[str, list[str]]:
    """The command that the words name, and those behind it."""
    name, rest = "", list(before)
    for index, word in enumerate(before):
        if (longer := f"{name} {word}".strip()) in commands:
            name, rest = longer, before[index + 1 :]
    return name, rest


def _without_values(words: list[str], options: dict[str, Any]) -> list[str]:
    return [
        word
        for index, word in enumerate(words)
        if not (index and words[index - 1] in options and options[words[index - 1]]["kind"] != "flag")
    ]


def _values(entry: dict[str, Any], typed: str, language: str) -> Iterator[Offer]:
    """The values of an option or argument; of a list with commas, those of its last part."""
    head, comma, last = typed.rpartition(",")
    if entry["kind"] == "words":
        both = ([word, word] if isinstance(word, str) else word for word in entry["words"])
        offers = [Offer(german if language == "de" else english) for english, german in both]
        if typed.startswith("-"):  # sorting begins with the largest
            offers = [Offer(f"-{offer.word}") for offer in offers]
    else:
        offers = [*_found(entry["kind"], last)]
    yield from (offer._replace(word=head + comma + offer.word) for offer in _fitting(offers, last))


def _fitting(offers: Iterable[Offer], typed: str) -> list[Offer]:
    # What can't be printed, such as a file's name with codes for the terminal, can't be typed either.
    return [offer for offer in offers if offer.word.startswith(typed) and offer.word.isprintable()]


def _found(kind: str, typed: str) -> Iterator[Offer]:
    """What the collection has of a kind."""
    from aqb_cli.workspace.collection import File, Workspace, read_bytes, reference_fault

    workspace = Workspace.here()
    if kind == "districts":
        path = workspace.districts_file
        fault = reference_fault(path, workspace.root) if workspace.root else None
        raw = read_bytes(File(str(path), str(path), fault=fault), _LARGEST)
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
        for slug, name in re.findall(r"- slug: (\S+)\n(?: {4}key: .*\n)?    name: (.*)\n", text):
            yield Offer(slug, name)
            if typed[:1].isupper():
                yield Offer(name)
    elif kind == "wordings":
        yield from map(Offer, workspace.wording_files)
    elif kind:
        files = workspace.agreements()
        names = (f"{path.stem}/{path.parent.name}" if kind == "agreements" else path.parent.name for path in files)
        yield from map(Offer, dict.fromkeys(names))
