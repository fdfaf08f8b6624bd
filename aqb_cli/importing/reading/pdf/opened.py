"""A PDF file as pdfium opens it, without the rest of `pypdfium2`, which takes long to load; and its hidden layers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.text.messages import _

MOST_PAGES = 200


class OpenedPdf(NamedTuple):
    """A file that is open as long as the process runs."""

    path: Path
    raw: Any
    pages: int
    """How many there are."""
    form: Any
    """What knows the values of its form fields; None if it has none."""
    config: Any
    """What the form needs for as long as it is used."""


def opened(path: Path) -> OpenedPdf:
    """Opens a file. Raises `UnreadableDocument`."""
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    raw = pdfium.FPDF_LoadDocument(f"{path}\0".encode("utf-8", "surrogateescape"), None)
    count = pdfium.FPDF_GetPageCount(raw)
    if count < 1:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            message = _("{path} is protected by a password.", path=str(path))
            raise UnreadableDocument(message, _("Save it without a password."))
        message = _("{path} is damaged: it can't be opened as a PDF file.", path=str(path))
        raise UnreadableDocument(message, _("Fetch or save it anew."))
    if count > MOST_PAGES:
        raise too_much(path)
    config = pdfium.FPDF_FORMFILLINFO(version=2)
    has_form = pdfium.FPDF_GetFormType(raw) != pdfium.FORMTYPE_NONE
    form = pdfium.FPDFDOC_InitFormFillEnvironment(raw, config) if has_form else None
    return OpenedPdf(path, raw, count, form, config)


def page_of(document: OpenedPdf, number: int) -> Any:
    """A page by its number. Raises `UnreadableDocument` if it is damaged."""
    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        raise damaged(document, number)
    if document.form:
        pdfium.FORM_OnAfterLoadPage(page, document.form)
    return page


def close(document: OpenedPdf, page: Any) -> None:
    """Frees what a page takes up."""
    if document.form:
        pdfium.FORM_OnBeforeClosePage(page, document.form)
    pdfium.FPDF_ClosePage(page)


def damaged(document: OpenedPdf, number: int) -> UnreadableDocument:
    """The refusal of a file with a page that is damaged."""
    message = _("Page {n} of {path} is damaged and can't be read.", n=number + 1, path=str(document.path))
    return UnreadableDocument(message, _("Fetch or save it anew."))


class Layers:
    """The layers of one file. Its catalogue is read only if text stands on any."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hide(self, names: Iterable[str]) -> bool:
        """Whether text on all of these layers doesn't show when the file is opened."""
        return any(name in self._hidden for name in names)

    @cached_property
    def _hidden(self) -> set[str]:
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfparser import PDFParser
        from pdfminer.pdftypes import dict_value, list_value, resolve1

        with self._path.open("rb") as stream:
            try:
                properties = dict_value(PDFDocument(PDFParser(stream)).catalog.get("OCProperties", {}))
                default = dict_value(properties.get("D", {}))
                is_off = "OFF" in str(default.get("BaseState", ""))
                named = {each.objid for each in list_value(default.get("ON" if is_off else "OFF", []))}
                every = list_value(properties.get("OCGs", []))
                return {_name(resolve1(each)) for each in every if (each.objid in named) != is_off}
            except Exception:  # a file that pdfium mends, and pdfminer can't: all of its text is taken
                return set()


def _name(group: Any) -> str:
    from pdfminer.utils import decode_text

    return str(decode_text(dict(group).get("Name", b"")))
