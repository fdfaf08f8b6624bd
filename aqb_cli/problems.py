"""What ends a command at once: wrong usage, broken configuration, input that isn't there. Exit code 2."""

from __future__ import annotations

from aqb_cli.messages import Message


class Problem(Exception):
    """The command can't be carried out; says why and what to do, in one or two sentences."""

    def __init__(self, message: Message, help: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help
