"""Sentences and clauses of a wording that are printed only where an agreement states the facts they speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from aqb_cli.importing.wording_draft.edits import Guard, Replacement
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.syntax import TAG

_SHORTENED = ("zzgl", "inkl", "einschl", "bzw", "ggf", "vgl", "gem", "sog", "lfd", "Hess", "Abs", "Str")
SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{3}[.!?])|(?<=\b(?:zu|an|ab|um|so|da|es|er)[.!?])|(?<=[0-9]{4}\.)|(?<=[/-][0-9]\.)|(?<=[/-][0-9]{2}\.)|(?<=[/-][0-9]{3}\.)|(?<=[€%)“\"]\.))"
    + "".join(rf"(?<!\b{word}\.)" for word in _SHORTENED)
    + r"\s+(?=[A-ZÄÖÜ„])"
)

_OPENING = re.compile(
    r"(?:davon|darunter|hiervon|wovon|worin|darin|von de(?:m|n|nen)|(?:mit )?einschließlich|inklusive|einschl\.|inkl\."
    r"|zzgl\.|zuzüglich|und zwar|auf(?:geteilt|gegliedert)|verteilt|gegliedert|nämlich|wobei|die sich|der sich"
    r"|welche[rs]?)\b"
)
"""What a clause begins with that a sentence can do without."""

_VERB = re.compile(
    r"\w+ (?:sind|ist|werden|wird|entfällt|entfallen|steht|stehen|fließen|dienen|gehen|kommen|gelten|können|dürfen)\b"
)
_END_OF_SENTENCE = re.compile(
    r"\b(?:bereit|zur Verfügung|zu|ein|bei|an|aus|fest|vor|erhält|erhalten|gewährt|zugewiesen|zugeteilt|bewilligt"
    r"|bereitgestellt|eingesetzt|festgesetzt|festgelegt|beträgt|betragen)$"
)
"""What a main clause ends with."""

_OF_THE_TOTAL = re.compile(
    r"(?:Vo[mn]|Im|In|Innerhalb|Aus|Zusätzlich zu[mr]?|Neben)\b[^,;]*\b[Gg]esamt(?:betrag|summe|mittel)|Davon\b"
)
"""What a sentence begins with that speaks of a part of the total, or of what is added to it."""

_GOING_BACK = re.compile(
    r"(?:Dies(?:e[rsmn]?)?|Beide|(?:\w+ )?[Ll]etztere[rsmn]?|Der Rest|Das Übrige|Sie|Er|Es"
    r"|Im (?:ersten|zweiten|dritten|folgenden|nächsten|anderen) \w*[Jj]ahr"
    r"|(?:Die|Der) (?:\w+ )?(?:Raten?|Tranchen?|Teilbetrag))\b"
)
"""What a sentence begins with that speaks of the one before it."""

_GOES_ON = re.compile(
    r",\s+(?:(?:d(?:ie|er|as|en|em|eren|essen)|welche[rsmn]?|um|aber|sondern|weil|damit|dass|so|sofern|soweit|sodass"
    r"|falls|wenn|da|ob|obwohl|nachdem|bevor|bis|während|indem|wie|je)\b|wo)"
)
"""A comma that doesn't belong to the clause before it, but to the one behind."""

_AMOUNT = re.compile(r"budget\.(?!\w+_year)[\w.]+")
"""An amount besides those of years, which are stated together."""


def guards_of(text: str, edits: Sequence[Replacement], needs: str | None = None) -> list[Guard]:
    """The sentences that need facts which not every agreement states; or the clauses, where a sentence needs more.

    `needs` is what the last sentence needs besides, since it speaks of what stands below.
    """
    return [guard for guard, _is_sound in _found(text, edits, needs)]


def doubts_of(text: str, edits: Sequence[Replacement], needs: str | None = None) -> Iterator[Message]:
    """Tells of the sentences that state the total, and can't do without such facts; and of what speaks of others."""
    found = list(_found(text, edits, needs))
    is_left_out = False  # whether the sentence before may be, or speaks of one that may be
    for start, end in pairwise(bounds_of(text)):
        is_guarded = any(guard.start < end and guard.end > start for guard, _is_sound in found)
        goes_back = is_left_out and not is_guarded and _GOING_BACK.match(text, start)
        if goes_back:
            quote = text[start:end].strip()
            yield _("“{quote}” may speak of what is left out where an agreement doesn't state it.", quote=quote)
        is_left_out = bool(is_guarded or goes_back)
    for guard, is_sound in found:
        inside = {edit.needs for edit in edits if edit.needs and guard.start <= edit.start < guard.end}
        if is_sound and len([needs for needs in inside if _AMOUNT.fullmatch(needs)]) > 1:
            quote = text[guard.start : guard.end].strip()
            yield _("“{quote}” can't be printed for an agreement that states only a part of its amounts.", quote=quote)
        if not is_sound:
            quote = text[guard.start : guard.end].strip()
            yield _("“{quote}” is left out, with the total, where an agreement doesn't state all of it.", quote=quote)


def condition_of(texts: Sequence[str]) -> str | None:
    """Under which condition anything is left of texts of a pack; None if something is in any case."""
    conditions: dict[str, None] = {}
    for text in texts:
        depth, end = 0, 0
        for tag in TAG.finditer(text):
            if depth == 0 and text[end : tag.start()].strip():
                return None
            word = re.match(r"\{%-? *(\w*) *(.*?) *-?%\}", tag[0])
            name = word[1] if word else ""
            if (depth == 0 and name != "if") or (depth == 1 and name in ("else", "elif")):
                return None
            if word and depth == 0:
                conditions[word[2]] = None
            depth += (name == "if") - (name == "endif")
            end = tag.end()
        if text[end:].strip():
            return None
    return " or ".join(conditions) or None


def _found(text: str, edits: Sequence[Replacement], below: str | None) -> Iterator[tuple[Guard, bool]]:
    """A guard for each sentence that needs one, and whether it leaves what each agreement states."""
    for start, end in pairwise(bounds_of(text)):
        inside = [edit for edit in edits if start <= edit.start < end]
        wanting = [edit for edit in inside if edit.needs]
        needs = [edit.needs for edit in wanting if edit.needs]
        if below is not None and end == len(text):
            wanting = [*wanting, Replacement(end - 1, end, "", below)]
            needs = needs or [below]  # what stands below may be there though what is said of it doesn't hold
        if not needs:
            continue
        states_more = any(edit for edit in inside if not edit.needs and "budget." in edit.template)
        if not states_more or _OF_THE_TOTAL.match(text, start):
            yield Guard(start, end, _joined(needs)), True
        elif clause := _clause(text, start, end, wanting, inside):
            yield clause._replace(needs=_joined(needs)), True
        else:
            yield Guard(start, end, _joined(needs)), False


def bounds_of(text: str) -> list[int]:
    """Where the sentences of a text begin, and where the last one ends."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]


def _joined(needs: Sequence[str]) -> str:
    """One condition of several. Of several amounts one is enough: without the others, nothing is rendered."""
    parts = list(dict.fromkeys(part for each in needs for part in each.split(" and ")))
    amounts = [part for part in parts if _AMOUNT.fullmatch(part)]
    others = [part for part in parts if part not in amounts]
    either = " or ".join(amounts)
    return " and ".join([*others, f"({either})" if len(amounts) > 1 and others else either] if amounts else others)


def _clause(
    text: str, start: int, end: int, wanting: Sequence[Replacement], inside: Sequence[Replacement]
) -> Guard | None:
    """The clause that holds all that is wanting, and no more of the budget; None if there is none that is sound."""
    first, last = wanting[0].start, wanting[-1].end
    end = start + len(text[start:end].rstrip())
    opened = text.rfind("(", start, first)
    closed = text.find(")", last, end)
    begin = stop = -1
    otherwise = ""
    if opened > 0 and closed > 0 and ")" not in text[opened:last]:
        begin, stop = opened - (text[opened - 1] == " "), closed + 1
    else:
        subjects = {edit.start for edit in inside if edit.case == "nominative"}
        begin, stop = _between_marks(text, start, end, (first, last), subjects)
        otherwise = "." if text[stop - 1 : stop] == ":" else ""
    kept = [edit for edit in inside if not edit.needs and "budget." in edit.template]
    if begin < 0 or any(begin <= edit.start < stop for edit in kept):
        return None
    return Guard(begin, stop, "", otherwise)


def _between_marks(
    text: str, start: int, end: int, stretch: tuple[int, int], subjects: Collection[int]
) -> tuple[int, int]:
    """Where the clause around a stretch begins and ends; -1 if a sentence would be left with a hole.

    `subjects` are the places of names in the nominative: behind a comma or "und", main clauses begin with them.
    """
    first, last = stretch
    marks = list(re.compile(r",\s+|\s[–-]\s+|;\s+|\s+und\s+").finditer(text, start, first))
    for mark in reversed(marks):
        opens = _OPENING.match(text, mark.end())
        if mark[0].strip() == "und" or not (opens or mark[0].strip() == ";"):
            if mark.end() in subjects or _END_OF_SENTENCE.search(text[start : mark.start()]):
                return mark.start(), _without_stop(text, last, end)
            continue
        sign = mark[0].strip()
        following = re.compile(r"\s[–-]\s" if sign in "–-" else r"[,;](?=\s)").search(text, last, end)
        if following is None or sign == ";":
            tail = text[last:end].rstrip(".")
            torn = sign != ";" and _END_OF_SENTENCE.search(tail) and not _VERB.match(text, mark.end())
            relative = text[mark.end() :].startswith(("die sich", "der sich", "welche", "wobei"))
            return (-1, -1) if torn and not relative else (mark.start(), _without_stop(text, last, end))
        if sign in "–-":
            return mark.start(), following.end() - 1
        goes_on = following[0] == ";" or _GOES_ON.match(text, following.start())
        return mark.start(), following.start() if goes_on else following.end()
    return -1, -1


def _without_stop(text: str, last: int, end: int) -> int:
    """The end of a sentence, without its full stop."""
    return end - 1 if end > last and text[end - 1] == "." else end
