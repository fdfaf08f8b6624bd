"""Questions to whoever sits at the terminal. Each can be skipped; wrong answers are asked for again."""

from __future__ import annotations

import sys
from decimal import Decimal

from aqb_cli.fileformat.model.scalars import LARGEST_AMOUNT
from aqb_cli.text import german
from aqb_cli.text.messages import Message, _, shown


def can_ask() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_amount(question: Message, language: str) -> Decimal | None:
    """An amount in euros, as German or English offices write it; None if there is no answer."""
    while True:
        sys.stderr.write(f"{question.translated(language)}: ")
        sys.stderr.flush()
        answer = ""
        try:
            answer = sys.stdin.readline()
        finally:
            if not answer:  # the input is over, or Ctrl-C was pressed: the cursor still stands behind the question
                sys.stderr.write("\n")
        text = answer.strip()
        if not text:
            return None
        amount = german.read_amount(text) if len(text) <= 40 else None
        if amount is None:
            reply = _("“{text}” isn't an amount in euros; write it like 595.950 or 595950,00.", text=text)
        elif amount <= 0:
            reply = _("It has to be more than nothing.")
        elif amount > LARGEST_AMOUNT:
            reply = _("{amount} is more than any agreement can hold.", amount=amount)
        else:
            sys.stderr.write(f"  = {shown(amount, language)}\n")
            return amount
        sys.stderr.write(f"  {reply.translated(language)}\n")
