"""Agreements and districts by the names that people write."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.model import District
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.german import folded, slug
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices, closest
from aqb_cli.workspace.collection import AGREEMENTS, YEARS, File, Workspace, is_reference_file, read_bytes, shown_path

_ARTICLE = "^(?:der|die|das|des|dem|den)-"
_KIND = "^(?:(?:der|die|das|des|dem|den|kreis|kreises|landkreis|landkreises|stadt)-)+"
"""What may stand before a district's own name, after `slug`."""


def district_of(text: str, districts: Iterable[District]) -> list[str]:
    """The district of a short name, official key, or name with or without its kind."""
    known = list(districts)
    wanted = folded(text)
    whole_words = re.compile(rf"\b{re.escape(wanted)} ")
    tests: tuple[Callable[[District], bool], ...] = (
        lambda district: text in (district.slug, district.key) or wanted == folded(district.name),
        lambda district: bool(whole_words.search(f"{folded(district.name).partition(' ')[2]} ")),
        lambda district: slug(text) == district.slug,
        lambda district: re.sub(_ARTICLE, "", slug(text)) in district.forms(),
    )
    for test in tests:
        found = [district.slug for district in known if test(district)]
        if len(found) == 1:
            return found
        if found:
            raise Problem(_("“{text}” could be several districts.", text=text), _("Possible are {known}.", known=found))
    own_name = re.sub(_KIND, "", slug(text) + "-")
    if own_name and (guess := closest(own_name.strip("-"), [district.slug for district in known])):
        advice = _("Did you mean “{guess}”?", guess=guess)
    else:
        advice = _("Which districts there are, `aqb list districts` says.") if own_name else advice_on_names()
    raise Problem(_("There is no district “{text}”.", text=text), advice)


def advice_on_names() -> Message:
    """What to do with a name of which only one word was taken."""
    return _("Put a name with spaces into quotation marks, and a slash before a year: fulda/2025.")


def full_name(workspace: Workspace, name: str) -> str:
    """What a path or name stands for: a district, however it is called, for its latest agreement."""
    if not name.strip():
        raise Problem(_("The name of the agreement is empty."), _("Write a name such as fulda/2025."))
    district, _slash, year = name.rpartition("/") if re.search("/[0-9]{4}$", name) else (name, "", "")
    if os.path.exists(name) or re.search(r"\.\w+$", district):
        return name
    agreements = workspace.collection() / AGREEMENTS
    if re.fullmatch(YEARS, name):
        folder = shown_path(agreements / name)
        raise Problem(
            _("“{text}” is a year, and no agreement.", text=name),
            _("For all agreements of the year, write {folder}; for one of them, such as fulda/2025.", folder=folder),
        )
    districts = ReferenceData(workspace).districts.values()
    slug = district_of(district, districts)[0] if districts else district
    if year:
        return f"{slug}/{year}"
    years = [path.parent.name for path in workspace.agreements(slug)]
    if not years:
        advice = _("Which districts have one, `aqb list districts` says.")
        raise Problem(_("There is no agreement of {district}.", district=slug), advice)
    return f"{slug}/{years[-1]}"


def agreement_files(workspace: Workspace, names: Iterable[str]) -> list[File]:
    """The files of names, paths and folders; without any, the whole collection. `Problem` for other than agreements."""
    files = workspace.files([full_name(workspace, name) for name in names])
    for file in files:
        if file.named and is_reference_file(file.shown):
            raise no_agreement(file)
    return files


def no_agreement(file: File) -> Problem:
    """What to say of a file that is something else, such as reference data."""
    return Problem(_("{path} isn't an agreement.", path=file.shown), _("Write a name such as fulda/2025."))


def one_file(workspace: Workspace, name: str) -> File:
    """The file of an agreement's name, of a path, or of a district, however it is called. Raises `Problem`."""
    files = workspace.files([full_name(workspace, name)])
    if len(files) == 1:
        return files[0]
    names = [file.shown for file in files]
    raise Problem(_("There are several agreements under {name}.", name=name), choices(names[:30], name)[0])


def others_like(workspace: Workspace, file: File) -> list[File]:
    """The files of the collection that could be a second one for the same agreement."""
    raw = read_bytes(file, LARGEST_FILE)
    data = yaml.read(raw).data if isinstance(raw, bytes) else None
    if workspace.root is None or not isinstance(data, dict) or not {"district", "year"} <= data.keys():
        return []
    words = [str(data[key]).encode() for key in ("district", "year")]
    try:
        others = workspace.files([])
    except Problem:
        return []
    same = os.path.abspath(file.path)
    contents = ((other, read_bytes(other, LARGEST_FILE)) for other in others if os.path.abspath(other.path) != same)
    return [other for other, raw in contents if isinstance(raw, bytes) and all(word in raw for word in words)]
