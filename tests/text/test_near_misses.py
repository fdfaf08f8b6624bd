"""Which words are certainly meant by others: what `--fix` writes without asking."""

import pytest

from aqb_cli.fileformat.model.words import NAMES
from aqb_cli.text.near_misses import choices

WORDS = ("draft", "signed", "reported", "completed", "planned", "part_time_training")
NAMED = {word: NAMES[word] for word in WORDS if word in NAMES}


@pytest.mark.parametrize(
    ("word", "certain"),
    [
        ("sigend", "signed"), ("siged", "signed"), ("signedd", "signed"), ("unterzeichnt", "signed"),
        ("unsigned", None), ("nicht unterzeichnet", None), ("teilunterzeichnet", None),  # which are signed by nobody
        ("incomplete", None), ("berichtigt", None), ("abgeplant", None), ("Vollzeitausbildung", None),
    ],
)  # fmt: skip
def test_only_a_slip_is_certain(word: str, certain: str | None) -> None:
    assert choices(WORDS, word, NAMED)[1] == certain


@pytest.mark.parametrize(
    ("known", "word", "advice"),
    [
        (("draft", "signed"), "sined", "Did you mean “signed”? Possible are draft and signed."),
        (("draft", "signed"), "Entwurf", "Did you mean “draft”?"),
        (("draft", "signed"), "SIGNED", "Did you mean “signed”?"),
        (("draft", "signed"), "xyz", "Possible are draft and signed."),
        (("draft",), "daft", "Did you mean “draft”?"),
        (("draft",), "xyz", "Possible is draft."),
    ],
)
def test_advice(known: tuple[str, ...], word: str, advice: str) -> None:
    assert str(choices(known, word)[0]) == advice
