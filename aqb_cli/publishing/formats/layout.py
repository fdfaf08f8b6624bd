"""Layouts: Jinja templates that say how a document looks as text of some kind.

A workspace may bring its own, and so may a pull request. So they run in the sandbox, on the document alone, and with
a measured amount of work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup

from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import ListItem, Publication, TableBlock, plain
from aqb_cli.wording.sandbox import Sandbox
from aqb_cli.wording.syntax import called
from aqb_cli.wording.typography import NO_BREAK
from aqb_cli.workspace.collection import File, read_bytes, shown_path, template_fault

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.runtime import Context

MOST_WORK = 2_000_000
"""How many steps and characters one document may take; a signed agreement of six pages takes 41,000 as HTML."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.If,
    nodes.For, nodes.Macro, nodes.Call, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr,
)  # fmt: skip
"""What layouts may use of Jinja. Nothing here can make a text longer and longer but loops and macros, which count."""

_LONGEST_OPTION = 40
"""How long a margin or marker may be."""

_CALL = 50
"""What calling a filter costs beyond the length of its texts."""

_ROUNDS = "_rounds"
"""The filter that counts the rounds of loops, which only we may use."""


_NAME = re.compile(r"(?<=attribute ')\w+|(?<=^')\w+")
"""The name in what Jinja says of a part or variable that there isn't."""


_AMOUNT = re.compile(
    f"[0-9]{{1,3}}(?:[.{NO_BREAK}\u202f][0-9]{{3}})+(?:[.,][0-9]{{2}})?"
    f"|(?<![0-9.,])[0-9.,]+(?={NO_BREAK}Euro)"  # each run of digits is looked at once, however long it is
)
"""An amount as documents and pages have it."""

_WORD = re.compile(r"\b[^\W\d_]{4,12}\b")
"""A word that stands whole on its line in every layout."""

_OPEN, _UNKNOWN = re.compile(r"needs to be closed is '(\w+)'"), re.compile(r"unknown tag '(\w+)'")
"""What Jinja says of a part that isn't closed, and of a word that it doesn't know."""


class _NotAllowed(Exception):
    """Something in a layout that isn't allowed."""

    def __init__(self, reason: Message, line: int | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.lineno = line


class _TooMuch(Exception):
    """A layout does more than any document needs."""


class _Environment(Sandbox):
    """The sandbox of one layout, which knows how much has been done for the document at hand."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]], *, html: bool) -> None:
        super().__init__(
            {**{name: self._at_a_cost(apply) for name, apply in filters.items()}, _ROUNDS: self._rounds},
            self._escaped if html else self._printed, trim=True,
        )  # fmt: skip
        self.html = html
        self.macros: dict[str, int] = {}
        """What a call of each macro costs."""
        self.done = 0
        self.most = MOST_WORK

    def add(self, amount: int) -> None:
        """Counts some work. Raises `_TooMuch`."""
        self.done += amount
        if self.done > self.most:
            raise _TooMuch

    def call(self, context: Context, obj: Any, *values: Any, **names: Any) -> Any:
        """Calls a macro, and nothing else."""
        if type(obj) is not Macro:
            raise _NotAllowed(_("only macros of its own can be called"))
        self.add(self.macros[obj.name])
        names.pop("_loop_vars", None)
        made = obj(context.eval_ctx, *values, **names)
        return Markup(made) if self.html else made  # noqa: S704 - whatever a macro prints was escaped

    def filled(self, template: Template, values: dict[str, Any]) -> str:
        """The template with these values, as its own `render` has it.

        A template's context and its macros know each other. Parted, they let the document go at once; otherwise it
        stays until Python looks for garbage, which takes a twentieth of all time.
        """
        context = template.new_context(values)
        try:
            return self.concat(template.root_render_func(context))
        except Exception:
            self.handle_exception()  # which tells the lines of the template
        finally:
            context.vars.clear()

    def _rounds(self, entries: Any, cost: int) -> Any:
        self.add(cost * (1 + len(entries)))
        return entries

    def _printed(self, value: Any) -> Any:
        if isinstance(value, str):
            self.add(len(value))
        return value

    def _escaped(self, value: Any) -> str:
        """The value as HTML. Jinja's own way makes an object of each text, which takes longer than all else."""
        text = value if isinstance(value, str) else str(value)
        self.done += len(text)  # as `add` does, which would take half of the time here
        if self.done > self.most:
            raise _TooMuch
        return text if type(text) is Markup else escaped(text)

    def _at_a_cost(self, apply: Callable[..., Any]) -> Callable[..., Any]:
        """A filter whose work counts, also where nothing of it is printed."""

        @wraps(apply)
        def counted(value: Any, *options: Any) -> Any:
            for option in options:
                if isinstance(option, str) and len(option) > _LONGEST_OPTION:
                    raise _NotAllowed(_("more than {n} characters in parentheses", n=_LONGEST_OPTION))
            made = apply(value, *options)
            # None takes more than it gives. As `add` counts, which would take a quarter of the time here.
            self.done += _CALL + (len(made) if isinstance(made, str) else _length(made))
            if self.done > self.most:
                raise _TooMuch
            return made

        return counted


@lru_cache(maxsize=4096)  # such as the headings of columns, beside each cell
def escaped(text: str) -> str:
    """The text for HTML, between tags and in quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


def layout(
    name: str, templates: Sequence[Path], filters: Mapping[str, Callable[..., Any]], *, html: bool = False
) -> Callable[[Publication], str]:
    """The layout of a name as a function on documents. Raises `Problem` if it can't be used, also when it is used."""
    fill, path = template(name, templates, filters, html=html), found(name, templates)
    is_own = path.parent != templates[-1]

    def render(document: Publication) -> str:
        text = fill(document=document)
        require(text, document.name, document.mark, path, document.sections if is_own else ())
        return text

    return render


def found(name: str, templates: Sequence[Path]) -> Path:
    """Where a template lies: in the first of the folders that has it."""
    return next(folder / name for folder in templates if (folder / name).exists() or (folder / name).is_symlink())


def template(
    name: str, templates: Sequence[Path], filters: Mapping[str, Callable[..., Any]], *, html: bool = False
) -> Callable[..., str]:
    """The template of a name as a function on named values, and on how much work it may be (`work`).

    Raises `Problem` if it can't be used, also when it is used.
    """
    path = found(name, templates)
    environment = _Environment(filters, html=html)
    try:
        tree = environment.parse(template_text(path))
        _prepare(environment, tree)
        compiled = environment.from_string(tree)
    except (TemplateError, _NotAllowed, RecursionError, ValueError, SyntaxError) as error:
        raise _unusable(path, error) from error

    def render(work: int = MOST_WORK, **values: Any) -> str:
        environment.done, environment.most = 0, work
        try:
            return environment.filled(compiled, values)
        except (_TooMuch, RecursionError) as error:
            message = _("The template {path} does more than any document needs.", path=shown_path(path))
            raise Problem(message, _("Look for loops inside of loops, and for macros that call themselves.")) from error
        except Exception as error:  # whatever a filter says to what a layout gives it
            raise _unusable(path, error) from error

    return render


def template_text(path: Path) -> str:
    """What stands in a file of templates. Raises `Problem` if it can't be read, or lies elsewhere."""
    raw = read_bytes(File(str(path), shown_path(path), fault=template_fault(path)), LARGEST_FILE)
    if isinstance(raw, Message):
        raise Problem(_("The template {where} can't be used: {reason}", where=shown_path(path), reason=raw))
    if len(raw) > LARGEST_FILE:
        raise Problem(_("{path} is larger than 256 KiB.", path=shown_path(path)))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(_("{path} isn't stored as UTF-8.", path=shown_path(path))) from error


def _prepare(environment: _Environment, tree: nodes.Template) -> None:
    """Refuses what isn't allowed, and has each round of a loop and each call of a macro counted."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
            raise _NotAllowed(_("it can't do this: {what}", what=called(node)), node.lineno)
        if isinstance(node, nodes.Filter) and (node.name not in environment.filters or node.name == _ROUNDS):
            known = sorted(name for name in environment.filters if name != _ROUNDS)
            raise _NotAllowed(
                _("there is no filter “{name}”; known are: {known}", name=node.name, known=known), node.lineno
            )
        if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in macros):
            raise _NotAllowed(_("only macros of its own can be called"), node.lineno)
        pending.extend(node.iter_child_nodes())
    for macro in tree.find_all(nodes.Macro):
        environment.macros[macro.name] = environment.macros.get(macro.name, 0) + _cost(macro)
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _ROUNDS, [nodes.Const(_cost(loop))], [], None, None)


def _cost(repeated: nodes.Node) -> int:
    """What a round of a loop or a call of a macro costs beyond what is counted on its own."""
    return 1 + sum(len(data.data) for data in repeated.find_all(nodes.TemplateData))


def _length(value: Any) -> int:
    """About how many characters there are in what a filter made."""
    if isinstance(value, str):
        return len(value)
    return 1 + sum(map(_length, value)) if isinstance(value, tuple) else 1


def _unusable(path: Path, error: Exception) -> Problem:
    line = getattr(error, "lineno", None) or _line_of(error)
    where = f"{shown_path(path)}:{line}" if line else shown_path(path)
    message = _("The template {where} can't be used: {reason}.", where=where, reason=_reason(error))
    return Problem(message, _("docs/wording.md says what a template may do."))


def _line_of(error: Exception) -> int | None:
    """The line of the template in which something went wrong while it was filled in."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _reason(error: Exception) -> Message:
    """What is wrong, in words for people who don't know the insides of the program."""
    if isinstance(error, _NotAllowed):
        return error.reason
    if isinstance(error, UndefinedError | SecurityError):
        names = _NAME.findall(str(error))
        return _("there is no “{name}” here", name=names[-1]) if names else _("it names a part that there isn't")
    if isinstance(error, TemplateError | RecursionError | SyntaxError):
        if match := _OPEN.search(str(error)):
            return _("here at the latest, “{word}” lacks its “end{word}”", word=match[1])
        if match := _UNKNOWN.search(str(error)):
            return _("there is no “{name}” here", name=match[1])
        return _("braces, quotes or the words between them aren't written as they must be")
    return _("a filter is given something that it doesn't work on")


def require(text: str, name: str, mark: str, path: Path, sections: Sequence[object], what: str = "document") -> None:
    """Raises `Problem` for a document or page that is empty, doesn't say that it is a draft, or lacks a fact.

    The last is asked of layouts of a collection's own; those that come with aqb have all kinds of blocks.
    """
    help = _(
        "Print `{{{{ {what}.mark }}}}` and `{what}.sections`, as the template that comes with aqb does.", what=what
    )
    if not text or text.isspace():
        raise Problem(_("With the template {path}, {name} is empty.", path=shown_path(path), name=name), help)
    if mark not in text:
        message = _(
            "With the template {path}, {name} doesn't say “{mark}”.", path=shown_path(path), name=name, mark=mark
        )
        raise Problem(message, help)
    if sections and (lost := next(_lost(text, sections), None)) is not None:
        message = _(
            "With the template {path}, {name} doesn't print “{text}”.", path=shown_path(path), name=name, text=lost
        )
        kinds = _(
            "Print all kinds of blocks of `{what}.sections`, as the template that comes with aqb does.", what=what
        )
        raise Problem(message, kinds)


def _lost(text: str, sections: Sequence[object]) -> Iterator[str]:
    """The amounts that a text lacks, and the entries of lists and rows of tables of which it has no word."""
    printed = set(_AMOUNT.findall(text))
    for part in _texts(sections):
        yield from (amount for amount in _AMOUNT.findall(part) if amount not in printed and amount not in text)
    words = set(_WORD.findall(text))
    for entry in _entries(sections):
        own = _WORD.findall(entry)
        if own and words.isdisjoint(own):
            yield entry


def _entries(value: object) -> Iterator[str]:
    """The entries of lists and the rows of tables inside of a part of a document."""
    if isinstance(value, ListItem):
        yield plain(value.line)
    if isinstance(value, TableBlock):
        yield from (" ".join(plain(cell.line) for cell in row) for row in value.rows)
    elif isinstance(value, tuple):
        for part in value:
            yield from _entries(part)


def _texts(value: object) -> Iterator[str]:
    """All texts inside of a part of a document or page, but what was made elsewhere, such as a chart."""
    if isinstance(value, str) and not isinstance(value, Markup):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
