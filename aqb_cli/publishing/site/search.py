"""The index that the pages' own script searches: which pages have which words and amounts.

A word is found by each of its parts, so it stands under every three letters that it can be read on from
("qualifizierungsbudget", …, "budget", …), in the file of that part's first letter. A number is found only whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from aqb_cli.publishing.site.pages import SitePage
from aqb_cli.text.german import folded

_SHORTEST = 3
"""How many letters a part of a word must have to be found."""

_WORD = re.compile(r"[^\W_]+")

_AMOUNT = re.compile(  # as the pages' script reads them in questions
    r"(?<![^\W_])(?P<whole>[0-9]{1,3}(?P<mark>[.,\s’'])[0-9]{3}(?:(?P=mark)[0-9]{3})*|[0-9]+)"
    r"(?:[.,](?P<cents>[0-9]{2})(?!\.[0-9]))?(?![0-9])"
)


def amount_term(amount: Decimal) -> str:
    """An amount as it stands in the index: no other number is found by it, nor it by a part of it."""
    return f"={amount:.2f}".removesuffix(".00")


class IndexEntry(NamedTuple):
    """A page, and what it is found by."""

    title: str
    address: str
    mark: str
    words: frozenset[str]


def index_entry(page: SitePage, texts: Iterable[str] = (), amounts: Iterable[Decimal] = ()) -> IndexEntry:
    """Has a page found by its title, by other texts, and by amounts."""
    words = {word for text in (page.title, *page.found_by, *texts) for word in _words(text)}
    return IndexEntry(page.title, page.address, page.mark, frozenset(words | set(map(amount_term, amounts))))


@lru_cache(maxsize=4096)  # the same texts stand in many agreements
def _words(text: str) -> list[str]:
    """The words of a text, and the amounts in it: who types it as it stands there finds it."""
    numbers = (
        amount_term(Decimal(f"{re.sub('[^0-9]', '', found['whole'])}.{found['cents'] or 0}"))
        for found in _AMOUNT.finditer(text)
        if found["mark"] or found["cents"]
    )
    return [*_WORD.findall(folded(text)), *numbers]


class SearchIndex:
    """Gathers pages, and makes the files of the index."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str, str]] = []
        self._words: dict[str, list[int]] = {}
        """By each whole word, the numbers of the pages that have it, from 1 on."""

    def add(self, entry: IndexEntry) -> None:
        """Has a page found."""
        self._pages.append((entry.title, entry.address, entry.mark))
        number = len(self._pages)
        for word in entry.words:
            self._words.setdefault(word, []).append(number)

    @property
    def addresses(self) -> list[str]:
        """The pages' addresses."""
        return [address for _title, address, _mark in self._pages]

    def files(self) -> Iterator[tuple[str, str]]:
        """The files, by their addresses."""
        found: dict[str, list[str]] = {}
        """By each term, the words that it is, or is a part of."""
        for word in self._words:
            found.setdefault(word, []).append(word)
            if word.isalnum() and not word.isdecimal():
                for start in range(1, len(word) - _SHORTEST + 1):
                    found.setdefault(word[start:], []).append(word)
        letters: dict[str, dict[str, list[int]]] = {}
        for term in sorted(found):
            first = term.removeprefix("=")[0]
            terms = letters.setdefault(first if re.fullmatch("[a-z0-9]", first) else "_", {})
            terms[term] = self._pages_of(term, found[term])
        yield _file("pages", self._pages)
        for letter, terms in sorted(letters.items()):
            yield _file(letter, terms)

    def _pages_of(self, term: str, words: Sequence[str]) -> list[int]:
        """The numbers of the pages with one of the words, negative where only a part of it is meant; one of each."""
        own = self._words.get(term, [])
        if len(words) == 1:
            return own or [-page for page in self._words[words[0]]]
        pages = set(own)
        return sorted({*own, *(-page for word in words for page in self._words[word] if page not in pages)}, key=abs)


def _file(name: str, content: object) -> tuple[str, str]:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return f"search/{name}.js", f"aqbIndex({json.dumps(name)},{text});\n"
