"""Agreements of all years, quickly; `tests/years.py` makes and renders the whole collection."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import years
from conftest import Command
from generated import write_agreements

MINISTRIES = {
    2014: "Hessisches Ministerium für Soziales und Integration",
    2023: "Hessisches Ministerium für Soziales und Integration",
    2024: "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales",
    2026: "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales",
}
"""What the ministry was called in August of the year."""


@pytest.mark.parametrize("year", MINISTRIES)
def test_every_district_has_its_document(
    year: int, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreements = years.collection([year])
    assert len(agreements) == (27 if year == 2026 else 26)
    write_agreements(tmp_path, agreements)
    monkeypatch.chdir(tmp_path)
    assert aqb("validate", "--strict", "-f", "concise").code == 0
    result = aqb("render", "-f", "txt", "-o", "out")
    assert result.code == 0
    assert re.fullmatch(rf"{year}: wording “standard(-2025)?”\n", result.err)
    for agreement in agreements:
        text = (tmp_path / f"out/{year}/{agreement['district']}.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
        assert MINISTRIES[year] in text or agreement["status"] == "reported", agreement
        assert not [name for name in MINISTRIES.values() if name != MINISTRIES[year] and name in text], agreement
        assert ("Bündnis" in text) <= (2025 <= year <= 2029), agreement
        assert "None" not in text
        assert "  ." not in text
        for signature in agreement.get("signatures", ()):
            assert signature["name"] in text


def test_every_format(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write_agreements(tmp_path, [each for each in years.collection([2026]) if each["district"] in ("hanau", "fulda")])
    monkeypatch.chdir(tmp_path)
    options = [part for name in years.FORMATS for part in ("-f", name)]
    result = aqb("render", *options, "-o", "out")
    assert (result.code, result.err) == (0, "2026: wording “standard-2025”\n")
    assert len(list(tmp_path.glob("out/2026/*.*"))) == 2 * len(years.FORMATS)
