"""Options whose value is one word of a list: as the program calls it, or as it is called in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from aqb_cli.diagnostics import known_word
from aqb_cli.text.messages import Message, _


class OneOf(str):
    """What stands for the value of such an option in help, `auto|always|never`, with what the words are called."""

    known: Mapping[str, Message]
    place: str

    def __new__(cls, known: Mapping[str, Message], place: str) -> Self:
        """The words with their names, and the option or command that takes one of them."""
        self = super().__new__(cls, "|".join(known))
        self.known = known
        self.place = place
        return self

    def name_in(self, language: str, word: str) -> str:
        """What a word is called, as one types it."""
        return word if language == "en" else self.known[word].translated(language).lower().replace(" ", "-")

    def read(self, typed: str) -> str:
        """The word that is meant. Raises `Problem` if there is none."""
        return known_word(typed, self.known, _("“{typed}” isn't possible with {place}.", typed=typed, place=self.place))

    def read_format(self, typed: str) -> str:
        """The format that is meant. Raises `Problem` if there is none."""
        return known_word(typed, self.known, _("There is no format “{format}”.", format=typed))
