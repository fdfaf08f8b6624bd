"""What DuckDB and pandas make of our CSV files and workbooks, as docs/ask.md says. `.ci/slow` installs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import Command
from test_documents import codes, table_after

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("LINTERS" not in os.environ, reason="needs DuckDB and pandas, which .ci/slow installs"),
]

NAMES = {
    "en": {"budget": "Budget (euros)", "day": "Last signature", "year": "Year", "key": "Official key"},
    "de": {"budget": "Budget (Euro)", "day": "Letzte Unterschrift", "year": "Jahr", "key": "Amtlicher Schlüssel"},
}

PANDAS = """
import json, sys
from pandas import read_csv
names = json.loads(sys.argv[1])
how = sys.argv[2].removesuffix(")")
budgets = eval(how.replace("x.csv", "agreements.csv") + ', parse_dates=["' + names["day"] + '"])')
districts = eval(how.replace("x.csv", "districts.csv") + ")")
print(json.dumps({
    "sum": round(float(budgets[names["budget"]].sum()), 2), "years": budgets[names["year"]].tolist(),
    "days": [str(day)[:10] for day in budgets[names["day"]].dropna()], "type": str(budgets[names["day"]].dtype)[:8],
    "keys": districts[names["key"]].dropna().tolist(),
}))
"""

DUCKDB = """
import json, sys
import duckdb
names = json.loads(sys.argv[1])
def rows(what, path):
    return duckdb.sql("SELECT " + what + " " + sys.argv[2].replace("x.csv", path)).fetchall()
quoted = {key: '"' + name + '"' for key, name in names.items()}
print(json.dumps({
    "sum": float(rows("sum(" + quoted["budget"] + "::DECIMAL(14, 2))", "agreements.csv")[0][0]),
    "years": [year for year, in rows(quoted["year"], "agreements.csv")],
    "days": [str(day) for day, in rows(quoted["day"], "agreements.csv") if day],
    "type": rows("typeof(" + quoted["day"] + ")", "agreements.csv")[0][0],
    "keys": [key for key, in rows(quoted["key"], "districts.csv") if key],
}))
"""

WORKBOOK = """
import json, sys
from pandas import read_excel
path, sheet, key = sys.argv[1:]
read = [read_excel(path, sheet_name=sheet, **how) for how in ({}, {"dtype": {key: str}})]
print(json.dumps([table[key].dropna().tolist() for table in read]))
"""


def setting(program: str, language: str) -> str:
    """How the page says that a program reads a file."""
    for first, *settings in table_after("docs/ask.md", "csv"):
        if first.content == program:
            return codes(settings[("en", "de").index(language)])[0]
    raise AssertionError(program)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("program", "script", "day"), [("pandas", PANDAS, "datetime"), ("DuckDB", DUCKDB, "DATE")])
def test_numbers_are_numbers_and_days_are_days(
    program: str, script: str, day: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command
) -> None:
    made = generated.agreements()
    generated.write(tmp_path / "c", made)
    monkeypatch.chdir(tmp_path / "c")
    for what in ("agreements", "districts"):
        assert aqb("list", what, "-o", f"{what}.csv", "--lang", language).code == 0
    command = [str(Path(os.environ["LINTERS"]) / "bin/python"), "-c", script]
    command += [json.dumps(NAMES[language]), setting(program, language)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal)
    assert found["sum"] == sum(a["budget"]["total"] for a in made)
    assert sorted(found["years"]) == sorted(a["year"] for a in made)
    assert found["type"] == day
    assert sorted(found["days"]) == sorted(f"{a['year']}-08-08" for a in made if "signatures" in a)
    assert all(re.fullmatch("06[0-9]{3}", str(key)) for key in found["keys"])
    assert len(found["keys"]) == len(generated.reference())


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize(("language", "sheet"), [("en", "Data"), ("de", "Daten")])
def test_pandas_keeps_keys_of_workbooks_if_told_to(
    ending: str, language: str, sheet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command
) -> None:
    generated.write(tmp_path / "c", generated.agreements())
    monkeypatch.chdir(tmp_path / "c")
    path, key = f"districts.{ending}", NAMES[language]["key"]
    assert aqb("list", "districts", "-o", path, "--lang", language).code == 0
    command = [str(Path(os.environ["LINTERS"]) / "bin/python"), "-c", WORKBOOK, path, sheet, key]
    untold, told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [f"{number:05d}" for number in untold] == told
    assert all(re.fullmatch("06[0-9]{3}", text) for text in told)
    assert len(told) == len(generated.reference())
