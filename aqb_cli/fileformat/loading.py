"""From a file's texts to a checked model, or to findings that say why not."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from pydantic_core import ValidationError

from aqb_cli.diagnostics import Finding
from aqb_cli.fileformat.model import Entry
from aqb_cli.fileformat.model.validator import validator
from aqb_cli.fileformat.yaml import YamlFile

Model = TypeVar("Model", bound=Entry)


class Loaded(NamedTuple, Generic[Model]):
    """The result of loading a file."""

    model: Model | None
    """As much as could be understood; None if the file isn't even a group of fields."""
    findings: tuple[Finding, ...] = ()
    rest: Model | None = None
    """The model as if what could not be read weren't stated at all; only for files with faults."""

    @property
    def sound(self) -> Model | None:
        """The model, if the file has no fault of form at all."""
        return None if self.findings else self.model


def load(document: YamlFile, model: type[Model]) -> Loaded[Model]:
    """Reads the document as a model, or as much of it as can be understood."""
    if isinstance(document.data, dict) and not document.empties and not document.unread:
        try:
            return Loaded(validator(model).validate_python(document.data))
        except ValidationError:
            pass  # the long way round finds out why
    from aqb_cli.fileformat.faults import load_faulty

    return Loaded(*load_faulty(document, model))
