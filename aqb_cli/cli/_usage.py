"""Usage errors that typer finds, in our own words: made from what its exceptions know, not from what they say."""

from __future__ import annotations

from typing import Any

from aqb_cli.cli._help import value_of
from aqb_cli.cli._language import language_of
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _, ngettext, some


def usage_problem(error: Any, context: Any) -> Problem | None:
    """What is wrong with a command's arguments; None if the exception is about something else."""
    if not hasattr(error, "format_message"):  # which all usage errors have, and nothing else
        return None
    if hasattr(error, "option_name"):
        return _about_option(error.option_name, context)
    param = getattr(error, "param", None)
    if param is None:
        return Problem(_("The arguments of `{command}` don't fit.", command=context.command_path), see_help(context))
    name = value_of(param, language_of(None)) if param.param_type_name == "argument" else max(param.opts, key=len)
    if hasattr(error, "param_type"):
        return Problem(_("{name} is missing.", name=name), see_help(context))
    return Problem(_("The value of {name} can't be used.", name=name), see_help(context))


def too_many(words: list[str], context: Any) -> Problem:
    """Says that a command takes fewer arguments."""
    message = ngettext(
        "This is one argument too many: {words}.",
        "These are {n} arguments too many: {words}.",
        len(words),
        words=some(words),
    )
    if any(param.param_type_name == "argument" and param.name == "name" for param in context.command.params):
        from aqb_cli.checking.names import advice_on_names

        return Problem(message, advice_on_names())
    return Problem(message, see_help(context))


def see_help(context: Any) -> Message:
    """Where to read what a command takes."""
    return _("See `{command} --help`.", command=context.command_path)


def _about_option(name: str, context: Any) -> Problem:
    options = {each: item for item in context.command.get_params(context) for each in item.opts if each.startswith("-")}
    if name not in options:
        return Problem(_("There is no option {name}.", name=name), _meant(name, list(options), context))
    if options[name].is_flag:
        return Problem(_("{option} takes no value.", option=name), see_help(context))
    return Problem(_("{option} is given without a value.", option=name), see_help(context))


def _meant(name: str, options: list[str], context: Any) -> Message:
    from aqb_cli.text.near_misses import closest

    starting = [option for option in options if option.startswith(name) and name != "-"]
    if guess := starting[0] if len(starting) == 1 else closest(name, options, 0.7):
        return _("Did you mean “{guess}”?", guess=guess)
    return see_help(context)
